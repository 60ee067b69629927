"""Forms in our design: one renderer for every field, and the few widgets that HTML lacks.

Order of a field: label, hint, error, control. Errors are above the control with an icon and a sentence. The control
refers to both by `aria-describedby`, and groups are a fieldset with the question as legend. Nothing needs a script.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final, cast

from django import forms
from django.forms.renderers import TemplatesSetting
from django.forms.widgets import ChoiceWidget
from django.utils import dates

from hub.design import times

PARTS: Final = 3
"""Parts of a day in the week of 21 windows."""
MANY: Final = 8
"""From this number of choices on, a group is laid out in columns."""


def offer(form: forms.BaseForm, name: str, choices: Iterable[tuple[Any, Any]]) -> None:
    """Set the choices of a form's field."""
    cast("forms.ChoiceField", form.fields[name]).choices = list(choices)


class Renderer(TemplatesSetting):
    """Renders forms and fields with our templates; widgets without a template of ours use Django's."""

    form_template_name = "design/forms/form.html"
    formset_template_name = "design/forms/formset.html"
    field_template_name = "design/forms/field.html"


def _look(widget: ChoiceWidget, look: str) -> str:
    """Return the classes of a group of choices. Long ones are in columns where there is room."""
    many = "columns" if look == "choices" and len(list(widget.choices)) >= MANY else ""
    return " ".join(filter(None, [look, many, widget.attrs.get("class", "")]))


class Ticks(forms.CheckboxSelectMultiple):
    """Any number of choices, each a row with a native tick."""

    template_name = "design/forms/choices.html"
    look = "choices"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Add the class that lays the choices out."""
        return {**super().get_context(name, value, attrs), "look": _look(self, self.look)}


class Radios(forms.RadioSelect):
    """One choice, each a row with a native radio. A note within a label, as `<small>`, is drawn softer."""

    template_name = "design/forms/choices.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Add the class that lays the choices out."""
        return {**super().get_context(name, value, attrs), "look": _look(self, "choices")}


class Chips(Ticks):
    """Any number of short choices, as pills round native ticks."""

    look = "chips"


@dataclass(frozen=True)
class Day:
    """A house of the street: its name, short and whole, and its three windows."""

    short: Any
    name: Any
    windows: list[dict[str, Any]]


class Street(forms.CheckboxSelectMultiple):
    """The 21 windows to tick: a fieldset for each day with three native ticks. Values are 0 to 20, day × 3 + part."""

    template_name = "design/forms/street.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Give the template seven days with three windows each."""
        context = super().get_context(name, value, attrs)
        windows = [option for _group, options, _index in context["widget"]["optgroups"] for option in options]
        windows.sort(key=lambda option: int(option["value"]))
        for option in windows:
            option["part"] = times.PARTS[int(option["value"]) % PARTS]
            option["short"] = times.SHORT_PARTS[int(option["value"]) % PARTS]
        days = [
            Day(dates.WEEKDAYS_ABBR[n], dates.WEEKDAYS[n], [w for w in windows if int(w["value"]) // PARTS == n])
            for n in range(7)
        ]
        return {**context, "days": days}

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Write the window's number as its value, also where the choices are members of an enumeration."""
        return super().create_option(name, int(value), *args, **kwargs)
