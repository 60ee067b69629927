"""State transitions. The table of allowed ones is beside the model; a move is one conditional UPDATE that obeys the table."""

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from django.db.models import QuerySet

State = TypeVar("State", bound=str)


def sources(table: Mapping[State, Iterable[State]], to: State, *, only: Iterable[State] | None = None) -> list[State]:
    """Return the states from which `to` can be reached, or only those in `only`.

    Raises ValueError where `only` names a state from which `to` cannot be reached, so that the table stays the only
    source.
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
    """Move rows to a state if their current one allows it, and set other values with it; return how many moved."""
    return rows.filter(**{f"{field}__in": sources(table, to, only=only)}).update(**{field: to}, **values)
