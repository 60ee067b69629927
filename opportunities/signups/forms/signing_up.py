"""The sign-up form: a name, one way to answer, which date, and one agreement."""

import uuid
from datetime import datetime
from typing import Any, Final

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from hub.consent import wordings
from hub.core import fields
from hub.design import phones
from hub.design.forms import Radios
from hub.people import reading, ways
from hub.people.name_fields import NameField
from opportunities.models import Opportunity, Session, Source
from opportunities.presenters import wording
from opportunities.signups.services import signing_up

LED = {"friend": Source.FRIEND, "letter": Source.LETTER}
"""The allowed values of `?from=` in the URL of an advert."""
ADULT: Final = 18
MINOR: Final = "minor"
"""The answer of who is old enough for the advert, and under 18."""


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
    adult = forms.ChoiceField(
        choices=[("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No"))],
        widget=Radios,
    )
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
        least, most = opportunity.min_age, opportunity.max_age
        if least is not None:
            self._ask_age(least)
        elif most is not None:
            self._ask_whether_young_enough(most)
        else:
            del self.fields["adult"]
        if least is not None and most is not None:
            self.fields["adult"].help_text = _("This is for people up to %(age)d.") % {"age": most}
        self.fields["agree"].label = format_html(
            wordings.text(wordings.SIGN_UP).replace("{organisation}", "<strong>{}</strong>"),
            opportunity.organisation.name,
        )
        if not self.is_bound:
            self.initial.setdefault("key", uuid.uuid4())
            self.initial.setdefault("known_full", self._full_now())

    def _ask_age(self, least: int) -> None:
        """Ask about the age that the advert names and, below it, also who is under 18: they ring first, whatever the age."""
        field = self.fields["adult"]
        assert isinstance(field, forms.ChoiceField)
        if least >= ADULT:
            field.label = _("Are you %(age)d or over?") % {"age": least}
            field.error_messages["required"] = _("Say whether you are %(age)d or over.") % {"age": least}
            return
        field.label = _("How old are you?")
        field.error_messages["required"] = _("Say how old you are.")
        below = ADULT - 1
        field.choices = [
            ("yes", _("%(age)d or over") % {"age": ADULT}),
            (MINOR, _("%(least)d to %(most)d") % {"least": least, "most": below} if least < below else str(below)),
            ("no", _("Under %(age)d") % {"age": least}),
        ]

    def _ask_whether_young_enough(self, most: int) -> None:
        field = self.fields["adult"]
        field.label = _("Are you %(age)d or younger?") % {"age": most}
        field.error_messages["required"] = _("Say whether you are %(age)d or younger.") % {"age": most}

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
        if found.get("adult") in ("no", MINOR):
            self.add_error("adult", self._wrong_age(found["adult"]))
        return found

    def _wrong_age(self, said: str) -> str:
        least, most = self.opportunity.min_age, self.opportunity.max_age
        if least is None and most is not None:
            said_so = _("This is for people up to %(age)d. Ring us, and we look for something else with you.")
            return said_so % {"age": most}
        if said == "no" and least != ADULT:
            return _("This is for people of %(age)d and over. Ring us, and we look for something else with you.") % {
                "age": least
            }
        words = _("Please ring us first, on %(phone)s. Somebody will sort this out with you and a parent or guardian.")
        return words % {"phone": phones.grouped(settings.HUB_PHONE)}

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
