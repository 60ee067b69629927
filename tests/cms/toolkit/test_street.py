"""The street as numbers and words: which steps apply, which are lit, where a group stands. Nothing is read from a database."""

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from cms.toolkit.applying import About, applies
from cms.toolkit.presenters import street
from tests.factories import NOON

HOUSES = ("Try your idea", "Find your people", "Keep everyone safe")


def stage(number):
    return SimpleNamespace(
        pk=number,
        path=f"{number:04}",
        title=HOUSES[number - 1],
        about=f"About {HOUSES[number - 1]}",
        url_path=f"/home/toolkit/{number}/",
    )


def step(number, within=1, *, asks=(), minutes=30):
    return SimpleNamespace(
        pk=100 + number,
        path=f"{within:04}{number:04}",
        steplen=4,
        title=f"Step {number}",
        minutes=minutes,
        applies=frozenset(asks),
        url_path=f"/home/toolkit/{within}/s{number}/",
    )


class Marks(list):
    """What a group has marked, as a queryset would give it."""

    def select_related(self, *_names):
        return self

    def order_by(self, *_names):
        return self


def group(*, about=(), done=(), out=(), by="", at=NOON):
    """A group that has marked some steps, by their numbers."""
    who = SimpleNamespace(person=SimpleNamespace(first_name=by)) if by else None
    marks = [SimpleNamespace(step_id=100 + n, mark="done", at=at, by=who) for n in done]
    marks += [SimpleNamespace(step_id=100 + n, mark="left_out", at=at, by=who) for n in out]
    return SimpleNamespace(about=frozenset(about), steps=Marks(marks))


THREE = [stage(1), stage(2), stage(3)]
SIX = [step(1), step(2), step(3, 2), step(4, 2, asks=[About.FOOD]), step(5, 3), step(6, 3, asks=[About.HALL])]


def way(workspace=None, *, at=None, stages=THREE, steps=SIX):
    return street.way(stages, steps, workspace, at=at)


class TestVisitor:
    def test_sees_every_step_whatever_it_asks_for(self):
        found = way()

        assert [row.state for row in found.every] == ["todo"] * 6
        assert (found.done, found.total, found.started) == (0, 6, False)
        assert found.so_far == "6 steps in all."

    def test_stands_before_the_first_house_with_nothing_said_of_being_there(self):
        found = way()

        assert found.title == "1. Try your idea"
        assert [house.note for house in found.street.houses] == ["2 steps", "2 steps", "2 steps"]
        assert found.ahead.number == 1

    def test_may_look_into_another_house(self):
        found = way(at=THREE[1])

        assert (found.title, found.about) == ("2. Find your people", "About Find your people")
        assert [row.number for row in found.rows] == [3, 4]


class TestGroup:
    def test_that_says_nothing_of_itself_gets_what_is_for_all(self):
        found = way(group())

        assert [row.state for row in found.every] == ["now", "todo", "todo", "out", "todo", "out"]
        assert found.so_far == "0 of the 4 steps that apply to you done."
        assert [house.windows for house in found.street.houses] == [(False, False), (False,), (False,)]

    def test_gets_more_for_what_it_says(self):
        found = way(group(about=[About.FOOD, About.HALL]))

        assert (found.total, [row.state for row in found.every].count("out")) == (6, 0)

    def test_stands_in_the_house_of_the_next_step(self):
        found = way(group(done=[1, 2]))

        assert found.ahead.number == 3
        assert [(house.note, house.here) for house in found.street.houses] == [
            ("All done", False),
            ("0 of 1 done, you’re here", True),
            ("1 step", False),
        ]

    def test_that_skipped_one_is_sent_back_to_it(self):
        found = way(group(done=[1, 3, 5]))

        assert found.ahead.number == 2
        assert [house.note for house in found.street.houses] == ["1 of 2 done, you’re here", "All done", "All done"]

    def test_that_left_one_out_has_one_window_less(self):
        found = way(group(done=[1], out=[2]))

        assert [house.windows for house in found.street.houses] == [(True,), (False,), (False,)]
        assert found.so_far == "1 of the 3 steps that apply to you done."
        assert found.ahead.number == 3

    def test_sees_what_is_left_out_apart_with_the_reason(self):
        found = way(group(out=[3]), at=THREE[1])

        assert [(row.number, row.note) for row in found.left_out] == [
            (3, "You left this out"),
            (4, "Not for you, from what you said"),
        ]
        assert found.rows == ()

    def test_that_is_through_stands_in_the_last_house_with_nothing_ahead(self):
        found = way(group(done=[1, 2, 3, 5]))

        assert found.ahead is None
        assert found.title == "3. Keep everyone safe"
        assert found.so_far == "4 of the 4 steps that apply to you done."
        assert {house.note for house in found.street.houses} == {"All done"}

    def test_keeps_what_was_done_when_it_applies_no_more(self):
        found = way(group(done=[4]))

        assert [row.state for row in found.every][3] == "done"
        assert (found.done, found.total) == (1, 5)

    def test_that_left_everything_out_has_nothing_to_count(self):
        found = way(group(out=[1, 2, 3, 5]))

        assert (found.done, found.total, found.ahead) == (0, 0, None)
        assert all(house.windows == () for house in found.street.houses)

    def test_may_look_back_without_losing_its_place(self):
        found = way(group(done=[1, 2]), at=THREE[0])

        assert [row.state for row in found.rows] == ["done", "done"]
        assert found.ahead.number == 3


class TestWords:
    @pytest.mark.parametrize(
        ("by", "note"),
        [("", "Done 23 November"), ("Ama", "Done 23 November by Ama"), ("Zoë <3", "Done 23 November by Zoë <3")],
    )
    def test_of_a_step_that_is_done_say_when_and_who(self, by, note):
        assert way(group(done=[1], by=by)).every[0].note == note

    @pytest.mark.parametrize(
        ("at", "day"),
        [
            (datetime(2026, 10, 24, 23, 30, tzinfo=UTC), "25 October"),
            (datetime(2026, 10, 25, 23, 30, tzinfo=UTC), "25 October"),
            (datetime(2026, 3, 28, 23, 30, tzinfo=UTC), "28 March"),
            (datetime(2026, 3, 29, 23, 30, tzinfo=UTC), "30 March"),
        ],
    )
    def test_name_the_day_as_it_is_in_london(self, at, day):
        assert way(group(done=[1], at=at)).every[0].note == f"Done {day}"

    @pytest.mark.parametrize(
        ("minutes", "note"), [(1, "About 1 minute"), (30, "About 30 minutes"), (480, "About 480 minutes")]
    )
    def test_of_a_step_ahead_say_how_long_it_takes(self, minutes, note):
        found = way(group(), steps=[step(1), step(2, minutes=minutes)])

        assert found.every[1].note == note

    def test_of_the_next_step_say_that_it_is_next(self):
        found = way(group(done=[1]))

        assert [(row.state, row.note) for row in found.rows] == [("done", "Done 23 November"), ("now", "Next")]
        assert [one.state for one in found.steps.items] == ["done", "now"]

    def test_are_one_for_one_step(self):
        found = way(stages=THREE[:1], steps=SIX[:1])

        assert (found.so_far, found.street.houses[0].note) == ("1 step in all.", "1 step")

    def test_are_welsh_for_who_reads_welsh(self):
        with translation.override("cy"):
            found = way(group(done=[1]))

            assert "4 cam" in found.so_far
            assert "Tachwedd" in found.every[0].note


class TestNothing:
    def test_without_houses_is_an_empty_street(self):
        found = way(group(), stages=[], steps=[])

        assert (found.street.houses, found.rows, found.title, found.ahead) == ((), (), "", None)

    def test_a_house_without_steps_has_none(self):
        found = way(steps=[step(1)])

        assert [house.windows for house in found.street.houses] == [(False,), (), ()]
        assert found.street.houses[1].note == "0 steps"

    def test_addresses_need_no_look_at_the_site(self):
        assert street.address(SIX[2]) == "/toolkit/2/s3/"
        assert street.address(THREE[0]) == "/toolkit/1/"


CODES = st.sets(st.sampled_from(list(About)), max_size=5)


class TestApplies:
    def test_without_codes_to_all(self):
        assert applies((), ())
        assert applies((), [About.FOOD])

    @settings(max_examples=40, deadline=None)
    @given(wanted=CODES, said=CODES)
    def test_if_and_only_if_one_is_shared(self, wanted, said):
        assert applies(wanted, said) is (not wanted or not wanted.isdisjoint(said))

    @settings(max_examples=40, deadline=None)
    @given(wanted=CODES, said=CODES, more=CODES)
    def test_saying_more_takes_no_step_away(self, wanted, said, more):
        if applies(wanted, said):
            assert applies(wanted, said | more)


@settings(max_examples=40, deadline=None)
@given(
    done=st.sets(st.integers(1, 6)),
    out=st.sets(st.integers(1, 6)),
    said=CODES,
)
def test_windows_and_counts_tell_the_same(done, out, said):
    found = way(group(about=said, done=sorted(done), out=sorted(out - done)))

    windows = [lit for house in found.street.houses for lit in house.windows]
    assert (sum(windows), len(windows)) == (found.done, found.total)
    assert found.done == len(done)
    assert (found.ahead is None) == (found.done == found.total)
    assert [row.number for row in found.every] == [1, 2, 3, 4, 5, 6]
