"""Asking people through the hub."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from hub.core import fields
from hub.design.forms import Radios

MOST = 200


class AskThem(forms.Form):
    """The organiser's own words that go with the ask."""

    words = fields.LinesField(
        label=gettext_lazy("A few words of your own"),
        help_text=gettext_lazy("Such as who you are, and why you would be glad of help. You need not."),
        required=False,
        max_length=MOST,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": gettext_lazy("Keep it to %(limit_value)d letters.")},
    )


class AskByMessage(forms.Form):
    """An ask sent by the person's preferred route."""

    opportunity = forms.ChoiceField(
        label=gettext_lazy("What would you ask them to?"),
        widget=Radios,
        error_messages={"required": gettext_lazy("Choose what you ask them to.")},
    )
    words = fields.LinesField(
        label=gettext_lazy("In your own words"),
        help_text=gettext_lazy("Say why you thought of them. “It changes nothing about your case” is added."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Write a line of your own. People say yes to people.")},
    )
    raised = forms.BooleanField(label=gettext_lazy("They raised it themselves"), required=False)
    nothing_unsorted = forms.BooleanField(label=gettext_lazy("Nothing is left unsorted today"), required=False)

    def __init__(self, *args: Any, choices: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["opportunity"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices
