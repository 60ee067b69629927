"""What the title of a page says beside its name: that something is to put right, the tab, and the page of a list.

They are read from what the page draws anyway, so that no template has to say them.
"""

from collections.abc import Iterator
from typing import Any

from django.forms import BaseForm
from django.template import Context
from django.utils.translation import gettext as _

from hub.design.components import Pagination, Tabs


def has_errors(context: Context) -> bool:
    """Whether a form of the page has errors."""
    return any(form.is_bound and form.errors for form in _values(context, BaseForm))


def before(context: Context) -> str:
    """Return "Error: " where a form of the page has errors, and "Answered – " in a tab that is not the first."""
    tabs = [item.label for tabs in _values(context, Tabs) for item in tabs.items[1:] if item.current]
    return (_("Error: ") if has_errors(context) else "") + "".join(f"{label} – " for label in tabs)


def after(context: Context) -> str:
    """Return ", page 2 of 5" from the second page of a list on; "" otherwise."""
    page = next((pages for pages in _values(context, Pagination) if pages.page > 1), None)
    return _(", page %(page)d of %(pages)d") % {"page": page.page, "pages": page.pages} if page else ""


def _values(context: Context, kind: type[Any]) -> Iterator[Any]:
    """Yield the values of a kind, also within lists. What is lazy stays unread, which is why `type` is asked."""
    for layer in context.dicts:
        for value in layer.values():
            for one in value if type(value) in (list, tuple) else (value,):
                if issubclass(type(one), kind):
                    yield one
