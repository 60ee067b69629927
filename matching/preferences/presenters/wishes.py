"""What the form "What I'd like" shows beside its fields: what was heard, help where it is needed, and the folds."""

from collections.abc import Callable
from typing import Any

from hub.design.components import HelpCard
from matching.preferences import meaning
from matching.preferences.presenters import folds, readback


def of(form: Any, *, help_card: Callable[[], HelpCard]) -> dict[str, Any]:
    """Return the values for the template. `help_card` makes the card that says whom to ring."""
    words, misheard = form["words"].value() or "", form["misheard"].value() or []
    in_need = meaning.needs_help(words, misheard)
    return {
        "heard": readback.board(words, misheard),
        "in_need": in_need,
        "nothing": help_card() if in_need else None,
        "folds": folds.of(form),
    }
