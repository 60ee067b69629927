"""Posting, in small steps. Each step is one form over a few fields of an opportunity; the service saves."""

from copy import copy
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.forms.models import construct_instance
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hub.core import fields
from hub.core.fields import TEL, LineField
from hub.design.forms import Radios, Street, Ticks, offer
from hub.design.versions import Versioned
from hub.people import names, reading
from hub.places import examples
from hub.places.failures import CannotLocate
from hub.places.models import Venue
from hub.places.services import venues
from hub.taxonomy.codes import (
    AT_ODDS,
    CAN_LACK,
    Access,
    Activity,
    Cause,
    Checks,
    Commitment,
    Costs,
    Kind,
    Language,
    Skill,
    Slot,
    Takes,
)
from hub.taxonomy.forms import CodesChoiceField
from opportunities import shapes
from opportunities.models import Answering, Joining, Opportunity


def _codes(label: Any, codes: Any, help_text: Any = "") -> CodesChoiceField:
    return CodesChoiceField(
        label=label, help_text=help_text, choices=codes.choices, coerce=codes, widget=Ticks, required=False
    )


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


class Step(Versioned, forms.ModelForm[Opportunity]):
    """A step: its fields, and `changes`, the values that the service saves."""

    class Meta:
        formfield_callback = fields.for_column

    @property
    def changes(self) -> dict[str, Any]:
        """The cleaned fields of this step."""
        return {name: self.cleaned_data[name] for name in self._meta.fields or () if name in self.cleaned_data}

    folded: ClassVar[tuple[str, ...]] = ()
    """Fields that most people leave alone: in a collapsed part, which is open only when one is in use."""

    @property
    def plain_fields(self) -> list[forms.BoundField]:
        """The fields that are always open."""
        return [self[name] for name in self.fields if name not in self.folded]

    @property
    def folded_fields(self) -> list[forms.BoundField]:
        """The fields in the collapsed part."""
        return [self[name] for name in self.folded]

    @property
    def is_unfolded(self) -> bool:
        """Whether any field of the collapsed part has a value or an error."""
        return any(field.errors or field.value() for field in self.folded_fields)

    def _post_clean(self) -> None:
        """Run the checks of the columns, on a copy: the service changes the instance."""
        would_be = construct_instance(self, copy(self.instance), self._meta.fields, self._meta.exclude)
        try:
            would_be.clean_fields(exclude=self._get_validation_exclusions())  # type: ignore[attr-defined]
        except ValidationError as errors:
            self._update_errors(errors)  # type: ignore[attr-defined]


class What(Step):
    """What it is, what it is for, and what people do."""

    causes = _codes(gettext_lazy("What is it for?"), Cause)
    activities = _codes(gettext_lazy("What will people do?"), Activity)

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

    def clean(self) -> dict[str, Any]:
        """Require a place unless it is done from home."""
        found = super().clean() or {}
        if not found.get("remote") and not found.get("postcode") and "postcode" not in self.errors:
            self.add_error("postcode", _("Give the postcode, or tick that it can be done from home."))
        if found.get("postcode") and not found.get("place_name"):
            self.add_error("place_name", _("Name the place, so that people know what to look for."))
        return found


class Who(Step):
    """Who can come: age, checks, languages, what helps."""

    min_age = fields.NumberField(
        label=gettext_lazy("Youngest age, if it matters"),
        help_text=gettext_lazy("Leave blank if anybody can come."),
        min_value=5,
        max_value=99,
        required=False,
    )
    max_age = fields.NumberField(
        label=gettext_lazy("Oldest age, if it matters"),
        help_text=gettext_lazy("For example 25, for a youth board. Leave blank for no limit."),
        min_value=5,
        max_value=120,
        required=False,
    )
    checks_weeks = fields.NumberField(
        label=gettext_lazy("How many weeks does the check take?"), min_value=1, max_value=26, required=False
    )
    takes = _codes(
        gettext_lazy("What does it take?"),
        Takes,
        gettext_lazy("Tick what is part of it. People who can’t do that aren’t sent to you."),
    )
    skills = _codes(gettext_lazy("What helps?"), Skill, gettext_lazy("Only what is really needed."))
    languages = _codes(gettext_lazy("Languages spoken"), Language)

    class Meta(Step.Meta):
        model = Opportunity
        fields = ("min_age", "max_age", "people_at_risk", "checks", "checks_weeks", "takes", "skills", "languages")
        labels = {
            "people_at_risk": gettext_lazy("It is with children, or with adults who may be at risk"),
            "checks": gettext_lazy("Which safety check comes first?"),
        }
        help_texts = {
            "checks": gettext_lazy(
                "Ask an adviser if you are not sure. Asking for more than the task allows is against the law."
            ),
        }
        widgets = {"checks": Radios}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "checks", Checks.choices)

    def clean(self) -> dict[str, Any]:
        """Refuse an oldest age below the youngest."""
        found = super().clean() or {}
        youngest, oldest = found.get("min_age"), found.get("max_age")
        if youngest and oldest and oldest < youngest:
            self.add_error(
                "max_age", _("This is below the youngest age, %(age)d. Change one of them.") % {"age": youngest}
            )
        return found


class GoodToKnow(Step):
    """Getting in, and what it costs."""

    access = _codes(gettext_lazy("Getting in and taking part"), Access)
    access_no = _codes(
        gettext_lazy("What is not there?"),
        Access,
        gettext_lazy(
            "Only what you are sure of. It saves people who need it a trip. Where you say neither, they are told to ask."
        ),
    )
    costs = _codes(gettext_lazy("Costs"), Costs)

    class Meta(Step.Meta):
        model = Opportunity
        fields = ("access", "access_no", "access_note", "costs", "costs_note")
        labels = {
            "access_note": gettext_lazy("Anything more about getting in?"),
            "costs_note": gettext_lazy("Anything more about costs?"),
        }
        help_texts = {
            "access_note": gettext_lazy("For example: two steps at the door, ramp if you ask."),
            "costs_note": gettext_lazy("For example: fares paid on the night, in cash."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "access_no", [(code.value, code.label) for code in CAN_LACK])

    def clean(self) -> dict[str, Any]:
        """Refuse what is ticked as there and as not there, and costs that cannot both be true."""
        found = super().clean() or {}
        self._refuse_costs_at_odds(found.get("costs", ()))
        both = [code.label for code in Access if code in found.get("access", ()) and code in found.get("access_no", ())]
        if both:
            what = "; ".join(str(label) for label in both)
            self.add_error(
                "access_no", _("You ticked this as there and as not there: %(what)s. Untick one.") % {"what": what}
            )
        return found

    def _refuse_costs_at_odds(self, costs: Any) -> None:
        pair = next((pair for pair in AT_ODDS if {*pair} <= {*costs}), None)
        if pair:
            one, other = (str(cost.label) for cost in pair)
            said = _("“%(one)s” and “%(other)s” can’t both be so. Untick one.") % {"one": one, "other": other}
            self.add_error("costs", said)


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
