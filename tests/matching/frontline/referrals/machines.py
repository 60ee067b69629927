"""What both machines share, which do actions in any order: the world, a clock that only goes on, and nothing left behind."""

from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import (
    RuleBasedStateMachine,
)

from hub.access.actors import Actor, Kind
from hub.access.roles import Role
from hub.consent.models import Purpose
from hub.consent.services import consents
from hub.people.models import Person, Reach
from opportunities.models import Session
from organisations.models import Organisation
from tests.factories import NOON, MembershipFactory, OrganisationFactory, SessionFactory, actor, person

QUICK = settings(
    max_examples=25,
    stateful_step_count=15,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.generate],  # fifteen steps read well enough, and shrinking them would take minutes
    suppress_health_check=list(HealthCheck),
)


@dataclass
class World:
    """Joan, a group that somebody may be passed on to, and those who act."""

    joan: Person
    group: Organisation
    worker: Actor
    organiser: Actor
    session: Session

    @property
    def own(self) -> Actor:
        return Actor(kind=Kind.LINK, person_id=self.joan.pk)


def build() -> World:
    """Make the world."""
    group = OrganisationFactory()
    return World(
        joan=person("Joan", "joan@example.test", surname="Baptiste"),
        group=group,
        worker=actor(MembershipFactory(organisation__service=True, role=Role.WORKER)),
        organiser=actor(MembershipFactory(organisation=group, role=Role.ORGANISER)),
        session=SessionFactory(opportunity__organisation=group, flexible=True, places=None),
    )


@contextmanager
def only_tried():
    """Undo whatever is done inside."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


class InATransaction(RuleBasedStateMachine):
    """What both machines share: the world, a clock that only goes on, and nothing left behind."""

    world: World

    def __init__(self):
        super().__init__()
        self.at: datetime = NOON
        self.undone = transaction.atomic()
        self.undone.__enter__()

    def teardown(self):
        transaction.set_rollback(True)
        self.undone.__exit__(None, None, None)

    def moment(self) -> datetime:
        """Let a minute pass, and return the time."""
        self.at += timedelta(minutes=1)
        return self.at

    def live_reach(self):
        return Reach.objects.live(at=self.at).filter(person=self.world.joan, organisation=self.world.group)

    def cover(self):
        found = consents.cover(self.world.joan, Purpose.PASS_ON, recipient_id=self.world.group.pk, at=self.at)
        return found is not None

    def withdraw_consent(self) -> int:
        world = self.world
        return consents.withdraw(
            world.joan, Purpose.PASS_ON, recipient_id=world.group.pk, by=world.own, at=self.moment()
        )
