"""The short list: the best, with something tiny and something to join in where there is any."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.engine import Wants, mix, rank
from tests.matching.engine.making import index_of, row

KINDS = {".": {}, "t": {"tiny": True}, "j": {"join_in": True}, "b": {"tiny": True, "join_in": True}}


def mixed(kinds, size):
    """Mix a ranking of rows in this order: "t" is tiny, "j" to join in, "b" both, "." neither."""
    index = index_of(*(row(**KINDS[kind]) for kind in kinds))
    return mix([index.mask(row) for row in rank(index, Wants(), top=None).rows], size)


class TestMix:
    @pytest.mark.parametrize(
        ("kinds", "size", "places"),
        [
            ("......", 3, (0, 1, 2)),
            ("tj....", 3, (0, 1, 2)),
            ("b.....", 3, (0, 1, 2)),
            ("....t.", 3, (0, 1, 4)),
            ("....tj", 3, (0, 4, 5)),
            ("....bj", 3, (0, 1, 4)),
            ("..t..j", 3, (0, 2, 5)),  # the third is needed, so the second makes room
            ("..j..t", 3, (0, 2, 5)),
            (".t...j.t", 4, (0, 1, 2, 5)),
            ("...tt..jj", 5, (0, 1, 2, 3, 7)),  # the last tiny one is not needed
            ("..", 5, (0, 1)),
            ("", 5, ()),
            ("..t", 0, ()),
        ],
    )
    def test_lets_in_what_is_missing_for_the_lowest_that_is_not_needed(self, kinds, size, places):
        assert mixed(kinds, size) == places

    @given(st.text("..tjb", max_size=14), st.integers(3, 5))
    def test_always_has_one_of_each_kind_there_is_and_keeps_the_best_of_the_rest(self, kinds, size):
        places = mixed(kinds, size)

        chosen = [kinds[place] for place in places]
        best = range(min(size, len(kinds)))
        assert list(places) == sorted(set(places))
        assert len(places) == len(best)
        for kind in "tj":
            assert bool({kind, "b"} & set(chosen)) == bool({kind, "b"} & set(kinds))
        let_in = [place for place in places if place not in best]
        assert len(let_in) <= 2
        assert all(kinds[place] != "." for place in let_in)
        if {"t", "b"} & set(kinds[:size]) and {"j", "b"} & set(kinds[:size]):
            assert not let_in

    def test_follows_the_ranking_and_not_the_index(self):
        index, wants = index_of(row(tiny=True), row(causes=1), row(causes=1), row(causes=1)), Wants(causes=1)
        ranking = rank(index, wants)

        assert ranking.rows.tolist() == [1, 2, 3, 0]
        assert mix([index.mask(row) for row in ranking.rows], 3) == (0, 1, 3)
