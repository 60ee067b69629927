"""Loads the text of the first pages: one file per page, named by its slug."""

from functools import cache
from pathlib import Path
from typing import Final

from cms.content.shapes import HomeText, PageText
from hub.core import content

HERE: Final = Path(__file__).parent
PLAIN: Final = ("about", "for-groups", "for-staff")
"""Pages below the front page, in this order."""


@cache
def home() -> HomeText:
    """Return the front page."""
    return content.read(HERE / "home.yaml", HomeText)


@cache
def page(slug: str) -> PageText:
    """Return a page by its slug."""
    return content.read(HERE / f"{slug}.yaml", PageText, given={"slug": slug})
