"""One date: how many places it has."""

from django import forms
from django.utils.translation import gettext_lazy

from hub.core import fields
from hub.design.versions import Versioned


class Places(Versioned, forms.Form):
    """How many places a session has."""

    places = fields.NumberField(
        label=gettext_lazy("How many places?"),
        help_text=gettext_lazy("Leave blank if there is room for everybody."),
        min_value=1,
        max_value=10_000,
        required=False,
    )
