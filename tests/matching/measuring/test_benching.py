"""The bench asks every way the same questions, and its rivals are as good as they are said to be."""

import json
from dataclasses import replace

import numpy as np
import pytest
from django.core.management import CommandError, call_command

from matching.engine import DEFAULT, MatchIndex, Wants, rank
from matching.engine.distance import distance_km
from tests.bench.matching import rivals
from tests.bench.matching.synthetic import Places, opportunities, places, residents

pytestmark = pytest.mark.django_db

TOWN = Places(
    np.random.default_rng(1).normal(51.5, 0.1, 2000), np.random.default_rng(2).normal(-0.1, 0.1, 2000), "a town"
)
COLUMNS = opportunities(1500, TOWN, width=8)
INDEX = MatchIndex.build(COLUMNS)
PEOPLE = residents(40, TOWN, width=8)
WANTS = [PEOPLE.wants(row) for row in range(40)]


@pytest.fixture(scope="module")
def server():
    """Run a PostgreSQL of these tests' own, filled."""
    with rivals.postgres() as found:
        assert found is not None, "PostgreSQL's programs are on every machine that runs the checks"
        found.fill(INDEX)
        yield found


def test_a_database_that_reckons_the_same_score_gives_the_same_list(server):
    answer = server.answers(INDEX, rivals.same_score)

    for wants in [*WANTS, Wants(), Wants(reach_km=0.0, causes=3)]:
        assert answer(wants) == INDEX.ids[rank(INDEX, wants, DEFAULT, 20).rows].tolist()


@pytest.mark.parametrize("way", ["sqlite", "postgres"])
def test_a_database_that_sorts_by_distance_gives_the_nearest_that_pass(way, server):
    wants = replace(WANTS[0], reach_km=6.0)
    passing = rank(INDEX, wants, DEFAULT, None).rows
    there = np.column_stack([COLUMNS["lat"], COLUMNS["lon"]])[INDEX.ids[passing] - 1]
    km = distance_km(np.array([wants.lat, wants.lon]), there)
    away = dict(zip(INDEX.ids[passing].tolist(), km.tolist(), strict=True))
    nearest = np.sort(km)[: rivals.TOP].tolist()  # what is done from home has no distance, and comes last

    answer = rivals.sqlite(INDEX) if way == "sqlite" else server.answers(INDEX, rivals.by_distance)

    found = answer(wants)
    assert len(set(found)) == len(found)
    # Several may be at one spot: which of them comes first, or last of all, is left open.
    assert [away[pk] for pk in found] == pytest.approx(nearest, abs=1e-6)


def test_cosine_puts_the_same_first():
    row = 17
    wants = Wants(
        causes=int(INDEX.causes[row]),
        activities=int(INDEX.activities[row]),
        skills=int(INDEX.skills[row]),
        slots=int(INDEX.slots[row]),
        vector=tuple(int(value) for value in INDEX.vectors[row]),
    )

    assert rivals.cosine(INDEX)(wants)[0] == INDEX.ids[row]


def test_residents_are_the_same_each_time():
    assert residents(5, TOWN, width=8).wants(3, words=True) == residents(5, TOWN, width=8).wants(3, words=True)


def test_positions_are_sectors_where_no_postcodes_are_loaded():
    found = places("london")

    assert found.what.endswith("postcode sectors")
    assert (np.abs(found.lat - 51.5) < 0.5).all()


def test_the_command_prints_a_table_and_writes_the_figures(tmp_path, capsys):
    call_command("bench_matching", opportunities=1500, queries=20, json=tmp_path / "figures.json")

    assert "engine_numpy" in capsys.readouterr().out
    figures = json.loads((tmp_path / "figures.json").read_text())
    for name in ("engine_numpy", "engine_numba", "full_scan", "postgres_same_score", "postgres_distance"):
        assert set(figures[name]) == {"p50_ms", "p95_ms"}
    assert figures["same_list_share"] == 1.0
    assert figures["postgres_agrees"] == 1.0
    assert set(figures["index"]) == {"build_s", "size_mb", "load_ms", "memory_mb"}
    assert set(figures["batch"]) == {"lists_per_s_1", "lists_per_s_2"}


def test_the_command_says_what_is_wrong():
    with pytest.raises(CommandError, match="at least one"):
        call_command("bench_matching", opportunities=0)
