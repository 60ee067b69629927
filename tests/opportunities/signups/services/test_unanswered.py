"""A yes that no date ends and nobody answers: the group is told first, then it ends, and keeps nobody's details for good."""

from datetime import timedelta

import pytest

from hub import retention
from hub.access.actors import NOBODY
from hub.messaging import outbox
from hub.messaging.models import Message
from hub.people.models import Person
from opportunities.models import Ended, SignUp, Status
from opportunities.models.sign_up import ANSWER_DAYS, WAITING_DAYS
from opportunities.signups.services import answering, reminding, signing_up, unanswered
from tests.factories import (
    DAY,
    HOUR,
    MembershipFactory,
    OpportunityFactory,
    OrganisationFactory,
    SessionFactory,
    UserFactory,
    actor,
    yes,
)

pytestmark = pytest.mark.django_db

WEEK = 7 * DAY


@pytest.fixture
def larder():
    organisation = OrganisationFactory()
    MembershipFactory(organisation=organisation, user=UserFactory(email="col@example.test"))
    return organisation


@pytest.fixture
def asked(larder, noon):
    """Ama's yes to something done whenever it suits."""
    opportunity = OpportunityFactory(organisation=larder, at_home=True)
    return signing_up.say_yes(SessionFactory(opportunity=opportunity, flexible=True), yes(), by=NOBODY, at=noon)


def clock(at):
    reminding.clock_work(at=at)
    said = unanswered.clock_work(at=at)
    outbox.run(at=at)
    return said


def told(notice):
    return [message.sent_to for message in Message.objects.filter(notice=notice)]


def due(sign_up):
    return sign_up.answer_by + timedelta(days=ANSWER_DAYS)


def test_tells_the_group_a_week_before_and_the_person_when_it_ends(asked):
    clock(asked.answer_by + HOUR)
    clock(due(asked) - HOUR)
    assert told("last_call") == []

    clock(due(asked) + HOUR)
    assert told("last_call") == ["col@example.test"]
    clock(due(asked) + WEEK)
    assert SignUp.objects.get().status == Status.REQUESTED

    clock(due(asked) + WEEK + HOUR)
    ended = SignUp.objects.get()
    assert (ended.status, ended.ended) == (Status.CANCELLED, Ended.UNANSWERED)
    assert told("called_off") == ["ama@example.test"]
    assert "didn’t find a place" in Message.objects.get(notice="called_off").words
    assert not asked.person.reaches.filter(ended_at=None).exists()


def test_keeps_nobody_for_good(asked, noon):
    for week in range(75):
        clock(noon + week * WEEK)
        retention.run(at=noon + week * WEEK)

    assert Person.objects.get(pk=asked.person_id).first_name == ""


def test_tells_nobody_twice(asked):
    for day in range(4):
        clock(due(asked) + day * DAY)

    assert told("last_call") == ["col@example.test"]


def test_spares_what_was_answered_meanwhile(asked, larder):
    clock(due(asked) + HOUR)
    answering.accept(asked, by=actor(MembershipFactory(organisation=larder)), at=due(asked) + DAY)

    assert clock(due(asked) + 2 * WEEK).endswith("0 ended without an answer.")
    assert SignUp.objects.get().status == Status.HELD


def test_ends_a_yes_to_a_run_that_goes_on(larder, noon):
    run = SessionFactory(
        opportunity=OpportunityFactory(organisation=larder), starts_at=noon + DAY, rule="FREQ=WEEKLY;BYDAY=TU"
    )
    sign_up = signing_up.say_yes(run, yes(), by=NOBODY, at=noon)

    clock(due(sign_up) + HOUR)
    clock(due(sign_up) + WEEK + 2 * HOUR)

    assert SignUp.objects.get().ended == Ended.UNANSWERED


def test_leaves_to_its_date_what_has_one(larder, noon):
    far = SessionFactory(opportunity=OpportunityFactory(organisation=larder), starts_at=noon + 200 * DAY)
    sign_up = signing_up.say_yes(far, yes(), by=NOBODY, at=noon)

    clock(due(sign_up) + HOUR)

    assert told("last_call") == []


def test_ends_a_wait_for_a_place_after_a_year(larder, noon):
    opportunity = OpportunityFactory(organisation=larder, at_home=True)
    full = SessionFactory(opportunity=opportunity, flexible=True, places=1, taken=1)
    signing_up.say_yes(full, yes(), waiting=True, by=NOBODY, at=noon)
    year = noon + timedelta(days=WAITING_DAYS)

    clock(year - HOUR)
    assert told("last_call") == []
    clock(year + HOUR)
    assert told("last_call") == ["col@example.test"]
    clock(year + WEEK + 2 * HOUR)

    assert SignUp.objects.get().ended == Ended.UNANSWERED
