"""Scarce places go to those they suit best, never more than there are, and everybody is told why."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.engine.assigning import NOTHING, Lists, assign, stable, why
from tests.bench.matching.assignment import made_up, optimum, shortened


def lists(*people, places):
    """Return lists of (thing, score) pairs, best first."""
    width = max((len(person) for person in people), default=0)
    things = np.full((len(people), width), NOTHING)
    scores = np.zeros((len(people), width))
    for row, person in enumerate(people):
        for at, (thing, score) in enumerate(person):
            things[row, at], scores[row, at] = thing, score
    return Lists(things, scores, np.array(places))


SMALL = st.integers(1, 5).flatmap(
    lambda m: st.tuples(
        st.lists(
            st.dictionaries(st.integers(0, m - 1), st.floats(0.1, 9.0), max_size=m).map(
                lambda wishes: sorted(wishes.items(), key=lambda wish: -wish[1])
            ),
            min_size=1,
            max_size=5,
        ),
        st.lists(st.integers(0, 2), min_size=m, max_size=m),
    )
)


@pytest.mark.parametrize("way", [assign, stable])
class TestEitherWay:
    @given(SMALL)
    @settings(deadline=None)
    def test_never_gives_more_places_than_there_are_nor_what_nobody_wished_for(self, way, made):
        some = lists(*made[0], places=made[1])
        found = way(some)

        given_out = np.bincount(found.things[found.things != NOTHING], minlength=len(some.places))
        assert (given_out <= some.places).all()
        for person, at in enumerate(found.at):
            assert found.things[person] == (NOTHING if at == NOTHING else some.things[person, at])
        assert found.total == pytest.approx(sum(some.scores[p, at] for p, at in enumerate(found.at) if at != NOTHING))

    def test_of_nobody_is_nothing(self, way):
        assert way(lists(places=[1, 2])).things.tolist() == []

    def test_of_people_who_wish_for_nothing_is_nothing(self, way):
        assert way(lists((), (), places=[1])).things.tolist() == [NOTHING, NOTHING]


class TestAssign:
    @given(SMALL)
    @settings(deadline=None)
    def test_makes_the_sum_as_large_as_it_can_be_while_everybody_who_can_gets_something(self, made):
        some = lists(*made[0], places=made[1])

        # To go without costs more than any score, so as many as can get something; among those ways the sum is the largest.
        assert assign(some).total == pytest.approx(best_with_most_served(some))

    def test_gives_the_scarce_place_to_whom_nothing_else_suits(self):
        found = assign(lists([(0, 5.0), (1, 4.9)], [(0, 4.0)], places=[1, 1]))

        assert found.things.tolist() == [1, 0]

    def test_widens_the_list_of_whoever_goes_without(self):
        crowd = [[(thing, 50.0 - thing) for thing in range(40)] for _person in range(30)]

        assert (assign(lists(*crowd, places=[1] * 40)).at != NOTHING).all()

    @pytest.mark.parametrize("seed", [1, 2, 3])
    def test_is_all_but_the_best_possible_on_shortlists(self, seed):
        scores, places = made_up(300, 80, seed)

        assert assign(shortened(scores, places, 60)).total >= 0.99 * optimum(scores, places)


def best_with_most_served(some):
    options = [
        [(NOTHING, 0.0), *[(t, s) for t, s in zip(row, score, strict=True) if t != NOTHING]]
        for row, score in zip(some.things.tolist(), some.scores.tolist(), strict=True)
    ]
    best = (0, 0.0)
    for way in product(*options):
        given_out = np.bincount([thing for thing, _score in way if thing != NOTHING], minlength=len(some.places))
        if (given_out <= some.places).all():
            served = sum(thing != NOTHING for thing, _score in way)
            best = max(best, (served, sum(score for _thing, score in way)))
    return best[1]


class TestStable:
    @given(SMALL)
    @settings(deadline=None)
    def test_leaves_nobody_who_would_rather_have_what_somebody_has_who_scores_less(self, made):
        some = lists(*made[0], places=made[1])
        found = stable(some)

        for person in range(len(some)):
            for thing, least in zip(why(some, found, person).gone, why(some, found, person).least, strict=True):
                holders = (found.things == thing).sum()
                mine = some.scores[person, some.things[person].tolist().index(thing)]
                assert holders == some.places[thing]  # none is free
                assert not holders or least >= mine

    def test_lets_the_first_of_equals_keep_it(self):
        assert stable(lists([(0, 1.0)], [(0, 1.0)], places=[1])).things.tolist() == [0, NOTHING]


class TestWhy:
    def test_names_what_stood_higher_and_is_full(self):
        some = lists([(0, 5.0), (1, 4.9)], [(0, 4.0)], places=[1, 1])
        found = assign(some)

        assert why(some, found, 0).gone == (0,)
        assert why(some, found, 0).least == (4.0,)
        assert why(some, found, 1).gone == ()

    def test_names_all_to_whoever_got_nothing(self):
        some = lists([(0, 5.0)], [(0, 4.0)], places=[1])

        assert why(some, assign(some), 1).at == NOTHING
        assert why(some, assign(some), 1).gone == (0,)


class TestLists:
    @pytest.mark.parametrize(
        ("things", "scores", "places"),
        [
            ([[0, 1]], [[1.0]], [1, 1]),
            ([[2]], [[1.0]], [1, 1]),
            ([[-2]], [[1.0]], [1]),
            ([[0]], [[0.0]], [1]),
            ([[0]], [[float("nan")]], [1]),
            ([[0]], [[1.0]], [-1]),
        ],
    )
    def test_refuse_what_cannot_be(self, things, scores, places):
        with pytest.raises(ValueError, match="go together|have numbers|above 0"):
            Lists(np.array(things), np.array(scores), np.array(places))
