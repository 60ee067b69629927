"""The shipped place files, loaded once per process: postcode sectors, wards, and named places.

`manage.py build_places` makes them. Positions are degrees, WGS84.
"""

import csv
import gzip
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from sys import intern
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

FOLDER: Final = Path(__file__).resolve().parent / "data"
SECTOR_COLUMNS: Final = (
    "sector", "district", "lat", "lon", "reach_km", "wide_km", "units", "country", "council_code", "council_name", "ward_code",
    "ward_name",
)  # fmt: skip
WARD_COLUMNS: Final = ("code", "name", "council_code", "district", "lat", "lon")
UNIT_COLUMNS: Final = ("code", "lat", "lon", "council_code", "ward_code")
PLACE_COLUMNS: Final = ("name", "lat", "lon", "nation", "population", "other_names")
KM_PER_DEGREE: Final = 111.195  # of latitude, on a sphere of radius 6,371.0088 km (IUGG mean radius)


class Sector(NamedTuple):
    """A postcode sector ("SW18 2"): the middle of its units, and the council and ward that most of them are in.

    `reach_km` is how far its furthest unit is from the middle, `wide_km` how far its two furthest are from each other.
    """

    sector: str
    district: str
    lat: float
    lon: float
    units: int
    country: str
    council_code: str
    council_name: str
    ward_code: str
    ward_name: str
    reach_km: float
    wide_km: float


class Ward(NamedTuple):
    """A ward: the middle of its postcode units, its council, and the district that most of them are in."""

    code: str
    name: str
    council_code: str
    district: str
    lat: float
    lon: float


class Place(NamedTuple):
    """A named place. `population` is 0 where GeoNames has no count."""

    name: str
    lat: float
    lon: float
    nation: str
    population: int
    other_names: tuple[str, ...]


@cache
def sectors() -> Mapping[str, Sector]:
    """Return all sectors of Great Britain by name ("SW18 2")."""
    return {row.sector: row for row in map(_sector, _rows("sectors", SECTOR_COLUMNS))}


def _sector(cells: list[str]) -> Sector:
    name, district, lat, lon, reach, wide, units, *words = cells
    country, council, council_name, ward, ward_name = map(intern, words)
    return Sector(
        name,
        intern(district),
        float(lat),
        float(lon),
        int(units),
        country,
        council,
        council_name,
        ward,
        ward_name,
        float(reach),
        float(wide),
    )


@cache
def wards() -> tuple[Ward, ...]:
    """Return all wards of Great Britain, in order of their codes."""
    return tuple(
        Ward(code, name, intern(council), intern(district), float(lat), float(lon))
        for code, name, council, district, lat, lon in _rows("wards", WARD_COLUMNS)
    )


@cache
def places() -> tuple[Place, ...]:
    """Return the named places of the United Kingdom, in order of their names."""
    return tuple(
        Place(name, float(lat), float(lon), intern(nation), int(count), tuple(others.split("|")) if others else ())
        for name, lat, lon, nation, count, others in _rows("gazetteer", PLACE_COLUMNS)
    )


def demo_units() -> Iterator[tuple[str, float, float, str, str]]:
    """Yield the postcode units of the demo place: code, position, council and ward."""
    for code, lat, lon, council, ward in _rows("units", UNIT_COLUMNS):
        yield code, float(lat), float(lon), council, ward


@cache
def names() -> Mapping[str, str]:
    """Return the names of councils and wards by code."""
    councils = {sector.council_code: sector.council_name for sector in sectors().values()}
    return councils | {ward.code: ward.name for ward in wards()}


def nearest(lat: float, lon: float) -> tuple[Sector, float]:
    """Return the sector with the nearest centre, and its distance, kilometres."""
    north, east = _middles()
    km = KM_PER_DEGREE * np.hypot(north - lat, (east - lon) * np.cos(np.radians(lat)))
    row = int(km.argmin())
    return _listed()[row], float(km[row])


@cache
def _listed() -> tuple[Sector, ...]:
    return tuple(sectors().values())


@cache
def _middles() -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return latitudes and longitudes of all sectors, two arrays of shape (n,)."""
    rows = _listed()
    return np.array([row.lat for row in rows]), np.array([row.lon for row in rows])


def _rows(name: str, columns: tuple[str, ...]) -> Iterator[list[str]]:
    """Yield the rows of one file. Raises ValueError when its header is not the expected one."""
    text = gzip.decompress((FOLDER / f"{name}.csv.gz").read_bytes()).decode()
    reader = csv.reader(text.splitlines())
    if tuple(next(reader)) != columns:
        raise ValueError(f"{name}.csv.gz was made by another version: run build_places again.")
    yield from reader
