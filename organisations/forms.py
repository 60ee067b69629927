"""Forms of organisations: joining, their own page, and the decisions of advisers."""

from collections.abc import Iterable
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from hub.access.roles import Role
from hub.core import fields
from hub.core.fields import TEL
from hub.design.forms import Radios, offer
from hub.design.versions import Versioned
from hub.people import reading
from organisations.models import Kind, Organisation, Tier

REPLIES = ((24, _("Within a day")), (48, _("In 2 days")), (72, _("In 3 days")), (168, _("In a week")))


class Join(forms.Form):
    """A new organisation: a name, its kind and one line about it."""

    name = fields.LineField(
        label=_("What is it called?"),
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
        error_messages={"required": _("Tell us the name.")},
    )
    kind = forms.ChoiceField(
        label=_("What is it?"),
        choices=Kind.choices,
        widget=Radios,
        error_messages={"required": _("Choose what it is.")},
    )
    about = fields.LinesField(
        label=_("What do you do?"),
        help_text=_("A sentence or two, as you would say it to a neighbour."),
        max_length=1500,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Say in a sentence what you do.")},
    )
    ring_on = fields.LineField(
        label=_("A number we can ring"),
        help_text=_("An adviser rings to get to know you. Nobody else sees it."),
        max_length=20,
        error_messages={"required": _("Give a number, so that an adviser can ring you.")},
        widget=forms.TextInput(attrs=TEL),
    )

    def clean_ring_on(self) -> str:
        """Parse the phone number."""
        return reading.phone(self.cleaned_data["ring_on"])

    def clean_name(self) -> str:
        """Refuse a name that exists, so that nobody creates the same group twice."""
        name: str = self.cleaned_data["name"]
        if Organisation.objects.public().named(name).exists():
            raise ValidationError(
                _("There is a group of this name already. Ask them to add you, or add where you are.")
            )
        return name


class About(Versioned, forms.ModelForm[Organisation]):
    """An organisation's own page."""

    reply_hours = forms.TypedChoiceField(label=_("How soon do you answer people?"), choices=REPLIES, coerce=int)

    class Meta:
        model = Organisation
        formfield_callback = fields.for_column
        fields = ("name", "about", "email", "phone", "website", "reply_hours")
        labels = {
            "name": _("Name"),
            "about": _("What you do"),
            "email": _("Email for everybody to see"),
            "phone": _("Phone number for everybody to see"),
            "website": _("Website"),
        }
        widgets = {
            "name": forms.TextInput(attrs={"autocomplete": "organization"}),
            "about": forms.Textarea(attrs={"rows": 6}),
            "phone": forms.TextInput(attrs=TEL),
        }

    def clean_name(self) -> str:
        """Refuse the name of another group."""
        name: str = self.cleaned_data["name"]
        others = Organisation.objects.public().named(name).exclude(pk=self.instance.pk)
        if name != self.instance.name and others.exists():
            raise ValidationError(
                _("There is a group of this name already. Add what tells you apart, like where you are.")
            )
        return name

    def clean_phone(self) -> str:
        """Parse the phone number."""
        typed: str = self.cleaned_data["phone"]
        return reading.shown(reading.Route(reading.Channel.PHONE, reading.phone(typed))) if typed.strip() else ""


class SetTier(forms.Form):
    """How far an organisation is verified, and why."""

    tier = forms.TypedChoiceField(
        label=_("How far have you checked them?"),
        choices=Tier.choices,
        coerce=lambda value: Tier(int(value)),
        widget=Radios,
    )
    reason = fields.LinesField(
        label=_("What did you see or hear?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say why, in a sentence. It is kept with the date.")},
    )


class SetSafe(forms.Form):
    """Whether an organisation is safe to work with, and why."""

    safe = forms.TypedChoiceField(
        label=_("Is it safe to send people to work with children or adults at risk?"),
        choices=(("yes", _("Yes, I have seen all of it")), ("no", _("No, or not yet"))),
        coerce=lambda value: value == "yes",
        widget=Radios,
        error_messages={"required": _("Choose yes or no.")},
    )
    reason = fields.LinesField(
        label=_("What did you see?"),
        help_text=_("Lead and deputy, policy, role checks, references, insurance, your visit."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say why, in a sentence. It is kept with the date.")},
    )


class Suspend(forms.Form):
    """Why an organisation is suspended, or resumed."""

    reason = fields.LinesField(
        label=_("Why?"),
        help_text=_("The people who run it read this as you write it."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say why, in a sentence. It is kept with the date.")},
    )


class Nothing(forms.Form):
    """A form with only a button."""


class ChangeRole(forms.Form):
    """The role of a member, among those the organisation can give."""

    role = forms.TypedChoiceField(
        label=_("What can they do?"),
        coerce=Role,
        widget=Radios,
        error_messages={"required": _("Choose what they can do.")},
    )

    def __init__(self, *args: Any, roles: Iterable[Role], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "role", [(role.value, MAY[role]) for role in roles])


class Invite(ChangeRole):
    """Whom to invite, and in which role."""

    email = fields.EmailField(
        label=_("Their email address"),
        help_text=_("We write to them. They join when they have signed in with this address."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Give their email address.")},
    )
    field_order = ("email", "role")


MAY: Final = {
    Role.OWNER: _("Owner: posts, answers people, and says who else is here"),
    Role.ORGANISER: _("Organiser: posts and answers people"),
    Role.MANAGER: _("Manager: posts, answers people, and says who else is here"),
    Role.WORKER: _("Front-line worker: supports residents"),
    Role.ADVISER: _("Adviser: checks groups"),
}
"""Each role with what it allows, as an owner chooses it."""
