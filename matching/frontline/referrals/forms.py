"""Referring somebody, and the organisation's answer."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hub.consent import wordings
from hub.core import fields
from hub.design.forms import Radios
from matching.frontline.models import Reason


class PassOn(forms.Form):
    """Refer a person to an organisation from their page, with their agreement."""

    organisation = forms.ChoiceField(
        label=gettext_lazy("To whom?"), error_messages={"required": gettext_lazy("Choose a group.")}
    )
    wish = fields.LinesField(
        label=gettext_lazy("What they would like, in their words"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    agree = forms.BooleanField(
        error_messages={"required": gettext_lazy("Ask them first, and tick it when they say yes.")},
    )

    def __init__(self, *args: Any, choices: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agree"].label = _("Read this out, and tick it when they say yes: “%s”") % wordings.text(
            wordings.REFERRAL
        ).replace("{organisation}", _("this group"))
        field = self.fields["organisation"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", gettext_lazy("Choose")), *choices]


class NotThisTime(forms.Form):
    """Why the organisation cannot take the person, with kind words."""

    reason = forms.ChoiceField(
        label=gettext_lazy("Why not this time?"),
        help_text=gettext_lazy("The worker sees this, and looks for something else."),
        choices=Reason.choices,
        widget=Radios,
        error_messages={"required": gettext_lazy("Say why. It helps to find something that suits.")},
    )
    words = fields.LinesField(
        label=gettext_lazy("A kind word to them"),
        help_text=gettext_lazy("They see this. You can leave it blank."),
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ComeAlong(forms.Form):
    """The date to which a referred person comes first."""

    session = forms.ChoiceField(
        label=gettext_lazy("Which date first?"),
        widget=Radios,
        error_messages={"required": gettext_lazy("Choose a date.")},
    )

    def __init__(self, *args: Any, choices: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["session"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices
        if choices:
            self.initial.setdefault("session", choices[0][0])
