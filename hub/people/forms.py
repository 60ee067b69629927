"""Forms to type a code, and to ask for a new link."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hub.core import cleaning, fields
from hub.people import reading
from hub.people.models import Channel
from hub.people.services import links


class TypeCode(forms.Form):
    """The code on a letter, a slip, or in a message."""

    code = fields.LineField(
        label=gettext_lazy("Your code"),
        help_text=gettext_lazy("8 or 16 letters and digits in groups of four. Capitals and dashes don’t matter."),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
        error_messages={"required": gettext_lazy("Type the code.")},
    )

    fact = fields.LineField(
        label=gettext_lazy(
            "If your code has 8: the last four digits of your phone number, your postcode, or your email address"
        ),
        help_text=gettext_lazy("So that nobody who finds your slip can open your page."),
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def clean_code(self) -> str:
        """Check the length, which catches most typing errors."""
        code = links.clean(self.cleaned_data["code"])
        if len(code) not in (links.LENGTH, links.SLIP_LENGTH):
            raise ValidationError(_("The code has 8 or 16 letters and digits. Look at it again."))
        return code

    def clean(self) -> dict[str, Any]:
        """Require the second fact for every code of 8, whether the code exists or not."""
        found = super().clean() or {}
        if len(found.get("code", "")) == links.SLIP_LENGTH and not links.clean(found.get("fact", "")):
            self.add_error(
                "fact",
                _("A code of 8 needs this too: the end of your phone number, your postcode, or your email address."),
            )
        return found


class TextMe(forms.Form):
    """The mobile number to send a code to."""

    number = fields.LineField(
        label=gettext_lazy("Your mobile number"),
        max_length=reading.LONGEST,
        error_messages={"required": gettext_lazy("Type your mobile number.")},
        widget=forms.TextInput(attrs=fields.TEL),
    )

    def clean_number(self) -> str:
        """Parse a number that can receive texts."""
        return reading.mobile(self.cleaned_data["number"])


class TextedCode(forms.Form):
    """The six digits of a texted code."""

    code = fields.LineField(
        label=gettext_lazy("The code in the text"),
        help_text=gettext_lazy("Six digits. It works for ten minutes."),
        max_length=20,
        error_messages={"required": gettext_lazy("Type the six digits.")},
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )

    def clean_code(self) -> str:
        """Keep the digits."""
        code = "".join(sign for sign in cleaning.code(self.cleaned_data["code"]) if sign.isdecimal())
        if len(code) != links.TEXT_LENGTH:
            raise ValidationError(_("The code has six digits. Look at it again."))
        return code


class NewLink(forms.Form):
    """The email address or mobile number to send a new link to."""

    route = fields.LinesField(
        label=gettext_lazy("The email or mobile number you gave"),
        widget=forms.TextInput(attrs=fields.ANY_ROUTE),
        max_length=reading.LONGEST,
        error_messages={"required": gettext_lazy("Type the email or mobile number you gave.")},
    )

    def clean_route(self) -> reading.Route:
        """Parse it as an address if it contains an @, else as a number."""
        typed: str = self.cleaned_data["route"]
        return reading.route(Channel.EMAIL if reading.is_email(typed) else Channel.PHONE, typed)
