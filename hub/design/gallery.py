"""The gallery: every colour, size, icon, field and component, rendered by the same code as the pages.

Look here before you build a page. The accessibility tests check this page too. All names in it are invented.
"""

from dataclasses import dataclass, replace
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from hub.core import fields, registry
from hub.design import components, iconography
from hub.design.components import Part
from hub.design.forms import Chips, Radios, Street, Ticks

COLOURS: Final = (
    "page",
    "surface",
    "sunk",
    "ink",
    "soft",
    "edge",
    "line",
    "accent",
    "accent-tint",
    "accent-deep",
    "lamp",
    "ok",
    "wait",
    "stop",
)
WINDOWS: Final = tuple((number, str(number)) for number in range(21))


class Example(forms.Form):
    """Every kind of field there is."""

    name = fields.LineField(label=_("Your name"), help_text=_("First name is fine"), initial="Denise")
    phone = fields.LineField(
        label=_("Phone number"),
        min_length=11,
        error_messages={"min_length": _("This number is too short. It should have 11 digits, like 07700 900123")},
    )
    often = forms.ChoiceField(label=_("How often?"), choices=[("1", _("Every week")), ("2", _("Once a month or so"))])
    words = fields.LinesField(label=_("In your own words"), widget=forms.Textarea(attrs={"rows": 3}), required=False)
    day = fields.DateField(label=_("Which day?"), required=False)
    reach = forms.ChoiceField(
        label=_("How should they reach you?"),
        help_text=_("One is enough"),
        choices=[("text", _("Text message")), ("call", _("Phone call")), ("mail", _("Email"))],
        widget=Radios,
        error_messages={"required": _("Choose one way for them to reach you")},
    )
    ease = forms.MultipleChoiceField(
        label=_("What makes it easier?"),
        choices=[("steps", _("Step-free, no stairs")), ("quiet", _("A quiet place")), ("sit", _("Sitting down"))],
        widget=Ticks(attrs={"class": "columns"}),
        required=False,
    )
    likes = forms.MultipleChoiceField(
        label=_("What do you like?"),
        choices=[("company", _("Company")), ("food", _("Food")), ("outdoors", _("Outdoors"))],
        widget=Chips,
        required=False,
    )
    free = forms.TypedMultipleChoiceField(
        label=_("When are you free?"),
        help_text=_("Tick the windows that usually suit you."),
        choices=WINDOWS,
        coerce=int,
        widget=Street,
        required=False,
    )
    agree = forms.BooleanField(
        label=_("Yes, give my name and number to this group, so they can answer me. Nobody else."),
        error_messages={"required": _("Tick to agree, so we may pass your name on")},
    )


@dataclass(frozen=True)
class Shown:
    """A component and its examples, as the gallery lists them."""

    name: str
    about: str
    examples: tuple[Part, ...]
    deep: bool
    whole: bool


def everything() -> dict[str, Any]:
    """Return the context of the gallery's template."""
    more = [sheet for contract in registry.contracts() for sheet in contract.gallery]
    wrong = Example({"wrong-name": "Denise", "wrong-phone": "07700 9001"}, prefix="wrong")
    return {
        "colours": COLOURS,
        "icons": iconography.names(),
        "components": tuple(
            _shown(kind) for kind in (*components.ALL, *(kind for sheet in more for kind in sheet.components))
        ),
        "sheets": tuple(sheet.sheet for sheet in more),
        "fresh": Example(initial={"free": [5, 13], "ease": ["steps"], "likes": ["company"], "reach": "text"}),
        "wrong": wrong,
        "summary": replace(components.ErrorSummary.of(wrong), takes_focus=False),
    }


def _shown(kind: type[Part]) -> Shown:
    about = (kind.__doc__ or "").strip().splitlines()[0].replace("`", "")
    wide = kind in (components.OpportunityCard, components.Terrace, components.Headline, components.FactList)
    return Shown(kind.__name__, about, kind.examples(), deep=kind is components.Terrace, whole=wide)
