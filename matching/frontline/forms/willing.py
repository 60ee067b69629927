"""Asking people through the hub."""

from django import forms
from django.utils.translation import gettext_lazy

MOST = 200


class AskThem(forms.Form):
    """A few words of the organiser's own, that go with the ask."""

    words = forms.CharField(
        label=gettext_lazy("A few words of your own"),
        help_text=gettext_lazy("Such as who you are, and why you would be glad of help. You need not."),
        required=False,
        max_length=MOST,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": gettext_lazy("Keep it to %(limit_value)d letters.")},
    )
