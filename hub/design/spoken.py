"""Free text in its own language: what a group wrote in English is read out as English on a Welsh page, too.

The text carries its language itself, so that every template that shows it marks it. As a plain string, in a message or a
page's title, it is only the text.
"""

from collections.abc import Iterable

from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language


class Said(str):
    """A text of which some part is in another language than the page."""

    html: SafeString

    def __html__(self) -> SafeString:
        """Return the text as HTML, with the language of its parts."""
        return self.html


def _said(text: str, html: SafeString) -> Said:
    said = Said(text)
    said.html = html
    return said


def by(text: str, language: str) -> str:
    """Return a text in its language; as it is where that is the page's."""
    if not text or language.partition("-")[0] == (get_language() or "").partition("-")[0]:
        return text
    return _said(text, format_html('<span lang="{}">{}</span>', language, text))


def joined(parts: Iterable[str]) -> str:
    """Return texts as one, each in its language. Empty ones are left out."""
    kept = [part for part in parts if part]
    return _said(" ".join(kept), format_html_join(" ", "{}", ((part,) for part in kept)))


def filled(sentence: str, parts: dict[str, str]) -> str:
    """Return a sentence of ours with texts in it, each in its language."""
    marked = {name: conditional_escape(text) for name, text in parts.items()}
    return _said(sentence % parts, mark_safe(conditional_escape(sentence) % marked))  # noqa: S308
