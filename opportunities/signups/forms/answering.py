"""Answers to a sign-up: another date, or a no with a kind word."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from hub.core import fields
from hub.design.forms import Radios, offer


class OtherDate(forms.Form):
    """Which other date to offer."""

    session = forms.ChoiceField(
        label=gettext_lazy("Which date?"),
        widget=Radios,
        error_messages={"required": gettext_lazy("Choose a date to offer.")},
    )

    def __init__(self, *args: Any, choices: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "session", list(choices))


class NotThisTime(forms.Form):
    """A kind word with a no."""

    words = fields.LinesField(
        label=gettext_lazy("A kind word"),
        help_text=gettext_lazy("They read it as you write it. You can leave it blank."),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
