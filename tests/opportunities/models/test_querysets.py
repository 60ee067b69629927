"""What is open, when and where, asked of the database: each condition alone, and the same rule written twice is one rule."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from hub.access.actors import NOBODY, SYSTEM, Actor, Kind
from hub.access.roles import Role
from hub.places.distance import kilometres
from hub.taxonomy import codes
from hub.taxonomy.codes import Access, Slot
from opportunities.models import Ended, Opportunity, Session, SignUp, State, Status
from tests.factories import (
    DAY,
    HOUR,
    NOON,
    MembershipFactory,
    OpportunityFactory,
    OrganisationFactory,
    SessionFactory,
    VenueFactory,
    actor,
    person,
)

pytestmark = pytest.mark.django_db

SECOND = timedelta(seconds=1)


def titles(rows):
    return [row.title for row in rows]


class TestOpen:
    @pytest.mark.parametrize(
        ("facts", "open_"),
        [
            ({}, True),
            ({"state": State.PAUSED}, False),
            ({"state": State.CLOSED}, False),
            ({"state": State.DRAFT}, False),
            ({"closes_at": NOON}, False),
            ({"closes_at": NOON + SECOND}, True),
            ({"closes_at": NOON - SECOND}, False),
            ({"organisation__tier": 0}, False),
            ({"organisation__suspended_at": NOON}, False),
            ({"people_at_risk": True}, False),
            ({"people_at_risk": True, "organisation__safe": True}, True),
            ({"checks": codes.Checks.BASIC}, True),
            ({"checks": codes.Checks.ENHANCED}, False),
            ({"checks": codes.Checks.ENHANCED_BARRED, "organisation__safe": True}, True),
        ],
    )
    def test_is_what_people_can_sign_up_for(self, facts, open_):
        SessionFactory(opportunity=OpportunityFactory(**facts))

        assert Opportunity.objects.open(at=NOON).exists() is open_

    @pytest.mark.parametrize(
        ("date", "open_"),
        [
            ({"starts_at": NOON + SECOND}, True),
            ({"starts_at": NOON}, False),
            ({"starts_at": NOON - DAY}, False),
            ({"starts_at": NOON - DAY, "rule": "FREQ=WEEKLY;BYDAY=SU", "next_at": NOON + DAY}, True),
            ({"starts_at": NOON + DAY, "cancelled_at": NOON}, False),
            ({"flexible": True}, True),
            ({"flexible": True, "cancelled_at": NOON}, False),
            ({"starts_at": NOON + DAY, "places": 1, "taken": 1}, True),
        ],
    )
    def test_needs_a_date_to_come_or_none(self, date, open_):
        SessionFactory(**date)

        assert Opportunity.objects.open(at=NOON).exists() is open_

    def test_has_room_where_one_of_its_dates_has(self):
        full = SessionFactory(places=1, taken=1).opportunity
        half = SessionFactory(places=1, taken=1).opportunity
        SessionFactory(opportunity=half, starts_at=NOON + 9 * DAY)
        over = SessionFactory(places=1, taken=1).opportunity
        SessionFactory(opportunity=over, starts_at=NOON - DAY)

        assert set(Opportunity.objects.with_room(at=NOON)) == {half}
        assert full != over


class TestWho:
    def test_sees_what_was_on_show_once_and_all_of_their_own(self):
        group = OrganisationFactory()
        for state, shown in ((State.PUBLISHED, NOON), (State.PAUSED, NOON), (State.CLOSED, NOON), (State.CLOSED, None)):
            OpportunityFactory(organisation=group, title=f"{state} {bool(shown)}", state=state, published_at=shown)
        OpportunityFactory(organisation=group, draft=True, title="draft")
        member = actor(MembershipFactory(role=Role.ORGANISER, organisation=group))

        assert sorted(titles(Opportunity.objects.visible_to(NOBODY))) == [
            "closed True",
            "paused True",
            "published True",
        ]
        assert Opportunity.objects.visible_to(member).count() == 5
        assert Opportunity.objects.visible_to(SYSTEM).count() == 5

    @pytest.mark.parametrize(
        ("role", "manages"),
        [(Role.OWNER, 1), (Role.ORGANISER, 1), (Role.MANAGER, 1), (Role.WORKER, 0), (Role.ADVISER, 0), (None, 0)],
    )
    def test_manages_what_their_group_posts(self, role, manages):
        mine = OpportunityFactory()
        OpportunityFactory()
        who = Actor(kind=Kind.USER, role=role, organisation_id=mine.organisation_id)

        assert Opportunity.objects.managed_by(who).count() == manages

    def test_of_the_whole_hub_manages_no_groups(self):
        OpportunityFactory()

        assert not Opportunity.objects.managed_by(Actor(kind=Kind.USER, role=Role.ADMINISTRATOR)).exists()


class TestOrder:
    def test_soonest_first_counts_dates_to_come_alone(self):
        for title, dates in (("late", [9]), ("soon", [-1, 2]), ("off", [1]), ("none", []), ("first", [1, 30])):
            opportunity = OpportunityFactory(title=title)
            for days in dates:
                off = NOON if title == "off" else None
                SessionFactory(opportunity=opportunity, starts_at=NOON + days * DAY, cancelled_at=off)

        assert titles(Opportunity.objects.soonest_first(at=NOON)) == ["first", "soon", "late", "off", "none"]

    def test_soonest_in_a_window_counts_its_dates_alone(self):
        for title, days in (("tomorrow, and in a week", (1, 8)), ("in five days", (5,))):
            opportunity = OpportunityFactory(title=title)
            for day in days:
                slots = frozenset({Slot.MON_MORNING if day != 1 else Slot.TUE_EVENING})
                SessionFactory(opportunity=opportunity, starts_at=NOON + day * DAY, slots=slots)

        found = Opportunity.objects.soonest_first(at=NOON, slots=[Slot.MON_MORNING])
        assert titles(found) == ["in five days", "tomorrow, and in a week"]

    def test_equal_ones_keep_their_order(self):
        made = [SessionFactory().opportunity.pk for _ in range(4)]

        assert [row.pk for row in Opportunity.objects.soonest_first(at=NOON)] == made

    def test_newest_change_first_on_ones_own_list_with_how_many_ask(self):
        session = SessionFactory(opportunity__changed_at=NOON)
        OpportunityFactory(title="Newer", changed_at=NOON + HOUR)
        for number, status in enumerate((Status.REQUESTED, Status.REQUESTED, Status.HELD)):
            SignUp.objects.create(
                person=person(f"P{number}", f"p{number}@example.test"),
                session=session,
                status=status,
                route_lookup=str(number),
                folded_name=str(number),
                asked_at=NOON,
            )

        rows = list(Opportunity.objects.for_manage())

        assert [(row.title, row.to_answer) for row in rows] == [("Newer", 0), (session.opportunity.title, 2)]


class TestWhere:
    def test_distance_is_that_of_the_globe(self):
        here = (51.4423, -0.1877)
        for lat, lon in ((51.4523, -0.1877), (51.4423, -0.1), (51.7, 0.2), (51.4423, -0.1877)):
            OpportunityFactory(venue=VenueFactory(lat=lat, lon=lon))
        home = OpportunityFactory(at_home=True)

        found = list(Opportunity.objects.with_distance(*here).nearest_first())

        assert found[-1] == home
        for row in found[:-1]:
            true = kilometres(here, (row.venue.lat, row.venue.lon))
            assert row.square_km**0.5 == pytest.approx(true, rel=0.005, abs=0.001)
        assert [row.square_km for row in found[:-1]] == sorted(row.square_km for row in found[:-1])

    @pytest.mark.parametrize(
        ("km", "near"), [(0.5, ["home", "here"]), (2, ["home", "here", "there"]), (0, ["home", "here"])]
    )
    def test_within_a_distance_what_is_done_from_home_always_is(self, km, near):
        OpportunityFactory(title="here", venue=VenueFactory(lat=51.44, lon=-0.18))
        OpportunityFactory(title="there", venue=VenueFactory(lat=51.45, lon=-0.18))
        OpportunityFactory(title="home", at_home=True)

        rows = Opportunity.objects.with_distance(51.44, -0.18).within(km)

        assert sorted(titles(rows)) == sorted(near)

    def test_an_area_is_of_councils_or_of_districts_and_never_of_half_a_district(self):
        OpportunityFactory(title="council", venue=VenueFactory(council_code="E09000032", sector="SW18 3"))
        OpportunityFactory(title="district", venue=VenueFactory(council_code="E1", sector="SW1 3"))
        OpportunityFactory(title="longer", venue=VenueFactory(council_code="E2", sector="SW19 3"))
        OpportunityFactory(title="home", at_home=True)

        assert sorted(titles(Opportunity.objects.in_area(["E09000032"]))) == ["council", "home"]
        assert sorted(titles(Opportunity.objects.in_area(["SW1"]))) == ["district", "home"]
        assert titles(Opportunity.objects.in_area([])) == ["home"]


class TestWeek:
    def test_is_lit_by_dates_of_the_next_four_weeks_each_thing_once(self):
        weekly = OpportunityFactory()
        for days in (1, 8, 28, 29):
            SessionFactory(opportunity=weekly, starts_at=NOON + days * DAY, slots=[Slot.TUE_EVENING])
        SessionFactory(flexible=True, slots=[Slot.TUE_EVENING, Slot.WED_MORNING])
        SessionFactory(starts_at=NOON + 29 * DAY, slots=[Slot.SUN_EVENING])

        week = Opportunity.objects.all().lit_week(at=NOON)

        lit = {slot: count for slot, count in week.counts.items() if count}
        assert (lit, week.total) == ({Slot.TUE_EVENING: 2, Slot.WED_MORNING: 1}, 2)

    def test_of_nothing_is_dark(self):
        week = Opportunity.objects.all().lit_week(at=NOON)

        assert (set(week.counts.values()), len(week.counts), week.total) == ({0}, 21, 0)

    @pytest.mark.parametrize(
        ("asked", "found"),
        [([Slot.TUE_EVENING], 1), ([Slot.MON_MORNING, Slot.TUE_EVENING], 1), ([Slot.MON_MORNING], 0), ([], 0)],
    )
    def test_is_asked_by_its_windows(self, asked, found):
        SessionFactory(slots=[Slot.TUE_EVENING])

        assert Opportunity.objects.on_in(asked, at=NOON).count() == found


class TestToCome:
    """The rule stands twice: asked of the database for lists, and of one row for its page."""

    CASES = [
        {},
        {"starts": timedelta(seconds=1)},
        {"starts": timedelta(0)},
        {"starts": -HOUR},
        {"starts": -2 * HOUR},
        {"off": NOON},
        {"starts": None},
        {"starts": None, "state": State.PAUSED},
        {"starts": None, "state": State.CLOSED},
        {"starts": None, "off": NOON},
        {"state": State.CLOSED},
    ]

    @pytest.mark.parametrize(
        "status", [Status.REQUESTED, Status.HELD, Status.WAITING, Status.ATTENDED, Status.CANCELLED]
    )
    def test_is_told_alike_by_both(self, status):
        who = person()
        for number, case in enumerate(self.CASES):
            starts = case.get("starts", DAY)
            facts = {"flexible": True} if starts is None else {"starts_at": NOON + starts}
            session = SessionFactory(
                cancelled_at=case.get("off"), opportunity__state=case.get("state", State.PUBLISHED), **facts
            )
            SignUp.objects.create(
                person=who,
                session=session,
                status=status,
                route_lookup=str(number),
                folded_name="ama",
                asked_at=NOON,
                waiting_since=NOON,
                ended=Ended.BY_PERSON if status == Status.CANCELLED else "",
            )

        asked = set(SignUp.objects.to_come(at=NOON))

        every = SignUp.objects.select_related("session__opportunity")
        assert asked == {row for row in every if row.is_to_come(at=NOON)}
        assert bool(asked) == (status in (Status.REQUESTED, Status.HELD, Status.WAITING))


@pytest.mark.parametrize(
    "wrong",
    [
        {"places": 1, "taken": 2},
        {"ends_at": NOON},
        {"starts_at": None, "ends_at": NOON},
        {"starts_at": None, "ends_at": None, "rule": "FREQ=WEEKLY"},
    ],
)
def test_the_database_refuses_a_date_that_cannot_be(wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        SessionFactory(**wrong)


def test_a_date_stands_once_unless_it_was_called_off():
    first = SessionFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        SessionFactory(opportunity=first.opportunity)

    Session.objects.filter(pk=first.pk).update(cancelled_at=NOON)

    assert SessionFactory(opportunity=first.opportunity)


@pytest.mark.parametrize(
    "said", [{"access": [Access.TOILET], "access_no": [Access.TOILET]}, {"min_age": 18, "max_age": 17}]
)
def test_nothing_is_there_and_not_there_and_no_last_age_is_below_the_first(said):
    with pytest.raises(IntegrityError), transaction.atomic():
        OpportunityFactory(**said)
