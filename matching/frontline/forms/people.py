"""Finding somebody, adding somebody, asking by message, and passing somebody on from their page."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hub.consent import wordings
from hub.design.forms import Radios
from matching.frontline.models import Reason, Way
from matching.preferences.forms import Reaching


class FindSomebody(forms.Form):
    """A phone number, an email address or a name."""

    text = forms.CharField(
        label=gettext_lazy("Phone number, email or name"),
        help_text=gettext_lazy("A number or an email has to be whole. A name may be misspelt."),
        max_length=100,
        error_messages={"required": gettext_lazy("Type a number, an email or a name.")},
    )


class OpenSomebody(forms.Form):
    """Opening a record needs a conversation: how it is held."""

    way = forms.ChoiceField(
        label=gettext_lazy("How are you talking with them?"),
        choices=Way.choices,
        widget=Radios,
        error_messages={"required": gettext_lazy("Say how you are talking with them.")},
    )


class AddSomebody(Reaching, OpenSomebody):
    """Somebody new: a name, one way to reach them, and their word that this may be kept."""

    name = forms.CharField(
        label=gettext_lazy("Name"),
        help_text=gettext_lazy("First name is fine"),
        max_length=100,
        error_messages={"required": gettext_lazy("Ask for a name. A first name is fine.")},
    )
    keep = forms.BooleanField(
        error_messages={
            "required": gettext_lazy("Read this out, and tick it when they say yes. Without it nothing is kept.")
        }
    )
    field_order = ("name", "kind", "route", "safe_from", "safe_until", "no_message", "way", "keep")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["keep"].label = wordings.text(wordings.KEEP_RECORD)


class AskByMessage(forms.Form):
    """An ask that goes out by the way somebody likes to be reached."""

    opportunity = forms.ChoiceField(
        label=gettext_lazy("What would you ask them to?"),
        widget=Radios,
        error_messages={"required": gettext_lazy("Choose what you ask them to.")},
    )
    words = forms.CharField(
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


class PassOn(forms.Form):
    """Passing somebody on to an organisation from their page, with their agreement."""

    organisation = forms.ChoiceField(
        label=gettext_lazy("To whom?"), error_messages={"required": gettext_lazy("Choose a group.")}
    )
    wish = forms.CharField(
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
    """Why somebody who was passed on cannot be taken, with a kind word."""

    reason = forms.ChoiceField(
        label=gettext_lazy("Why not this time?"),
        help_text=gettext_lazy("The worker sees this, and looks for something else."),
        choices=Reason.choices,
        widget=Radios,
        error_messages={"required": gettext_lazy("Say why. It helps to find something that suits.")},
    )
    words = forms.CharField(
        label=gettext_lazy("A kind word to them"),
        help_text=gettext_lazy("They see this. You can leave it blank."),
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ComeAlong(forms.Form):
    """Which date somebody who was passed on comes to first."""

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
