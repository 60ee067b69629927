"""The schema of the first pages. Editors replace the text with their own; the checklist says which pages are unchanged."""

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
    """A link: its button, its address, and a sentence."""

    label: Marked
    address: str
    words: Marked = ""


@dataclass(frozen=True)
class Ways(Entry):
    """Some links, under a heading."""

    title: Marked
    ways: tuple[Way, ...]


@dataclass(frozen=True)
class Notice(Entry):
    """Text in a box."""

    tone: str
    title: str
    words: str


@dataclass(frozen=True)
class OpenThings(Entry):
    """A few opportunities, of one cause or of all."""

    title: str
    cause: str = ""


@dataclass(frozen=True)
class Block(Entry):
    """One block of a page's body. Has exactly one of these fields; raises ValueError otherwise."""

    words: Rich = ""
    heading: str = ""
    questions: tuple[Question, ...] = ()
    ways: Ways | None = None
    notice: Notice | None = None
    open_things: OpenThings | None = None
    ring_us: bool = False

    def __post_init__(self) -> None:
        """Refuse a block with several fields, or none."""
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
    """Return links as their block takes them: all to an address, none to a page."""
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
    """The front page. `{place}` in its lead is what people call the area."""

    title: Marked
    lead: str
    ways: Ways
