"""Moves of state. Which state may follow which is a table beside the model; a move is one conditional UPDATE that obeys it."""

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from django.db.models import QuerySet

State = TypeVar("State", bound=str)


def sources(table: Mapping[State, Iterable[State]], to: State, *, only: Iterable[State] | None = None) -> list[State]:
    """Return the states that `to` may follow, or those of `only`.

    Raises ValueError where `only` names a state that `to` may not follow: the table is the one place that says so.
    """
    allowed = [state for state, onward in table.items() if to in onward]
    if only is None:
        return allowed
    wanted = list(only)
    wrong = [str(state) for state in wanted if state not in allowed]
    if wrong:
        raise ValueError(f"{to} may not follow {', '.join(wrong)}.")
    return wanted


def move(
    rows: QuerySet[Any],
    field: str,
    table: Mapping[State, Iterable[State]],
    to: State,
    *,
    only: Iterable[State] | None = None,
    **values: Any,
) -> int:
    """Move rows to a state if they are still in one that it may follow, and set other values with it; return how many moved."""
    return rows.filter(**{f"{field}__in": sources(table, to, only=only)}).update(**{field: to}, **values)
