"""Taking it back at the very moment somebody sends, accepts or declines it: whoever comes first, nobody is left seen who does not agree.

Real threads, each with a connection of its own, start together from a barrier. Either may win; what must hold holds both ways.
"""

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import pytest
from django.db import connections, transaction
from django.utils import timezone

from hub.access.actors import Actor, Kind
from hub.access.roles import Role
from hub.audit.models import Entry
from hub.consent.models import Consent, How, Purpose
from hub.consent.services import consents
from hub.messaging.models import Message
from hub.people.models import Reach
from matching.frontline.asks.services import asks, gate
from matching.frontline.models import TO_ANSWER, Ask, AskLimit, RaisedBy, Reason, Referral, Status, Way
from matching.frontline.referrals.services import referrals
from opportunities.models import LIVE, TAKES_A_PLACE, Opportunity, Session, SignUp
from organisations.models import Organisation
from tests.factories import (
    DAY,
    MembershipFactory,
    OpportunityFactory,
    OrganisationFactory,
    SessionFactory,
    actor,
    person,
)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def threads(transactional_db):
    """Two threads that keep their connections until the test is over."""
    with ThreadPoolExecutor(2) as pool:
        yield pool
        together = threading.Barrier(2)
        for job in [pool.submit(lambda: (together.wait(), connections.close_all())) for _thread in range(2)]:
            job.result()


def at_once(threads, *actions):
    """Do two things at the same moment, each with the time as its page read it just before; return what came of each.

    Either may read the clock first: the time of an event does not say which comes first to the database.
    """
    together = threading.Barrier(len(actions))

    def run(action):
        at = timezone.now()
        together.wait()
        try:
            return action(at)
        except (referrals.CannotMove, asks.CannotAsk) as refused:
            return refused

    return [job.result() for job in [threads.submit(run, action) for action in actions]]


@dataclass
class Scene:
    """A group with a date, and the worker and the organiser who act."""

    group: Organisation
    worker: Actor
    organiser: Actor
    opportunity: Opportunity
    session: Session

    def agreed(self, number):
        """Return a new person who has agreed that the group may be told."""
        now = timezone.now()
        who = person(f"Joan {number}", f"joan{number}@example.test", at=now)
        referrals.agree(who, self.group.pk, how=How.COUNTER, by=self.worker, at=now)
        return who

    def draft(self, number):
        """Return a referral of somebody who has agreed to it, not sent yet."""
        who = self.agreed(number)
        return referrals.draft(who, self.group, opportunity=self.opportunity, by=self.worker, at=timezone.now())

    def sent(self, number):
        return referrals.send(self.draft(number), by=self.worker, at=timezone.now())

    def accepted(self, number):
        return referrals.accept(self.sent(number), session=self.session, by=self.organiser, at=timezone.now())

    def takes_back(self, who):
        """Return the action of the person who withdraws their agreement."""
        own = Actor(kind=Kind.LINK, person_id=who.pk)
        return lambda at: consents.withdraw(who, Purpose.PASS_ON, recipient_id=self.group.pk, by=own, at=at)


@pytest.fixture
def scene(transactional_db):
    now = timezone.now()
    group = OrganisationFactory()
    opportunity = OpportunityFactory(organisation=group, published_at=now - DAY)
    return Scene(
        group=group,
        worker=actor(MembershipFactory(organisation__service=True, role=Role.WORKER)),
        organiser=actor(MembershipFactory(organisation=group, role=Role.ORGANISER)),
        opportunity=opportunity,
        session=SessionFactory(opportunity=opportunity, starts_at=now + 7 * DAY, places=100),
    )


def own_copy(referral):
    """Return the referral as another page has read it."""
    return Referral.objects.select_related("person", "organisation", "worker__person").get(pk=referral.pk)


def nobody_sees(referral):
    """Whether nothing of the person is left open to anybody, by the clock or by its end."""
    open_still = Reach.objects.filter(person=referral.person_id, ended_at=None)
    return not open_still.exists() and not Reach.objects.live().filter(person=referral.person_id).exists()


def agreement_holds(referral):
    return Consent.objects.filter(person=referral.person_id, withdrawn_at=None).exists()


def told(referral, notice):
    return Message.objects.filter(ref=str(referral.pk), notice=notice).count()


def times_withdrawn(referral):
    return Entry.objects.filter(event="referral.withdrawn", subject_id=str(referral.pk)).count()


def race_with_sending_a_draft(scene, threads, number):
    draft = scene.draft(number)
    copy = own_copy(draft)

    sent, taken_back = at_once(
        threads, lambda at: referrals.send(copy, by=scene.worker, at=at), scene.takes_back(draft.person)
    )

    referral = Referral.objects.get(pk=draft.pk)
    assert isinstance(sent, Referral | referrals.CannotMove)
    assert taken_back == 1
    assert (referral.sent_at is not None) is isinstance(sent, Referral)
    assert referral.status == Status.WITHDRAWN
    assert times_withdrawn(referral) == 1
    return referral


def race_with_writing_and_sending_in_one(scene, threads, number):
    """Nothing is there to be recalled until it is sent: only the agreement itself can keep the two apart."""
    who = scene.agreed(number)

    @transaction.atomic
    def draft_and_send(at):
        made = referrals.draft(who, scene.group, opportunity=scene.opportunity, by=scene.worker, at=at)
        return referrals.send(made, by=scene.worker, at=at)

    sent, taken_back = at_once(threads, draft_and_send, scene.takes_back(who))

    referral = Referral.objects.filter(person=who).first()
    assert isinstance(sent, Referral | referrals.NotAgreed)
    assert taken_back == 1
    assert (referral is not None) is isinstance(sent, Referral)
    assert referral is None or referral.status == Status.WITHDRAWN
    return referral


def test_taking_it_back_while_it_is_sent_fifty_times(scene, threads):
    for number, race in enumerate([race_with_sending_a_draft, race_with_writing_and_sending_in_one] * 25):
        referral = race(scene, threads, number)

        assert not Consent.objects.filter(person__first_name=f"Joan {number}", withdrawn_at=None).exists()
        assert not Reach.objects.filter(person__first_name=f"Joan {number}", ended_at=None).exists()
        assert not Reach.objects.live().filter(person__first_name=f"Joan {number}").exists()
        if referral is not None:
            was_sent = int(referral.sent_at is not None)
            assert told(referral, "referral_waiting") == told(referral, "referral_recalled") == was_sent
    assert not Referral.objects.filter(status__in=TO_ANSWER).exists()


def race_with_a_yes(scene, threads, number):
    sent = scene.sent(number)
    copy = own_copy(sent)

    accepted, taken_back = at_once(
        threads,
        lambda at: referrals.accept(copy, session=scene.session, by=scene.organiser, at=at),
        scene.takes_back(sent.person),
    )

    referral = Referral.objects.get(pk=sent.pk)
    assert isinstance(accepted, Referral | referrals.CannotMove)
    assert taken_back == 1
    assert referral.status == Status.WITHDRAWN
    assert (referral.answered_at is not None) is isinstance(accepted, Referral)
    assert told(referral, "referral_recalled") == 1
    return referral


def race_with_a_no(scene, threads, number):
    sent = scene.sent(number)
    copy = own_copy(sent)

    declined, taken_back = at_once(
        threads,
        lambda at: referrals.decline(copy, reason=Reason.FULL, words="", by=scene.organiser, at=at),
        scene.takes_back(sent.person),
    )

    referral = Referral.objects.get(pk=sent.pk)
    assert isinstance(declined, Referral | referrals.CannotMove)
    assert taken_back == 1
    assert referral.status == (Status.DECLINED if isinstance(declined, Referral) else Status.WITHDRAWN)
    return referral


def race_with_the_worker(scene, threads, number):
    accepted = scene.accepted(number)
    copy = own_copy(accepted)

    by_worker, by_person = at_once(
        threads, lambda at: referrals.withdraw(copy, by=scene.worker, at=at), scene.takes_back(accepted.person)
    )

    referral = Referral.objects.get(pk=accepted.pk)
    assert isinstance(by_worker, Referral | referrals.CannotMove)
    assert by_person == 1
    assert referral.status == Status.WITHDRAWN
    assert times_withdrawn(referral) == told(referral, "referral_recalled") == 1
    return referral


def test_taking_it_back_while_the_group_says_yes_or_no_or_the_worker_takes_it_back_ten_times_each(scene, threads):
    """One test for the three, since emptying PostgreSQL after each takes longer than the races."""
    for number, race in enumerate([race_with_a_yes, race_with_a_no, race_with_the_worker] * 10):
        referral = race(scene, threads, number)

        assert not agreement_holds(referral)
        assert nobody_sees(referral)
        assert not SignUp.objects.filter(person=referral.person_id, status__in=LIVE).exists()

    scene.session.refresh_from_db()
    assert scene.session.taken == SignUp.objects.filter(status__in=TAKES_A_PLACE).count() == 0


def test_two_workers_of_two_services_asking_one_person_at_once_twenty_times(threads, transactional_db):
    now = timezone.now()
    services = [actor(MembershipFactory(organisation__service=True, role=Role.WORKER)) for _service in range(2)]
    open_gate = gate.Verdict(gate.Kind.READY, "Nothing is left unsorted today.")
    asked = asks.Asked(RaisedBy.WORKER, Way.PHONE, no_effect_said=True)
    for number in range(20):
        who = person(f"Joan {number}", f"joan{number}@example.test", at=now)
        if number % 2:
            AskLimit.objects.create(person=who, not_before=now - DAY)

        came = at_once(
            threads,
            *[lambda at, who=who, by=by: asks.make(who, asked, verdict=open_gate, by=by, at=at) for by in services],
        )

        assert sorted(type(one).__name__ for one in came) == ["Ask", "AskedLately"]
        assert Ask.objects.filter(person=who).count() == 1
        assert Entry.objects.filter(event="ask.made", person_id=who.pk).count() == 1
        assert AskLimit.objects.get(person=who).not_before > now + 27 * DAY
