"""A feature is said once: whatever is derived from the spec knows every kind, and a new line in it is enough."""

import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import pytest

from matching.engine import Wants
from matching.engine.columns import GIVEN
from matching.engine.explaining import DETAILS
from matching.engine.features import ALONE_VALUES, PAIR_VALUES
from matching.engine.index import DTYPES
from matching.engine.pieces import PIECES
from matching.engine.query import PREPARE
from matching.engine.spec import (
    ALONE,
    ALONE_KINDS,
    BOUNDS,
    CHANGING,
    COLUMNS,
    FEATURES,
    HALF,
    LAYOUT,
    MASK_COLUMNS,
    PAIR,
    SPEC,
    Bound,
    Detail,
    Kind,
)
from matching.suggestions import card, saying
from tests.matching.engine import feature_table

ROOT = Path(__file__).resolve().parents[3]


class TestTheSpec:
    def test_names_each_feature_and_column_once(self):
        assert len(set(FEATURES)) == len(SPEC) == len(PAIR) + len(ALONE)
        assert len({one.name for one in COLUMNS}) == len(COLUMNS)

    @pytest.mark.parametrize("one", SPEC, ids=lambda one: one.name)
    def test_names_columns_and_fields_that_there_are(self, one):
        known = {field.name for field in fields(Wants)}

        assert set(one.column.split(", ")) <= {*DTYPES, "slots"}
        assert {one.wanted, one.shares, one.only_if} - {""} <= known
        assert bool(one.wanted) == one.depends_on_person

    def test_knows_every_kind_wherever_it_is_read(self):
        pair = set(Kind) - ALONE_KINDS

        assert set(BOUNDS) == set(Kind)
        assert set(PREPARE) == set(PAIR_VALUES) == pair
        assert set(ALONE_VALUES) == ALONE_KINDS
        assert set(PIECES) == {kind for kind in pair if BOUNDS[kind] in (Bound.PLANES, Bound.POSITION)}
        assert set(DETAILS) == set(Detail) - {Detail.NONE}

    def test_says_no_more_than_its_name_of_a_feature_that_does_not_depend_on_the_person(self):
        assert {one.detail for one in ALONE} <= {Detail.NONE, Detail.NAME}

    def test_has_a_sentence_for_each_feature(self):
        assert set(card.COUNTS) == set(FEATURES)
        assert (
            set(saying._REASONS) | set(saying.QUOTED)
            == {one.name for one in SPEC if one.detail is not Detail.NONE} - saying.LIKENESS
        )

    def test_gives_a_caller_only_columns_that_it_needs(self):
        assert [one.name for one in COLUMNS if one.given] == list(GIVEN)[:-3]
        assert all(one.kept or one.given for one in COLUMNS)


class TestTheLayout:
    def test_gives_no_bit_twice_and_has_no_fact_across_both_halves(self):
        bits = [bit for one in LAYOUT.values() for bit in range(one.at, one.at + one.count)]

        assert len(bits) == len(set(bits))
        assert max(bits) < HALF * len(MASK_COLUMNS)
        assert all(one.at // HALF == (one.at + one.count - 1) // HALF for one in LAYOUT.values())

    def test_has_facts_in_both_halves_and_room_for_as_many_more_about_access(self):
        free = [HALF - sum(one.count for one in LAYOUT.values() if one.at // HALF == half) for half in range(2)]

        assert free[0] < HALF
        assert LAYOUT["access"].count <= free[1] < HALF

    def test_changes_bits_of_one_half_only_so_that_a_change_is_one_write(self):
        assert CHANGING < 1 << HALF


class TestThePage:
    def test_has_the_table_of_features(self):
        assert feature_table.parts()[1] == feature_table.table(), "python -m tests.matching.engine.feature_table"


ADDED = """
import sys
from importlib import util

import numpy as np

found = util.spec_from_file_location("matching.engine.spec", "matching/engine/spec.py")
spec = sys.modules[found.name] = util.module_from_spec(found)  # before the engine is imported, which reads it
found.loader.exec_module(spec)
features = (
    *spec.PAIR,
    spec.Feature("charge", spec.Kind.ANY, "costs", 1.3, spec.Detail.CODES, wanted="charges"),
    *spec.ALONE,
    spec.Feature("warm", spec.Kind.PLAIN, "warm", 0.9, spec.Detail.NAME),
)
spec.SPEC, spec.FEATURES = features, tuple(one.name for one in features)
spec.PAIR = tuple(one for one in features if one.depends_on_person)
spec.ALONE = tuple(one for one in features if not one.depends_on_person)
spec.COLUMNS = (*spec.COLUMNS, spec.Column("warm", np.float32, "a new column", share=True))

from matching.engine import DEFAULT, MatchIndex, explain, rank, ranking
from matching.engine.query import build_query
from tests.matching.engine.making import columns_of, random_rows, random_wants

ranking.FEW, ranking.FIRST = 0, 25
rng = np.random.default_rng(1)
index = MatchIndex.build(columns_of(*random_rows(1, 400)) | {"warm": rng.random(400)})
assert (DEFAULT.charge, DEFAULT.warm) == (1.3, 0.9)
ways, said, counted = [ranking.best], {"charge": 0, "warm": 0}, 0
try:
    from matching.engine import compiled
except ImportError:
    pass
else:
    ways.append(compiled.best)
for seed in range(60):
    wants = random_wants(seed)
    query = build_query(index, wants)
    rows, scores = ranking.whole_scan(index, query, DEFAULT, 10)
    for way in ways:
        found = way(index, query, DEFAULT, 10)
        assert found[0].tolist() == rows.tolist() and found[1].tolist() == scores.tolist()
    whole = rank(index, wants, top=10)
    counted += (whole.contributions[:, spec.FEATURES.index("warm")] > 0).sum()
    for place in range(len(whole.rows)):
        for reason in explain(index, whole, place, wants, 99):
            if reason.feature in said:
                said[reason.feature] += 1
print(said["charge"] > 20, said["warm"] == counted > 200, len(ways))
"""


def test_a_line_in_the_spec_is_enough_for_a_feature_of_a_kind_that_there_is():
    done = subprocess.run([sys.executable, "-c", ADDED], capture_output=True, text=True, cwd=ROOT, check=False)

    assert done.stdout.split()[:2] == ["True", "True"], done.stderr
