"""Bit planes say which rows have a code, and bounds made of them never lie below what a row scores."""

import numpy as np
import pytest

from matching.engine import DEFAULT, MatchIndex
from matching.engine.bounds import upper_bounds
from matching.engine.masks import OPEN, bits
from matching.engine.planes import SETS, by_row
from matching.engine.query import build_query
from matching.engine.ranking import whole_scan
from matching.engine.spec import CHANGING, HALF, MASK_COLUMNS
from tests.matching.engine.making import columns_of, random_rows, random_wants


@pytest.mark.parametrize("n", [1, 63, 64, 65, 300])
def test_a_plane_says_which_rows_have_a_code(n):
    index = MatchIndex.build(columns_of(*random_rows(5, n)))

    for name in set(SETS) - {*MASK_COLUMNS, "commitment"}:
        for bit in range(63):
            has = by_row(index.plane(name, bit))
            assert has[:n].tolist() == [int(value) >> bit & 1 for value in getattr(index, name)]
            assert not has[n:].any()


def test_a_plane_says_which_rows_have_a_commitment():
    index = MatchIndex.build(columns_of(*random_rows(5, 100)))

    assert by_row(index.plane("commitment", 2))[:100].tolist() == [int(value == 2) for value in index.commitment]


def test_no_plane_tells_what_may_be_flipped_while_an_index_is_in_use():
    index = MatchIndex.build(columns_of(*random_rows(5, 100)))

    for bit in bits(CHANGING):
        assert not index.plane(MASK_COLUMNS[bit // HALF], bit % HALF).any()


def test_a_row_that_is_opened_again_is_found_again():
    columns = columns_of(*random_rows(6, 400))
    columns["open"] = np.zeros(400, dtype=bool)
    index = MatchIndex.build(columns)
    index.mask_a[:] |= np.int64(OPEN)
    query = build_query(index, random_wants(3))

    assert (upper_bounds(index, query, DEFAULT).units[whole_scan(index, query, DEFAULT, None)[0]] > 0).all()


@pytest.mark.parametrize("seed", range(40))
def test_no_row_scores_more_than_its_bound(seed):
    index = MatchIndex.build(columns_of(*random_rows(seed % 4, 500)))
    query = build_query(index, random_wants(seed))
    rows, scores = whole_scan(index, query, DEFAULT, None)
    found = upper_bounds(index, query, DEFAULT)

    assert (found.units[rows] > 0).all()
    assert (found.base + found.unit * (found.units[rows].astype(float) - 1) >= scores - 1e-9).all()
    assert all(found.units[row] >= found.reaching(score) for row, score in zip(rows, scores, strict=True))


def test_bits_of_a_mask_rise():
    assert bits(0b1010_0001) == [0, 5, 7]
    assert bits(0) == []
