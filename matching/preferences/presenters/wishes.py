"""What the form "What I'd like" shows beside its fields: what was heard, help where it is needed, and the folds."""

from collections.abc import Callable, Iterable
from typing import Any

from hub.design.components import HelpCard
from hub.taxonomy.codes import Cause, Slot
from matching.preferences import meaning
from matching.preferences.models import Preference
from matching.preferences.presenters import folds, readback


def of(form: Any, *, help_card: Callable[[], HelpCard]) -> dict[str, Any]:
    """Return the values for the template. `help_card` makes the card that says whom to ring."""
    said = _written(form)
    in_need = meaning.needs_help(said.words, said.misheard)
    return {
        "heard": readback.board(said),
        "in_need": in_need,
        "nothing": help_card() if in_need else None,
        "folds": folds.of(form),
    }


def _written(form: Any) -> Preference:
    """Return what stands in the form now, valid or not, as far as it says what was heard."""
    return Preference(
        words=form["words"].value() or "",
        misheard=form["misheard"].value() or [],
        causes=_known(Cause, form["causes"].value()),
        slots=_known(Slot, form["slots"].value()),
    )


def _known(codes: type[Cause] | type[Slot], values: Iterable[Any] | None) -> frozenset[Any]:
    sent = {str(value) for value in values or ()}
    return frozenset(code for code in codes if str(code.value) in sent)
