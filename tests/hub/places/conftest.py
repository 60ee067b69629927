"""Tiny archives in the shape of Code-Point Open, and an area to look from."""

import zipfile
from functools import partial

import pytest

WANDSWORTH, LEEDS = "E09000032", "E08000035"


def line(postcode, east, north, council=WANDSWORTH, ward="E05014028", quality=10):
    return f'"{postcode}",{quality},{east},{north},"E92000001","E19000003","E18000007","","{council}","{ward}"\r\n'


SW = line("SW18 2PU", 525800, 174950) + line("SW18 2AA", 525900, 174900) + line("SW181AA", 525500, 175100)
B = line("B1  1AY", 406523, 286448, "E08000025", "E05011151") + line("B1 9ZZ", 0, 0, "", "", quality=90)
ODD = line("GU990AA", 486000, 150000, "", "", quality=60)


def pack(folder, **files):
    """Write the given files (name → text) as a Code-Point Open zip in a folder; return its path."""
    path = folder / "codepo.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("Doc/readme.txt", "About this file")
        for name, text in files.items():
            packed.writestr(f"Data/CSV/{name}.csv", text)
    return path


@pytest.fixture
def archive(tmp_path):
    """Return `pack`, for this test's own folder."""
    return partial(pack, tmp_path)


@pytest.fixture(autouse=True)
def area(settings):
    settings.HUB_AREA = [WANDSWORTH]
    settings.HUB_GEOCODERS = []
