"""What the toolkit's starting content is written in: plain values. Once they are pages, editors change them in Wagtail.

Words in curly brackets name a figure: `{lottery-fee}` shows the figure's value, and its source stands under the fact.
"""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class FigureText:
    """A figure that changes by law or year. `value` is what stands in a sentence: "£40", "28 days", "5 April 2027"."""

    key: str
    value: str
    about: str
    """What it is, in a few words: "Fee to register a small lottery, first year"."""
    source: str
    """Who says so: "Gambling Commission"."""
    as_at: date
    review_by: date
    url: str = ""
    is_checked: bool = False
    """Whether it was confirmed at its source; one that was not says "ask before you rely on it"."""


@dataclass(frozen=True)
class Fact:
    """One true sentence. With figures in it, it cites their sources; without, `source` says who says so.

    `is_custom` marks what groups here do, which is no rule.
    """

    text: str
    source: str = ""
    as_at: date | None = None
    review_by: date | None = None
    is_custom: bool = False


@dataclass(frozen=True)
class Use:
    """Something that can be opened: a page of this site (`/...`) or an official one (`https://...`)."""

    name: str
    url: str
    note: str = ""


@dataclass(frozen=True)
class Ask:
    """Whom to ask, and about what."""

    who: str
    about: str = ""


@dataclass(frozen=True)
class StepText:
    """One step of the toolkit."""

    number: int
    slug: str
    title: str
    why: str
    actions: tuple[str, ...]
    facts: tuple[Fact, ...] = ()
    use: tuple[Use, ...] = ()
    ask: tuple[Ask, ...] = ()
    minutes: int = 30
    cost: str = ""
    """What it costs, in a few words; "" is "no cost"."""
    applies: tuple[str, ...] = ()
    """Codes of `cms.toolkit.applying.About`: it applies to a group of which any of these is true; none: to every group."""
    skip: str = ""
    """When one can leave it out: "You may not need this: …"."""


@dataclass(frozen=True)
class StageText:
    """One of the five stages: a house in the picture."""

    number: int
    slug: str
    title: str
    about: str
    steps: tuple[StepText, ...]
