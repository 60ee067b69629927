"""The capture form: everything a worker notes in ninety seconds, on one page. Saved as typed; validated only at the end."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Self

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from hub.consent import wordings
from hub.consent.models import GivenBy, How
from hub.core import fields
from hub.design.forms import Chips, Radios
from hub.people import names, reading, ways
from hub.people.name_fields import NameField
from hub.taxonomy.codes import Language
from hub.taxonomy.forms import CodesChoiceField
from matching.frontline.asks.services import limits
from matching.frontline.asks.services.limits import Limits
from matching.frontline.capture.choices import COMMON, EASIER, FAR, GETTING_ABOUT
from matching.frontline.models import Answer
from matching.preferences.forms import Wishes
from matching.preferences.services.saving import Newcomer, Reached, Said


def _coerce(codes: Any) -> Callable[[Any], Any]:
    return lambda value: type(codes[0])(value)


def _chips(codes: Mapping[Any, Any], label: Any) -> CodesChoiceField:
    choices = [(code.value, words) for code, words in codes.items()]
    return CodesChoiceField(label=label, choices=choices, coerce=_coerce(list(codes)), widget=Chips, required=False)


class Pills(Radios):
    """Radio buttons styled as pills, for one short choice."""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Render them as chips."""
        return {**super().get_context(name, value, attrs), "look": "chips"}


class Writing(Wishes):
    """The capture form. `opportunities` are those on the page, with their choices and agreements as fields."""

    unsorted = forms.ChoiceField(
        label=gettext_lazy("Is anything about today not sorted?"),
        choices=[
            ("nothing", gettext_lazy("All is sorted")),
            ("something", gettext_lazy("Something isn’t")),
        ],
        widget=Pills,
        required=False,
    )
    owed_what = fields.LineField(label=gettext_lazy("What we owe them"), max_length=200, required=False)
    owed_owner = fields.LineField(label=gettext_lazy("Who has it"), max_length=60, required=False)
    owed_due = fields.DateField(label=gettext_lazy("By when"), required=False)
    raised = forms.BooleanField(label=gettext_lazy("They raised it themselves"), required=False)
    no_effect = forms.BooleanField(label=gettext_lazy("I said: it changes nothing"), required=False)
    first_name = NameField(label=gettext_lazy("Name"), required=False)
    language = forms.ChoiceField(
        label=gettext_lazy("Language"), choices=[("", gettext_lazy("English")), *Language.choices[1:]], required=False
    )
    activities = _chips(COMMON, gettext_lazy("What they like"))
    ease = _chips(EASIER, gettext_lazy("What makes it easier"))
    travel = _chips(GETTING_ABOUT, gettext_lazy("How they get about"))
    how_far = forms.ChoiceField(
        label=gettext_lazy("How far is all right"),
        choices=[(code.value, words) for code, words in FAR.items()],
        widget=Pills,
        required=False,
    )
    answer = forms.ChoiceField(
        label=gettext_lazy("What they said"), choices=Answer.choices, widget=Pills, required=False
    )
    keep = forms.BooleanField(required=False)
    may_contact = forms.BooleanField(required=False)
    kind = forms.ChoiceField(
        label=gettext_lazy("Best way to reach them"),
        choices=ways.offered,
        widget=Pills,
        required=False,
    )
    route = fields.LinesField(
        label=gettext_lazy("Number, email or address"),
        widget=forms.TextInput,
        max_length=reading.LONGEST,
        required=False,
    )
    no_message = forms.BooleanField(label=gettext_lazy("Not safe to leave a message"), required=False)
    because = fields.LinesField(
        label=gettext_lazy("Something else, because…"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    @classmethod
    def of_draft(cls, typed: dict[str, list[str]]) -> Self:
        """Return the form filled with what was typed so far, by field, and read."""
        query = QueryDict(mutable=True)
        for name, values in typed.items():
            query.setlist(name, values)
        form = cls(query)
        form.full_clean()
        return form

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["keep"].label = wordings.text(wordings.KEEP_RECORD)
        self.fields["may_contact"].label = wordings.text(wordings.CONTACT_ME)
        fields.of_somebody_else(self)
        words = self.fields["words"]
        words.label, words.help_text = _("Their words"), ""
        words.widget.attrs["rows"] = 2
        self.fields["place"].label, self.fields["place"].help_text = _("Postcode or estate"), ""

    @property
    def nothing_unsorted(self) -> bool | None:
        """What the worker said today: True, False, or None when nothing was said."""
        return {"nothing": True, "something": False}.get(self.typed("unsorted"))

    @property
    def called(self) -> str:
        """How to address them, by what is typed so far."""
        typed = self.typed("first_name")
        return "" if names.holds_more(typed) else names.read(typed).first_name

    def typed(self, name: str) -> str:
        """Return the current value of a field, valid or not."""
        return str((self.data if self.is_bound else self.initial).get(name, "") or "")

    @property
    def reached(self) -> Reached | None:
        """The route, or None when none was given. Only after `full_clean`."""
        route = self.cleaned_data.get("read_route")
        return Reached(route=route, may_leave_message=not self.cleaned_data["no_message"]) if route else None

    def bound(self, *, at: datetime) -> Limits:
        """Return the limits on asks to whoever is reached and called as typed so far. Only after `full_clean`."""
        route = self.cleaned_data.get("read_route")
        return limits.of_newcomer(route, first_name=self.name.first_name, surname=self.name.surname, at=at)

    @property
    def said(self) -> Said:
        """The preference, for the service."""
        found = self.cleaned_data
        return Said(
            words=found.get("words", ""),
            misheard=tuple(found.get("misheard", ())),
            causes=frozenset(found.get("causes", ())),
            activities=frozenset(found.get("activities", ())),
            skills=frozenset(found.get("skills", ())),
            slots=frozenset(found.get("slots", ())),
            travel=frozenset(found.get("travel", ())),
            ease=frozenset(found.get("ease", ())),
            how_far=found.get("how_far", ""),
            often=found.get("often", ""),
            place=found.get("place"),
            speaks=frozenset({Language(found["language"])}) if found.get("language") else None,
        )

    @property
    def name(self) -> names.Name:
        """The name in its parts, valid or not."""
        found = self.cleaned_data.get("first_name")
        return found if isinstance(found, names.Name) else names.Name("")

    def clean(self) -> dict[str, Any]:
        """Validate the route for its channel, and require all fields of what is owed or none."""
        found = super().clean() or {}
        if found.get("route") and not found.get("kind"):
            self.add_error("kind", _("Choose how to use this to reach them."))
        elif found.get("route"):
            try:
                found["read_route"] = reading.route(found["kind"], found["route"])
            except ValidationError as wrong:
                self.add_error("route", wrong)
        asked = {
            "owed_what": _("Say what we owe them."),
            "owed_owner": _("Say who has it."),
            "owed_due": _("Say by when."),
        }
        if any(found.get(name) for name in asked):
            for name, words in asked.items():
                if not found.get(name) and name not in self.errors:
                    self.add_error(name, words)
        return found

    def want(self, *, keeping: bool, referring: bool, agreed: bool, reachable: bool) -> None:
        """Check what a way of finishing requires in addition; errors are added to the fields.

        `agreed`: they agreed before that we keep this. `reachable`: they have a route already.
        """
        if keeping and not self.name.first_name and "first_name" not in self.errors:
            self.add_error("first_name", _("Ask for a first name, so that we know whom to speak to."))
        if keeping and not agreed and not self.cleaned_data.get("keep"):
            self.add_error("keep", _("Ask whether we may keep this. If not, print the slip only."))
        if (
            keeping
            and not reachable
            and self.reached is None
            and "route" not in self.errors
            and "kind" not in self.errors
        ):
            self.add_error("route", _("Ask for one way to reach them."))
        if referring and not self.yeses:
            self.add_error(None, _("Choose “Yes please” on at least one thing first."))
        answer = self.cleaned_data.get("answer")
        if referring and answer and answer != Answer.YES_REFER:
            self.add_error("answer", _("This says no to passing on. Change it, or finish in another way."))
        if not referring and answer == Answer.YES_REFER:
            self.add_error("answer", _("They said to pass them on. Use “Pass on and print slip”, or change this."))
        asks = referring or bool(answer)
        if asks and not self.cleaned_data.get("raised") and not self.cleaned_data.get("no_effect"):
            self.add_error("no_effect", _("Say it, and tick it. Or tick that they raised it themselves."))

    def forget_errors(self) -> None:
        """Drop the errors so far while the conversation goes on; finishing validates everything again."""
        self._errors = forms.utils.ErrorDict()

    @property
    def choices(self) -> dict[int, str]:
        """The choice on each card: opportunity id → "yes", "maybe", "no" or "wait"."""
        found = {}
        for name, value in self.data.items() if self.is_bound else ():
            pk = name.removeprefix("choice_")
            if name.startswith("choice_") and pk.isdigit() and len(pk) < 19 and value in ("yes", "maybe", "no", "wait"):
                found[int(pk)] = str(value)
        return found

    @property
    def yeses(self) -> list[int]:
        """The opportunities they said yes to."""
        return [pk for pk, value in self.choices.items() if value in ("yes", "wait")]

    @property
    def maybes(self) -> list[int]:
        """The opportunities they want to think about."""
        return [pk for pk, value in self.choices.items() if value == "maybe"]

    @property
    def agreed(self) -> list[int]:
        """The organisations that they agreed, out loud, may be told."""
        values = self.data.getlist("agree") if hasattr(self.data, "getlist") else []
        return [int(value) for value in values if value.isdigit() and len(value) < 19]

    def newcomer(self, how: How) -> Newcomer | None:
        """Return the new person, for the service; None without a route. Only after `full_clean`."""
        if self.reached is None:
            return None
        return Newcomer(
            first_name=self.name.first_name,
            surname=self.name.surname,
            reached=self.reached,
            language=self.page_language,
            may_contact=bool(self.cleaned_data.get("may_contact")),
            given_by=GivenBy.WORKER,
            how=how,
        )

    def agreed_newcomer(self, how: How) -> Newcomer | None:
        """Return the new person if they agreed to be kept and gave a name and a route; else None."""
        agreed = self.cleaned_data.get("keep") and self.name.first_name
        return self.newcomer(how) if agreed else None

    @property
    def page_language(self) -> str:
        """The language of messages to them: that of the page, until more are translated."""
        return get_language() or "en-gb"
