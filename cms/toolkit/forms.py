"""Starting the toolkit, describing the group, and saving one's progress."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from cms.toolkit.applying import About
from hub.consent import wordings
from hub.core import fields
from hub.design.forms import Ticks
from hub.design.versions import Versioned
from hub.people.name_fields import NameField
from matching.preferences.forms import Reaching
from matching.preferences.services.saving import Newcomer


class AboutGroup(forms.Form):
    """The name of the idea, and what it may do; this decides which steps apply."""

    name = fields.LineField(
        label=_("What is your idea or group called?"),
        help_text=_("For example, a lunch club in Furzedown. You can change it."),
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
        error_messages={"required": _("Give it a name. You can change it later.")},
    )
    about = forms.TypedMultipleChoiceField(
        label=_("Which of these may be true?"),
        help_text=_("We leave out the steps that are not for you. Not sure yet? Leave them all blank and come back."),
        choices=About.choices,
        coerce=About,
        widget=Ticks,
        required=False,
    )


class ChangeGroup(Versioned, AboutGroup):
    """The same, for a group that has said it before."""


class SendMe(Reaching):
    """Where to send the link: a name, one route, and the agreement to be kept."""

    name = NameField(
        label=_("Your name"),
        help_text=_("First name is fine"),
        error_messages={"required": _("Tell us your name. A first name is fine.")},
    )
    keep = forms.BooleanField(error_messages={"required": _("Tick to agree, or keep the code instead.")})

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["keep"].label = wordings.text(wordings.KEEP_RECORD)

    @property
    def newcomer(self) -> Newcomer:
        """The new person, for the service."""
        name = self.cleaned_data["name"]
        return Newcomer(
            first_name=name.first_name,
            surname=name.surname,
            reached=self.needed,
            language=get_language() or "en-gb",
        )
