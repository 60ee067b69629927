"""The schema of the toolkit's first content. Once it is pages, editors change it in Wagtail.

A name in curly brackets is a figure: `{lottery-fee}` shows the figure's value, and its source is shown under the fact.
"""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, ValidationInfo

from cms.toolkit.applying import About
from hub.core.content import Entry
from hub.core.content_fields import KEYED, found, one_of
from hub.figures import reading


def _figures(text: str, info: ValidationInfo) -> str:
    """Refuse an unknown figure."""
    for key in reading.named_in(text):
        found("figures", key, info)
    return text


Cited = Annotated[str, AfterValidator(_figures)]
"""A text that may refer to figures."""


@dataclass(frozen=True)
class FigureText(Entry):
    """A figure that changes by law or year. `value` is the text used in a sentence: "£40", "28 days", "5 April 2027"."""

    key: str
    value: str
    about: str
    """What it is, in a few words: "Fee to register a small lottery, first year"."""
    source: str
    """Its source: "Gambling Commission"."""
    as_at: date
    review_by: date
    url: str = ""
    is_checked: bool = False
    """Whether it was confirmed at its source; otherwise the page says "ask before you rely on it"."""


@dataclass(frozen=True)
class Figures(Entry):
    """Every figure that the steps cite: its value, its source, and when to check it again."""

    figures: Annotated[dict[str, FigureText], KEYED]


@dataclass(frozen=True)
class Fact(Entry):
    """One true sentence. With figures in it, it cites their sources; without, `source` names one.

    `is_custom` marks what is common practice here, not a rule.
    """

    text: Cited
    source: str = ""
    as_at: date | None = None
    review_by: date | None = None
    is_custom: bool = False


@dataclass(frozen=True)
class Use(Entry):
    """Something that can be opened: a page of this site (`/...`) or an official one (`https://...`)."""

    name: str
    url: str
    note: str = ""


@dataclass(frozen=True)
class Ask(Entry):
    """Whom to ask, and about what."""

    who: str
    about: str = ""


@dataclass(frozen=True)
class StepText(Entry):
    """One step of the toolkit: a file whose name is its number and its slug."""

    number: int
    slug: str
    title: str
    why: Cited
    actions: tuple[Cited, ...]
    facts: tuple[Fact, ...] = ()
    use: tuple[Use, ...] = ()
    ask: tuple[Ask, ...] = ()
    minutes: int = 30
    cost: Cited = ""
    """What it costs, in a few words; "" is "no cost"."""
    applies: Annotated[tuple[Annotated[str, one_of(About.values)], ...], BeforeValidator(str.split)] = ()
    """Codes of `cms.toolkit.applying.About`: it applies to groups with any of these; without codes, to every group."""
    skip: Cited = ""
    """When one can leave it out: "You may not need this: …"."""


@dataclass(frozen=True)
class StageText(Entry):
    """One of the five stages: a house in the picture. A folder whose name is its number and its slug."""

    number: int
    slug: str
    title: str
    about: str
    steps: tuple[StepText, ...] = ()
