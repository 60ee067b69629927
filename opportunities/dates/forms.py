"""Dates of an opportunity: a new one, and how many places one has."""

from datetime import UTC, datetime, time
from functools import cached_property
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hub.core import fields, typed_times
from hub.design.forms import Radios
from hub.design.versions import Versioned
from hub.taxonomy.slots import LOCAL
from opportunities.recurrence import Often


class Places(Versioned, forms.Form):
    """How many places a session has."""

    places = fields.NumberField(
        label=gettext_lazy("How many places?"),
        help_text=gettext_lazy("Leave blank if there is room for everybody."),
        min_value=1,
        max_value=10_000,
        required=False,
    )


class NewSession(forms.Form):
    """A date, from when to when, how often, and for how many."""

    date = fields.DateField(
        label=gettext_lazy("Date"),
        validators=[fields.within_reach],
        error_messages={"required": gettext_lazy("Give the date, like 1 12 2026.")},
    )
    begins = fields.TimeField(
        label=gettext_lazy("Begins"), error_messages={"required": gettext_lazy("Say when it begins, like 18:00.")}
    )
    ends = fields.TimeField(label=gettext_lazy("Ends"), required=False)
    often = forms.ChoiceField(
        label=gettext_lazy("How often?"), choices=Often.choices, widget=Radios, initial=Often.ONCE
    )
    last_day = fields.DateField(
        label=gettext_lazy("Until which day?"),
        help_text=gettext_lazy("Only if it repeats. Leave blank if it goes on."),
        validators=[fields.within_reach],
        required=False,
    )
    places = fields.NumberField(
        label=gettext_lazy("How many places?"),
        help_text=gettext_lazy("Leave blank if there is room for everybody."),
        min_value=1,
        max_value=10_000,
        required=False,
    )

    @cached_property
    def changed_data(self) -> list[str]:
        """The fields that were filled in."""
        return [name for name in super().changed_data if self[name].data]

    @property
    def values(self) -> dict[str, Any]:
        """What `scheduling.add` takes."""
        return {name: self.cleaned_data[name] for name in ("starts_at", "ends_at", "places", "often", "last_day")}

    def clean(self) -> dict[str, Any]:
        """Convert date and times to local moments, and check their order."""
        found = super().clean() or {}
        date, begins, ends = found.get("date"), found.get("begins"), found.get("ends")
        if begins and ends and ends <= begins:
            ends = typed_times.later(str(self["ends"].data or ""), ends)
        if date and begins:
            found["starts_at"] = datetime.combine(date, begins, tzinfo=LOCAL)
            found["ends_at"] = datetime.combine(date, ends, tzinfo=LOCAL) if ends else None
            if ends and ends <= begins:
                self.add_error("ends", _("It should end after it begins. For midnight write 23:59."))
            _refuse_missing_hour(self, date, begins)
        if found.get("last_day") and date and found["last_day"] < date:
            self.add_error("last_day", _("The last day should come after the first."))
        return found


def _refuse_missing_hour(form: forms.Form, date: Any, begins: time) -> None:
    """Refuse a time that does not exist, in the hour skipped when summer time begins."""
    naive = datetime.combine(date, begins)
    there_and_back = naive.replace(tzinfo=LOCAL).astimezone(UTC).astimezone(LOCAL)
    if there_and_back.replace(tzinfo=None) != naive:
        form.add_error("begins", _("The clocks go forward that night, so this time does not exist. Choose another."))
