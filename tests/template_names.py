"""A name that nothing has, in a template of ours, is a mistake: Django prints nothing for it, and the page has a hole."""

import sys
from pathlib import Path
from typing import Any

from django.template import engines
from django.template.base import Node

ROOT = Path(__file__).resolve().parent.parent
OURS = ("hub", "organisations", "opportunities", "matching", "cms")


class UnknownName(Exception):
    """A template of ours names what its context does not have."""


class NothingOfOurs(str):
    """What Django prints for an unknown name: nothing in templates of libraries, an error in ours."""

    __slots__ = ()

    def __bool__(self) -> bool:
        place = _place(sys._getframe(1))
        if place.startswith(tuple(f"{ROOT / app}/" for app in OURS)):
            raise UnknownName(f"{sys._getframe(1).f_locals['self']} in {place}")
        return False


def _place(frame: Any) -> str:
    """Return the file of the template whose node is being drawn."""
    while frame is not None:
        node = frame.f_locals.get("self")
        if isinstance(node, Node) and getattr(node, "origin", None) is not None:
            return str(node.origin.name)
        frame = frame.f_back
    return ""


def insist() -> None:
    """Have every unknown name in a template of ours raise UnknownName from now on."""
    engines["django"].engine.string_if_invalid = NothingOfOurs()
