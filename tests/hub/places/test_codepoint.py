"""Reading Code-Point Open by numpy gives what a plain reader would."""

import csv
import io

import numpy as np
import pytest

from hub.places import codepoint, grid
from tests.hub.places.conftest import ODD, SW, B, line


class TestParse:
    def test_agrees_with_a_plain_reader(self):
        text = SW + B + ODD
        plain = [row for row in csv.reader(io.StringIO(text)) if row[1] != "90"]

        units = codepoint.parse(text.encode())

        assert units.code.tolist() == [row[0].replace(" ", "").encode() for row in plain]
        assert units.council.tolist() == [row[8].encode() for row in plain]
        assert units.ward.tolist() == [row[9].encode() for row in plain]
        lat, lon = grid.to_wgs84(np.array([float(row[2]) for row in plain]), np.array([float(row[3]) for row in plain]))
        assert np.array_equal(units.lat, lat)
        assert np.array_equal(units.lon, lon)

    def test_leaves_out_postcodes_that_were_not_placed_yet(self):
        assert codepoint.parse(B.encode()).code.tolist() == [b"B11AY"]

    def test_takes_a_file_whose_last_line_is_not_ended(self):
        assert len(codepoint.parse(SW.rstrip().encode())) == 3

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "<html>Not found</html>",
            SW[:-30],
            SW + "one,two\n",
            line("SW18 2PU", "", 174950),
            line("SW18 2PU", "5258x0", 174950),
            line("SW18 2PU", "525800000", 174950),
            line("SW1", 525800, 174950),
            line("SW18888 2PU", 525800, 174950),
        ],
    )
    def test_refuses_what_is_not_of_the_known_shape(self, text):
        with pytest.raises(codepoint.BadFile):
            codepoint.parse(text.encode(), name="sw.csv")


class TestArchive:
    def test_reads_its_files_in_order_of_names(self, archive):
        parts = list(codepoint.Archive(archive(sw=SW, b=B)).read())

        assert [part.code[0] for part in parts] == [b"B11AY", b"SW182PU"]

    def test_refuses_a_zip_without_postcodes(self, archive):
        with pytest.raises(codepoint.BadFile, match="holds no files"):
            codepoint.Archive(archive())

    def test_refuses_what_is_no_zip(self, tmp_path):
        path = tmp_path / "codepo.zip"
        path.write_text("not a zip")

        with pytest.raises(codepoint.BadFile, match="cannot be opened"):
            codepoint.Archive(path)

    def test_refuses_a_file_that_is_not_there(self, tmp_path):
        with pytest.raises(codepoint.BadFile):
            codepoint.Archive(tmp_path / "nowhere.zip")
