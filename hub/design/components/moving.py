"""Navigation: links of the header, back, tabs, pages, steps, active filters, tables and collapsed parts."""

from dataclasses import dataclass
from typing import Any, Literal, Self

from django.utils.translation import gettext as _

from hub.design.components.base import Part

State = Literal["done", "now", "todo"]


@dataclass(frozen=True)
class NavLink:
    """A link of the header. `current` when the page is within it."""

    label: str
    url: str
    current: bool = False


@dataclass(frozen=True)
class Nav(Part):
    """The plain links of the header, which wrap and never hide."""

    links: tuple[NavLink, ...]
    label: str = ""
    template_name = "components/nav.html"

    @classmethod
    def examples(cls) -> tuple[Self, ...]:
        """Return a header's links with the first one current."""
        return (
            cls((NavLink("Find", "#find", True), NavLink("My page", "#me"), NavLink("Groups", "#groups")), "Example"),
        )


@dataclass(frozen=True)
class BackLink(Part):
    """A way back, above the title."""

    label: str
    url: str
    template_name = "components/back_link.html"

    @classmethod
    def examples(cls) -> tuple[Self, ...]:
        """Return a way back to a list."""
        return (cls("Back to the list", "#list"),)


@dataclass(frozen=True)
class TabItem:
    """A tab: its words, its address, how many are behind it (or None), and whether it is open."""

    label: str
    url: str
    count: int | None = None
    current: bool = False


@dataclass(frozen=True)
class Tabs(Part):
    """Links between pages of one kind, with counts. Each has an address of its own."""

    items: tuple[TabItem, ...]
    label: str = ""
    template_name = "components/tabs.html"

    @classmethod
    def examples(cls) -> tuple[Self, ...]:
        """Return an inbox's tabs."""
        items = (TabItem("To answer", "#a", 3, True), TabItem("Answered", "#b", 12), TabItem("Waiting", "#c", 0))
        return (cls(items, "People"),)


@dataclass(frozen=True)
class Pagination(Part):
    """Pages of a list. `url` is the part before the page number, such as "?day=6&page="."""

    page: int
    pages: int
    url: str
    showing: str = ""
    label: str = ""
    template_name = "components/pagination.html"

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        """Give the template the numbers near this page, first and last; 0 marks a gap."""
        wanted = sorted({1, self.pages, *range(self.page - 1, self.page + 2)} & set(range(1, self.pages + 1)))
        numbers: list[int] = []
        for number in wanted:
            if numbers and number - numbers[-1] > 1:
                numbers.append(0)
            numbers.append(number)
        return {
            **super().get_context_data(),
            "numbers": numbers if self.pages > 1 else [],
            "before": self.page - 1,
            "after": self.page + 1 if self.page < self.pages else 0,
        }

    @classmethod
    def examples(cls) -> tuple[Self, ...]:
        """Return the first of three, the middle of many, and a single page."""
        return (
            cls(1, 3, "?page=", "Showing 1 to 5 of 12"),
            cls(6, 12, "?page=", "Showing 51 to 60 of 118", "Pages in the middle"),
            cls(1, 1, "?page=", "Showing 1 to 4 of 4"),
        )


@dataclass(frozen=True)
class Chip:
    """A filter: its words and address; `removable` when it is in use and the link takes it off."""

    label: str
    url: str
    removable: bool = False


@dataclass(frozen=True)
class Chips(Part):
    """A row of filters, each a link."""

    items: tuple[Chip, ...]
    label: str = ""
    template_name = "components/chips.html"

    @classmethod
    def examples(cls) -> tuple[Self, ...]:
        """Return filters in use, and filters to choose."""
        return (
            cls((Chip("Within 2 miles", "#a", True), Chip("Costs paid", "#b", True)), "In use"),
            cls((Chip("An hour or less", "#c"), Chip("From home", "#d")), "Looking for"),
        )


@dataclass(frozen=True)
class Step:
    """One step of a path: its state, and a short note such as "About 30 minutes"."""

    label: str
    url: str = ""
    state: State = "todo"
    note: str = ""

    @property
    def words(self) -> str:
        """Its state in words, for those who do not see the dot."""
        return {"done": _("Done"), "now": _("Next"), "todo": _("To do")}[self.state]


@dataclass(frozen=True)
class Steps(Part):
    """Steps of a path, in order: done, next and still to do."""

    items: tuple[Step, ...]
    template_name = "components/steps.html"

    @classmethod
    def examples(cls) -> tuple[Self, ...]:
        """Return one of each state."""
        return (
            cls(
                (
                    Step("Choose how you’ll be run", "#a", "done", "Done 12 November"),
                    Step("Register as a food business", "#b", "now", "Next"),
                    Step("Open a bank account for the group", "#c", "todo", "About 30 minutes"),
                )
            ),
        )


@dataclass(frozen=True)
class Head:
    """The head of a column; `figures` when it holds numbers, which are aligned to the end."""

    label: str
    figures: bool = False


@dataclass(frozen=True)
class Cell:
    """A cell as the template draws it."""

    text: Any
    figures: bool


@dataclass(frozen=True)
class Table(Part):
    """A table with a caption. The first cell of each row names it."""

    caption: str
    heads: tuple[Head, ...]
    rows: tuple[tuple[Any, ...], ...]
    template_name = "components/table.html"

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        """Pair each cell with its column."""
        rows = [[Cell(text, head.figures) for text, head in zip(row, self.heads, strict=True)] for row in self.rows]
        return {"caption": self.caption, "heads": self.heads, "rows": rows}

    @classmethod
    def examples(cls) -> tuple[Self, ...]:
        """Return places of three weeks."""
        heads = (Head("Session"), Head("Where"), Head("Left", figures=True))
        rows = (
            ("24 November", "Riverside Hall", 0),
            ("1 December", "Riverside Hall", 3),
            ("8 December", "Library", 15),
        )
        return (cls("Places, next three weeks", heads, rows),)


@dataclass(frozen=True)
class Details(Part):
    """Something more to read for those who want it."""

    summary: str
    text: str
    is_open: bool = False
    template_name = "components/details.html"

    @classmethod
    def examples(cls) -> tuple[Self, ...]:
        """Return one closed and one open."""
        return cls("How we work it out", "From the middle of your postcode."), cls("Show the table", "June 61%.", True)
