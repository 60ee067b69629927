"""Loading the demo content through the services, each step at its own time in the past three months.

The same seed and day give the same content. Only the most recent few sign-ups depend on the hour, so that the larder
always has one person answered late, one to answer today and one tomorrow.
"""

import random
from datetime import datetime
from typing import Final

from cms import made_up
from cms.demo import asking, founding, happenings, noticeboard, walking
from cms.demo.content import loader
from cms.demo.crowd import living, wishing
from cms.demo.founding import Progress, Town
from cms.demo.timeline import Timeline
from hub.access.actors import Actor
from hub.core import transactions
from hub.people.models import Person
from hub.places.services import drawings, units
from hub.taxonomy.slots import LOCAL
from opportunities.models import Session, State
from organisations.models import Membership

SEED: Final = 18


class NotEmpty(Exception):
    """The database holds people that the demo did not create."""


def refuse_real_people() -> None:
    """Raise NotEmpty when there are people but no demo content: real people must be neither mixed in nor deleted."""
    if made_up.loaded_at() is None and Person.objects.exists():
        raise NotEmpty("This database holds people, and no demo place. The demo is never mixed with real people.")


RESIDENTS: Final = 1500
"""How many residents there are in all."""


def _everybody_else(town: Town, chance: random.Random, track: Progress) -> None:
    """Add the rest of the town. The larder's sign-ups are all written by hand, so it gets nobody else."""
    others = Session.objects.filter(opportunity__state=State.PUBLISHED).exclude(
        opportunity__organisation=town.organisations["larder"]
    )
    sessions = list(others.select_related("opportunity__organisation").order_by("pk"))
    everybody = living.Crowd.of(sessions, _desks(town), at=town.at, chance=chance)
    count = max(RESIDENTS - Person.objects.filter(user__memberships=None).count(), 0)
    living.fill(everybody, count, each=lambda done: track(done, count) if done % 100 == 0 else None)
    wishing.searches(at=town.at)


def _desks(town: Town) -> list[tuple[Actor, int]]:
    """Return who talks with residents, with relative frequency: who answers for each service, and the worker of the demo."""
    services = [group.key for group in town.groups if group.kind == "service" and group.tier]
    maya = Membership.objects.select_related("user__person").get(user=town.accounts["frontline@demo.test"])
    return [(town.organisers[key], 4) for key in services] + [(founding.member_actor(maya), 2)]


@transactions.atomic
def load(*, at: datetime, whole: bool = True, progress: Progress | None = None) -> None:
    """Create all demo content as of a time, in one transaction.

    `progress` is called with (steps done, steps in all). Without `whole`, only the story is loaded: twelve
    organisations, a hundred residents, and what was written by hand about them.
    """
    refuse_real_people()
    at = at.replace(second=0, microsecond=0)
    everybody = (*loader.groups(), *loader.groups_around()) if whole else loader.groups()
    town = Town(at=at, today=at.astimezone(LOCAL).date(), groups=everybody)
    chance = random.Random(f"{SEED} {town.today}")  # noqa: S311 - for variety, not for secrets
    track = progress or (lambda _done, _of: None)
    units.load_demo()
    drawings.make(at=at)
    founding.people(town)
    founding.organisations(town)
    noticeboard.put_up(town, loader.all_posts() if whole else loader.posts(), track)
    walking.all_of_it(town)
    line = Timeline(now=at, rings=town.organisers["housing"])
    line.each_day(town.day(80, "07:00"))
    happenings.all_of_it(town, line, chance)
    asking.all_of_it(town, line)
    line.run(track)
    if whole:
        _everybody_else(town, chance, track)
    made_up.note_loaded(at=at)
