"""Offers of a place: to whom, for how long, and what happens when two things happen at once."""

from datetime import UTC, datetime

import pytest

from hub.access.actors import NOBODY
from hub.messaging import outbox
from hub.messaging.models import Message
from hub.people import reading
from hub.people.models import Channel, ContactRoute
from hub.people.services import persons
from opportunities.dates.services import scheduling
from opportunities.models import Ended, Opportunity, SignUp, State, Status
from opportunities.signups.services import answering, ending, signing_up, taking
from tests.factories import DAY, HOUR, OpportunityFactory, SessionFactory, yes

pytestmark = pytest.mark.django_db

TEXT = ("+447700900123", Channel.TEXT)
LETTER = ("4 Garratt Lane\nLondon\nSW18 4AA", Channel.LETTER)


def full(at, **more):
    """A session with one place, and whoever has it."""
    session = SessionFactory(places=1, **more)
    return session, signing_up.say_yes(session, yes("Leo", "leo@example.test"), by=NOBODY, at=at)


def waits(session, at, name="Ama", *route):
    return signing_up.say_yes(
        session, yes(name, *(route or [f"{name}@example.test".lower()])), waiting=True, by=NOBODY, at=at
    )


def goes(sign_up, at):
    signing_up.call_off(sign_up, because=Ended.BY_PERSON, by=NOBODY, at=at)


def fresh(sign_up):
    return SignUp.objects.select_related("session").get(pk=sign_up.pk)


class TestLapse:
    def test_leaves_a_place_alone_that_was_taken_at_the_last_moment(self, noon, monkeypatch):
        session, leo = full(noon)
        ama = waits(session, noon)
        goes(leo, noon)
        call_off = signing_up.call_off

        def taken_first(sign_up, **more):
            signing_up.accept_offer(fresh(sign_up), by=NOBODY, at=noon + 23 * HOUR)
            return call_off(sign_up, **more)

        monkeypatch.setattr(signing_up, "call_off", taken_first)

        ended = ending.lapse(at=noon + 25 * HOUR)

        assert ended == 0
        assert fresh(ama).status == Status.REQUESTED


class TestOfferNext:
    def test_goes_on_when_one_person_had_moved_on(self, noon, monkeypatch):
        session, leo = full(noon)
        first = waits(session, noon, "Ama")
        second = waits(session, noon + HOUR, "Farida")
        offer = taking.offer

        def changed_their_mind(sign_up, *rest, **more):
            SignUp.objects.filter(pk=first.pk, status=Status.WAITING).update(
                status=Status.CANCELLED, ended=Ended.BY_PERSON
            )
            return offer(sign_up, *rest, **more)

        monkeypatch.setattr(taking, "offer", changed_their_mind)

        goes(leo, noon + 2 * HOUR)

        session.refresh_from_db()
        assert fresh(second).status == Status.OFFERED
        assert session.taken == 1

    @pytest.mark.parametrize("state", [State.PAUSED, State.CLOSED])
    def test_offers_nothing_of_what_is_not_on_show(self, noon, state):
        session, leo = full(noon)
        ama = waits(session, noon)
        Opportunity.objects.update(state=state)

        goes(leo, noon)

        session.refresh_from_db()
        assert fresh(ama).status == Status.WAITING
        assert session.taken == 0

    def test_offers_nothing_of_a_date_that_is_off(self, noon):
        session, _leo = full(noon)
        ama = waits(session, noon)

        scheduling.call_off(session, by=NOBODY, at=noon)

        assert fresh(ama).status == Status.CANCELLED

    def test_catches_up_once_it_is_on_show_again(self, noon):
        session, leo = full(noon)
        ama = waits(session, noon)
        Opportunity.objects.update(state=State.PAUSED)
        goes(leo, noon)
        Opportunity.objects.update(state=State.PUBLISHED)

        taking.offer_all(session.opportunity, at=noon + HOUR)

        assert fresh(ama).status == Status.OFFERED


class TestOfferUntil:
    def test_an_offer_by_text_at_night_runs_from_the_morning(self, noon):
        session, leo = full(noon)
        ama = waits(session, noon, "Ama", *TEXT)
        at_night = datetime(2026, 11, 23, 23, 0, tzinfo=UTC)

        goes(leo, at_night)

        assert fresh(ama).offer_until == datetime(2026, 11, 25, 8, 0, tzinfo=UTC)

    def test_an_offer_by_letter_leaves_three_working_days_for_the_post(self, noon):
        session, leo = full(noon, starts_at=noon + 20 * DAY)
        ama = waits(session, noon, "Ama", *LETTER)
        friday = datetime(2026, 11, 27, 12, 0, tzinfo=UTC)

        goes(leo, friday)

        assert fresh(ama).offer_until == datetime(2026, 12, 3, 12, 0, tzinfo=UTC)

    def test_whoever_a_call_reaches_in_time_is_offered_the_place_though_they_prefer_letters(self, noon):
        session, leo = full(noon, starts_at=noon + 2 * DAY)
        farida = waits(session, noon, "Farida", *LETTER)
        persons.add_route(farida.person, reading.Route(Channel.PHONE, "+441632960202"), at=noon)

        goes(leo, noon + 2 * HOUR)
        outbox.run(at=noon + 2 * HOUR)

        assert fresh(farida).status == Status.OFFERED
        assert Message.objects.get(notice="place_offered").channel == Channel.PHONE

    def test_whoever_cannot_hear_of_it_in_time_is_passed_over_and_stays_on_the_list(self, noon):
        session, leo = full(noon, starts_at=noon + 2 * DAY)
        by_letter = waits(session, noon, "Farida", *LETTER)
        by_email = waits(session, noon + HOUR, "Ama")

        goes(leo, noon + 2 * HOUR)

        session.refresh_from_db()
        assert fresh(by_letter).status == Status.WAITING
        assert fresh(by_email).status == Status.OFFERED
        assert session.taken == 1

    def test_whoever_has_no_way_left_to_be_reached_is_passed_over(self, noon):
        session, leo = full(noon)
        ama = waits(session, noon, "Ama")
        other = waits(session, noon + HOUR, "Farida", *TEXT)
        ContactRoute.objects.filter(person=ama.person).update(stopped_at=noon)

        goes(leo, noon + 2 * HOUR)

        assert fresh(ama).status == Status.WAITING
        assert fresh(other).status == Status.OFFERED


class TestOfferAnother:
    def test_answers_kindly_when_they_join_that_date_at_the_same_moment(self, noon):
        opportunity = OpportunityFactory()
        first = SessionFactory(opportunity=opportunity)
        second = SessionFactory(opportunity=opportunity, starts_at=noon + 15 * DAY)
        sign_up = signing_up.say_yes(first, yes(), by=NOBODY, at=noon)
        signing_up.say_yes(second, yes(), waiting=True, by=NOBODY, at=noon)

        with pytest.raises(signing_up.Full, match="said yes to that date already"):
            answering.offer_another(sign_up, second, by=NOBODY, at=noon)

        second.refresh_from_db()
        assert fresh(sign_up).session == first
        assert second.taken == 0

    def test_says_why_when_it_is_paused(self, noon):
        opportunity = OpportunityFactory()
        second = SessionFactory(opportunity=opportunity, starts_at=noon + 15 * DAY)
        sign_up = signing_up.say_yes(SessionFactory(opportunity=opportunity), yes(), by=NOBODY, at=noon)
        Opportunity.objects.update(state=State.PAUSED)

        with pytest.raises(signing_up.Full, match="paused"):
            answering.offer_another(sign_up, second, by=NOBODY, at=noon)
