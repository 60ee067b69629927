"""Joan, and workers of two services who would both like to ask her."""

from dataclasses import dataclass

from hub.access.actors import OWN_PAGES, Actor, Grant, Kind
from hub.access.roles import Role
from hub.people.models import Person
from matching.frontline.asks.services import asks, gate
from matching.frontline.models import AskLimit, RaisedBy, Way
from opportunities.models import Opportunity
from organisations.models import Organisation
from tests.factories import (
    NOON,
    MembershipFactory,
    OpportunityFactory,
    OrganisationFactory,
    actor,
    person,
)

READY = gate.Verdict(gate.Kind.READY, "Nothing is left unsorted today.")


@dataclass
class Scene:
    """Joan, and workers of two services who would both like to ask her."""

    joan: Person
    bev: Actor
    dan: Actor
    library: Organisation
    baths: Organisation
    opportunity: Opportunity

    @property
    def own(self):
        """Joan herself, by her private link."""
        return Actor(kind=Kind.LINK, person_id=self.joan.pk, grants=frozenset({Grant(OWN_PAGES, self.joan.pk)}))

    def ask(self, *, by=None, raised_by=RaisedBy.WORKER, answer="", at=NOON, verdict=READY, about=None, said=True):
        asked = asks.Asked(raised_by, Way.COUNTER, no_effect_said=said, opportunity=about)
        return asks.make(self.joan, asked, verdict=verdict, answer=answer, by=by or self.bev, at=at)

    def verdict(self, *, nothing_unsorted=True, by=None, at=NOON):
        """What the gate says to a worker."""
        owed = gate.owed_to(self.joan, to=(by or self.bev).organisation_id)
        return gate.verdict(self.joan, nothing_unsorted=nothing_unsorted, owed=owed, at=at)

    def limits(self):
        row = AskLimit.objects.filter(person=self.joan).first()
        return (row.not_before, row.never_since, row.flagged_until) if row else (None, None, None)


def build() -> Scene:
    """Make the scene."""
    library, baths = (
        OrganisationFactory(service=True, name="Library"),
        OrganisationFactory(service=True, name="Baths"),
    )
    return Scene(
        joan=person("Joan", "joan@example.test"),
        bev=actor(MembershipFactory(organisation=library, role=Role.WORKER)),
        dan=actor(MembershipFactory(organisation=baths, role=Role.WORKER)),
        library=library,
        baths=baths,
        opportunity=OpportunityFactory(),
    )
