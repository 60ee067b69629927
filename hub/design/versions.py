"""Two people, or two tabs, edit one thing: nobody's text is undone unseen.

The form carries a fingerprint of each value it was opened with. On sending, a field that only the other changed keeps the
other's value; a field that both changed is an error that shows what the other wrote. Sending again means: mine.
"""

import hashlib
from typing import Any, Final, cast

from django import forms
from django.core import signing
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

SEEN: Final = "seen"
TAKE_THEIRS: Final = "take-theirs"
BOTH: Final = _(
    "This was changed in another tab or window, or by somebody else, while you were writing. It now says: “%(theirs)s”. "
    "Save again to keep yours, or take the other."
)
BOTH_EMPTIED: Final = _(
    "This was emptied in another tab or window, or by somebody else, while you were writing. "
    "Save again to keep yours, or leave it empty."
)
"""True whoever it was: a person's own other tab is not told from somebody else."""


def controls(field: forms.Field, value: Any) -> list[str]:
    """Return a value as a browser sends it; none for a tick that is not set."""
    if isinstance(field, forms.BooleanField):
        return ["on"] if value else []
    shown = field.widget.format_value(field.prepare_value(value))
    return [str(one) for one in shown] if isinstance(shown, list) else ["" if shown is None else str(shown)]


def written(field: forms.Field, value: Any) -> str:
    """Return a value to compare it: blank, empty and none are one, and so are all kinds of white space."""
    return " ".join(",".join(sorted(controls(field, value))).split())


class Versioned(forms.BaseForm):
    """Mixin of a form that edits something saved: its initial values are the saved ones, read anew when it is sent."""

    both_changed: list[str]
    """The fields that were changed here and elsewhere, so that the page offers the other's text."""

    theirs: list[str]
    """The fields that were changed elsewhere alone."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.both_changed, self.theirs = [], []
        self.fields[SEEN] = forms.CharField(widget=forms.HiddenInput, required=False, initial=self._token)

    @property
    def compared(self) -> list[str]:
        """The fields that are compared."""
        return [name for name, field in self.fields.items() if name != SEEN and not field.disabled]

    def _saved(self, name: str) -> Any:
        return self.get_initial_for_field(self.fields[name], name)

    def _fingerprint(self, name: str, value: Any) -> str:
        return hashlib.sha256(written(self.fields[name], value).encode()).hexdigest()[:12]

    def _token(self) -> str:
        values = {name: self._fingerprint(name, self._saved(name)) for name in self.compared}
        return signing.dumps({"values": values, "both": self.both_changed}, salt=SEEN, compress=True)

    def _clean_form(self) -> None:
        """Settle each field first, so that the form checks together what will be saved together."""
        opened = self._opened(self.cleaned_data.pop(SEEN, ""))
        took = opened["both"] if TAKE_THEIRS in self.data else []
        for name in [name for name in self.compared if name in self.cleaned_data]:
            self._settle(name, opened["values"].get(name), takes_theirs=name in took)
        super()._clean_form()  # type: ignore[misc]
        if self.both_changed or (self.theirs and self.errors):
            self._show_theirs()

    def _show_theirs(self) -> None:
        """Put the other's values into the fields that were not touched here, and start from there."""
        sent = cast("QueryDict", self.data).copy()
        for name in self.theirs:
            values = controls(self.fields[name], self._saved(name))
            sent.setlist(self.add_prefix(name), values)
        sent[self.add_prefix(SEEN)] = self._token()
        self.data = sent

    def _opened(self, token: str) -> dict[str, Any]:
        """Return what the form was opened with; nothing where it came without."""
        try:
            found: dict[str, Any] = signing.loads(token, salt=SEEN)
        except signing.BadSignature:
            return {"values": {}, "both": []}
        return found

    def _settle(self, name: str, opened: str | None, *, takes_theirs: bool) -> None:
        saved, mine = self._saved(name), self._fingerprint(name, self.cleaned_data[name])
        theirs = self._fingerprint(name, saved)
        if takes_theirs or (opened not in (None, theirs) and mine == opened):
            self.theirs.append(name)
            self.cleaned_data[name] = self.fields[name].clean(self.fields[name].prepare_value(saved))
        elif opened not in (None, theirs) and mine != theirs:
            self.both_changed.append(name)
            theirs_now = self._worded(name, saved)
            self.add_error(name, BOTH % {"theirs": theirs_now} if theirs_now else BOTH_EMPTIED)

    def _worded(self, name: str, saved: Any) -> str:
        """Return a saved value as a reader knows it."""
        field = self.fields[name]
        if isinstance(field, forms.BooleanField):
            return str(_("yes") if saved else _("no"))
        labels = {str(value): str(label) for value, label in getattr(field, "choices", [])}
        return ", ".join(labels.get(value, value) for value in controls(field, saved))
