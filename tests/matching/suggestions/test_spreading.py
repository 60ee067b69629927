"""Who is told of what, where places are few."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.suggestions import spreading
from tests.factories import HOUR
from tests.matching.suggestions.things import thing

A, B, C = (UUID(int=number) for number in (1, 2, 3))


def test_not_all_are_told_of_the_same_place():
    wanted = {A: [(1, 9.0), (2, 8.0)], B: [(1, 9.0), (2, 1.0)], C: [(1, 5.0), (3, 4.0)]}

    told = spreading.spread(wanted, {1: 1, 2: 1, 3: 1}, most=3)

    assert told == {A: [2], B: [1], C: [3]}  # 8 + 9 + 4 = 21, the most there can be


def test_what_has_places_for_all_is_told_to_all_best_first():
    wanted = {A: [(1, 9.0), (2, 8.0)], B: [(1, 9.0), (2, 1.0)]}

    told = spreading.spread(wanted, {1: 99, 2: 99}, most=2)

    assert told == {A: [1, 2], B: [1, 2]}


def test_who_would_be_the_sixth_for_a_place_is_told_of_nothing():
    crowd = {UUID(int=number): [(1, 1.0)] for number in range(6)}

    assert len(spreading.spread(crowd, {1: 5}, most=3)) == 5


def test_what_has_gone_or_is_worth_nothing_is_no_trouble():
    assert spreading.spread({}, {}, most=3) == {}
    assert spreading.spread({A: [(7, 1.0)], B: []}, {}, most=3) == {}
    assert spreading.spread({A: [(7, -2.0)]}, {7: 1}, most=3) == {A: [7]}


@given(
    st.lists(st.lists(st.integers(0, 5), max_size=5, unique=True), max_size=12),
    st.dictionaries(st.integers(0, 5), st.integers(0, 4)),
)
def test_never_more_are_told_than_there_is_room_for(lists, room):
    wanted = {UUID(int=who): [(pk, 9.0 - place) for place, pk in enumerate(ids)] for who, ids in enumerate(lists)}

    told = spreading.spread(wanted, dict(room), most=3)

    for pk in range(6):
        assert sum(pk in things for things in told.values()) <= room.get(pk, 0)
    for who, things in told.items():
        assert 1 <= len(things) == len(set(things)) <= 3
        assert set(things) <= {pk for pk, _worth in wanted[who]}


@pytest.mark.django_db
def test_room_is_five_for_each_place_that_is_left(noon):
    few, any_number = thing("Few", places=8, taken=6), thing("Any", places=None)
    thing("Full", places=1, taken=1)

    assert spreading.room(at=noon + HOUR) == {few.pk: 10, any_number.pk: spreading.PLENTY}
