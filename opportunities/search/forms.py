"""The search form. All of it is in the URL, so that a list can be sent to a friend."""

from typing import Any, Final

from django import forms
from django.db.models import Q
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from hub.core import fields
from hub.design.forms import Ticks
from hub.places import examples
from hub.places.forms import PlaceField
from hub.taxonomy.codes import PAYS, Access, Cause, Checks, Kind, Slot

ANYWHERE: Final = "any"
WITHIN: Final = (
    ("", _("Within 3 miles")),
    ("0.5", _("Within half a mile")),
    ("1", _("Within 1 mile")),
    ("2", _("Within 2 miles")),
    ("5", _("Within 5 miles")),
    ("10", _("Within 10 miles")),
    (ANYWHERE, _("Any distance")),
)
NEAR: Final = 3.0
"""Miles that "near" means, where no distance is chosen."""
DAYS: Final = tuple(
    (str(number), label)
    for number, label in enumerate(
        (_("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday"))
    )
)
PARTS: Final = (("0", _("Mornings")), ("1", _("Afternoons")), ("2", _("Evenings")))
ASKED_FOR: Final = (
    Access.STEP_FREE,
    Access.SEATING,
    Access.TOILET,
    Access.QUIET,
    Access.HEARING_LOOP,
    Access.CHILDREN,
    Access.FRIEND,
    Access.REMOTE,
    Access.NO_EXPERIENCE,
)
MORE: Final = (
    ("costs", _("Costs paid"), Q(costs__has_any=PAYS)),
    ("no_check", _("No safety check"), Q(checks=Checks.NONE)),
)
"""Extra options: the code in the URL, the label, and the condition on an opportunity."""
SUITS: Final = "suits"
SORTS: Final = (
    ("", _("Nearest first, if we know where you are")),
    ("soonest", _("Soonest first")),
    (SUITS, _("What suits me first")),
)


class Some(forms.MultipleChoiceField):
    """Ticks of an address. A value that there is not, or no longer, is passed over; the others still count."""

    def to_python(self, value: Any) -> list[str]:
        """Return the values that there are."""
        return [one for one in super().to_python(value) if self.valid_value(one)]


class Find(forms.Form):
    """Where, when and what somebody looks for. An invalid field is reported and ignored; the others still count."""

    near = PlaceField(
        label=_("Postcode or place"),
        required=False,
        outside_ok=True,
        offers_places=False,
        help_text=examples.filled(_("For example, %(postcode)s or %(place)s.")),
    )
    within = forms.ChoiceField(label=_("How far"), choices=WITHIN, required=False)
    words = fields.LineField(
        label=_("Words"), max_length=80, required=False, help_text=_("For example, garden or lunch.")
    )
    day = Some(label=_("Day"), choices=DAYS, widget=Ticks, required=False)
    part = Some(label=_("Part of the day"), choices=PARTS, widget=Ticks, required=False)
    access = Some(
        label=_("What matters to me"),
        choices=[
            *((code.value, code.label) for code in ASKED_FOR),
            *((code, label) for code, label, _condition in MORE),
        ],
        widget=Ticks,
        required=False,
    )
    cause = Some(label=_("What it is for"), choices=Cause.choices, widget=Ticks, required=False)
    kind = Some(label=_("Kind of thing"), choices=Kind.choices, widget=Ticks, required=False)
    sort = forms.ChoiceField(label=_("Order"), choices=SORTS, required=False)

    @property
    def asked(self) -> dict[str, Any]:
        """The valid fields."""
        return getattr(self, "cleaned_data", {})

    @property
    def miles(self) -> float | None:
        """How far from the place, in miles; None for no limit, as for a place outside the area without a chosen distance."""
        near, chosen = self.asked.get("near"), self.asked.get("within")
        if near is None or chosen == ANYWHERE or (not chosen and not near.inside):
            return None
        return float(chosen) if chosen else NEAR

    @property
    def slots(self) -> frozenset[Slot]:
        """The chosen windows: each ticked day in each ticked part of the day; none when neither is ticked."""
        days, parts = self.asked.get("day", []), self.asked.get("part", [])
        if not days and not parts:
            return frozenset()
        return frozenset(Slot(int(day) * 3 + int(part)) for day in days or range(7) for part in parts or range(3))

    @property
    def facts(self) -> frozenset[Access]:
        """The chosen access facts."""
        extra = {code for code, _label, _condition in MORE}
        return frozenset(Access(code) for code in self.asked.get("access", []) if code not in extra)

    @property
    def extra(self) -> list[Q]:
        """The conditions of the extra options that were ticked."""
        return [condition for code, _label, condition in MORE if code in self.asked.get("access", [])]

    @property
    def in_use(self) -> list[tuple[str, str, str]]:
        """The active filters: name, value as in the URL, and label; the place itself is not one."""
        return [
            (name, value, str(dict(self._choices(name)).get(value, value)))
            for name in ("within", "words", "day", "part", "access", "cause", "kind")
            for value in _listed(self.asked.get(name))
            if name != "within" or self.asked.get("near")
        ]

    @property
    def words_alone(self) -> str:
        """The words, where nothing else was asked for."""
        others = [name for name, _value, _label in self.in_use if name != "words"]
        return "" if others or self.asked.get("near") else self.asked.get("words", "")

    def _choices(self, name: str) -> list[tuple[str, Any]]:
        return list(getattr(self.fields[name], "choices", []))


def _listed(value: Any) -> list[str]:
    if not value:
        return []
    return list(value) if isinstance(value, list) else [str(value)]


def wider(query: QueryDict) -> str:
    """Return a query string for the same list at any distance, back on the first page."""
    left = query.copy()
    left["within"] = ANYWHERE
    left.pop("page", None)
    return left.urlencode()


def near_instead(query: QueryDict, place: str) -> str:
    """Return a query string for the same list near a place that was typed as a word, back on the first page."""
    left = query.copy()
    left["near"] = place
    left.pop("words", None)
    left.pop("page", None)
    return left.urlencode()


def without(query: QueryDict, name: str, value: str) -> str:
    """Return a query string without one value of one filter, back on the first page."""
    left = query.copy()
    left.setlist(name, [kept for kept in left.getlist(name) if kept != value])
    left.pop("page", None)
    return left.urlencode()
