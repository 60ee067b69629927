"""Opening only what can matter: the list is that of a whole scan, to the last digit, whatever there is and whatever is asked."""

from dataclasses import replace
from math import inf, nan

import numpy as np
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from matching.engine import DEFAULT, FEATURES, FILTERS, MatchIndex, Wants, Weights, rank, ranking
from matching.engine.query import build_query
from matching.engine.ranking import best, whole_scan
from tests.bench.matching.synthetic import Places, opportunities, residents
from tests.matching.engine.making import columns_of, random_rows, random_wants

compiled = pytest.importorskip("matching.engine.compiled", reason="numba is in the development lock")


@pytest.fixture(autouse=True, scope="module")
def every_index_is_a_large_one():
    """Have the search of a large index looked at with small ones, which hold what is odd."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ranking, "FEW", 0)
        patch.setattr(ranking, "FIRST", 25)
        yield


WAYS = {"numpy": best, "compiled": compiled.best}
PLACES = [(51.5, -0.1), (90.0, 0.0), (-90.0, 0.0), (0.0, 180.0), (0.0, -180.0), (0.0, 0.0), (-51.5, 179.9), (nan, nan)]


def town(seed, n, *, spread=0.3):
    """Return an index of so many random rows around a few places of the globe, some of them twins but for their ids."""
    rng = np.random.default_rng([seed, n])
    kinds = random_rows(seed, 40)
    rows = []
    for number in range(n):
        lat, lon = PLACES[rng.integers(len(PLACES))] if spread else (51.5, -0.1)
        up = float(np.clip(lat + rng.normal() * spread, -90, 90))
        along = float((lon + rng.normal() * spread + 180) % 360 - 180)
        rows.append(kinds[rng.integers(40)] | {"ids": int(number * 7919 % 100_003), "lat": up, "lon": along})
    return MatchIndex.build(columns_of(*rows))


TOWNS = [town(1, 700), town(2, 700, spread=0.02), town(3, 300, spread=0.0), town(4, 65)]


def same(way, index, query, weights, top):
    """Whether a way gives what the whole scan gives."""
    expected, found = whole_scan(index, query, weights, top), WAYS[way](index, query, weights, top)
    np.testing.assert_array_equal(found[0], expected[0])
    np.testing.assert_array_equal(found[1], expected[1])


@pytest.mark.parametrize("way", WAYS)
class TestTheList:
    @given(
        st.sampled_from(range(len(TOWNS))),
        st.integers(0, 10_000),
        st.sampled_from(PLACES),
        st.sampled_from([0.0, 0.5, 5.0, 40.0, 20_000.0, inf]),
        st.integers(0, 40),
        st.frozensets(st.sampled_from(FILTERS), max_size=3),
    )
    @settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @example(0, 0, (nan, nan), inf, 1000, frozenset())
    @example(0, 0, (90.0, 0.0), 0.5, 20, frozenset(FILTERS))
    def test_is_that_of_the_whole_scan(self, way, which, seed, place, reach, top, ignored):
        wants = replace(random_wants(seed), lat=place[0], lon=place[1], reach_km=reach)

        same(way, TOWNS[which], build_query(TOWNS[which], wants, ignored), DEFAULT, top)

    @given(st.lists(st.floats(-3, 3), min_size=len(FEATURES), max_size=len(FEATURES)), st.integers(0, 500))
    @settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
    def test_is_so_whatever_counts_for_or_against(self, way, numbers, seed):
        same(way, TOWNS[0], build_query(TOWNS[0], random_wants(seed)), Weights(*numbers), 20)

    @pytest.mark.parametrize("seed", range(40))
    def test_is_so_for_wishes_that_nothing_meets(self, way, seed):
        wants = replace(random_wants(seed), activities=1 << 50, causes=1 << 51, skills=1 << 52, terms=(999_999,))

        for index in TOWNS:
            same(way, index, build_query(index, wants), DEFAULT, 17)

    def test_of_nothing_is_nothing(self, way):
        empty = MatchIndex.build(columns_of())

        same(way, empty, build_query(empty, random_wants(1)), DEFAULT, 20)

    def test_of_those_who_rule_out_everything_is_empty(self, way):
        every = tuple(range(1, 7))
        query = build_query(TOWNS[0], Wants(excluded_organisations=every))

        assert len(WAYS[way](TOWNS[0], query, DEFAULT, 20)[0]) == 0


class TestMoreOfWhatIsWished:
    """Giving one row more of what somebody wishes for never makes it stand lower."""

    RAISED = {
        "activity": ("activities", lambda wants: wants.activities),
        "skill": ("skills", lambda wants: wants.skills),
        "company": ("access", lambda wants: wants.likes_access),
        "commitment": ("commitment", lambda wants: wants.commitment),
    }

    @given(st.sampled_from(sorted(RAISED)), st.integers(0, 2000), st.integers(0, 79))
    @settings(deadline=None, max_examples=100)
    def test_never_lowers_a_rank(self, feature, seed, which):
        column, wished = self.RAISED[feature]
        rows, wants = random_rows(seed % 50, 80), random_wants(seed)
        better = list(rows)
        value = wished(wants) if column == "commitment" else rows[which][column] | wished(wants)
        better[which] = rows[which] | {column: value}

        before, after = (place_of(some, wants, rows[which]["ids"]) for some in (rows, better))

        assert after <= before


def place_of(rows, wants, pk):
    """Return where a row stands among all, from 0."""
    index = MatchIndex.build(columns_of(*rows))
    return index.ids[rank(index, wants, top=None, ignore_filters=FILTERS).rows].tolist().index(pk)


@pytest.fixture(scope="module")
def county():
    """Return an index of twenty thousand things that all differ, strewn over a county."""
    rng = np.random.default_rng(5)
    spots = Places(rng.normal(51.5, 0.3, 5000), rng.normal(-0.1, 0.5, 5000), "strewn")
    return MatchIndex.build(opportunities(20_000, spots, width=16)), residents(600, spots, width=16)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("top", [5, 20])
def test_the_list_is_that_of_the_whole_scan_for_many_people_with_words_among_many_things(way, top, county):
    index, people = county

    for row in range(300 if top == 20 else 600):
        same(way, index, build_query(index, people.wants(row, words=True)), DEFAULT, top)
