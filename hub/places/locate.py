"""From a typed postcode, its first part, or a name to a position with a label.

`find` answers for anywhere in the United Kingdom; `locate` also refuses what is outside the hub's area. Postcodes come
from the table of units when `manage.py load_postcodes` has filled it, else from the shipped sectors; names from the
shipped gazetteer and wards; what none of them knows is sent to the geocoders of `HUB_GEOCODERS`. Failures: `failures`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from hub.core import cleaning
from hub.places import area as areas
from hub.places import failures, gazetteer, geocoders, outlines, parts, postcodes, tables
from hub.places.area import Area
from hub.places.distance import Point
from hub.places.failures import BadShape, CannotLocate, OutsideArea, Several, TooLarge, Unknown
from hub.places.models import Postcode

__all__ = ["BadShape", "CannotLocate", "Located", "OutsideArea", "Precision", "Several", "Unknown", "find", "locate"]

NEAR_KM: Final = (
    40.0  # within this distance of the area, a place is preferred to a larger one of the same name far away
)
TOO_LARGE: Final = 1_000_000  # people: near the area, a name of this many says nothing of where somebody is
MUCH_LARGER: Final = 10  # times the people: the largest of several places of one name is meant
GUESSES: Final = 12  # similar names that are looked at, of which those in the area come first
HAS_SECTOR_KM: Final = 30.0  # further than this from any sector, a place is not in Great Britain


class Precision(StrEnum):
    """What the position is the centre of."""

    UNIT = "unit"
    SECTOR = "sector"
    DISTRICT = "district"
    WARD = "ward"
    PLACE = "place"


@dataclass(frozen=True)
class Located:
    """A label ("SW18 2PU", "Tooting") and a position in degrees, WGS84.

    For a district, a ward or a place, the sector is the nearest one; ward and council are the nearest too, except for a
    ward. All are empty in Northern Ireland, which the files of sectors leave out. `inside`: in the given area or not.
    """

    name: str
    lat: float
    lon: float
    precision: Precision
    inside: bool
    sector: str = ""
    ward_code: str = ""
    ward_name: str = ""
    council_code: str = ""
    council_name: str = ""
    nation: str = ""

    @property
    def point(self) -> Point:
        """Latitude and longitude, as `distance` takes them."""
        return self.lat, self.lon


def warm() -> None:
    """Load the shipped files now, so that the first look-up of this process is fast."""
    areas.wards()
    gazetteer.like("warm")
    tables.nearest(0.0, 0.0)
    outlines.of()


def locate(text: str, *, area: Area | None = None) -> Located:
    """Return the position of a typed postcode or name inside the area (the hub's own when none is given).

    Raises BadShape, Unknown, Several or OutsideArea; the last has the position.
    """
    located = find(text, area=area)
    if not located.inside:
        raise OutsideArea(_tidy(text), located)
    return located


def by_postcode(text: str) -> Located | None:
    """Return the position of a text that is a postcode of the hub's area and nothing else; None for any other text."""
    if not postcodes.looks_like(text):
        return None
    try:
        return locate(text)
    except failures.CannotLocate:
        return None


def find(text: str, *, area: Area | None = None) -> Located:
    """Return the position of a typed postcode, name or address, inside the area or not. Raises BadShape, Unknown or Several."""
    typed, area = _tidy(text), area or areas.hub()
    if not typed:
        raise BadShape(typed)
    if postcodes.looks_like(typed):
        return _postcode(typed, postcodes.read(typed), area)
    if parts.names_no_place(typed):
        return _said_of_anywhere(typed, area)
    if found := _by_name(typed, area):
        return found
    if reading := postcodes.within(typed):
        return _postcode(typed, reading, area)
    name, hint = parts.with_hint(typed)
    found = _by_name(name, area, hints=(hint,)) if hint and parts.is_name(name) else None
    if found := found or _by_parts(typed, area):
        return found
    return _by_geocoder(typed, area, otherwise=failures.unknown_name(typed, _like(typed, area)))


def _tidy(text: str) -> str:
    """Return a text cleaned, and cut to the length of sensible names.

    One letter more than the longest is kept, so that `geocoders.ask` can see that a text is too long.
    """
    return cleaning.code(text[:400])[: gazetteer.LONGEST + 1]


# -- Postcodes ---------------------------------------------------------------------------------------------------------
def _postcode(typed: str, reading: postcodes.Reading, area: Area) -> Located:
    if found := _by_postcode(reading, area):
        return found
    ireland = reading.northern_irish
    unknown = failures.northern_ireland(typed) if ireland else failures.unknown_postcode(typed, str(reading))
    return _by_geocoder(typed, area, otherwise=unknown)


def _by_postcode(reading: postcodes.Reading, area: Area) -> Located | None:
    """Return the finest known part: a new unit by its sector, a new sector by its district."""
    if reading.letters and (unit := Postcode.objects.filter(pk=reading.key).first()):
        return _at_unit(reading, unit, area)
    if sector := tables.sectors().get(reading.sector):
        return _at(str(reading), (sector.lat, sector.lon), Precision.SECTOR, sector, _holds(area, sector))
    return _in_district(reading.district, area)


def _at_unit(reading: postcodes.Reading, unit: Postcode, area: Area) -> Located:
    names = tables.names()
    return Located(
        name=str(reading),
        lat=unit.lat,
        lon=unit.lon,
        precision=Precision.UNIT,
        inside=area.holds(district=reading.district, council_code=unit.council_code),
        sector=reading.sector,
        ward_code=unit.ward_code,
        ward_name=names.get(unit.ward_code, ""),
        council_code=unit.council_code,
        council_name=names.get(unit.council_code, ""),
    )


def _in_district(district: str, area: Area) -> Located | None:
    """Return a district by the centre of its units; "EC1" stands for EC1A, EC1M and so on.

    It is inside when any of its sectors is: somebody who types "SW19" may well live in that part.
    """
    sectors = [row for row in tables.sectors().values() if row.district == district] or [
        row for row in tables.sectors().values() if row.district[:-1] == district and row.district[-1].isalpha()
    ]
    if not sectors:
        return None
    middle = _middle(sectors)
    inside = [row for row in sectors if _holds(area, row)]
    return _at(district, middle, Precision.DISTRICT, _closest(middle, inside or sectors), bool(inside))


def _middle(sectors: list[tables.Sector]) -> Point:
    units = sum(row.units for row in sectors)
    return sum(row.lat * row.units for row in sectors) / units, sum(row.lon * row.units for row in sectors) / units


def _closest(point: Point, sectors: list[tables.Sector]) -> tables.Sector:
    """Return the nearest sector within a district, where a degree of longitude is about 0.6 of latitude."""
    return min(sectors, key=lambda row: (row.lat - point[0]) ** 2 + (0.6 * (row.lon - point[1])) ** 2)


# -- Names -------------------------------------------------------------------------------------------------------------
def _by_name(name: str, area: Area, *, hints: Sequence[str] = ()) -> Located | None:
    """Return the likeliest place of a name: inside, then near, then places before wards, then the largest.

    `hints` are what followed a comma ("Newport, Wales"): places in a nation or council of that name come first.
    Raises Several when nothing says which of several places is meant, TooLarge for the city around the area.
    """
    bearers = [(named, _named(named, area)) for named in gazetteer.find(name)]
    folded = {gazetteer.fold(hint) for hint in hints}
    hinted = [pair for pair in bearers if not folded.isdisjoint(_whereabouts(pair[1]))]
    local = [pair for pair in hinted or bearers if not pair[0].ward_code or len(bearers) == 1 or _near(pair[1], area)]
    ranked = sorted(local, key=lambda pair: _rank(pair[0], pair[1], area))
    if len(ranked) > 1 and not hinted and not _near(ranked[0][1], area):
        return _much_larger(name, [pair for pair in ranked if not pair[0].ward_code] or ranked)
    if ranked and ranked[0][0].population >= TOO_LARGE and not ranked[0][1].inside and _near(ranked[0][1], area):
        raise TooLarge(name)
    if hinted and ranked:
        return _found_again(name, *ranked[0], area)
    return ranked[0][1] if ranked else None


def _found_again(name: str, named: gazetteer.Named, located: Located, area: Area) -> Located:
    """Return a place that a hint told apart, named so that its name alone finds it again: "Newport, Wales"."""
    try:
        alone = _by_name(name, area)
    except Several:
        alone = None
    same = alone is not None and alone.point == located.point
    return located if same else replace(located, name=_told_apart(named, located, name))


def _much_larger(name: str, ranked: list[tuple[gazetteer.Named, Located]]) -> Located:
    """Return the place that is much larger than the others of its name, all far away. Raises Several when there is none."""
    by_size = sorted(ranked, key=lambda pair: -pair[0].population)
    if len(by_size) < 2 or by_size[0][0].population >= MUCH_LARGER * by_size[1][0].population:
        return by_size[0][1]
    called = dict.fromkeys(_told_apart(named, located, name) for named, located in by_size)
    if len(called) < 2:
        return ranked[0][1]
    raise Several(name, tuple(called)[:4])


def _told_apart(named: gazetteer.Named, located: Located, name: str) -> str:
    """Return a name that is found: "Newcastle upon Tyne", "Newport, Isle of Wight"."""
    if gazetteer.fold(named.name) != gazetteer.fold(name):
        return named.name
    where = located.council_name
    return f"{named.name}, {located.nation if gazetteer.fold(where) in ('', gazetteer.fold(name)) else where}"


def _by_parts(typed: str, area: Area) -> Located | None:
    """Return the known part of a longer text ("off Garratt Lane, Tooting"), in the area if any is.

    Parts between commas may be places anywhere; single words of one only in the area, where they are more likely meant.
    """
    known: list[Located] = []
    several: list[Several] = []
    named = list(dict.fromkeys(parts.between_commas(typed)))
    for part in filter(parts.is_name, named):
        here = parts.only_here(typed, part)
        try:
            found = _by_name(part, area, hints=[other for other in named if other != part])
        except Several as failure:
            several.append(failure)
        except TooLarge:
            if len(named) == 1:
                raise
        else:
            anywhere = found and found.precision == Precision.PLACE and not here
            known += [found] if found and (found.inside or anywhere) else []
    inside = next((found for found in known if found.inside), None) or _by_words(named, area)
    if several and not inside and not known:
        raise several[0]
    return inside or next(iter(known), None)


def _by_words(named: Sequence[str], area: Area) -> Located | None:
    found = (_inside(run, area) for part in named for run in parts.runs(part))
    return next(filter(None, found), None)


def _inside(words: str, area: Area) -> Located | None:
    """Return a place, or else a ward, of this name in the area."""
    found = [(named, _named(named, area)) for named in gazetteer.find(words)]
    inside = sorted((pair for pair in found if pair[1].inside), key=lambda pair: _rank(pair[0], pair[1], area))
    return inside[0][1] if inside else None


def _rank(named: gazetteer.Named, located: Located, area: Area) -> tuple[bool, bool, bool, bool, int]:
    return (not located.inside, not _near(located, area), named.alias, bool(named.ward_code), -named.population)


def _said_of_anywhere(typed: str, area: Area) -> Located:
    """Return the place whose whole name is such words: "Street" in the area, "West End" near it. Raises Unknown elsewhere."""
    found = _inside(typed, area) or _by_name(typed, area)
    if found and (found.inside or (" " in typed and _near(found, area))):
        return found
    raise failures.no_place(typed)


def _like(typed: str, area: Area) -> tuple[str, ...]:
    """Return up to three names that a misspelt one may mean, those in the area first."""
    names = gazetteer.like(typed, most=GUESSES)
    return tuple(sorted(names, key=lambda name: _inside(name, area) is None)[:3])


def _whereabouts(located: Located) -> Iterable[str]:
    return {gazetteer.fold(located.nation), gazetteer.fold(located.council_name)} - {""}


def _near(located: Located, area: Area) -> bool:
    """Whether a position is within NEAR_KM of the area's box."""
    if not areas.sectors(area):
        return False
    edges = areas.bounds(area)
    up, across = NEAR_KM / 111, NEAR_KM / 65  # kilometres per degree; of longitude, in the middle of Great Britain
    return (
        edges.south - up <= located.lat <= edges.north + up
        and edges.west - across <= located.lon <= edges.east + across
    )


def _named(named: gazetteer.Named, area: Area) -> Located:
    point = (named.lat, named.lon)
    sector = _sector_by(point)
    if not named.ward_code:
        return _at(named.name, point, Precision.PLACE, sector, _holds(area, sector), nation=named.nation)
    return Located(
        name=named.name,
        lat=named.lat,
        lon=named.lon,
        precision=Precision.WARD,
        inside=named.ward_code in dict(areas.wards(area)),
        sector=sector.sector if sector else "",
        ward_code=named.ward_code,
        ward_name=named.name,
        council_code=named.council_code,
        council_name=tables.names().get(named.council_code, ""),
    )


def _by_geocoder(typed: str, area: Area, *, otherwise: Unknown) -> Located:
    """Return the position from a configured geocoder, with the typed name. Raises `otherwise` if none knows it."""
    point = geocoders.ask(typed)
    if point is None:
        raise otherwise
    sector = _sector_by(point)
    return _at(typed, point, Precision.PLACE, sector, _holds(area, sector))


# -- Both --------------------------------------------------------------------------------------------------------------
def _sector_by(point: Point) -> tables.Sector | None:
    """Return the nearest sector, or None where none is near: in Northern Ireland, or at sea."""
    sector, km = tables.nearest(*point)
    return sector if km <= HAS_SECTOR_KM else None


def _holds(area: Area, sector: tables.Sector | None) -> bool:
    return sector is not None and area.holds(district=sector.district, council_code=sector.council_code)


def _at(
    name: str, point: Point, precision: Precision, sector: tables.Sector | None, inside: bool, *, nation: str = ""
) -> Located:
    """Return a position with the sector, ward and council of one sector."""
    if sector is None:
        return Located(name, *point, precision, inside, nation=nation)
    return Located(
        name=name,
        lat=point[0],
        lon=point[1],
        precision=precision,
        inside=inside,
        sector=sector.sector,
        ward_code=sector.ward_code,
        ward_name=sector.ward_name,
        council_code=sector.council_code,
        council_name=sector.council_name,
        nation=nation,
    )
