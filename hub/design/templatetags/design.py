"""Template tags and filters for every template: icons, days, times, phone numbers, form errors."""

import re
from datetime import datetime
from typing import Any, Final

from django import template
from django.forms import BaseForm, BoundField
from django.utils.safestring import SafeString, mark_safe

from hub.core import cleaning, destinations
from hub.design import iconography, page_title, phones, spoken, times
from hub.design.components import ErrorSummary
from hub.design.context import Place, describe

register = template.Library()
ON_ONE_LINE: Final = re.compile(r"\b(?:[A-Z0-9]{4}(?:-[A-Z0-9]{4})+|[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2})\b")
"""Codes that open a page, and postcodes."""


@register.simple_tag
def icon(name: str) -> SafeString:
    """Render an icon, hidden from assistive technology. An empty name renders nothing."""
    return iconography.inline(name) if name else SafeString("")


@register.simple_tag
def destination(name: str, *args: object) -> str:
    """Return the address of a page of a higher app, by its purpose."""
    return destinations.to(name, *args)


@register.simple_tag
def hub_place() -> Place:
    """Return name, place and phone where there is no request, as on the error pages."""
    return describe()


@register.simple_tag
def error_summary(*forms: BaseForm | None) -> SafeString:
    """Render the errors of these forms; nothing without errors."""
    bound = [form for form in forms if form is not None]
    return ErrorSummary.of(*bound).render_html() if any(form.errors for form in bound) else SafeString("")


@register.simple_tag(takes_context=True)
def title_before(context: template.Context) -> str:
    """Return what comes before the page's name in its title: that there are errors, and the tab."""
    return page_title.before(context)


@register.simple_tag(takes_context=True)
def title_after(context: template.Context) -> str:
    """Return what comes after the page's name in its title: the page of a list."""
    return page_title.after(context)


@register.filter(is_safe=True)
def one_line(text: str) -> str:
    """Return a text without line breaks, without more than one space together and none before a comma, as a title is read out."""
    return " ".join(text.split()).replace(" ,", ",")


@register.simple_tag(takes_context=True)
def has_errors(context: template.Context) -> bool:
    """Return whether a form of the page has errors."""
    return page_title.has_errors(context)


@register.simple_tag
def control(field: BoundField) -> SafeString:
    """Render the control of a field alone.

    Without a placeholder, which disappears when it is needed, and without inline style, which our content security
    policy refuses.
    """
    for name in ("placeholder", "style"):
        field.field.widget.attrs.pop(name, None)
    return field.as_widget()


@register.filter
def quotable(text: str) -> str:
    """Return a plain text to stand between double quotation marks."""
    return cleaning.quotable(text)


@register.filter
def unbroken(words: SafeString) -> SafeString:
    """Keep each code and each postcode of a text, as HTML, on one line."""
    return mark_safe(ON_ONE_LINE.sub(r'<span class="phone">\g<0></span>', words))  # noqa: S308 - what is put around is ours


@register.filter
def in_language(text: Any, language: str) -> str:
    """Mark free text with its language, where that is not the page's."""
    return spoken.by(str(text), language)


@register.filter
def limit(field: BoundField) -> str:
    """Return how many letters a field takes, if that is worth saying."""
    return str(field.field.widget_attrs(field.field.widget).get("data-limit", ""))


@register.filter
def may_mean(field: BoundField) -> list[str]:
    """Return what a refused answer may have meant, where the field offers that as buttons."""
    if not getattr(field.field, "offers_places", False):
        return []
    refused = field.errors.as_data()
    return [name for error in refused for name in getattr(getattr(error, "failure", None), "suggestions", ())]


@register.filter
def day(at: datetime | None) -> str:
    """Format a day: "Tuesday 1 December"."""
    return times.day(at) if at else ""


@register.filter
def clock(at: datetime | None) -> str:
    """Format a time: "6pm"."""
    return times.clock(at) if at else ""


@register.filter
def hours(starts_at: datetime | None, ends_at: datetime | None) -> str:
    """Format start and end: "6pm to 8pm", or the start if no end is known."""
    if starts_at and ends_at:
        return times.hours(starts_at, ends_at)
    return clock(starts_at)


@register.filter
def phone(number: Any) -> str:
    """Format a phone number so that it never breaks across two lines."""
    return phones.grouped(str(number or ""))


@register.filter
def in_fours(letters: Any) -> str:
    """Format a long code in groups of four, to be read out or typed."""
    text = str(letters or "")
    return " ".join(text[place : place + 4] for place in range(0, len(text), 4))


@register.filter
def dial(number: Any) -> str:
    """Return the address that calls a phone number."""
    return phones.dialled(str(number or ""))
