"""Field types for content schemas: names of other entries, codes of a list, words, sentences to translate."""

from collections.abc import Collection, Iterator
from dataclasses import fields, is_dataclass
from difflib import get_close_matches
from itertools import groupby
from typing import Annotated, Any, Final, get_type_hints

from django.utils.html import escape
from pydantic import AfterValidator, BeforeValidator, ValidationInfo

TRANSLATED: Final = "translated where it is shown"


def _keyed(entries: Any) -> Any:
    if not isinstance(entries, dict) or not all(isinstance(entry, dict) for entry in entries.values()):
        return entries
    return {key: {"key": key, **entry} for key, entry in entries.items()}


KEYED: Final = BeforeValidator(_keyed)
"""For a mapping of entries: each entry's field `key` is its name in the mapping."""

Split = Annotated[tuple[str, ...], BeforeValidator(lambda text: text.split() if isinstance(text, str) else text)]
"""Words separated by spaces or line breaks."""

Marked = Annotated[str, TRANSLATED]
"""A sentence that is translated where it is shown; the marker lets `make messages` find it."""


def named(kind: str) -> BeforeValidator:
    """Return a field for an entry: written inline, or given by its name among the entries of a kind."""
    return BeforeValidator(lambda value, info: found(kind, value, info) if isinstance(value, str) else value)


def found(kind: str, name: str, info: ValidationInfo) -> Any:
    """Return an entry of a kind by its name. Raises ValueError for an unknown name."""
    known = _of(kind, info)
    return known[_checked(name, known)]


def key_of(kind: str) -> AfterValidator:
    """Return a field for the name of an entry of a kind."""
    return AfterValidator(lambda value, info: _checked(value, _of(kind, info)))


def one_of(codes: Collection[str]) -> AfterValidator:
    """Return a field for one code of a list."""
    return AfterValidator(lambda value: _checked(value, codes))


def some_of(codes: Collection[str]) -> AfterValidator:
    """Return a field for codes of a list, separated by spaces."""

    def every(value: str) -> str:
        for code in value.split():
            _checked(code, codes)
        return value

    return AfterValidator(every)


def _of(kind: str, info: ValidationInfo) -> Any:
    return (info.context or {}).get(kind, {})


def _checked(value: str, known: Collection[str]) -> str:
    if value not in known:
        near = get_close_matches(value, list(known), n=1)
        raise ValueError(f"“{value}” is not known." + (f" Is it “{near[0]}”?" if near else ""))
    return value


def rich(text: str) -> str:
    """Convert text to HTML: an empty line separates paragraphs, lines that begin with "- " form a list."""
    blocks = (block.splitlines() for block in text.strip().split("\n\n"))
    return "".join(_html(is_list, list(lines)) for block in blocks for is_list, lines in groupby(block, _is_item))


def _is_item(line: str) -> bool:
    return line.startswith("- ")


def _html(is_list: bool, lines: list[str]) -> str:
    if is_list:
        return f"<ul>{''.join(f'<li>{escape(line[2:])}</li>' for line in lines)}</ul>"
    return f"<p>{escape(' '.join(lines))}</p>"


Rich = Annotated[str, AfterValidator(rich)]
"""Paragraphs and lists, stored as HTML."""


def marked(value: Any) -> Iterator[str]:
    """Yield every sentence, in an entry and in the entries inside it, that is translated where it is shown."""
    if isinstance(value, (tuple, list)):
        for one in value:
            yield from marked(one)
    if not is_dataclass(value) or isinstance(value, type):
        return
    hints = get_type_hints(type(value), include_extras=True)
    for field in fields(value):
        inside = getattr(value, field.name)
        if TRANSLATED in getattr(hints[field.name], "__metadata__", ()):
            yield inside
        else:
            yield from marked(inside)
