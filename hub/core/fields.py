"""Form fields that clean what is typed, in one way everywhere, and say how much is too much. Nothing is cut.

Browsers cut a pasted text at `maxlength` without a word, so no field has one: the limit is told beside the field and
checked here.
"""

from datetime import date, time, timedelta
from typing import Any, ClassVar, Final

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hub.core import cleaning, typed_dates, typed_times

COUNTED: Final = 100
"""From this limit on, a field says how much room there is."""
TOO_LONG: Final = _(
    "There is room for %(limit_value)d letters and spaces. You have %(show_value)d. Please make it shorter."
)
FARTHEST: Final = timedelta(days=731)
"""How far ahead a day that somebody plans may be: two years, one of them a leap year."""
TEL: Final = {"autocomplete": "tel", "inputmode": "tel"}
"""Attributes of a box for one's own phone number."""
ANY_ROUTE: Final = {"autocomplete": "on"}
"""Attributes of a box for a number, an email or an address, whichever: no single purpose has a name."""


def of_somebody_else(form: forms.BaseForm) -> None:
    """Offer nothing of the typist's own in a form about another person."""
    for field in form.fields.values():
        if isinstance(field, forms.CharField):
            field.widget.attrs["autocomplete"] = "off"


class Uncut(forms.CharField):
    """Base of text fields: a limit that is told, not a box that cuts. `purpose` is what browsers fill in by themselves."""

    purpose = ""

    def __init__(self, **options: Any) -> None:
        options["error_messages"] = {"max_length": TOO_LONG} | (options.get("error_messages") or {})
        super().__init__(**options)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Give the limit to the page instead of to the browser."""
        attrs: dict[str, Any] = super().widget_attrs(widget)
        limit = attrs.pop("maxlength", None)
        if limit is not None and int(limit) >= COUNTED and not widget.is_hidden:
            attrs["data-limit"] = limit
        if self.purpose and "autocomplete" not in widget.attrs:
            attrs["autocomplete"] = self.purpose
        return attrs


class LineField(Uncut):
    """A text on one line."""

    def to_python(self, value: Any) -> str:
        """Return the text cleaned."""
        return cleaning.line(super().to_python(value) or "")


class LinesField(Uncut):
    """A text of several lines."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> str:
        """Return the text cleaned, with its lines."""
        return cleaning.lines(super().to_python(value) or "")


class EmailField(Uncut, forms.EmailField):
    """An email address."""

    purpose = "email"

    def to_python(self, value: Any) -> str:
        """Return the address cleaned, without the name that mail programs copy with it."""
        return cleaning.address(super().to_python(value) or "")


class WebField(Uncut, forms.URLField):
    """A web address; https where none is said."""

    purpose = "url"

    def __init__(self, **options: Any) -> None:
        super().__init__(assume_scheme="https", **options)

    def to_python(self, value: Any) -> str:
        """Return the address cleaned."""
        return str(super().to_python(cleaning.code(str(value or ""))))


class NumberField(forms.IntegerField):
    """A whole number. What is too small or too large says which numbers will do."""

    default_error_messages: ClassVar[dict[str, Any]] = {"invalid": _("Type a whole number, like 8.")}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        for validator in self.validators:
            if isinstance(validator, MinValueValidator):
                validator.message = _("Type %(limit_value)s or more.")
            elif isinstance(validator, MaxValueValidator):
                validator.message = _("Type %(limit_value)s or less.")

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Ask phones for their keys with digits."""
        return {**super().widget_attrs(widget), "inputmode": "numeric"}

    def to_python(self, value: Any) -> int | None:
        """Return the number, or None for nothing."""
        found: int | None = super().to_python(cleaning.code(value) if isinstance(value, str) else value)
        return found


class DateField(forms.DateField):
    """A day. Browsers with a calendar send ISO dates; from others come all ways of writing one."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
        super().__init__(**options)

    def to_python(self, value: Any) -> date | None:
        """Return the day, or None for nothing. Raises ValidationError as `typed_dates` does."""
        if isinstance(value, str) and (typed := cleaning.code(value)):
            return typed_dates.read(typed, today=timezone.localdate())
        return None if isinstance(value, str) else super().to_python(value)


def within_reach(day: date) -> None:
    """Refuse a day more than two years ahead: nobody plans that far, so the year was mistyped. Use it as a validator."""
    if day > timezone.localdate() + FARTHEST:
        raise ValidationError(_("This is more than two years ahead. Look at the year again."), code="far")


class TimeField(forms.TimeField):
    """A time of day. Browsers with a clock send HH:MM; from others come all ways of saying one."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
        super().__init__(**options)

    def to_python(self, value: Any) -> time | None:
        """Return the time, or None for nothing. Raises ValidationError as `typed_times` does."""
        if isinstance(value, str) and (typed := cleaning.code(value)):
            return typed_times.read(typed)
        return None if isinstance(value, str) else super().to_python(value)


FIELDS: Final[dict[type[models.Field[Any, Any]], type[forms.Field]]] = {
    models.EmailField: EmailField,
    models.URLField: WebField,
    models.TextField: LinesField,
    models.CharField: LineField,
    models.IntegerField: NumberField,
    models.DateField: DateField,
    models.TimeField: TimeField,
}


def for_column(column: models.Field[Any, Any], **options: Any) -> forms.Field | None:
    """Return the form field of a model's column. Use it as `formfield_callback`."""
    if not getattr(column, "choices", None) and not isinstance(column, models.DateTimeField):
        for kind, field in FIELDS.items():
            if isinstance(column, kind):
                return column.formfield(form_class=field, **options)
    return column.formfield(**options)
