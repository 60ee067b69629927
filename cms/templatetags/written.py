"""Editors' texts: in another language, and which of them name a figure."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext
from wagtail.models import Page

from cms.models import figured

register = template.Library()


@register.filter
def ours(words: str) -> SafeString | str:
    """Return an editor's text: translated if it is still ours and has a translation, else marked as English."""
    if (get_language() or "en").startswith("en") or not words:
        return words
    found = gettext(words)
    return found if found != words else format_html('<span lang="en-gb">{}</span>', words)


@register.simple_tag
def pages_naming(key: str) -> list[Page]:
    """Return the pages whose texts name a figure."""
    return figured.pages_naming(key) if key else []
