"""Posting, in small steps. Each step is one form over a few fields of an opportunity; the service saves."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hub.core import fields
from hub.core.fields import TEL, LineField
from hub.design.forms import Radios, Street, offer
from hub.people import names, reading
from hub.places import examples, postcodes
from hub.places.failures import CannotLocate
from hub.places.models import Venue
from hub.places.services import venues
from hub.taxonomy.codes import (
    Activity,
    Cause,
    Commitment,
    Kind,
    Slot,
)
from hub.taxonomy.forms import CodesChoiceField
from opportunities import shapes
from opportunities.models import Answering, Joining, Opportunity
from opportunities.posting.people_steps import GoodToKnow, Who
from opportunities.posting.steps import Step, codes_of

ASKS = (*shapes.SHAPING.asks, *shapes.STANDBY.asks, *shapes.SEAT.asks)
"""The fields that only some kinds have."""


class Start(forms.Form):
    """The first step: what kind of opportunity, and its title."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What are you asking for?"),
        choices=Kind.choices,
        widget=Radios,
        error_messages={"required": gettext_lazy("Choose the one that is nearest.")},
    )
    title = LineField(
        label=gettext_lazy("What would you call it?"),
        help_text=gettext_lazy("In everyday words, beginning with what people do: “Sort and hand out food”."),
        max_length=Opportunity.LONGEST_TITLE,
        error_messages={"required": gettext_lazy("Give it a name.")},
    )


class What(Step):
    """What it is, what it is for, and what people do."""

    causes = codes_of(gettext_lazy("What is it for?"), Cause)
    activities = codes_of(gettext_lazy("What will people do?"), Activity)

    class Meta(Step.Meta):
        model = Opportunity
        fields = ("title", "summary", "what_you_do", "causes", "activities", *ASKS)
        labels = {
            "title": gettext_lazy("Its name"),
            "summary": gettext_lazy("In one line: what difference does it make?"),
            "what_can_change": gettext_lazy("What can change, and what can’t?"),
            "hear_back_by": gettext_lazy("When will people hear what came of it?"),
            "called_when": gettext_lazy("When would you ring people?"),
            "notice_hours": gettext_lazy("How many hours do they have to come?"),
            "term_months": gettext_lazy("How many months does somebody serve?"),
        }
        help_texts = {
            "called_when": gettext_lazy("For example: when the river is about to flood, at any hour."),
            "term_months": gettext_lazy("For example, 24. People may always stand down sooner."),
        }
        widgets = {
            "summary": forms.Textarea(attrs={"rows": 2}),
            "what_you_do": forms.Textarea(attrs={"rows": 6}),
            "what_can_change": forms.Textarea(attrs={"rows": 3}),
            "called_when": forms.Textarea(attrs={"rows": 2}),
        }
        error_messages = {"title": {"required": gettext_lazy("Give it a name.")}}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        shape = shapes.of(self.instance.kind)
        self.fields["what_you_do"].label = str(shape.question)
        self.fields["what_you_do"].help_text = str(shape.help_text)
        for name in shapes.others(self.instance.kind):
            del self.fields[name]

    def clean_hear_back_by(self) -> date | None:
        """Refuse a promise for a day that is over or too far ahead, unless it was made before."""
        promised: date | None = self.cleaned_data["hear_back_by"]
        if promised is None or promised == self.instance.hear_back_by:
            return promised
        if promised < timezone.localdate():
            raise ValidationError(_("This day has passed. Choose one to come."))
        fields.within_reach(promised)
        return promised


class When(Step):
    """How people join when it repeats, how much time it takes, and whether they choose their own."""

    folded = ("flexible", "windows", "flexible_places")
    fold_title = gettext_lazy("No fixed date? Let people choose their own time")

    flexible = forms.BooleanField(label=gettext_lazy("People choose their own time"), required=False)
    windows = CodesChoiceField(
        label=gettext_lazy("When could that be?"),
        choices=Slot.choices,
        coerce=lambda value: Slot(int(value)),
        widget=Street,
        required=False,
    )
    flexible_places = fields.NumberField(
        label=gettext_lazy("How many people, at most?"),
        help_text=gettext_lazy("Leave blank for as many as like."),
        min_value=1,
        max_value=10_000,
        required=False,
    )

    class Meta(Step.Meta):
        model = Opportunity
        fields = ("commitment", "joining")
        labels = {
            "commitment": gettext_lazy("How much time does it take?"),
            "joining": gettext_lazy("If it repeats, what do people say yes to?"),
        }
        widgets = {"commitment": Radios, "joining": Radios}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "commitment", Commitment.choices)
        offer(self, "joining", Joining.choices)

    @property
    def own_time(self) -> dict[str, Any]:
        """The windows and the places of those who choose their own time, cleaned."""
        return {"windows": self.cleaned_data["windows"], "places": self.cleaned_data["flexible_places"]}

    def clean(self) -> dict[str, Any]:
        """Require windows when people choose their own time."""
        found = super().clean() or {}
        if found.get("flexible") and not found.get("windows"):
            self.add_error("windows", _("Tick at least one window in which it could be."))
        return found


class Where(Step):
    """A venue with its postcode, or from home."""

    place_name = LineField(label=gettext_lazy("Name of the place"), max_length=100, required=False)
    address = LineField(
        label=gettext_lazy("Street"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "address-line1"}),
        required=False,
        help_text=gettext_lazy("For example, Magdalen Road."),
    )
    postcode = LineField(
        label=gettext_lazy("Postcode"),
        max_length=12,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "postal-code"}),
        help_text=examples.filled(gettext_lazy("For example, %(postcode)s.")),
    )
    getting_there = LineField(
        label=gettext_lazy("Getting there"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("For example: bus 44 stops outside."),
    )

    class Meta(Step.Meta):
        model = Opportunity
        fields = ("remote",)
        labels = {"remote": gettext_lazy("It can be done from home")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        venue: Venue | None = self.instance.venue
        if venue is not None:
            self.initial = dict(self.initial) | {
                "place_name": venue.name,
                "address": venue.address,
                "postcode": venue.postcode,
                "getting_there": venue.getting_there,
            }

    @property
    def place(self) -> dict[str, str]:
        """The place from the form, in the shape `posting.place` takes; empty for none."""
        said = self.cleaned_data
        if not said["postcode"]:
            return {}
        return {
            "name": said["place_name"],
            "address": said["address"],
            "postcode": said["postcode"],
            "getting_there": said["getting_there"],
        }

    def clean_postcode(self) -> str:
        """Check that the postcode is complete and known."""
        typed: str = self.cleaned_data["postcode"].strip()
        if not typed:
            return ""
        try:
            return str(venues.place(typed)["postcode"])
        except CannotLocate as failure:
            raise ValidationError(str(failure)) from failure

    def clean_address(self) -> str:
        """Leave out the postcode and the country of a whole address: they have a field of their own."""
        typed: str = self.cleaned_data["address"]
        whole = postcodes.split(typed)
        return whole[0].rstrip(" ,") if whole and whole[1].letters else typed

    def clean(self) -> dict[str, Any]:
        """Require a place unless it is done from home."""
        found = super().clean() or {}
        if not found.get("remote") and not found.get("postcode") and "postcode" not in self.errors:
            self.add_error("postcode", _("Give the postcode, or tick that it can be done from home."))
        typed = [name for name in ("place_name", "address", "getting_there") if found.get(name)]
        if typed and found.get("remote") and not found.get("postcode") and "postcode" not in self.errors:
            self.add_error("postcode", _("Give the postcode of this place, or leave all about the place blank."))
        if found.get("postcode") and not found.get("place_name") and "place_name" not in self.errors:
            self.add_error("place_name", _("Name the place, so that people know what to look for."))
        return found


class Reply(Step):
    """How sign-ups are answered, and whom people meet."""

    class Meta(Step.Meta):
        model = Opportunity
        fields = ("answering", "contact_name", "contact_words", "contact_phone", "contact_email")
        labels = {
            "answering": gettext_lazy("When somebody says yes"),
            "contact_name": gettext_lazy("Who will they meet?"),
            "contact_words": gettext_lazy("What would that person say to them?"),
            "contact_phone": gettext_lazy("Phone number for questions"),
            "contact_email": gettext_lazy("Email for questions"),
        }
        help_texts = {
            "contact_words": gettext_lazy("For example: come and have a look. No hard feelings if it isn’t for you.")
        }
        widgets = {
            "answering": Radios,
            "contact_name": forms.TextInput(attrs={"autocomplete": "name"}),
            "contact_words": forms.Textarea(attrs={"rows": 2}),
            "contact_phone": forms.TextInput(attrs=TEL),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "answering", Answering.choices)

    def clean_contact_name(self) -> str:
        """Put a surname after its first name."""
        return names.shown(self.cleaned_data["contact_name"])

    def clean_contact_phone(self) -> str:
        """Parse the phone number."""
        typed: str = self.cleaned_data["contact_phone"]
        return reading.shown(reading.Route(reading.Channel.PHONE, reading.phone(typed))) if typed.strip() else ""


STEPS: dict[str, tuple[Any, type[Step]]] = {
    "what": (gettext_lazy("What it is"), What),
    "when": (gettext_lazy("When"), When),
    "where": (gettext_lazy("Where"), Where),
    "who": (gettext_lazy("Who can come"), Who),
    "good-to-know": (gettext_lazy("Good to know"), GoodToKnow),
    "reply": (gettext_lazy("Answering people"), Reply),
}
"""The steps in order, by their slug."""
