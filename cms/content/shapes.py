"""The schema of the first pages. Editors put their own words in their place; the checklist says which still stand."""

from dataclasses import asdict, dataclass
from typing import Any

from hub.core.content import Entry
from hub.core.content_fields import Marked, Rich


@dataclass(frozen=True)
class Question(Entry):
    """A question people ask, and its answer."""

    question: str
    answer: Rich


@dataclass(frozen=True)
class Way(Entry):
    """A way to go on: its button, its address, and a sentence."""

    label: Marked
    address: str
    words: Marked = ""


@dataclass(frozen=True)
class Ways(Entry):
    """Some ways to go on, under a heading."""

    title: Marked
    ways: tuple[Way, ...]


@dataclass(frozen=True)
class Notice(Entry):
    """Words that stand apart."""

    tone: str
    title: str
    words: str


@dataclass(frozen=True)
class OpenThings(Entry):
    """A few things to take part in, of one cause or of all."""

    title: str
    cause: str = ""


@dataclass(frozen=True)
class Block(Entry):
    """One block of a page's body. Says exactly one of these; raises ValueError otherwise."""

    words: Rich = ""
    heading: str = ""
    questions: tuple[Question, ...] = ()
    ways: Ways | None = None
    notice: Notice | None = None
    open_things: OpenThings | None = None
    ring_us: bool = False

    def __post_init__(self) -> None:
        """Refuse a block that says several things, or nothing."""
        if len(self._said()) != 1:
            raise ValueError(f"A block says one of {', '.join(vars(self))}.")

    def _said(self) -> list[str]:
        return [name for name, value in vars(self).items() if value]

    def value(self) -> tuple[str, Any]:
        """Return the block's name and value as Wagtail's body takes them."""
        name = self._said()[0]
        value = getattr(self, name)
        if name == "questions":
            return name, {"questions": [asdict(one) for one in value]}
        if name == "ways":
            return name, ways(value)
        if name == "ring_us":
            return name, None
        return name, value if isinstance(value, str) else asdict(value)


def ways(text: Ways) -> dict[str, Any]:
    """Return some ways to go on as their block takes them: each to an address, none to a page."""
    return {"title": text.title, "ways": [{**asdict(way), "page": None} for way in text.ways]}


@dataclass(frozen=True)
class PageText(Entry):
    """A page. The name of its file is its slug."""

    slug: str
    title: str
    lead: str
    body: tuple[Block, ...] = ()


@dataclass(frozen=True)
class HomeText(Entry):
    """The front page. `{place}` in its lead is what people call the place."""

    title: Marked
    lead: str
    ways: Ways
