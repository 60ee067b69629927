"""From models to columns: rows checked by hand, and an index that is built anew when something changed."""

from datetime import date, timedelta
from math import inf, isnan, log

import numpy as np
import pytest

from hub.taxonomy.codes import Access, Activity, Cause, Checks, Commitment, Costs, Kind, Language, Skill, Slot, Takes
from hub.taxonomy.codes import Cause as Causes
from matching.engine.index import DTYPES
from matching.suggestions import columns
from matching.suggestions.columns import term
from opportunities.models import Opportunity, Session, SignUp, State
from organisations.models import Organisation
from tests.factories import (
    DAY,
    HOUR,
    OpportunityFactory,
    OrganisationFactory,
    RepeatFactory,
    SessionFactory,
    VenueFactory,
    person,
)

pytestmark = pytest.mark.django_db


def row_of(opportunity, at):
    found = columns.columns(at=at)
    row = found["ids"].index(opportunity.pk)
    return {name: found[name][row] for name in (*columns.NAMES, "next")}


class TestARow:
    def test_is_what_the_opportunity_says(self, noon):
        opportunity = OpportunityFactory(
            venue=VenueFactory(lat=51.44, lon=-0.19),
            causes=[Cause.CHILDREN, Cause.FOOD_MONEY],  # 1st and 3rd
            activities=[Activity.COOK],  # 2nd
            skills=[Skill.DIGITAL],  # 3rd
            access=[Access.STEP_FREE, Access.SEATING],  # 1st and 3rd
            costs=[Costs.FARES],  # 2nd
            languages=[Language.EN, Language.PL],  # 1st and 4th
            min_age=16,
            max_age=25,
            access_no=[Access.TOILET],
            takes=[Takes.LIFTING],
            checks=Checks.STANDARD,  # 3rd, after none and basic
            checks_weeks=4,
            access_note="Ring the side door.",
            commitment=Commitment.HOURS_WEEKLY,  # 4th
            published_at=noon - 36 * HOUR,
        )
        SessionFactory(opportunity=opportunity, starts_at=noon + 30 * HOUR, slots=[Slot.TUE_EVENING], places=8, taken=3)

        assert row_of(opportunity, noon) == {
            "ids": opportunity.pk,
            "organisations": opportunity.organisation_id,
            "lat": 51.44,
            "lon": -0.19,
            "remote": False,
            "causes": 0b101,
            "activities": 0b10,
            "skills": 0b100,
            "access": 0b101,
            "access_no": 0b10,
            "takes": 0b1,
            "costs": 0b10,
            "languages": 0b1001,
            "slots": 0b100000,  # the 6th window
            "days_to_start": 1.25,
            "days_to_last": 1.25,
            "places_left": 5,
            "min_age": 16,
            "max_age": 25,
            "checks": 2,
            "checks_weeks": 4,
            "commitment": 3,
            "tiny": False,
            "join_in": False,
            "age_days": 1.5,
            "open": True,
            "series": opportunity.pk,
            "popular": 0.0,
            "filling": 0.0,
            "next": True,
            "replies": 0.8,
            "price": 0.0,
        }

    def test_of_something_that_says_little_has_nothing_in_its_place(self, noon):
        opportunity = OpportunityFactory(at_home=True, causes=[], costs=[], access=[], published_at=noon + HOUR)
        SessionFactory(opportunity=opportunity, flexible=True, places=None)

        row = row_of(opportunity, noon)

        assert isnan(row.pop("lat"))
        assert isnan(row.pop("lon"))
        assert isnan(row.pop("days_to_start"))
        assert row == {
            "ids": opportunity.pk,
            "organisations": opportunity.organisation_id,
            "remote": True,
            "causes": 0,
            "activities": 0,
            "skills": 0,
            "access": columns.AT_HOME,
            "access_no": 0,
            "takes": 0,
            "costs": 0,
            "languages": 0,
            "slots": 1 << Slot.WED_MORNING,
            "days_to_last": inf,
            "places_left": -1,
            "min_age": 0,
            "max_age": 999,
            "checks": 0,
            "checks_weeks": -1,
            "commitment": -1,
            "tiny": False,
            "join_in": False,
            "age_days": 0.0,  # a clock that is a little behind
            "open": True,
            "series": opportunity.pk,
            "popular": 0.0,
            "filling": 0.0,
            "next": False,
            "replies": 0.8,
            "price": 0.0,
        }

    @pytest.mark.parametrize(
        ("said", "tiny", "join_in"),
        [
            ({"kind": Kind.MICRO_TASK}, True, False),
            ({"kind": Kind.ONE_OFF, "commitment": Commitment.UNDER_HALF_HOUR}, True, False),
            ({"kind": Kind.JOIN_IN}, False, True),
            ({"kind": Kind.JOIN_IN, "commitment": Commitment.UNDER_HALF_HOUR}, True, True),
            ({"kind": Kind.ONE_OFF, "commitment": Commitment.HOURS_ONCE}, False, False),
        ],
    )
    def test_knows_what_is_tiny_and_what_one_simply_joins(self, noon, said, tiny, join_in):
        opportunity = OpportunityFactory(**said)
        SessionFactory(opportunity=opportunity)

        row = row_of(opportunity, noon)

        assert (row["tiny"], row["join_in"]) == (tiny, join_in)

    def test_has_the_stems_it_is_found_by_each_once_and_rising(self, noon):
        opportunity = OpportunityFactory(organisation=OrganisationFactory(name="Larder"), causes=[])
        Opportunity.objects.filter(pk=opportunity.pk).update(words=" tea garden tea ")
        SessionFactory(opportunity=opportunity)

        index = columns.build(at=noon)

        assert index.term_ids.tolist() == sorted([term("tea"), term("garden")])
        assert index.term_starts.tolist() == [0, 2]


class TestDates:
    def test_the_windows_are_those_of_dates_with_room(self, noon):
        opportunity = OpportunityFactory()
        SessionFactory(opportunity=opportunity, starts_at=noon + DAY, slots=[Slot.TUE_MORNING], places=2, taken=2)
        SessionFactory(opportunity=opportunity, starts_at=noon + 2 * DAY, slots=[Slot.WED_EVENING], places=2, taken=1)

        row = row_of(opportunity, noon)

        assert row["slots"] == 1 << Slot.WED_EVENING
        assert row["places_left"] == 1
        assert (row["days_to_start"], row["days_to_last"]) == (1.0, 2.0)

    def test_of_something_full_they_are_all(self, noon):
        opportunity = OpportunityFactory()
        SessionFactory(opportunity=opportunity, starts_at=noon + DAY, slots=[Slot.TUE_MORNING], places=2, taken=2)

        row = row_of(opportunity, noon)

        assert row["slots"] == 1 << Slot.TUE_MORNING
        assert row["places_left"] == 0

    def test_room_for_everybody_on_one_is_room(self, noon):
        opportunity = OpportunityFactory()
        SessionFactory(opportunity=opportunity, starts_at=noon + DAY, places=2, taken=2)
        SessionFactory(opportunity=opportunity, starts_at=noon + 2 * DAY, places=None)

        assert row_of(opportunity, noon)["places_left"] == -1

    def test_that_are_over_or_off_count_for_nothing(self, noon):
        opportunity = OpportunityFactory()
        SessionFactory(opportunity=opportunity, starts_at=noon - DAY, slots=[Slot.SUN_MORNING])
        SessionFactory(opportunity=opportunity, starts_at=noon + DAY, slots=[Slot.TUE_MORNING], cancelled_at=noon)
        SessionFactory(opportunity=opportunity, starts_at=noon + 2 * DAY, slots=[Slot.WED_EVENING], places=4)

        row = row_of(opportunity, noon)

        assert (row["slots"], row["places_left"], row["days_to_start"]) == (1 << Slot.WED_EVENING, 4, 2.0)

    def test_of_a_run_it_goes_on_until_its_end(self, noon):
        opportunity = OpportunityFactory()
        SessionFactory(opportunity=opportunity, starts_at=noon + DAY, rule="FREQ=WEEKLY", until=date(2026, 12, 23))

        assert row_of(opportunity, noon)["days_to_last"] == 30.0

    def test_of_a_run_without_end_or_of_a_repeat_it_goes_on(self, noon):
        run, repeated = OpportunityFactory(), OpportunityFactory()
        SessionFactory(opportunity=run, starts_at=noon + DAY, rule="FREQ=WEEKLY")
        SessionFactory(opportunity=repeated, starts_at=noon + DAY, repeat=RepeatFactory(opportunity=repeated))

        assert row_of(run, noon)["days_to_last"] == inf
        assert row_of(repeated, noon)["days_to_last"] == inf

    def test_the_last_is_that_of_all_and_a_later_single_one_does_not_shorten_it(self, noon):
        opportunity = OpportunityFactory()
        SessionFactory(opportunity=opportunity, starts_at=noon + DAY, rule="FREQ=WEEKLY", until=date(2026, 12, 23))
        SessionFactory(opportunity=opportunity, starts_at=noon + 2 * DAY)

        assert row_of(opportunity, noon)["days_to_last"] == 30.0


class TestWhatIsInIt:
    def test_is_only_what_is_open(self, noon):
        there = OpportunityFactory()
        hidden = [
            OpportunityFactory(draft=True),
            OpportunityFactory(state=State.PAUSED),
            OpportunityFactory(state=State.CLOSED),
            OpportunityFactory(closes_at=noon - HOUR),
            OpportunityFactory(organisation=OrganisationFactory(unchecked=True)),
            OpportunityFactory(organisation=OrganisationFactory(suspended_at=noon)),
            OpportunityFactory(people_at_risk=True),
        ]
        for one in (there, *hidden):
            SessionFactory(opportunity=one)
        OpportunityFactory()  # without a date

        assert columns.build(at=noon).ids.tolist() == [there.pk]

    def test_may_be_nothing(self, noon):
        index = columns.build(at=noon)

        assert len(index) == 0
        assert index.term_starts.tolist() == [0]

    def test_stands_in_the_order_of_the_ids(self, noon):
        made = [OpportunityFactory() for _number in range(3)]
        for one in reversed(made):
            SessionFactory(opportunity=one)

        assert columns.build(at=noon).ids.tolist() == [one.pk for one in made]


CHANGES = {
    "a word was mended": lambda at: Opportunity.objects.update(causes=[Causes.ARTS], changed_at=at),
    "it was paused": lambda at: Opportunity.objects.update(state=State.PAUSED),
    "its group was paused": lambda at: Organisation.objects.update(suspended_at=at),
    "its group is not safe to work with any more": lambda at: Organisation.objects.update(safe_to_work_with=False),
    "its group is no longer known": lambda at: Organisation.objects.update(tier=0, safe_to_work_with=False),
    "somebody said yes": lambda at: Session.objects.update(taken=1),
    "there are more places": lambda at: Session.objects.update(places=20),
    "the date was called off": lambda at: Session.objects.update(cancelled_at=at),
    "its windows are others": lambda at: Session.objects.update(slots=[Slot.SUN_EVENING]),
    "the date is over": lambda at: Session.objects.update(next_at=at - HOUR),
    "a date was added": lambda at: SessionFactory(opportunity=Opportunity.objects.get(), starts_at=at + 3 * DAY),
}


class TestBuiltAnew:
    @pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
    def test_when(self, noon, change):
        opportunity = OpportunityFactory(organisation=OrganisationFactory(safe=True))
        SessionFactory(opportunity=opportunity)
        before = columns.index(at=noon)

        change(noon)

        assert columns.index(at=noon) is not before

    def test_not_while_nothing_has_changed(self, noon):
        SessionFactory(opportunity=OpportunityFactory())
        before = columns.index(at=noon)

        assert columns.index(at=noon + timedelta(minutes=1)) is before

    def test_every_hour_since_things_draw_nearer(self, noon):
        SessionFactory(opportunity=OpportunityFactory())
        before = columns.index(at=noon)

        after = columns.index(at=noon + HOUR)

        assert after is not before
        assert after.days_to_start < before.days_to_start

    def test_not_looked_at_again_within_the_seconds_of_the_setting(self, noon, settings):
        settings.MATCH_INDEX_SECONDS = 0
        SessionFactory(opportunity=OpportunityFactory())
        before = columns.index(at=noon)
        settings.MATCH_INDEX_SECONDS = 3600

        Session.objects.update(taken=1)

        assert columns.index(at=noon) is before

    def test_is_the_same_as_one_built_by_itself(self, noon):
        opportunity = OpportunityFactory()
        SessionFactory(opportunity=opportunity)

        kept = columns.index(at=noon)

        fresh = columns.build(at=noon)
        for name in DTYPES:
            np.testing.assert_array_equal(getattr(kept, name), getattr(fresh, name))


def said_yes(session, number, **times):
    """Write down a yes of somebody of their own."""
    return SignUp.objects.create(
        session=session, person=person(), status="held", route_lookup=f"{number:064}", folded_name=f"p{number}", **times
    )


class TestWhatIsKnownOfItself:
    def test_counts_who_said_yes_ever_and_in_three_days(self, noon):
        opportunity = OpportunityFactory()
        session = SessionFactory(opportunity=opportunity, starts_at=noon + 9 * DAY, places=None)
        for number, days in enumerate((1, 2, 4, 40)):
            said_yes(session, number, asked_at=noon - days * DAY)

        row = row_of(opportunity, noon)

        assert row["popular"] == pytest.approx(log(5) / log(31))
        assert row["filling"] == pytest.approx(log(3) / log(11))

    def test_remembers_for_half_a_year_how_its_organisation_answers(self, noon):
        opportunity = OpportunityFactory()
        session = SessionFactory(opportunity=opportunity, starts_at=noon + 9 * DAY, places=None)
        for number, (due, answered) in enumerate([(10, 9), (20, 22), (30, None), (200, 250), (-1, None)]):
            said_yes(
                session,
                number,
                asked_at=noon - 260 * DAY,
                answer_by=noon - due * DAY,
                answered_at=None if answered is None else noon - answered * DAY,
            )

        # Of three that were due, one was answered in time; four more are supposed, of which 3.2.
        assert row_of(opportunity, noon)["replies"] == pytest.approx(4.2 / 7)

    def test_says_which_is_the_next_of_its_organisation(self, noon):
        larder, bakers = OrganisationFactory(), OrganisationFactory()
        things = [OpportunityFactory(organisation=one) for one in (larder, larder, bakers)]
        for thing, days in zip(things, (5, 3, 9), strict=True):
            SessionFactory(opportunity=thing, starts_at=noon + days * DAY)

        assert [row_of(thing, noon)["next"] for thing in things] == [False, True, True]
