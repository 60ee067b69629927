"""The sign-up form: a name, one way to answer, which date, and one agreement."""

import uuid
from datetime import datetime
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from hub.consent import wordings
from hub.core import fields
from hub.design.forms import Radios
from hub.people import reading, ways
from hub.people.name_fields import NameField
from opportunities.models import Opportunity, Session, Source
from opportunities.presenters import wording
from opportunities.signups.forms import ages
from opportunities.signups.services import signing_up

LED: Final = {"friend": Source.FRIEND, "letter": Source.LETTER}
"""The allowed values of `?from=` in the URL of an advert."""


class SayYes(forms.Form):
    """The sign-up form. `sessions` are the dates to choose from; without any, the only one is used."""

    name = NameField(
        label=gettext_lazy("Your name"),
        help_text=gettext_lazy("First name is fine"),
        error_messages={"required": gettext_lazy("Tell us your name. A first name is fine.")},
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("How should they reach you?"),
        help_text=gettext_lazy("One is enough"),
        choices=ways.offered,
        widget=Radios,
        error_messages={"required": gettext_lazy("Choose one way for them to reach you")},
    )
    route = fields.LinesField(
        label=gettext_lazy("Phone number, email or address"),
        help_text=gettext_lazy("For a letter, the whole address with its postcode."),
        widget=forms.TextInput(attrs=fields.ANY_ROUTE),
        max_length=reading.LONGEST,
        error_messages={"required": gettext_lazy("Give the number, email or address they should use.")},
    )
    session = forms.ChoiceField(
        label=gettext_lazy("Which date first?"),
        widget=Radios,
        error_messages={"required": gettext_lazy("Choose a date.")},
    )
    adult = forms.ChoiceField(widget=Radios)
    words = fields.LinesField(
        label=gettext_lazy("Anything they should know?"),
        help_text=gettext_lazy("You can leave this blank."),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    agree = forms.BooleanField(error_messages={"required": gettext_lazy("Tick to agree, so we may pass your name on")})
    key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    led = forms.CharField(widget=forms.HiddenInput, max_length=10, required=False)
    known_full = forms.CharField(widget=forms.HiddenInput, max_length=200, required=False)

    def __init__(self, *args: Any, opportunity: Opportunity, sessions: list[Session], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.opportunity = opportunity
        self.sessions = {str(session.pk): session for session in sessions}
        self._offer_dates(sessions)
        self.ages = ages.Ages(opportunity.min_age, opportunity.max_age)
        if self.ages:
            self._ask_age()
        else:
            del self.fields["adult"]
        self.fields["agree"].label = format_html(
            wordings.text(wordings.SIGN_UP).replace("{organisation}", "<strong>{}</strong>"),
            opportunity.organisation.name,
        )
        if not self.is_bound:
            self.initial.setdefault("key", uuid.uuid4())
            self.initial.setdefault("known_full", self._full_now())

    def _ask_age(self) -> None:
        field = self.fields["adult"]
        assert isinstance(field, forms.ChoiceField)
        field.label, field.error_messages["required"] = self.ages.question
        field.choices = self.ages.answers

    def _full_now(self) -> str:
        return ",".join(pk for pk, session in self.sessions.items() if session.is_full)

    def _offer_dates(self, sessions: list[Session]) -> None:
        field = self.fields["session"]
        assert isinstance(field, forms.ChoiceField)
        at = timezone.now()
        field.choices = [(str(session.pk), self._date_words(session, at=at)) for session in sessions]
        with_room = [session for session in sessions if not session.is_full]
        in_time = [session for session in with_room if not self.opportunity.too_soon(session, at=at)]
        first = next(iter([*in_time, *with_room, *sessions]), None)
        self.initial.setdefault("session", str(first.pk) if first else "")
        if len(sessions) == 1:
            field.widget = forms.HiddenInput()
            field.widget.choices = field.choices

    def _date_words(self, session: Session, *, at: datetime) -> str:
        words = wording.date_choice(session)
        if not self.opportunity.too_soon(session, at=at):
            return words
        return _("%(date)s. Only if you have had the check by then") % {"date": words}

    def clean(self) -> dict[str, Any]:
        """Validate the route for its channel, and refer people under 18 to the telephone."""
        found = super().clean() or {}
        kind, typed = found.get("kind"), found.get("route")
        if kind and typed:
            try:
                found["read_route"] = reading.route(kind, typed)
            except ValidationError as wrong:
                self.add_error("route", wrong)
        if found.get("adult") and (refusal := self.ages.refusal(found["adult"])):
            self.add_error("adult", refusal)
        return found

    @property
    def chosen(self) -> Session:
        """The chosen session."""
        return self.sessions[self.cleaned_data["session"]]

    @property
    def agrees_to_wait(self) -> bool:
        """Whether the chosen date is full and the page had said so when it was chosen."""
        return self.chosen.is_full and str(self.chosen.pk) in self.cleaned_data["known_full"].split(",")

    def say_what_is_full(self) -> None:
        """Write into the form which dates are full now, so that sending it again means agreeing to wait."""
        sent = QueryDict(mutable=True)
        sent.update(self.data)
        sent["known_full"] = self._full_now()
        self.data = sent

    @property
    def yes(self) -> signing_up.Yes:
        """The form's data, for the service."""
        name = self.cleaned_data["name"]
        return signing_up.Yes(
            first_name=name.first_name,
            surname=name.surname,
            route=self.cleaned_data["read_route"],
            language=get_language() or "en-gb",
            words=self.cleaned_data["words"],
            key=self.cleaned_data["key"],
            source=LED.get(self.cleaned_data["led"], Source.BROWSING),
        )
