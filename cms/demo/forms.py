"""Forms of the demo outbox: whose messages to show, and the Reply STOP button."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from hub.core import fields
from hub.people import reading


class Search(forms.Form):
    """Whose messages to show."""

    to = fields.LineField(
        label=_("Whose messages?"),
        help_text=_("A first name, or a whole number or address"),
        max_length=100,
        required=False,
    )

    def clean_to(self) -> str:
        """Remove control characters."""
        typed: str = self.cleaned_data["to"]
        return "".join(letter for letter in typed if letter.isprintable()).strip()


class Stop(forms.Form):
    """The number that replies STOP."""

    number = fields.LineField(max_length=30)

    def clean_number(self) -> str:
        """Parse the number to its stored form. Raises ValidationError for an invalid one."""
        typed: Any = self.cleaned_data["number"]
        try:
            return reading.mobile(typed)
        except ValidationError as wrong:
            raise ValidationError(wrong.messages) from wrong
