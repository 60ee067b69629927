"""Loading every postcode unit of Great Britain at once, on either database, in seconds.

All or nothing: an invalid file leaves the old rows unchanged. Readers are not blocked. On PostgreSQL a new table is
filled beside the old one and replaces it at the end, so rights granted to other roles on the old table must be granted
again. On SQLite readers see the old rows until the commit.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import Any, Final

import numpy as np
from django.db import DEFAULT_DB_ALIAS, DatabaseError, IntegrityError, connections, router, transaction
from django.db.backends.utils import CursorWrapper

from hub.places import tables
from hub.places.codepoint import Archive, BadFile, Bytes, Codes, Ints, Units
from hub.places.grid import Floats
from hub.places.models import Postcode

TABLE: Final = Postcode._meta.db_table
COLUMNS: Final = ("code", "lat", "lon", "council_code", "ward_code")
AT_ONCE: Final = 150  # rows per statement, 750 values: below the limit of 999 in older SQLite
CACHE_KB: Final = 200_000
COPY_HEAD, COPY_TAIL = b"PGCOPY\n\xff\r\n\0" + bytes(8), b"\xff\xff"  # PostgreSQL manual, "COPY", binary format


class NotLoaded(Exception):
    """The units were not loaded, and the old ones are unchanged; the message says why."""


def replace(archive: Archive, *, advance: Callable[[], None] = lambda: None) -> int:
    """Replace all postcode units by those with a position in a Code-Point Open archive; return how many.

    `advance` is called after each file of the archive. Raises NotLoaded, with nothing changed.
    """
    alias = router.db_for_write(Postcode) or DEFAULT_DB_ALIAS
    connection = connections[alias]
    fill = _fill_postgresql if connection.vendor == "postgresql" else _fill_any
    try:
        with transaction.atomic(using=alias), connection.cursor() as cursor:
            return fill(cursor, _counted(archive, advance))
    except BadFile as error:
        raise NotLoaded(str(error)) from error
    except IntegrityError as error:
        raise NotLoaded("The same postcode stands twice in the file.") from error
    except DatabaseError as error:
        raise NotLoaded(f"The database refused: {error}") from error


def load_demo() -> int:
    """Load the units of the demo place, which ship with the project, unless some are loaded; return how many."""
    if Postcode.objects.exists():
        return 0
    rows = (Postcode(**dict(zip(COLUMNS, unit, strict=True))) for unit in tables.demo_units())
    return len(Postcode.objects.bulk_create(rows, batch_size=AT_ONCE))


def _counted(archive: Archive, advance: Callable[[], None]) -> Iterator[Units]:
    """Yield the parts of an archive and report each when it is done. Raises BadFile when the archive has no unit."""
    empty = True
    for units in archive.read():
        empty = empty and not len(units)
        yield units
        advance()
    if empty:
        raise BadFile("There is no postcode with a position in the file.")


def _fill_any(cursor: CursorWrapper, parts: Iterable[Units]) -> int:
    """Empty the table and fill it, within the caller's transaction."""
    if cursor.db.vendor == "sqlite":
        cursor.execute(
            f"PRAGMA cache_size = -{CACHE_KB}"
        )  # for this connection only; a larger cache causes fewer writes
    cursor.execute(f"DELETE FROM {TABLE}")  # noqa: S608 - names of ours
    count = 0
    for units in parts:
        cells = _cells(units)
        size = AT_ONCE * len(COLUMNS)
        whole = len(cells) - len(cells) % size
        cursor.executemany(_insert(AT_ONCE), [cells[at : at + size] for at in range(0, whole, size)])
        if whole < len(cells):
            cursor.execute(_insert((len(cells) - whole) // len(COLUMNS)), cells[whole:])
        count += len(units)
    return count


def _insert(rows: int) -> str:
    """Return the statement that inserts so many rows at once; single inserts take three times as long."""
    values = ", ".join(["(%s, %s, %s, %s, %s)"] * rows)
    return f"INSERT INTO {TABLE} ({', '.join(COLUMNS)}) VALUES {values}"  # noqa: S608 - names of ours


def _cells(units: Units) -> list[Any]:
    """Return the units' plain values in one list, row after row, each row in the order of COLUMNS."""
    code, council, ward = (column.astype("U").tolist() for column in (units.code, units.council, units.ward))
    rows = zip(code, units.lat.tolist(), units.lon.tolist(), council, ward, strict=True)
    return list(chain.from_iterable(rows))


def _fill_postgresql(cursor: CursorWrapper, parts: Iterable[Units]) -> int:
    """Fill a new table by binary COPY and replace the old one with it, within the caller's transaction."""
    cursor.execute("SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0")
    cursor.execute("SET LOCAL maintenance_work_mem = '256MB'")
    cursor.execute(f"CREATE TABLE {TABLE}_new (LIKE {TABLE} INCLUDING DEFAULTS INCLUDING CONSTRAINTS)")
    count = 0
    with cursor.copy(f"COPY {TABLE}_new ({', '.join(COLUMNS)}) FROM STDIN (FORMAT BINARY)") as copy:
        copy.write(COPY_HEAD)
        for units in parts:
            copy.write(_records(units))
            count += len(units)
        copy.write(COPY_TAIL)
    cursor.execute(f"ALTER TABLE {TABLE}_new ADD CONSTRAINT {TABLE}_new_pkey PRIMARY KEY (code)")
    cursor.execute(f"DROP TABLE {TABLE}")
    cursor.execute(f"ALTER TABLE {TABLE}_new RENAME TO {TABLE}")
    cursor.execute(f"ALTER INDEX {TABLE}_new_pkey RENAME TO {TABLE}_pkey")
    cursor.execute(f"ANALYZE {TABLE}")
    return count


def _records(units: Units) -> bytes:
    """Return the units as PostgreSQL's binary records, in order.

    A record is the number of its cells, then each cell's length and bytes, big-endian. All records are laid out at full
    width as rows of bytes; then the unused bytes of shorter values are removed.
    """
    cells = [_word(units.code), _number(units.lat), _number(units.lon), _word(units.council), _word(units.ward)]
    rows = np.empty((len(units), 2 + sum(4 + values.shape[1] for values, _ in cells)), dtype=np.uint8)
    used = np.ones(rows.shape, dtype=bool)
    rows[:, :2] = (0, len(cells))
    at = 2
    for values, lengths in cells:
        width = values.shape[1]
        rows[:, at : at + 4] = lengths.astype(">i4").view(np.uint8).reshape(-1, 4)
        rows[:, at + 4 : at + 4 + width] = values
        used[:, at + 4 : at + 4 + width] = np.arange(width) < lengths[:, None]
        at += 4 + width
    return rows[used].tobytes()


def _word(codes: Codes) -> tuple[Bytes, Ints]:
    """Return strings as bytes of shape (n, width), and their lengths."""
    letters = np.ascontiguousarray(codes).view(np.uint8).reshape(len(codes), codes.itemsize)
    return letters, np.count_nonzero(letters, axis=1)


def _number(values: Floats) -> tuple[Bytes, Ints]:
    """Return numbers as big-endian bytes of shape (n, 8), and their lengths."""
    return values.astype(">f8").view(np.uint8).reshape(-1, 8), np.full(len(values), 8)
