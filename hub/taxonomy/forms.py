"""A form field for a set of codes."""

from typing import Any

from django import forms


class CodesChoiceField(forms.TypedMultipleChoiceField):
    """Any number of codes. A saved set shows as ticks: Django's widgets take only lists and tuples for several values."""

    def prepare_value(self, value: Any) -> Any:
        """Return a list for a set."""
        return sorted(value) if isinstance(value, (set, frozenset)) else value
