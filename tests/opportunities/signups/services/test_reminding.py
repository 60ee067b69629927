"""Somebody who waits longer than was promised: those who answer for the group hear of it, once."""

import pytest

from hub.access.actors import NOBODY
from hub.messaging import outbox
from hub.messaging.models import Message
from opportunities.models import Ended
from opportunities.signups.services import answering, reminding, signing_up
from tests.factories import DAY, HOUR, MembershipFactory, SessionFactory, actor, yes

pytestmark = pytest.mark.django_db

COL = "col@example.test"


@pytest.fixture
def session(noon):
    found = SessionFactory(places=None, starts_at=noon + 30 * DAY, opportunity__organisation__reply_hours=48)
    MembershipFactory(organisation=found.opportunity.organisation, user__email=COL)
    return found


def asks(session, noon, name="Ama"):
    return signing_up.say_yes(session, yes(name, f"{name}@example.test"), by=NOBODY, at=noon)


def reminders(at):
    outbox.run(at=at)
    return [message.words for message in Message.objects.filter(notice="still_waiting") if message.sent_to == COL]


def test_before_the_promised_time_nobody_is_reminded(session, noon):
    asks(session, noon)
    assert reminding.remind(at=noon + 47 * HOUR) == 0


def test_after_it_the_group_is_reminded_once(session, noon):
    asks(session, noon)
    assert reminding.remind(at=noon + 49 * HOUR) == 1
    assert reminding.remind(at=noon + 60 * HOUR) == 0
    (words,) = reminders(noon + 61 * HOUR)
    assert "You promised to answer by" in words
    assert "other" not in words.replace("another date", "")


def test_several_who_wait_are_one_message(session, noon):
    for name in ("Ama", "Leo", "Pete"):
        asks(session, noon, name)
    assert reminding.remind(at=noon + 49 * HOUR) == 3
    assert len(reminders(noon + 49 * HOUR)) == 1
    assert "3 people still wait" in Message.objects.get(notice="still_waiting").heading
    assert "2 other people wait, too." in reminders(noon + 49 * HOUR)[0]


def test_somebody_later_is_a_new_reminder(session, noon):
    asks(session, noon)
    reminding.remind(at=noon + 49 * HOUR)
    asks(session, noon + 10 * HOUR, "Leo")
    assert reminding.remind(at=noon + 59 * HOUR) == 0  # the night between
    assert reminding.remind(at=noon + 70 * HOUR) == 1


@pytest.mark.parametrize("ends", ["answered", "called off", "passed"])
def test_nobody_is_reminded_of_what_is_settled(session, noon, ends):
    sign_up = asks(session, noon)
    if ends == "answered":
        answering.accept(sign_up, by=actor(MembershipFactory()), at=noon + HOUR)
    elif ends == "called off":
        signing_up.call_off(sign_up, because=Ended.BY_PERSON, by=NOBODY, at=noon + HOUR)
    late = noon + (31 * DAY if ends == "passed" else 49 * HOUR)
    assert reminding.remind(at=late) == 0


def test_an_answer_before_the_message_goes_out_stops_it(session, noon):
    sign_up = asks(session, noon)
    reminding.remind(at=noon + 49 * HOUR)
    answering.accept(sign_up, by=actor(MembershipFactory()), at=noon + 49 * HOUR)
    assert reminders(noon + 49 * HOUR) == []
