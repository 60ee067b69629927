"""The index: columns that fit, rows picked out, and a file that is whole or refused."""

from dataclasses import astuple, fields

import numpy as np
import pytest

from matching.engine import BadIndex, MatchIndex, rank
from matching.engine import files as index_files
from matching.engine.columns import DTYPES
from tests.matching.engine.making import columns_of, index_of, random_rows, random_wants, row

SIZES = [0, 1, 2, 65]


def assert_same(one, other):
    for field in fields(MatchIndex):
        mine, theirs = getattr(one, field.name), getattr(other, field.name)
        assert mine.dtype == theirs.dtype
        np.testing.assert_array_equal(mine, theirs)


class TestBuild:
    def test_gives_every_column_its_type(self):
        index = index_of(row(terms=(3, 5)), row())

        assert {field.name: getattr(index, field.name).dtype for field in fields(index)} == DTYPES
        assert len(index) == 2

    @pytest.mark.parametrize("name", list(DTYPES))
    def test_names_a_column_that_is_missing(self, name):
        columns = columns_of(row(), row())
        del columns[name]

        with pytest.raises(ValueError, match=rf"missing: {name}$"):
            MatchIndex.build(columns)

    @pytest.mark.parametrize("name", [name for name in DTYPES if name not in ("ids", "term_ids")])
    def test_names_a_column_of_another_length(self, name):
        columns = columns_of(row(), row())
        columns[name] = columns[name][:-1]

        with pytest.raises(ValueError, match=rf"length .* \(2\): {name}$"):
            MatchIndex.build(columns)

    @pytest.mark.parametrize("starts", [[1, 1, 2], [0, 1, 1], [0, 3, 2]], ids=["begins late", "ends early", "falls"])
    def test_refuses_starts_that_do_not_cut_up_the_terms(self, starts):
        columns = columns_of(row(terms=(3,)), row(terms=(5,))) | {"term_starts": starts}

        with pytest.raises(ValueError, match="term_starts"):
            MatchIndex.build(columns)

    def test_takes_no_rows(self):
        assert len(index_of()) == 0


class TestRowOf:
    def test_finds_the_row_of_an_id(self):
        assert index_of(row(ids=30), row(ids=10), row(ids=20)).row_of(20) == 2

    def test_raises_for_an_id_that_is_not_there(self):
        with pytest.raises(KeyError):
            index_of(row(ids=30)).row_of(31)


class TestOnly:
    def test_keeps_rows_in_the_order_asked_for_each_with_its_terms(self):
        index = index_of(row(terms=(1, 2)), row(), row(terms=(7,)), row(terms=(4, 5, 6)))

        some = index.only(np.array([3, 1, 0, 3]))

        assert_same(
            some, index_of(*(row(ids=i, terms=t) for i, t in [(4, (4, 5, 6)), (2, ()), (1, (1, 2)), (4, (4, 5, 6))]))
        )

    def test_keeps_none(self):
        assert_same(index_of(row(terms=(1, 2))).only(np.array([], dtype=int)), index_of())


class TestLoad:
    @pytest.mark.parametrize("n", SIZES)
    def test_gives_back_what_was_saved(self, tmp_path, n):
        index = index_of(*random_rows(1, n))
        index.save(tmp_path / "index")

        assert_same(MatchIndex.load(tmp_path / "index"), index)

    def test_maps_every_column_and_lets_nobody_write(self, tmp_path):
        index_of(*random_rows(1, 3)).save(tmp_path / "index")

        loaded = MatchIndex.load(tmp_path / "index")

        for field in fields(loaded):
            column = getattr(loaded, field.name)
            assert isinstance(column, np.memmap)
            assert column.flags.aligned
            with pytest.raises(ValueError, match="read-only"):
                column[0] = 0

    def test_gives_an_index_that_ranks_as_the_first_did(self, tmp_path):
        index, wants = index_of(*random_rows(1, 40)), random_wants(3)
        index.save(tmp_path / "index")

        first, second = rank(index, wants), rank(MatchIndex.load(tmp_path / "index"), wants)

        assert len(first.rows)
        for mine, theirs in zip(astuple(first), astuple(second), strict=True):
            np.testing.assert_array_equal(mine, theirs)

    @pytest.mark.parametrize("left", [0, 1, 31, 63, 64, 500, -64, -1])
    def test_refuses_a_file_that_was_cut_short(self, tmp_path, left):
        path = tmp_path / "index"
        index_of(*random_rows(1, 5)).save(path)
        path.write_bytes(path.read_bytes()[:left])

        with pytest.raises(BadIndex, match="shorter than a head|not whole"):
            MatchIndex.load(path)

    def test_refuses_a_file_with_something_after_its_end(self, tmp_path):
        path = tmp_path / "index"
        index_of(row()).save(path)
        path.write_bytes(path.read_bytes() + b"more")

        with pytest.raises(BadIndex, match="not whole"):
            MatchIndex.load(path)

    def test_refuses_another_version(self, tmp_path, monkeypatch):
        monkeypatch.setattr(index_files, "VERSION", 7)
        index_of(row()).save(tmp_path / "index")
        monkeypatch.undo()

        with pytest.raises(BadIndex, match="of version 7, and this code reads version 1"):
            MatchIndex.load(tmp_path / "index")

    @pytest.mark.parametrize("numbers", [(1, -1, 0), (1, 2**62, 0), (1, 1, -5)])
    def test_refuses_a_head_that_promises_what_cannot_be(self, tmp_path, numbers):
        path = tmp_path / "index"
        path.write_bytes((index_files.MAGIC + np.array(numbers, dtype=np.int64).tobytes()).ljust(640, b"\0"))

        with pytest.raises(BadIndex, match="not whole"):
            MatchIndex.load(path)

    def test_refuses_what_is_no_index(self, tmp_path):
        (tmp_path / "index").write_bytes(b"PK\x03\x04" * 100)

        with pytest.raises(BadIndex, match="does not begin as one does"):
            MatchIndex.load(tmp_path / "index")


class TestSave:
    def test_leaves_the_old_file_as_it_was_when_writing_fails(self, tmp_path, monkeypatch):
        path = tmp_path / "index"
        index_of(row(ids=1)).save(path)
        monkeypatch.setattr(index_files.os, "fsync", lambda handle: (_ for _ in ()).throw(OSError("disk full")))

        with pytest.raises(OSError, match="disk full"):
            index_of(row(ids=2)).save(path)

        assert MatchIndex.load(path).ids.tolist() == [1]
        assert list(tmp_path.iterdir()) == [path]

    def test_does_not_disturb_those_who_have_the_old_file_mapped(self, tmp_path):
        path = tmp_path / "index"
        index_of(row(ids=1)).save(path)
        before = MatchIndex.load(path)

        index_of(row(ids=2), row(ids=3)).save(path)

        assert before.ids.tolist() == [1]
        assert MatchIndex.load(path).ids.tolist() == [2, 3]
