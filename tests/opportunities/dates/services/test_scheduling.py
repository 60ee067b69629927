from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from hub.access.actors import NOBODY
from hub.messaging.models import Message
from hub.taxonomy.codes import Slot
from hub.taxonomy.slots import LOCAL
from opportunities.attendance.services import attendance
from opportunities.dates.services import scheduling
from opportunities.models import Ended, Session, SignUp, Status
from opportunities.signups.services import signing_up
from tests.factories import DAY, HOUR, OpportunityFactory, RepeatFactory, SessionFactory, yes

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


class TestExtend:
    @pytest.fixture
    def weekly(self, noon):
        opportunity = OpportunityFactory()
        add(opportunity, noon, often="weekly")
        return opportunity

    def test_goes_on_after_the_rule_and_not_after_a_date_added_by_hand(self, noon, weekly):
        friday = datetime(2027, 1, 22, 10, 0, tzinfo=LOCAL)
        add(weekly, noon, starts_at=friday, ends_at=friday + HOUR, places=3)

        scheduling.extend(weekly, at=noon + 21 * DAY)

        latest = weekly.sessions.order_by("-starts_at")[:3]
        assert [(one.starts_at.astimezone(LOCAL).strftime("%a %d %H"), one.places) for one in latest] == [
            ("Tue 02 18", 8),
            ("Tue 26 18", 8),
            ("Fri 22 10", 3),
        ]

    def test_keeps_two_ways_of_repeating_apart(self, noon, weekly):
        saturday = datetime(2026, 12, 5, 10, 0, tzinfo=LOCAL)
        add(weekly, noon, starts_at=saturday, ends_at=saturday + HOUR, often="fortnightly", places=2)

        made = scheduling.extend(weekly, at=noon + 21 * DAY)

        days = [one.starts_at.astimezone(LOCAL).strftime("%a") for one in weekly.sessions.all()]
        assert made == 4
        assert (days.count("Tue"), days.count("Sat")) == (10, 5)

    def test_counts_only_dates_that_were_not_there(self, noon, weekly):
        coming = TUESDAY + timedelta(weeks=7)
        add(weekly, noon, starts_at=coming, ends_at=coming + HOUR)

        assert scheduling.extend(weekly, at=noon + 14 * DAY) == 1

    def test_does_not_bring_back_a_date_that_was_called_off(self, noon, weekly):
        third = weekly.sessions.order_by("starts_at")[2]
        scheduling.call_off(third, by=NOBODY, at=noon)

        scheduling.extend(weekly, at=noon)

        assert weekly.sessions.filter(starts_at=third.starts_at, cancelled_at=None).count() == 0

    def test_of_a_date_by_hand_alone_makes_none(self, noon):
        opportunity = OpportunityFactory()
        add(opportunity, noon)

        assert scheduling.extend(opportunity, at=noon + 21 * DAY) == 0

    def test_of_half_past_one_is_half_past_one_again_after_the_night_that_has_none(self):
        # On 28 March 2027 the clocks go from 1:00 to 2:00: that night's date is at 2:30, the later ones at 1:30 as before.
        opportunity = OpportunityFactory()
        first = datetime(2027, 3, 21, 1, 30, tzinfo=LOCAL)

        add(opportunity, first - 14 * DAY, starts_at=first, ends_at=first + HOUR, often="weekly")

        found = opportunity.sessions.order_by("starts_at").values_list("starts_at", "ends_at")[:3]
        assert [(start, end) for start, end in found] == [
            (datetime(2027, 3, 21, 1, 30, tzinfo=UTC), datetime(2027, 3, 21, 2, 30, tzinfo=UTC)),
            (datetime(2027, 3, 28, 1, 30, tzinfo=UTC), datetime(2027, 3, 28, 2, 30, tzinfo=UTC)),
            (datetime(2027, 4, 4, 0, 30, tzinfo=UTC), datetime(2027, 4, 4, 1, 30, tzinfo=UTC)),
        ]

    def test_of_a_night_ends_at_its_hour_although_the_clocks_change(self):
        opportunity = OpportunityFactory()
        first = datetime(2026, 10, 17, 22, 0, tzinfo=LOCAL)

        add(opportunity, first - DAY, starts_at=first, ends_at=first + 8 * HOUR, often="weekly")

        ends = {end.astimezone(LOCAL).hour for end in opportunity.sessions.values_list("ends_at", flat=True)}
        assert ends == {6}


class TestRepeat:
    def test_of_one_opportunity_starts_once_at_one_time(self, noon):
        repeat = RepeatFactory()

        with pytest.raises(IntegrityError), transaction.atomic():
            RepeatFactory(opportunity=repeat.opportunity, starts_at=repeat.starts_at)

    @pytest.mark.parametrize("wrong", [{"rule": ""}, {"ends_at": TUESDAY}, {"places": 0}])
    def test_without_rule_length_or_places_is_refused(self, wrong):
        with pytest.raises(IntegrityError), transaction.atomic():
            RepeatFactory(**wrong)

    def test_is_never_of_a_whole_run(self):
        repeat = RepeatFactory()

        with pytest.raises(IntegrityError), transaction.atomic():
            SessionFactory(opportunity=repeat.opportunity, repeat=repeat, rule="FREQ=WEEKLY;BYDAY=TU")

    def test_that_goes_leaves_its_dates(self, noon):
        opportunity = OpportunityFactory()
        session = add(opportunity, noon, often="weekly")

        session.repeat.delete()

        assert opportunity.sessions.count() == 7


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
        session = add(OpportunityFactory(joining="series", at_once=True), noon, often="weekly")
        second_week = TUESDAY + timedelta(days=7, hours=1)
        scheduling.move_on(at=second_week)
        session.refresh_from_db()
        sign_up = signing_up.say_yes(session, yes(), by=NOBODY, at=second_week)

        attendance.note_attendance(sign_up, came=True, by=NOBODY, at=second_week)

        assert sign_up.attendances.get().date == date(2026, 12, 8)
