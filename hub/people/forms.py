"""Typing a code, and asking for a new link."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hub.people import reading
from hub.people.models import Channel
from hub.people.services import links


class TypeCode(forms.Form):
    """The code on a letter, a slip, or in a message."""

    code = forms.CharField(
        label=gettext_lazy("Your code"),
        help_text=gettext_lazy("16 letters and digits in groups of four. Capitals and dashes don’t matter."),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
        error_messages={"required": gettext_lazy("Type the code.")},
    )

    def clean_code(self) -> str:
        """Check the length, which catches most slips of the finger."""
        code = links.clean(self.cleaned_data["code"])
        if len(code) != links.LENGTH:
            raise ValidationError(_("The code has 16 letters and digits. Look at it again."))
        return code


class NewLink(forms.Form):
    """The email address or mobile number that a new link should go to."""

    route = forms.CharField(
        label=gettext_lazy("The email or mobile number you gave"),
        max_length=reading.LONGEST,
        error_messages={"required": gettext_lazy("Type the email or mobile number you gave.")},
    )

    def clean_route(self) -> reading.Route:
        """Read it as an address if it has an @, else as a number."""
        typed: str = self.cleaned_data["route"]
        return reading.route(Channel.EMAIL if "@" in typed else Channel.PHONE, typed)
