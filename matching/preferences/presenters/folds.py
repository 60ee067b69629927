"""The parts of "What I'd like" that are folded away: what each is about, and what is ticked in it already."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.forms import BoundField, Form
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

SHOWN: Final = 3
"""How many of the things ticked are named on a fold."""

FOLDS: Final = {
    "likes": (gettext_lazy("What you care about and like doing"), ("causes", "activities")),
    "skills": (gettext_lazy("What you’re good at, and languages"), ("skills", "speaks")),
    "far": (gettext_lazy("How far, and how"), ("how_far", "travel")),
    "ease": (gettext_lazy("What makes it easier"), ("ease", "anything")),
    "reach": (gettext_lazy("How we reach you"), ("kind", "route")),
    "safe": (gettext_lazy("When it is safe to reach you"), ("safe_from", "safe_until", "no_message")),
}
"""Title and fields of each fold of "What I'd like", by its name."""
Parts = Mapping[str, tuple[Any, tuple[str, ...]]]


@dataclass(frozen=True)
class Fold:
    """A part that opens: its title, its fields, what is in them in a few words, and whether it starts open."""

    title: str
    fields: tuple[BoundField, ...]
    said: str
    is_open: bool

    @property
    def names_all(self) -> bool:
        """Whether the title names the only field, so that the field need not say it again."""
        return len(self.fields) == 1


def of(form: Form, parts: Parts = FOLDS) -> dict[str, Fold]:
    """Return the folds of a form, by name. One with an error is open."""
    return {
        name: _fold(form, str(title), fields)
        for name, (title, fields) in parts.items()
        if all(field in form.fields for field in fields)
    }


def _fold(form: Form, title: str, names: tuple[str, ...]) -> Fold:
    fields = tuple(form[name] for name in names)
    return Fold(
        title, fields, _said([word for field in fields for word in _words(field)]), any(f.errors for f in fields)
    )


def _said(words: list[str]) -> str:
    more = len(words) - SHOWN
    if more <= 0:
        return ", ".join(words)
    rest = ngettext("%d more", "%d more", more) % more
    return _("%(things)s and %(rest)s") % {"things": ", ".join(words[:SHOWN]), "rest": rest}


def _words(field: BoundField) -> Iterator[str]:
    """Yield what is chosen or written in a field, as people read it."""
    value: Any = field.value()
    choices = getattr(field.field, "choices", None)
    if choices is None:
        yield from [str(field.label) if field.widget_type == "checkbox" else str(value)] if value else []
        return
    chosen = {str(one) for one in (value if isinstance(value, list | tuple | set | frozenset) else [value]) if one}
    yield from (str(label) for code, label in choices if str(code) in chosen)
