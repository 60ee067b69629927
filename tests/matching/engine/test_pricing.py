"""Attention costs more where there was much of it for few places, and never what cannot be."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.engine.pricing import prices


def set_for(shown, places, before=None):
    n = len(shown)
    return prices(np.zeros(n) if before is None else np.array(before), np.array(shown, float), np.array(places, float))


def test_what_was_shown_most_for_its_places_gets_dearer_and_the_rest_stays():
    found = set_for([100, 10, 0], [5, 5, 5])

    assert found[0] > 0.1
    assert found[1:].tolist() == [0.0, 0.0]


def test_many_places_may_be_shown_more():
    few, many = set_for([60, 60, 10], [1, 25, 5])[:2]

    assert few > many


def test_it_comes_down_again_when_attention_goes_elsewhere():
    assert set_for([1, 100], [5, 5], before=[0.6, 0.0])[0] < 0.6


def test_no_limit_counts_as_many_places():
    found = set_for([50, 50, 0], [-1, 30, 1])

    assert found[0] == found[1]


def test_nothing_shown_changes_nothing():
    assert set_for([0, 0], [1, 1], before=[0.3, 0.0]).tolist() == [0.3, 0.0]


@given(st.lists(st.tuples(st.integers(0, 10_000), st.integers(-1, 100), st.floats(0, 1)), max_size=20))
def test_a_price_is_between_nothing_and_one(rows):
    shown, places, before = ([row[at] for row in rows] for at in range(3))

    found = set_for(shown, places, before)

    assert ((found >= 0) & (found <= 1)).all()


def test_what_cannot_be_is_refused():
    with pytest.raises(ValueError, match="for each"):
        set_for([1, 2], [1])
    with pytest.raises(ValueError, match="for each"):
        set_for([-1], [1])
