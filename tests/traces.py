"""Where anything is written: every column of every table, opened where we have the key, and every file of a folder."""

import base64
import pickle
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from cryptography.fernet import InvalidToken
from django.contrib.sessions.backends.db import SessionStore
from django.core.cache import cache
from django.core.cache.backends.redis import RedisCacheClient
from django.db import connection

from hub.access import unsent
from hub.core.encryption import unseal

SEALED = "gAAAA"
"""How a text sealed by Fernet begins."""


def of(needles: Iterable[str], *folders: Path, aside: Iterable[str] = ()) -> list[str]:
    """Return "where: what" for each of these texts that stands anywhere, whatever its case; `aside` are places left out."""
    wanted = {needle.lower() for needle in needles if needle}
    found = set()
    for where, text in everywhere(*folders):
        if not where.startswith(tuple(aside)):
            low = " ".join(text.lower().split())
            found |= {f"{where}: {needle}" for needle in wanted if needle in low}
    return sorted(found)


def everywhere(*folders: Path) -> Iterator[tuple[str, str]]:
    """Yield (where, text) of everything that is kept."""
    yield from cells()
    yield from cached()
    for folder in folders:
        for file in folder.rglob("*"):
            if file.is_file():
                yield f"file {file.name}", f"{file.name} {readable(file.read_bytes())}"


def cells() -> Iterator[tuple[str, str]]:
    """Yield ("table.column", text) of every cell of the database that is not empty."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
    for table in tables:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            names = [column[0] for column in cursor.description]
            for row in cursor.fetchall():
                for name, value in zip(names, row, strict=True):
                    if value not in (None, ""):
                        yield f"{table}.{name}", opened(f"{table}.{name}", value)


def cached() -> Iterator[tuple[str, str]]:
    """Yield what the cache of this process holds, in memory or in Redis; one in a table is read with the tables."""
    held = getattr(cache, "_cache", {})
    if isinstance(held, RedisCacheClient):
        redis = held.get_client()
        keys = [key for key in redis.scan_iter() if redis.type(key) == b"string"]
        held = {key.decode(): redis.get(key) for key in keys}
    for key, value in held.items():
        yield f"cache {key}", f"{key} {_unpickled(value)}"


def _unpickled(value: bytes | None) -> Any:
    """Return a cached value; numbers are kept as they are."""
    return value if value is None or value.lstrip(b"-").isdigit() else pickle.loads(value)


def opened(where: str, value: Any) -> str:
    """Return a cell in words: sessions decoded, sealed texts opened, bytes as far as they can be read."""
    if isinstance(value, (bytes, memoryview)):
        return readable(bytes(value))
    text = str(value)
    if where == "django_session.session_data":
        kept = SessionStore().decode(text)
        return f"{kept} {unsealed(kept.get(unsent.KEY, ''))}"
    if where == "hub_cache.value":
        return readable(base64.b64decode(text))
    return unsealed(text)


def unsealed(text: str) -> str:
    """Return a text, opened if it is sealed by our key."""
    try:
        return unseal(text) if text.startswith(SEALED) else text
    except InvalidToken:
        return text


def readable(data: bytes) -> str:
    """Return bytes as text, as far as they are one."""
    return data.decode("utf-8", errors="replace")
