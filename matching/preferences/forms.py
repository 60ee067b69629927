"""The form of a preference: the same for a resident, for somebody with a private link, and for a worker."""

from datetime import time
from typing import Any, Final, cast

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from hub.consent import wordings
from hub.core import fields
from hub.design.forms import Radios, Street, Ticks
from hub.design.versions import Versioned
from hub.people import reading, ways
from hub.people.models import Channel, Person
from hub.people.name_fields import NameField
from hub.people.services import persons
from hub.places.forms import PlaceField
from hub.taxonomy.codes import Activity, Cause, Commitment, Ease, HowFar, Language, Skill, Slot, Travel
from hub.taxonomy.forms import CodesChoiceField
from matching.preferences import understanding
from matching.preferences.models import Preference
from matching.preferences.services.saving import Newcomer, Reached, Said

CORRECTIONS: Final = ("wrong", "right", "again")
"""Buttons that put right what was heard: it is not so, a guess is right, or a correction is taken back."""


def ticks(codes: Any, *, label: Any, help_text: Any = "") -> CodesChoiceField:
    """Return an optional field with a list of codes as tick boxes."""
    return CodesChoiceField(
        label=label, help_text=help_text, choices=codes.choices, coerce=codes, widget=Ticks, required=False
    )


class Wishes(forms.Form):
    """The preference form. Everything may be left blank."""

    words = fields.LinesField(
        label=gettext_lazy("What would make a good hour for you?"),
        help_text=gettext_lazy("Whatever comes to mind. Things you like, things you’d rather not."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    misheard = forms.MultipleChoiceField(widget=forms.MultipleHiddenInput, required=False, choices=[])
    causes = ticks(Cause, label=gettext_lazy("What do you care about?"), help_text=gettext_lazy("None is fine too."))
    activities = ticks(Activity, label=gettext_lazy("What do you like doing?"))
    skills = ticks(Skill, label=gettext_lazy("What are you good at?"), help_text=gettext_lazy("Willing is enough."))
    speaks = ticks(Language, label=gettext_lazy("Languages you speak"))
    slots = forms.TypedMultipleChoiceField(
        label=gettext_lazy("When are you free?"),
        help_text=gettext_lazy("Tick the windows that usually suit you. Leave them all if it changes week to week."),
        choices=Slot.choices,
        coerce=lambda value: Slot(int(value)),
        widget=Street,
        required=False,
    )
    often = forms.ChoiceField(
        label=gettext_lazy("How often?"),
        choices=[("", gettext_lazy("I don’t mind")), *Commitment.choices],
        required=False,
    )
    how_far = forms.ChoiceField(
        label=gettext_lazy("As far as"),
        choices=[("", gettext_lazy("I don’t mind")), *HowFar.choices],
        widget=Radios,
        required=False,
    )
    travel = ticks(Travel, label=gettext_lazy("I get about by"))
    place = PlaceField(
        label=gettext_lazy("Your postcode, or just the first half"),
        help_text=gettext_lazy("We keep only the part of it that many streets share."),
        required=False,
        outside_ok=True,
    )
    ease = ticks(
        Ease,
        label=gettext_lazy("What makes it easier?"),
        help_text=gettext_lazy("Groups see this only if you sign up and say they may."),
    )
    anything = fields.LineField(label=gettext_lazy("Anything else?"), max_length=500, required=False)

    def __init__(self, *args: Any, preference: Preference | None = None, **kwargs: Any) -> None:
        self.preference = preference
        super().__init__(*args, **kwargs)
        if preference is not None:
            self.initial = {**_kept(preference), **self.initial}
        heard = list({one.key: one for one in understanding.mentions(self._words())}.values())
        misheard = self.fields["misheard"]
        assert isinstance(misheard, forms.MultipleChoiceField)
        self._keys = [one.key for one in heard] + [f"{understanding.YES}{one.key}" for one in heard if not one.sure]
        misheard.choices = [(key, key) for key in self._keys]

    def _words(self) -> str:
        return str(self.data.get(self.add_prefix("words"), "") if self.is_bound else self.initial.get("words", ""))[
            :1000
        ]

    def full_clean(self) -> None:
        """Validate everything, with what was put right by a button. A correction of words that were changed since is no error."""
        if isinstance(self.data, QueryDict):
            sent = self.data.copy()
            name = self.add_prefix("misheard")
            sent.setlist(name, self._put_right(sent.getlist(name)))
            self.data = sent
        super().full_clean()

    def _put_right(self, before: list[str]) -> list[str]:
        """Return the corrections, with the one of the button that was pressed."""
        pressed = {name: str(self.data.get(name, "")).split() for name in CORRECTIONS}
        yes = [f"{understanding.YES}{key}" for key in pressed["right"]]
        kept = [key for key in before if key not in pressed["again"]]
        return [key for key in dict.fromkeys([*kept, *pressed["wrong"], *yes]) if key in self._keys]

    @property
    def sent(self) -> QueryDict:
        """What was sent, once it is read: with what a button put right, and without such buttons."""
        fields = QueryDict(mutable=True)
        for name, values in cast("QueryDict", self.data).lists():
            if name not in CORRECTIONS:
                fields.setlist(name, values)
        return fields

    @property
    def corrects(self) -> bool:
        """Whether a button was pressed that puts something right, and nothing else is meant yet."""
        return any(self.data.get(name) for name in CORRECTIONS)

    @property
    def said(self) -> Said:
        """The preference, for the service."""
        found = self.cleaned_data
        return Said(
            words=found["words"],
            misheard=tuple(found["misheard"]),
            **{name: frozenset(found[name]) for name in ("causes", "activities", "skills", "slots", "travel", "ease")},
            often=found["often"],
            how_far=found["how_far"],
            anything=found["anything"],
            place=found["place"],
            speaks=frozenset(found["speaks"]),
        )


def _kept(preference: Preference) -> dict[str, Any]:
    names = ("words", "misheard", "often", "how_far", "anything")
    sets = ("causes", "activities", "skills", "slots", "travel", "ease")
    return {
        **{name: getattr(preference, name) for name in names},
        **{name: list(getattr(preference, name)) for name in sets},
        "speaks": list(preference.person.speaks),
        "place": preference.place_name,
    }


class Reaching(forms.Form):
    """How to contact somebody, and when it is safe."""

    kind = forms.ChoiceField(
        label=gettext_lazy("How should we reach you?"),
        help_text=gettext_lazy("One is enough"),
        choices=ways.offered,
        widget=Radios,
        error_messages={"required": gettext_lazy("Choose one way for us to reach you")},
    )
    route = fields.LinesField(
        label=gettext_lazy("Phone number, email or address"),
        help_text=gettext_lazy("For a letter, the whole address with its postcode."),
        widget=forms.TextInput(attrs=fields.ANY_ROUTE),
        max_length=reading.LONGEST,
        error_messages={"required": gettext_lazy("Give the number, email or address we should use.")},
    )
    safe_from = fields.TimeField(
        label=gettext_lazy("Only after"),
        help_text=gettext_lazy("If some times are not safe or not good, say which are. Like 2pm or 14:00."),
        required=False,
    )
    safe_until = fields.TimeField(label=gettext_lazy("Only until"), required=False)
    no_message = forms.BooleanField(
        label=gettext_lazy("Don’t leave a message with anybody, or on a machine"), required=False
    )

    def clean(self) -> dict[str, Any]:
        """Validate the route for its channel, and require both ends of the safe times or neither."""
        found = super().clean() or {}
        if found.get("route") and not found.get("kind") and "kind" not in self.errors:
            self.add_error("kind", _("Choose one way for us to reach you"))
        elif found.get("kind") and found.get("route"):
            try:
                found["read_route"] = reading.route(found["kind"], found["route"])
            except ValidationError as wrong:
                self.add_error("route", wrong)
        ends = found.get("safe_from"), found.get("safe_until")
        if not self.errors and (ends[0] is None) != (ends[1] is None):
            self.add_error("safe_until" if ends[1] is None else "safe_from", _("Give both times, or leave both blank."))
        return found

    @property
    def reached(self) -> Reached | None:
        """The route, for the service; None where a known person left it blank."""
        found = self.cleaned_data
        if "read_route" not in found:
            return None
        return Reached(
            route=found["read_route"],
            safe_from=found["safe_from"],
            safe_until=found["safe_until"],
            may_leave_message=not found["no_message"],
        )

    @property
    def needed(self) -> Reached:
        """The route, which is required of somebody new."""
        if self.reached is None:
            raise LookupError("The form was not valid.")
        return self.reached


class Own(Versioned, Reaching, Wishes):
    """The form of a known person."""

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].required = self.fields["route"].required = False
        self.initial = {**_route(person), **self.initial}


def _route(person: Person) -> dict[str, Any]:
    route = persons.preferred_route(person)
    if route is None:
        return {}
    return {
        "kind": ways.used_for(route.kind).value,
        "route": reading.shown(reading.Route(Channel(route.kind), route.value)),
        "safe_from": _clock(route.safe_from),
        "safe_until": _clock(route.safe_until),
        "no_message": not route.may_leave_message,
    }


def _clock(at: time | None) -> str:
    return at.strftime("%H:%M") if at else ""


class FirstTime(Reaching, Wishes):
    """The form of somebody new: also asks for a name and for what they agree to."""

    name = NameField(
        label=gettext_lazy("Your name"),
        help_text=gettext_lazy("First name is fine"),
        error_messages={"required": gettext_lazy("Tell us your name. A first name is fine.")},
    )
    keep = forms.BooleanField(
        error_messages={"required": gettext_lazy("Tick to agree, so that we may keep this. Or just look round.")}
    )
    may_contact = forms.BooleanField(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["keep"].label = wordings.text(wordings.KEEP_RECORD)
        self.fields["may_contact"].label = wordings.text(wordings.CONTACT_ME)

    @property
    def wishes_wrong(self) -> bool:
        """Whether something that they would like cannot be read."""
        return any(name in self.errors for name in Wishes.base_fields)

    def forget_contact(self) -> None:
        """Take back the errors of who they are and how to reach them: that is not asked yet."""
        for name in [name for name in self.errors if name not in Wishes.base_fields]:
            del self.errors[name]

    @property
    def newcomer(self) -> Newcomer:
        """The new person, for the service."""
        name = self.cleaned_data["name"]
        return Newcomer(
            first_name=name.first_name,
            surname=name.surname,
            reached=self.needed,
            language=get_language() or "en-gb",
            may_contact=self.cleaned_data["may_contact"],
        )
