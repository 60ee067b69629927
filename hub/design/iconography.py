"""Icons: Phosphor's outlines, read once from files and inlined, so that they take the colour of the text.

An icon is always beside text and hidden from assistive technology.
"""

from functools import cache
from pathlib import Path
from typing import Final

from django.utils.safestring import SafeString, mark_safe

FOLDER: Final = Path(__file__).parent / "icons"
POINTING: Final = frozenset({"arrow-left", "arrow-right", "caret-right"})
"""Icons that point in reading direction, and are mirrored in right-to-left scripts."""


def names() -> tuple[str, ...]:
    """Return the names of all icons, in order."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.svg")))


@cache
def inline(name: str) -> SafeString:
    """Return an icon as inline SVG. Raises FileNotFoundError for an unknown name."""
    svg = (FOLDER / f"{name}.svg").read_text(encoding="utf-8").strip()
    look = "icon turns" if name in POINTING else "icon"
    attributes = f'<svg class="{look}" width="20" height="20" aria-hidden="true" focusable="false"'
    return mark_safe(svg.replace("<svg", attributes, 1))  # noqa: S308 - our own files
