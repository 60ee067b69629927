from datetime import UTC, date, datetime, timedelta

import pytest

from hub.access.actors import NOBODY
from hub.messaging.models import Message
from hub.taxonomy.codes import Slot
from hub.taxonomy.slots import LOCAL
from opportunities.models import Ended, Session, SignUp, Status
from opportunities.services import answering, scheduling, signing_up
from tests.factories import DAY, HOUR, OpportunityFactory, SessionFactory, yes

pytestmark = pytest.mark.django_db

TUESDAY = datetime(2026, 12, 1, 18, 0, tzinfo=LOCAL)


def add(opportunity, at, **more):
    facts = {"starts_at": TUESDAY, "ends_at": TUESDAY + 2 * HOUR, "places": 8, "by": NOBODY, "at": at}
    return scheduling.add(opportunity, **(facts | more))


class TestAdd:
    def test_works_out_the_windows(self, noon):
        assert add(OpportunityFactory(), noon).slots == {Slot.TUE_EVENING}

    def test_weekly_makes_dates_eight_weeks_ahead(self, noon):
        opportunity = OpportunityFactory()

        add(opportunity, noon, often="weekly")

        starts = list(opportunity.sessions.order_by("starts_at").values_list("starts_at", flat=True))
        assert len(starts) == 7
        assert all(later - sooner == timedelta(days=7) for sooner, later in zip(starts, starts[1:], strict=False))

    def test_fortnightly_stops_at_its_last_day(self, noon):
        opportunity = OpportunityFactory()

        add(opportunity, noon, often="fortnightly", last_day=date(2026, 12, 29))

        assert opportunity.sessions.count() == 3

    def test_monthly_is_the_same_weekday_of_the_month(self, noon):
        opportunity = OpportunityFactory()
        saturday = datetime(2026, 12, 5, 10, 0, tzinfo=LOCAL)

        add(opportunity, noon, often="monthly", starts_at=saturday, ends_at=saturday + HOUR)

        days = [start.astimezone(LOCAL).date() for start in opportunity.sessions.values_list("starts_at", flat=True)]
        assert sorted(days) == [date(2026, 12, 5), date(2027, 1, 2)]

    def test_a_whole_run_is_one_session(self, noon):
        opportunity = OpportunityFactory(joining="series")

        session = add(opportunity, noon, often="weekly", last_day=date(2027, 1, 5))

        assert opportunity.sessions.count() == 1
        assert (session.rule, session.until) == ("FREQ=WEEKLY;BYDAY=TU", date(2027, 1, 5))

    def test_of_a_date_that_has_passed_is_refused(self, noon):
        with pytest.raises(scheduling.CannotSchedule, match="has passed"):
            add(OpportunityFactory(), noon, starts_at=noon - DAY, ends_at=None)

    def test_of_a_date_that_is_there_is_refused(self, noon):
        opportunity = OpportunityFactory()
        add(opportunity, noon)

        with pytest.raises(scheduling.CannotSchedule, match="already"):
            add(opportunity, noon)


class TestExtendAll:
    def test_makes_new_dates_as_time_passes_and_is_safe_to_run_twice(self, noon):
        opportunity = OpportunityFactory()
        add(opportunity, noon, often="weekly")

        made = scheduling.extend_all(at=noon + 21 * DAY)
        again = scheduling.extend_all(at=noon + 21 * DAY)

        assert (made, again) == (3, 0)

    def test_keeps_ten_in_the_morning_when_the_clocks_change(self, noon):
        opportunity = OpportunityFactory()
        first = datetime(2027, 3, 14, 10, 0, tzinfo=LOCAL)
        march = datetime(2027, 3, 1, 12, 0, tzinfo=UTC)

        add(opportunity, march, starts_at=first, ends_at=first + HOUR, often="weekly")

        hours = {start.astimezone(LOCAL).hour for start in opportunity.sessions.values_list("starts_at", flat=True)}
        assert hours == {10}


class TestMoveOn:
    def test_points_a_run_at_its_next_date(self, noon):
        session = add(OpportunityFactory(joining="series"), noon, often="weekly")

        scheduling.move_on(at=TUESDAY + HOUR)

        session.refresh_from_db()
        assert session.next_at == TUESDAY + timedelta(days=7)

    def test_leaves_a_run_that_is_over_in_the_past(self, noon):
        session = add(OpportunityFactory(joining="series"), noon, often="weekly", last_day=date(2026, 12, 1))

        scheduling.move_on(at=TUESDAY + DAY)

        assert not Session.objects.upcoming(at=TUESDAY + DAY).filter(pk=session.pk).exists()


class TestCallOff:
    def test_tells_everybody_who_had_said_yes_and_offers_nothing_on(self, noon):
        session = SessionFactory(places=1)
        signing_up.say_yes(session, yes("Ama"), by=NOBODY, at=noon)
        signing_up.say_yes(session, yes("Pete"), waiting=True, by=NOBODY, at=noon)

        told = scheduling.call_off(session, by=NOBODY, at=noon)

        assert told == 2
        assert set(SignUp.objects.values_list("status", "ended")) == {(Status.CANCELLED, Ended.SESSION_OFF)}
        assert Message.objects.filter(notice="called_off").count() == 2
        assert not Message.objects.filter(notice="place_offered").exists()

    def test_twice_is_refused(self, noon):
        session = SessionFactory()
        scheduling.call_off(session, by=NOBODY, at=noon)

        with pytest.raises(scheduling.CannotSchedule):
            scheduling.call_off(session, by=NOBODY, at=noon)


class TestSignInSheet:
    def test_of_a_course_is_for_the_week_that_is_on_even_after_it_has_moved_on(self, noon):
        session = add(OpportunityFactory(joining="series"), noon, often="weekly")
        second_week = TUESDAY + timedelta(days=7, hours=1)
        scheduling.move_on(at=second_week)
        session.refresh_from_db()
        sign_up = signing_up.say_yes(session, yes(), by=NOBODY, at=second_week)

        answering.note_attendance(sign_up, came=True, by=NOBODY, at=second_week)

        assert sign_up.attendances.get().date == date(2026, 12, 8)
