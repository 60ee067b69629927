"""Transactions that are run again when the database ends them."""

import random
import time
from collections.abc import Callable
from functools import wraps
from typing import Final, ParamSpec, TypeVar

from django.db import OperationalError, connection, transaction

P = ParamSpec("P")
R = TypeVar("R")

TRIES: Final = 3
KILLED: Final = frozenset({"40001", "40P01"})
"""SQLSTATE codes after which PostgreSQL expects the same transaction again: serialisation failure, deadlock detected."""
PAUSE: Final = 0.05
"""At most so many seconds between tries, by chance, so that two that met do not meet again."""


def atomic(run: Callable[P, R]) -> Callable[P, R]:
    """Run a function in one transaction, three times at most if the database ends it for a deadlock or serialisation.

    Inside another transaction it is a savepoint, and the outermost function runs again. The function must change
    nothing but the database.
    """

    @wraps(run)
    def in_transaction(*args: P.args, **kwargs: P.kwargs) -> R:
        for left in reversed(range(1 if connection.in_atomic_block else TRIES)):
            try:
                with transaction.atomic():
                    return run(*args, **kwargs)
            except OperationalError as error:
                if not left or not was_killed(error):
                    raise
                time.sleep(random.uniform(0, PAUSE))  # noqa: S311
        raise AssertionError("the last try returns or raises")

    return in_transaction


def was_killed(error: OperationalError) -> bool:
    """Whether the database ended a transaction that may succeed if run again."""
    return getattr(error.__cause__, "sqlstate", None) in KILLED
