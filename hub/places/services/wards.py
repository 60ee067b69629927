"""The wards of the hub's area in the operator's own table: code, name, population."""

import csv
from collections.abc import Iterable
from typing import Final

from hub.core import cleaning, transactions
from hub.places import area
from hub.places.models import WardFact

COLUMNS: Final = ("code", "name", "population")
LONGEST: Final = 100
"""Letters in the name of a ward."""


class BadTable(Exception):
    """The table was refused; `troubles` says what is wrong, line by line."""

    def __init__(self, troubles: list[str]) -> None:
        super().__init__("; ".join(troubles))
        self.troubles = troubles


@transactions.atomic
def replace(lines: Iterable[str]) -> int:
    """Replace the table of wards by a CSV with the columns code, name and population; return how many wards.

    Population may be blank. Raises BadTable, with nothing changed, for other columns, a ward that is not in the area, a
    duplicate ward, or a population that is not a valid number.
    """
    reader = csv.DictReader(line.lstrip("\ufeff") for line in lines)
    names = [cleaning.code(str(name)).lower() for name in reader.fieldnames or ()]
    if not {"code", "name"} <= set(names):
        raise BadTable(["The first line should be: code,name,population"])
    reader.fieldnames = names
    known, found, troubles = dict(area.wards()), {}, []
    for row in reader:
        code, name = cleaning.code(row.get("code") or "").upper(), cleaning.line(row.get("name") or "")
        try:
            count = _people(row.get("population") or "")
        except ValueError:
            troubles.append(f"Line {reader.line_num}: “{row.get('population')}” is no number of people.")
            continue
        if code not in known:
            troubles.append(f"Line {reader.line_num}: {code or 'no code'} is no ward of this area.")
        elif len(name) > LONGEST:
            troubles.append(f"Line {reader.line_num}: the name has more than {LONGEST} letters.")
        elif code in found:
            troubles.append(f"Line {reader.line_num}: {code} stands there twice.")
        else:
            found[code] = WardFact(code=code, name=name or known[code], population=count)
    if troubles:
        raise BadTable(troubles)
    WardFact.objects.all().delete()
    return len(WardFact.objects.bulk_create(found.values()))


def _people(text: str) -> int | None:
    digits = cleaning.code(text).replace(",", "").replace(" ", "")
    if not digits:
        return None
    count = int(digits)
    if not 0 < count < 10_000_000:
        raise ValueError(text)
    return count
