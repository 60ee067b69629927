"""Parts of the worker's screens: a match with its choices, an agreement to tick, a slip."""

from dataclasses import dataclass
from typing import Any, Self

from hub.design.components import Gate, Part, Week


@dataclass(frozen=True)
class Choice:
    """One thing that can be said to a match."""

    value: str
    words: str
    chosen: bool


@dataclass(frozen=True)
class Match(Part):
    """A match, as a worker sees it during a conversation: what, when, where, what fits, the one snag, and three answers."""

    pk: int
    title: str
    url: str
    organisation: str
    when: str
    where: str
    tone: str
    strip_icon: str
    strip_head: str
    strip: str
    reasons: tuple[str, ...] = ()
    slots: tuple[int, ...] = ()
    choices: tuple[Choice, ...] = ()
    template_name = "components/match.html"

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        """Add the glyph, where there are windows to light."""
        return {**super().get_context_data(), "week": Week(self.slots) if self.slots else None}

    @classmethod
    def examples(cls) -> tuple[Self, ...]:
        """Return one that fits, one with a snag and one that is full."""
        answers = (Choice("yes", "Yes please", True), Choice("maybe", "Maybe", False), Choice("no", "No thanks", False))
        return (
            cls(
                1,
                "Lay tables and chat over lunch",
                "#m1",
                "St Barnabas Lunch Table",
                "Wednesday, 11:30am to 2pm",
                "0.9 miles",
                "ok",
                "check-circle",
                "It fits.",
                "6 places left. Usually replies in 2 days.",
                ("They said “bit of company”",),
                (6, 7),
                answers,
            ),
        )


@dataclass(frozen=True)
class Line:
    """A line of a slip: what it is, and what is said."""

    label: str
    words: str


@dataclass(frozen=True)
class SlipItem:
    """One thing on a slip."""

    title: str
    organisation: str
    day: str
    hours: str
    lines: tuple[Line, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Slip(Part):
    """What somebody takes home: paper-white in every scheme, 80 mm wide, or A4 in large print.

    `agreed` are the sentences they said yes to, whole; `owed` is what they were promised.
    """

    hub: str
    name: str
    items: tuple[SlipItem, ...]
    agreed: tuple[str, ...] = ()
    owed: tuple[str, ...] = ()
    last: str = ""
    code: str = ""
    how_to_open: str = ""
    large: bool = False
    template_name = "components/slip.html"

    @classmethod
    def examples(cls) -> tuple[Self, ...]:
        """Return a slip with one thing on it."""
        return (
            cls(
                "The Hub",
                "Joyce",
                (
                    SlipItem(
                        "Lay tables and chat over lunch",
                        "St Barnabas Lunch Table",
                        "Wednesday 2 December",
                        "11:30am to 2pm",
                        (
                            Line("Where", "St Barnabas Hall, Lavenham Road"),
                            Line("Ask for", "Colette, 07700 900377"),
                        ),
                    ),
                ),
                ("Yes, tell St Barnabas Lunch Table my first name and my number. I can take this back any time.",),
                last="Changed your mind? Ring 07700 900100.",
                code="ABCD-2345",
            ),
        )


ALL: tuple[type[Part], ...] = (Match, Slip)
"""Components that the gallery and the accessibility test show in addition."""

__all__ = ["ALL", "Choice", "Gate", "Line", "Match", "Slip", "SlipItem"]
