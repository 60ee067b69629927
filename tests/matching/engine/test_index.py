"""The index: columns that fit, rows that lie well, and a file that is whole or refused."""

from dataclasses import astuple, fields
from math import inf, nan

import numpy as np
import pytest

from matching.engine import BadIndex, MatchIndex, rank
from matching.engine import files as index_files
from matching.engine import index as index_module
from matching.engine.columns import GIVEN
from matching.engine.index import DTYPES
from matching.engine.masks import REMOTE
from matching.engine.spec import LAYOUT, Bits
from tests.matching.engine.making import FROM_HOME, columns_of, index_of, random_rows, random_wants, row

SIZES = [0, 1, 2, 65]


def assert_same(one, other):
    for name in DTYPES:
        mine, theirs = getattr(one, name), getattr(other, name)
        assert mine.dtype == theirs.dtype
        np.testing.assert_array_equal(mine, theirs)


class TestBuild:
    def test_gives_every_column_its_type(self):
        index = index_of(row(terms=(3, 5)), row())

        assert {name: getattr(index, name).dtype for name in DTYPES} == DTYPES
        assert [field.name for field in fields(index)] == [*DTYPES, "prepared"]
        assert len(index) == 2

    @pytest.mark.parametrize("name", list(GIVEN))
    def test_names_a_column_that_is_missing(self, name):
        columns = columns_of(row(), row())
        del columns[name]

        with pytest.raises(ValueError, match=rf"missing: {name}$"):
            MatchIndex.build(columns)

    @pytest.mark.parametrize("name", [name for name in GIVEN if name not in ("ids", "term_ids")])
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

    @pytest.mark.parametrize(
        ("name", "value"),
        [("lat", 90.5), ("lat", inf), ("lon", -181.0), ("popular", 1.5), ("price", -0.1), ("replies", nan)],
    )
    def test_names_a_column_with_a_value_that_cannot_be(self, name, value):
        with pytest.raises(ValueError, match=f"cannot be: {name}$"):
            index_of(row(**{name: value}))

    @pytest.mark.parametrize("term", [-1, 1 << 20])
    def test_refuses_a_term_of_another_list(self, term):
        with pytest.raises(ValueError, match="cannot be: term_ids"):
            index_of(row(terms=(term,)))

    def test_takes_no_rows(self):
        assert len(index_of()) == 0


class TestRowOf:
    def test_finds_the_row_of_an_id(self):
        assert index_of(row(ids=30), row(ids=10), row(ids=20)).row_of(20) == 2

    def test_raises_for_an_id_that_is_not_there(self):
        with pytest.raises(KeyError):
            index_of(row(ids=30)).row_of(31)


class TestTheMask:
    """Bits are counted from 0 over both halves, see `matching.engine.spec.LAYOUT`."""

    PLAIN = {38, 39, 40, 41, 42, 43, 44, *range(63, 88)}

    @pytest.mark.parametrize(
        ("columns", "more", "less"),
        [
            ({}, set(), set()),
            ({"slots": 0b101}, {0, 2}, set()),
            ({"slots": 1 << 20}, {20}, set()),
            ({"access": 0b11}, set(), set()),
            ({"access_no": 0b11}, set(), {63, 64}),
            ({"takes": 0b101}, set(), {81, 83}),
            ({"languages": 0b1}, {21}, set()),
            ({"languages": 1 << 15}, {36}, set()),
            ({"languages": 1 << 16 | 1 << 29}, {37}, set()),
            ({"min_age": 15}, set(), set()),
            ({"min_age": 16}, set(), {38}),
            ({"min_age": 18}, set(), {38, 39}),
            ({"min_age": 21}, set(), {38, 39, 40}),
            ({"checks": 1, "days_to_last": 20.0, "checks_weeks": 2}, set(), {41}),
            ({"checks": 1, "days_to_last": 13.0, "checks_weeks": 2}, set(), {41, 42}),
            ({"open": False}, set(), {43}),
            ({"places_left": 0}, set(), {44}),
            ({"remote": True}, {45}, set()),
            ({"tiny": True}, {46}, set()),
            ({"join_in": True}, {47}, set()),
        ],
    )
    def test_has_a_bit_for_each_thing(self, columns, more, less):
        mask = index_of(row(**columns)).mask(0)

        assert {bit for bit in range(128) if mask >> bit & 1} == (self.PLAIN | more) - less

    def test_can_be_changed_in_both_halves(self):
        index = index_of(row(access_no=0b1), row())

        index.set_mask(0, index.mask(0) & ~(1 << 43 | 1 << 64))

        assert {bit for bit in range(128) if index.mask(0) >> bit & 1} == self.PLAIN - {43, 63, 64}
        assert {bit for bit in range(128) if index.mask(1) >> bit & 1} == self.PLAIN


class TestTheOrderOfRows:
    def test_puts_neighbours_together_and_what_needs_no_place_last(self):
        towns = [(51.5, -0.1), (53.4, -2.2), (55.9, -3.2)]
        rows = [row(lat=lat + step / 1e4, lon=lon) for step in range(100) for lat, lon in towns]
        index = index_of(*[row(**FROM_HOME)] * 80, *rows)

        remote = (index.mask_a & REMOTE) != 0
        assert remote.tolist() == [False] * 300 + [True] * 80
        assert sorted(index.ids.tolist()) == list(range(1, 381))
        assert np.sort(index.block_km[:4]).tolist()[0] < 1.0  # a block within one town
        assert index.block_km[:4].max() < 350.0  # none with rows of all three
        assert [index.row_of(number) for number in (1, 380)] == [
            np.flatnonzero(index.ids == number)[0] for number in (1, 380)
        ]


class TestLoad:
    @pytest.mark.parametrize("n", SIZES)
    def test_gives_back_what_was_saved(self, tmp_path, n):
        index = index_of(*random_rows(1, n))
        index.save(tmp_path / "index")

        assert_same(MatchIndex.load(tmp_path / "index"), index)

    def test_maps_every_column_and_lets_nobody_write(self, tmp_path):
        index_of(*random_rows(1, 3)).save(tmp_path / "index")

        loaded = MatchIndex.load(tmp_path / "index")

        for name in DTYPES:
            column = getattr(loaded, name)
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
        read = index_files.VERSION
        monkeypatch.setattr(index_files, "VERSION", read + 2)
        index_of(row()).save(tmp_path / "index")
        monkeypatch.undo()

        with pytest.raises(BadIndex, match=f"of version {read + 2}, and this code reads version {read}"):
            MatchIndex.load(tmp_path / "index")

    @pytest.mark.parametrize(
        "then",
        [
            {"DTYPES": {**DTYPES, "tiny": np.bool_}},
            {"DTYPES": {**DTYPES, "checks": np.int16}},
            {"LAYOUT": {**LAYOUT, "tiny": Bits("tiny", 48)}},
        ],
        ids=["of columns", "of types", "of bits"],
    )
    def test_refuses_a_file_from_before_another_list(self, tmp_path, monkeypatch, then):
        index_of(row()).save(tmp_path / "index")
        for name, value in then.items():
            monkeypatch.setattr(index_module if name == "DTYPES" else index_files, name, value)

        with pytest.raises(BadIndex, match="other columns, or another layout"):
            MatchIndex.load(tmp_path / "index")

    @pytest.mark.parametrize("shape", [(-1, 1), (2**40, 1), (1, -5)])
    def test_refuses_a_head_that_promises_what_cannot_be(self, tmp_path, shape):
        path = tmp_path / "index"
        index_of(row()).save(path)
        whole = bytearray(path.read_bytes())
        whole[64:80] = np.array(shape, dtype=np.int64).tobytes()
        path.write_bytes(bytes(whole))

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
