"""Putting things before a person: what is on the list, what never is, and what is written down of it."""

import pytest

from hub.access.actors import NOBODY
from hub.access.roles import Role
from hub.taxonomy.codes import Access, Activity, Cause, Checks, Commitment, Ease, HowFar, Kind, Slot, Takes
from matching.preferences.models import Because, Exclusion, Preference
from matching.suggestions import columns, retention
from matching.suggestions.models import Shown, ShownList, Where
from matching.suggestions.selectors import suggesting
from matching.suggestions.services import shown_lists
from opportunities.models import Opportunity, Session, State
from organisations.models import Organisation
from tests.factories import (
    DAY,
    HOUR,
    MembershipFactory,
    VenueFactory,
    actor,
    person,
)
from tests.matching.suggestions.things import cook, likes, thing, titles

pytestmark = pytest.mark.django_db


class TestAShortList:
    def test_puts_first_what_suits_best_and_says_why(self, noon):
        thing("Dig", activities=[Activity.GARDEN])
        thing("Cook")

        found = suggesting.find(cook(noon), size=5, at=noon)

        assert titles(found) == ["Cook"]  # nothing is said for the other
        assert found.rows[0].why == ("You said cook or serve food",)
        assert found.total == 2

    @pytest.mark.parametrize("size", [3, 4, 5])
    def test_is_as_long_as_asked_and_knows_how_many_there_are(self, noon, size):
        for number in range(7):
            thing(f"Cook {number}")

        found = suggesting.find(cook(noon), size=size, at=noon)

        assert len(found.rows) == size
        assert found.total == 7

    @pytest.mark.parametrize("size", [3, 4, 5])
    def test_holds_something_tiny_and_something_to_join_in(self, noon, size):
        for number in range(6):
            thing(f"Cook {number}")
        thing("Tiny", kind=Kind.MICRO_TASK, published_at=noon - 90 * DAY)
        thing("Join in", kind=Kind.JOIN_IN, published_at=noon - 90 * DAY)

        found = suggesting.find(cook(noon), size=size, at=noon)

        assert len(found.rows) == size
        assert {"Tiny", "Join in"} < set(titles(found))
        assert titles(found)[: size - 2] == [f"Cook {number}" for number in range(size - 2)]

    def test_finds_the_only_tiny_one_however_far_down_it_stands(self, noon):
        for number in range(70):
            thing(f"Cook {number}")
        thing("Tiny", commitment=Commitment.UNDER_HALF_HOUR, published_at=noon - 90 * DAY)

        found = suggesting.find(cook(noon), size=5, at=noon)

        assert "Tiny" in titles(found)

    def test_has_no_room_made_for_what_does_not_suit(self, noon):
        for number in range(5):
            thing(f"Cook {number}")
        thing("Tiny", slots=[Slot.SUN_MORNING], kind=Kind.MICRO_TASK)

        found = suggesting.find(cook(noon, slots=frozenset({Slot.TUE_EVENING})), size=3, at=noon)

        assert titles(found) == ["Cook 0", "Cook 1", "Cook 2"]

    def test_is_empty_where_nothing_is_open(self, noon):
        found = suggesting.find(cook(noon), at=noon)

        assert found == suggesting.Found((), 0)

    def test_leaves_out_what_they_said_yes_to(self, noon):
        done, other = thing("Cook"), thing("Bake")

        found = suggesting.find(cook(noon), skip=[done.pk], at=noon)

        assert [row.opportunity.pk for row in found.rows] == [other.pk]

    def test_speaks_to_the_worker_of_them(self, noon):
        thing()

        found = suggesting.find(cook(noon), by_worker=True, at=noon)

        assert found.rows[0].why == ("They said cook or serve food",)

    def test_is_for_somebody_who_is_not_kept_as_well(self, noon):
        thing()
        unknown = Preference(person=person().__class__(), activities=frozenset({Activity.COOK}))

        assert titles(suggesting.find(unknown, at=noon)) == ["Cook"]


class TestASnag:
    def test_is_one_sentence_with_the_way_round_it(self, noon):
        thing(access=[], access_note="Ring the side door.")

        found = suggesting.find(cook(noon, ease=frozenset({Ease.STEP_FREE})), at=noon)

        assert found.rows[0].snag == "they don’t mention “step-free”. Ask first. They write: “Ring the side door.”"
        assert found.rows[0].caution.kind == "access"

    def test_is_nothing_where_there_is_none(self, noon):
        thing()

        row = suggesting.find(cook(noon), at=noon).rows[0]

        assert (row.snag, row.caution) == ("", None)

    def test_of_a_safety_check_says_how_long(self, noon):
        thing(checks=Checks.BASIC, checks_weeks=1)

        row = suggesting.find(cook(noon), at=noon).rows[0]

        assert row.snag == "a safety check comes first. It’s free, and takes about 1 week."


SHUT = {
    "a draft": {"draft": True},
    "one that was paused": {"state": State.PAUSED},
    "one that was closed": {"state": State.CLOSED},
    "one of a group nobody has checked": {"organisation__unchecked": True},
    "one of a group that was paused": {"organisation__suspended_at": True},
    "one with people at risk, of a group not safe to work with": {"people_at_risk": True},
    "one that is full": {"places": 2, "taken": 2},
}


class TestNeverOnTheList:
    @pytest.mark.parametrize("how", SHUT.values(), ids=SHUT.keys())
    def test_is(self, noon, how):
        made = {name: noon if name.endswith("_at") else value for name, value in how.items()}
        thing("Shut", **made)
        thing("Open")

        assert titles(suggesting.find(cook(noon), at=noon)) == ["Open"]

    def test_is_what_closed_or_filled_up_since_the_index_was_built(self, noon, settings):
        closed, full = thing("Closed"), thing("Full")
        thing("Open")
        columns.index(at=noon)
        settings.MATCH_INDEX_SECONDS = 3600

        Opportunity.objects.filter(pk=closed.pk).update(state=State.CLOSED)
        Session.objects.filter(opportunity=full).update(taken=8)

        assert titles(suggesting.find(cook(noon), at=noon)) == ["Open"]

    def test_is_what_they_do_not_want_to_be_asked_about_again(self, noon):
        shut, other = thing("Shut"), thing("Other")
        said = cook(noon)
        Exclusion.objects.create(person=said.person, opportunity=shut, because=Because.DO_NOT_ASK, at=noon)

        found = suggesting.find(said, full_ones=1, at=noon)

        assert [row.opportunity.pk for row in found.rows] == [other.pk]
        assert suggesting.order(said, at=noon).ids == [other.pk]

    def test_is_anything_of_a_group_they_do_not_want(self, noon):
        shut, other = thing("Shut"), thing("Other")
        also_shut = thing("Shut too", organisation=shut.organisation, places=1, taken=1)
        said = cook(noon)
        Exclusion.objects.create(person=said.person, organisation=shut.organisation, because=Because.NOT_THEM, at=noon)

        found = suggesting.find(said, full_ones=3, at=noon)

        assert [row.opportunity.pk for row in found.rows] == [other.pk]
        assert also_shut.pk not in suggesting.order(said, at=noon).ids

    def test_is_only_their_own_exclusions_business(self, noon):
        shut = thing("Shut")
        Exclusion.objects.create(
            person=person("Dev", "dev@example.test"), opportunity=shut, because=Because.DO_NOT_ASK, at=noon
        )

        assert titles(suggesting.find(cook(noon), at=noon)) == ["Shut"]

    @pytest.mark.parametrize(
        ("said", "made"),
        [
            ({"words": "Not cooking"}, {}),
            ({"words": "No evenings"}, {}),
            ({"slots": frozenset({Slot.MON_MORNING})}, {}),
            ({"ease": frozenset({Ease.NO_CHECK})}, {"checks": Checks.BASIC}),
            ({"ease": frozenset({Ease.STEP_FREE})}, {"access": [], "access_no": [Access.STEP_FREE]}),
            ({"words": "Cooking. I am 40"}, {"max_age": 25}),
            ({"words": "Cooking. No lifting please"}, {"takes": [Takes.LIFTING]}),
            ({"ease": frozenset({Ease.NO_ANIMALS})}, {"causes": [Cause.ANIMALS]}),
            ({"how_far": HowFar.HOME}, {}),
        ],
    )
    def test_is_what_they_cannot_or_will_not_do(self, noon, said, made):
        thing("Shut", **made)

        found = suggesting.find(likes(noon, **said), at=noon)

        assert (titles(found), found.total) == ([], 0)

    def test_is_what_is_too_far(self, noon):
        thing("Far", venue=VenueFactory(lat=51.50))
        thing("Near", venue=VenueFactory(lat=51.44, lon=-0.19))
        thing("From home", at_home=True)
        said = cook(noon, how_far=HowFar.MILE)
        Preference.objects.filter(pk=said.pk).update(lat=51.44, lon=-0.19)
        said.refresh_from_db()

        assert set(titles(suggesting.find(said, at=noon))) == {"Near", "From home"}


class TestFullOnes:
    def test_stand_at_the_end_for_those_who_might_wait(self, noon):
        thing("Full", places=2, taken=2)
        thing("Cook, another day")

        found = suggesting.find(cook(noon), full_ones=1, at=noon)

        assert [(row.opportunity.title, row.is_full) for row in found.rows] == [
            ("Cook, another day", False),
            ("Full", True),
        ]
        assert found.rows[1].snag == "it is full just now. There is a waiting list."

    def test_are_no_more_than_asked_for(self, noon):
        for number in range(3):
            thing(f"Full {number}", places=2, taken=2)

        assert len(suggesting.find(cook(noon), full_ones=1, at=noon).rows) == 1


class TestChosenOnes:
    def test_stay_on_the_list_whatever_else_is_said(self, noon):
        chosen = thing("Dig", activities=[Activity.GARDEN])
        for number in range(4):
            thing(f"Cook {number}")

        found = suggesting.find(cook(noon, words="Not gardening"), size=3, also=[chosen.pk], at=noon)

        assert titles(found) == ["Dig", "Cook 0", "Cook 1", "Cook 2"]

    def test_are_on_it_once(self, noon):
        chosen = thing("Cook")

        assert titles(suggesting.find(cook(noon), also=[chosen.pk], at=noon)) == ["Cook"]

    def test_go_when_they_close(self, noon):
        chosen = thing("Dig")
        Opportunity.objects.update(state=State.CLOSED)

        assert titles(suggesting.find(cook(noon), also=[chosen.pk], at=noon)) == []

    def test_that_filled_up_meanwhile_say_so(self, noon):
        chosen = thing("Cook", places=2, taken=2)

        found = suggesting.find(cook(noon), also=[chosen.pk], full_ones=1, at=noon)

        assert [(row.opportunity.pk, row.is_full) for row in found.rows] == [(chosen.pk, True)]


class TestWhatIsWrittenDown:
    def test_is_the_list_as_it_was_shown(self, noon):
        thing("Dig", activities=[Activity.GARDEN])
        thing("Cook")
        said = likes(noon)
        found = suggesting.find(said, at=noon)
        worker = actor(MembershipFactory(role=Role.WORKER, organisation__service=True))

        shown_lists.note_shown(said, found, where=Where.CAPTURE, by=worker, at=noon)

        shown = ShownList.objects.get()
        assert (shown.person, shown.where, shown.at) == (said.person, Where.CAPTURE, noon)
        assert shown.organisation_id == worker.organisation_id
        rows = [(row.place, row.opportunity.title, row.reasons, row.chosen_at) for row in shown.rows.order_by("place")]
        assert rows == [(1, "Dig", [], None), (2, "Cook", [], None)]
        assert [row.score for row in shown.rows.order_by("place")] == [row.score for row in found.rows]

    def test_of_a_later_page_counts_on(self, noon):
        thing()
        said = cook(noon)

        shown_lists.note_shown(said, suggesting.find(said, at=noon), where=Where.LIST, first=21, by=NOBODY, at=noon)

        assert Shown.objects.get().place == 21

    def test_is_nothing_for_an_empty_list(self, noon):
        said = cook(noon)

        assert (
            shown_lists.note_shown(said, suggesting.find(said, at=noon), where=Where.LIST, by=NOBODY, at=noon) is None
        )
        assert not ShownList.objects.exists()

    def test_is_nothing_for_somebody_who_is_not_kept(self, noon):
        thing()
        unsaved = Preference(person=person(), activities=frozenset({Activity.COOK}))

        shown_lists.note_shown(unsaved, suggesting.find(unsaved, at=noon), where=Where.CAPTURE, by=NOBODY, at=noon)

        assert not ShownList.objects.exists()


class TestWhatWasChosen:
    def show(self, said, at):
        return shown_lists.note_shown(said, suggesting.find(said, at=at), where=Where.OWN_PAGE, by=NOBODY, at=at)

    def test_is_noted_on_the_list_they_saw_last(self, noon):
        opportunity, said = thing(), cook(noon)
        first, second = self.show(said, noon), self.show(said, noon + HOUR)

        assert shown_lists.note_chosen(said.person_id, opportunity.pk, at=noon + 2 * HOUR)

        assert second.rows.get().chosen_at == noon + 2 * HOUR
        assert first.rows.get().chosen_at is None

    def test_is_not_what_they_were_never_shown(self, noon):
        said = cook(noon)

        assert not shown_lists.note_chosen(said.person_id, thing().pk, at=noon)

    def test_is_not_what_somebody_else_was_shown(self, noon):
        opportunity, said = thing(), cook(noon)
        self.show(said, noon)

        assert not shown_lists.note_chosen(person("Dev", "dev@example.test").pk, opportunity.pk, at=noon)
        assert Shown.objects.get().chosen_at is None

    def test_leaves_the_others_of_the_list_alone(self, noon):
        one, other, said = thing("Cook"), thing("Bake"), cook(noon)
        self.show(said, noon)

        shown_lists.note_chosen(said.person_id, one.pk, at=noon)

        assert Shown.objects.get(opportunity=other).chosen_at is None


class TestKeeping:
    def test_lists_of_a_year_ago_go(self, noon):
        thing()
        said = cook(noon)
        found = suggesting.find(said, at=noon)
        shown_lists.note_shown(said, found, where=Where.LIST, by=NOBODY, at=noon - 366 * DAY)
        shown_lists.note_shown(said, found, where=Where.LIST, by=NOBODY, at=noon)

        assert retention.drop_lists(before=noon - 365 * DAY, at=noon) == 1
        assert ShownList.objects.get().at == noon

    def test_those_of_an_erased_person_go_and_nobody_elses(self, noon):
        thing()
        for who in (person(), person("Dev", "dev@example.test")):
            said = likes(noon, who)
            shown_lists.note_shown(said, suggesting.find(said, at=noon), where=Where.LIST, by=NOBODY, at=noon)
        gone = ShownList.objects.first()

        retention.forget([gone.person_id])

        assert ShownList.objects.count() == Shown.objects.count() == 1


class TestTheWholeOrder:
    def test_is_everything_that_suits_best_first_with_why(self, noon):
        dig = thing("Dig", activities=[Activity.GARDEN])
        bake = thing("Bake")
        thing("Full", places=1, taken=1)
        ordered = suggesting.order(cook(noon), at=noon)

        assert ordered.ids == [bake.pk, dig.pk]
        rows = Opportunity.objects.open(at=noon).for_cards(at=noon)
        said = {row.opportunity.title: row.why for row in ordered.said(rows)}
        assert said == {"Bake": ("You said cook or serve food",), "Dig": ()}


def test_a_group_that_is_paused_takes_its_things_off_every_list_at_once(noon):
    thing()
    said = cook(noon)
    assert titles(suggesting.find(said, at=noon)) == ["Cook"]

    Organisation.objects.update(suspended_at=noon)

    assert titles(suggesting.find(said, at=noon)) == []
