"""The four answers of an organiser: each is given once and told, and nobody answers for another group."""

from uuid import uuid4

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from hub.access.actors import NOBODY
from hub.access.roles import Role
from hub.messaging.models import Message
from hub.people.models import Channel
from opportunities.models import Attendance, Ended, Opportunity, Session, SignUp, State, Status
from opportunities.signups.services import signing_up
from tests.factories import DAY, HOUR, MembershipFactory, OpportunityFactory, SessionFactory, yes
from tests.stage import second_factor_for

pytestmark = pytest.mark.django_db


def says_yes(session, at, name="Ama", **more):
    return signing_up.say_yes(session, yes(name, f"{name}@example.test".lower()), by=NOBODY, at=at, **more)


def page(name, *args):
    return reverse(f"manage:{name}", args=["larder", *args])


def said(answer):
    return [str(message) for message in get_messages(answer.wsgi_request)]


def status(sign_up):
    return SignUp.objects.get(pk=sign_up.pk).status


class TestYes:
    def test_is_told_to_the_person(self, client, col, session, at):
        sign_up = says_yes(session, at)

        answer = client.post(page("accept", sign_up.pk))

        assert (status(sign_up), answer.headers["Location"]) == (Status.HELD, page("inbox"))
        assert said(answer) == ["They’re coming. We’ve told them."]
        assert Message.objects.get(notice="accepted").person == sign_up.person

    @pytest.mark.parametrize(
        ("kind", "route", "told"),
        [
            (Channel.PHONE, "+441632960202", "We’ll ring them to tell them."),
            (Channel.LETTER, "4 Garratt Lane\nLondon\nSW18 4AA", "We’ll tell them by letter."),
        ],
    )
    def test_that_waits_for_a_call_or_a_letter_is_not_said_to_be_told(
        self, client, col, session, at, kind, route, told
    ):
        sign_up = signing_up.say_yes(session, yes("Joyce", route, kind), by=NOBODY, at=at)

        assert said(client.post(page("accept", sign_up.pk))) == [f"They’re coming. {told}"]

    def test_to_somebody_whom_nothing_reaches_says_so(self, client, col, session, at):
        sign_up = says_yes(session, at)
        sign_up.person.routes.update(refused_at=at)

        (words,) = said(client.post(page("accept", sign_up.pk)))

        assert words == "They’re coming. We have no way to reach them: tell them yourselves if you can."

    def test_is_given_once(self, client, col, session, at):
        sign_up = says_yes(session, at)
        client.post(page("accept", sign_up.pk))

        answer = client.post(page("accept", sign_up.pk))

        assert said(answer)[-1] == "Somebody has answered this person already."
        assert Message.objects.filter(notice="accepted").count() == 1

    def test_is_too_late_for_somebody_who_changed_their_mind(self, client, col, session, at):
        sign_up = says_yes(session, at)
        signing_up.call_off(sign_up, because=Ended.BY_PERSON, by=NOBODY, at=at)

        client.post(page("accept", sign_up.pk))

        assert status(sign_up) == Status.CANCELLED


class TestNo:
    def test_takes_a_kind_word_along(self, client, col, session, at):
        sign_up = says_yes(session, at)

        client.post(page("decline", sign_up.pk), {"words": "  Next time, \u2019promise\u2019.\r\nSee you "})

        kept = SignUp.objects.get(pk=sign_up.pk)
        assert (kept.status, kept.reply_words) == (Status.DECLINED, "Next time, \u2019promise\u2019.\nSee you")

    @pytest.mark.parametrize(
        ("letters", "now"), [(0, Status.DECLINED), (500, Status.DECLINED), (501, Status.REQUESTED)]
    )
    def test_has_room_for_none_or_five_hundred_letters(self, client, col, session, at, letters, now):
        sign_up = says_yes(session, at)

        client.post(page("decline", sign_up.pk), {"words": "x" * letters})

        assert status(sign_up) == now

    def test_is_asked_first_with_the_persons_name(self, client, col, session, at):
        sign_up = says_yes(session, at)

        assert client.get(page("decline", sign_up.pk)).context["person"].name == "Ama"
        assert status(sign_up) == Status.REQUESTED

    def test_gives_the_place_to_whoever_waits(self, client, col, session, at):
        Session.objects.update(places=1)
        first, waits = says_yes(session, at), says_yes(session, at, "Joyce", waiting=True)

        client.post(page("decline", first.pk), {"words": ""})

        assert (status(first), status(waits)) == (Status.DECLINED, Status.OFFERED)

    def test_after_a_yes_is_too_late(self, client, col, session, at):
        sign_up = says_yes(session, at)
        client.post(page("accept", sign_up.pk))

        answer = client.post(page("decline", sign_up.pk), {"words": ""})

        assert said(answer)[-1] == "Somebody has answered this person already."
        assert status(sign_up) == Status.HELD


class TestAnotherDate:
    @pytest.fixture
    def later(self, session, at):
        return SessionFactory(opportunity=session.opportunity, starts_at=at + 14 * DAY, places=1)

    def test_offers_only_dates_of_the_same_thing_with_room(self, client, col, session, later, at):
        SessionFactory(opportunity=session.opportunity, starts_at=at + 15 * DAY, places=1, taken=1)
        SessionFactory(opportunity=session.opportunity, starts_at=at + 16 * DAY, cancelled_at=at)
        SessionFactory(opportunity=session.opportunity, starts_at=at - DAY)
        SessionFactory(opportunity=OpportunityFactory(organisation=session.opportunity.organisation))

        choices = client.get(page("another", says_yes(session, at).pk)).context["choices"]

        assert list(choices) == [str(later.pk)]

    def test_is_offered_and_the_first_place_is_free(self, client, col, session, later, at):
        sign_up = says_yes(session, at)

        answer = client.post(page("another", sign_up.pk), {"session": later.pk})

        session.refresh_from_db()
        kept = SignUp.objects.get(pk=sign_up.pk)
        assert (kept.status, kept.session, session.taken) == (Status.OFFERED, later, 0)
        assert said(answer) == ["The other date is offered. We’ve told them."]

    @pytest.mark.parametrize("chosen", ["", "0", "their own", "another thing"])
    def test_is_no_date_that_was_not_offered(self, client, col, session, later, at, chosen):
        sign_up = says_yes(session, at)
        ids = {"their own": session.pk, "another thing": SessionFactory().pk}

        answer = client.post(page("another", sign_up.pk), {"session": ids.get(chosen, chosen)})

        assert list(answer.context["form"].errors) == ["session"]
        assert status(sign_up) == Status.REQUESTED

    def test_is_refused_beside_a_thing_that_is_paused(self, client, col, session, later, at):
        sign_up = says_yes(session, at)
        Opportunity.objects.update(state=State.PAUSED)

        answer = client.post(page("another", sign_up.pk), {"session": later.pk})

        assert "Put it on show" in str(answer.context["form"].errors["session"])


class TestOffer:
    def test_out_of_turn_needs_a_free_place(self, client, col, session, at):
        Session.objects.update(places=1)
        says_yes(session, at)
        waits = says_yes(session, at, "Joyce", waiting=True)

        refused = client.post(page("offer", waits.pk))
        Session.objects.update(places=2)
        offered = client.post(page("offer", waits.pk))

        assert "There is no free place to offer" in said(refused)[0]
        assert "The place is offered." in said(offered)[-1]
        assert status(waits) == Status.OFFERED

    def test_of_somebody_who_does_not_wait_is_refused(self, client, col, session, at):
        sign_up = says_yes(session, at)

        assert said(client.post(page("offer", sign_up.pk))) == ["They are no longer on the waiting list."]
        assert status(sign_up) == Status.REQUESTED


class TestCame:
    @pytest.mark.parametrize(("came", "now"), [("yes", Status.ATTENDED), ("no", Status.MISSED)])
    def test_is_noted_after_the_date_began_alone(self, client, col, session, at, came, now):
        sign_up = says_yes(session, at)
        client.post(page("accept", sign_up.pk))

        early = client.post(page("came", sign_up.pk), {"came": came})
        Session.objects.update(starts_at=at - HOUR, next_at=at - HOUR, ends_at=at + HOUR)
        client.post(page("came", sign_up.pk), {"came": came})

        assert "once the date has begun" in said(early)[-1]
        assert status(sign_up) == now
        assert Attendance.objects.get().came is (came == "yes")


@pytest.mark.parametrize("what", ["accept", "decline", "another", "offer", "came"])
class TestStranger:
    def test_answers_nobody_of_this_group(self, client, session, at, what):
        sign_up = says_yes(session, at)
        other = MembershipFactory(role=Role.OWNER, organisation__slug="choir")
        second_factor_for(other.user)
        client.force_login(other.user)

        theirs = client.post(page(what, sign_up.pk))
        own = client.post(reverse(f"manage:{what}", args=["choir", sign_up.pk]))

        assert (theirs.status_code, own.status_code) == (404, 404)
        assert status(sign_up) == Status.REQUESTED

    def test_is_nobody_by_a_made_up_number(self, client, col, what):
        assert client.post(page(what, uuid4())).status_code == 404
