"""Finding a person, adding one, asking by message, and referring one from their page."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hub.consent import wordings
from hub.core import fields
from hub.design.forms import Radios
from hub.people.name_fields import NameField
from matching.frontline.models import Way
from matching.preferences.forms import Own, Reaching
from opportunities.models import Opportunity


class FindSomebody(forms.Form):
    """A phone number, an email address or a name."""

    text = fields.LineField(
        label=gettext_lazy("Phone number, email or name"),
        help_text=gettext_lazy("A number or an email has to be whole. A name may be misspelt."),
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Type a number, an email or a name.")},
    )


class NamedThing(forms.Form):
    """The name of something to take part in, or a part of it."""

    title = fields.LineField(
        label=gettext_lazy("Name of the thing, or a part of it"), max_length=Opportunity.LONGEST_TITLE, required=False
    )


class OpenSomebody(forms.Form):
    """How the conversation is held: a record is opened only for a conversation."""

    way = forms.ChoiceField(
        label=gettext_lazy("How are you talking with them?"),
        choices=Way.choices,
        widget=Radios,
        error_messages={"required": gettext_lazy("Say how you are talking with them.")},
    )


class AddSomebody(Reaching, OpenSomebody):
    """A new person: a name, one route, and their agreement to be kept."""

    name = NameField(
        label=gettext_lazy("Name"),
        help_text=gettext_lazy("First name is fine"),
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
        fields.of_somebody_else(self)
        self.fields["kind"].label = _("Best way to reach them")
        self.fields["keep"].label = wordings.text(wordings.KEEP_RECORD)


class TheirPreference(Own):
    """The form of a known person's preference, filled in by a worker."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields.of_somebody_else(self)
