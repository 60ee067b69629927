"""Joan, who is passed on, those who do it, and by hand what may follow what and who is told."""

from dataclasses import dataclass
from datetime import timedelta

from hub.access.actors import Actor
from hub.access.roles import Role
from hub.audit.models import Entry
from hub.consent.models import How
from hub.people.models import Person, Reach
from hub.taxonomy.codes import Ease
from matching.frontline.models import Reason, Referral
from matching.frontline.referrals.presenters import inbox
from matching.frontline.referrals.services import referrals
from opportunities.models import Opportunity, Session
from organisations.models import Organisation
from tests.factories import (
    DAY,
    HOUR,
    NOON,
    MembershipFactory,
    OpportunityFactory,
    OrganisationFactory,
    SessionFactory,
    actor,
    person,
)

SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)

ALLOWED = {
    "draft": {"send": "sent", "withdraw": "withdrawn"},
    "sent": {
        "acknowledge": "acknowledged",
        "accept": "accepted",
        "decline": "declined",
        "withdraw": "withdrawn",
        "expire": "expired",
    },
    "acknowledged": {"accept": "accepted", "decline": "declined", "withdraw": "withdrawn", "expire": "expired"},
    "accepted": {"came": "first_attended", "withdraw": "withdrawn"},
    "first_attended": {},
    "declined": {},
    "withdrawn": {},
    "expired": {},
}
"""By hand: which action leads from which state to which. What is not here is refused."""
VERBS = ("send", "acknowledge", "accept", "decline", "withdraw", "expire", "came")

EVENTS = {
    "send": "referral.sent",
    "acknowledge": "referral.acknowledged",
    "accept": "referral.accepted",
    "decline": "referral.declined",
    "withdraw": "referral.withdrawn",
    "expire": "referral.expired",
    "came": "referral.first_attended",
}

TOLD = {
    "send": {("joan", "passed_on"), ("organiser", "referral_waiting")},
    "acknowledge": set(),
    "accept": {("joan", "welcomed"), ("worker", "referral_moved")},
    "decline": {("joan", "not_this_time"), ("worker", "referral_moved")},
    "withdraw": {("joan", "taken_back"), ("organiser", "referral_recalled"), ("worker", "referral_moved")},
    "expire": {("joan", "not_this_time"), ("worker", "referral_moved")},
    "came": {("worker", "referral_moved")},
}
"""By hand: who is notified of each action, and by which notice. Withdrawing what was never sent notifies nobody."""

PATH = {
    "draft": (),
    "sent": ("send",),
    "acknowledged": ("send", "acknowledge"),
    "accepted": ("send", "accept"),
    "first_attended": ("send", "accept", "came"),
    "declined": ("send", "decline"),
    "withdrawn": ("send", "withdraw"),
    "expired": ("send", "expire"),
}


@dataclass
class Scene:
    """Joan, the worker's service, the group, and one date."""

    joan: Person
    service: Organisation
    group: Organisation
    worker: Actor
    organiser: Actor
    opportunity: Opportunity
    session: Session

    def draft(self, **more):
        self.agree()
        return referrals.draft(
            self.joan,
            self.group,
            **{"opportunity": self.opportunity, "wish": "Bit of company.", "needs": frozenset({Ease.SEATING})} | more,
            by=self.worker,
            at=NOON,
        )

    def comes_later(self):
        """Have another date long after the answer is due."""
        SessionFactory(opportunity=self.opportunity, starts_at=NOON + 30 * DAY)

    def agree(self, organisation=None):
        group = organisation or self.group
        referrals.agree(self.joan, group.pk, how=How.COUNTER, by=self.worker, at=NOON)

    def do(self, verb, referral, *, at=NOON + HOUR):
        """Do one of the actions, as the actor who may."""
        if verb == "expire":
            return referrals.expire(at=NOON + 15 * DAY)
        by = self.worker if verb in ("send", "withdraw") else self.organiser
        more = {
            "accept": {"session": self.session},
            "decline": {"reason": Reason.FULL, "words": "Ask us in spring."},
        }.get(verb, {})
        return getattr(referrals, verb)(referral, **more, by=by, at=at)

    def put(self, state, **more):
        """Make a referral in a state, by the actions that lead there."""
        referral = self.draft(**more)
        for verb in PATH[state]:
            self.do(verb, referral)
        referral.refresh_from_db()
        assert referral.status == state
        return referral

    def who(self, message):
        return {
            self.joan.pk: "joan",
            self.worker.person_id: "worker",
            self.organiser.person_id: "organiser",
        }[message.person_id]

    def seen(self, referral, *, at=NOON + HOUR):
        """What the organisation sees of it on its own pages."""
        referral = Referral.objects.for_rows().get(pk=referral.pk)
        return inbox.sent(referral, to=self.organiser, at=at)


def build() -> Scene:
    """Make the scene."""
    service, group = OrganisationFactory(service=True), OrganisationFactory()
    opportunity = OpportunityFactory(organisation=group)
    return Scene(
        joan=person("Joan", "joan@example.test", surname="Baptiste"),
        service=service,
        group=group,
        worker=actor(MembershipFactory(organisation=service, role=Role.WORKER)),
        organiser=actor(MembershipFactory(organisation=group, role=Role.ORGANISER)),
        opportunity=opportunity,
        session=SessionFactory(opportunity=opportunity, places=2),
    )


def events(referral):
    rows = Entry.objects.filter(subject_type="frontline.referral", subject_id=str(referral.pk))
    return list(rows.order_by("pk").values_list("event", flat=True))


def live_reach(scene, *, at=NOON + 2 * HOUR):
    return Reach.objects.live(at=at).filter(person=scene.joan, organisation=scene.group)


def fields_seen(scene, *, at=NOON + 2 * HOUR):
    return frozenset().union(*(reach.fields for reach in live_reach(scene, at=at)))
