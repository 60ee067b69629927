"""Compiled code that is kept on the disk is not used any more once any file of the engine has changed."""

import numpy as np
import pytest

pytest.importorskip("numba", reason="numba is in the development lock")

from numba import typeof

from matching.engine import DEFAULT, MatchIndex
from matching.engine.compiled import caching, packing, search
from tests.matching.engine.making import columns_of, random_rows


class TestTheFingerprint:
    @pytest.fixture
    def folder(self, tmp_path):
        (tmp_path / "inner").mkdir()
        (tmp_path / "one.py").write_text("A = 1\n")
        (tmp_path / "inner" / "two.py").write_text("B = 2\n")
        return tmp_path

    @pytest.mark.parametrize("name", ["one.py", "inner/two.py", "new.py"])
    def test_changes_with_any_file(self, folder, name):
        before = caching.fingerprint(folder)

        (folder / name).write_text("C = 3\n")

        assert caching.fingerprint(folder) != before

    def test_stays_when_files_are_only_touched(self, folder):
        before = caching.fingerprint(folder)

        (folder / "one.py").touch()

        assert caching.fingerprint(folder) == before


def test_what_is_kept_is_found_again_under_its_mark_alone(monkeypatch, tmp_path):
    monkeypatch.setattr("numba.core.config.CACHE_DIR", str(tmp_path))
    monkeypatch.setattr(search, "search", search.njit(lambda index, query, rows, scores: len(rows)))
    arrays = (1, 2, np.zeros(3), 4)

    found = {}
    for name, mark in (("first", "a"), ("again", "a"), ("changed", "b")):
        kept = search.kept(mark)
        assert kept(*arrays) == 3
        found[name] = sum(kept.stats.cache_hits.values())

    assert found == {"first": 0, "again": 1, "changed": 0}


def test_an_index_from_the_disk_needs_no_code_of_its_own(tmp_path):
    built = MatchIndex.build(columns_of(*random_rows(1, 70)))
    built.save(tmp_path / "index")

    kinds = [typeof(packing.packed_index(one, DEFAULT)) for one in (built, MatchIndex.load(tmp_path / "index"))]

    assert kinds[0] == kinds[1]
