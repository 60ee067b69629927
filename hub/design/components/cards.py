"""Cards and lists: an opportunity, its facts, a person to answer, a date, and what somebody is about to send."""

from dataclasses import dataclass
from typing import Any, Self

from hub.design.components.base import Part
from hub.design.components.status import Tag
from hub.design.components.week import Week


@dataclass(frozen=True)
class Fact:
    """A short fact with its icon; `strong` when it should be noticed, as with few places left."""

    icon: str
    text: str
    strong: bool = False


@dataclass(frozen=True)
class OpportunityCard(Part):
    """Something to take part in: when comes first, then what and who, then why it is shown and at most one snag."""

    title: str
    url: str
    organisation: str
    where: str = ""
    when_day: str = ""
    when_hours: str = ""
    when_often: str = ""
    slots: tuple[int, ...] = ()
    reasons: tuple[str, ...] = ()
    snag: str = ""
    facts: tuple[Fact, ...] = ()
    number: int | None = None
    answer: str = ""
    kind: str = ""
    kind_icon: str = ""
    level: int = 2
    template_name = "components/opportunity_card.html"

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        """Add the glyph, where there are windows to light. `level` is that of the heading, 2 to 4."""
        return {**super().get_context_data(), "week": Week(self.slots) if self.slots else None}

    @classmethod
    def examples(cls) -> tuple[Self, ...]:
        """Return a weekly thing that matches well, and one from home with a snag."""
        return (
            cls(
                title="Sort and hand out food",
                url="#card",
                organisation="Riverside Larder",
                where="8 minutes’ walk from your postcode",
                when_day="Tuesday",
                when_hours="6pm to 8pm",
                when_often="Every week",
                slots=(5,),
                reasons=("You said evenings and food", "No experience needed: you’ll be shown what to do"),
                facts=(
                    Fact("bus", "Bus fares paid"),
                    Fact("wheelchair", "Step-free"),
                    Fact("users-three", "3 places left", strong=True),
                    Fact("chat-dots", "Usually replies within a day"),
                ),
                number=1,
                answer="They’ll answer first",
                level=3,
            ),
            cls(
                title="Ring someone who’d like a chat",
                url="#card-2",
                organisation="Telephone Friends",
                where="from your own home",
                when_day="Any day",
                when_hours="One hour",
                when_often="You choose when",
                slots=(1, 4, 7, 10, 13),
                reasons=("You can do it sitting down, from home",),
                snag="a safety check comes first. It’s free, and takes about 3 weeks.",
                facts=(Fact("phone", "They pay for the calls"), Fact("users-three", "9 places left")),
                answer="Yours now",
                level=3,
            ),
        )


@dataclass(frozen=True)
class FactRow:
    """A fact with its icon and name; `lines` are joined to one paragraph, empty ones are left out."""

    icon: str
    label: str
    lines: tuple[str, ...]

    @property
    def said(self) -> tuple[str, ...]:
        """The lines that are not empty."""
        return tuple(line for line in self.lines if line)


@dataclass(frozen=True)
class FactList(Part):
    """Good to know: where, getting in, costs and the rest, each on a hairline."""

    rows: tuple[FactRow, ...]
    template_name = "components/fact_list.html"

    @classmethod
    def examples(cls) -> tuple[Self, ...]:
        """Return the facts of an evening at a food larder."""
        return (
            cls(
                (
                    FactRow("map-pin", "Where", ("Riverside Hall, Mill Lane.", "8 minutes’ walk from your postcode.")),
                    FactRow("wheelchair", "Getting in", ("Step-free from the street. Accessible toilet.",)),
                    FactRow("coins", "Costs", ("Bus fares paid on the night, in cash. No receipt needed.",)),
                    FactRow("users-three", "Places", ("3 left on 1 December, 5 left on 8 December.",)),
                )
            ),
        )


@dataclass(frozen=True)
class SummaryRow:
    """An answer somebody gave, and where they can change it (or nowhere)."""

    label: str
    value: str
    url: str = ""


@dataclass(frozen=True)
class SummaryList(Part):
    """Check your answers: each question, what was said, and a way to change it."""

    rows: tuple[SummaryRow, ...]
    template_name = "components/summary_list.html"

    @classmethod
    def examples(cls) -> tuple[Self, ...]:
        """Return three answers, one of which is fixed."""
        return (
            cls(
                (
                    SummaryRow("What it is called", "Sort and hand out food", "#name"),
                    SummaryRow("When", "Tuesdays, 6pm to 8pm", "#when"),
                    SummaryRow("Who asks", "Riverside Larder"),
                )
            ),
        )


@dataclass(frozen=True)
class DateTile(Part):
    """A day as a leaf of a calendar: its number, and the short day and month below."""

    number: int | str
    month: str
    template_name = "components/date_tile.html"

    @classmethod
    def examples(cls) -> tuple[Self, ...]:
        """Return a day of two figures and one of one."""
        return cls(24, "Tue Nov"), cls(6, "Sun Dec")


@dataclass(frozen=True)
class PersonCard(Part):
    """Somebody to answer: their name, how long we have, who sent them, for what, in their words, and what they need.

    The replies are the page's own forms and come after the card.
    """

    name: str
    tag: Tag | None = None
    source_icon: str = "user-circle"
    source: str = ""
    what: str = ""
    words: str = ""
    needs: str = ""
    level: int = 2
    template_name = "components/person_card.html"

    @classmethod
    def examples(cls) -> tuple[Self, ...]:
        """Return somebody who was referred and is waiting too long, and somebody who came by themselves."""
        return (
            cls(
                name="Joyce",
                tag=Tag("Late by 2 hours", "stop", "warning"),
                source_icon="handshake",
                source="Passed on by Maya, housing office, with her agreement",
                what="Sort and hand out food, any Tuesday",
                words="“Can’t stand long. Used to cook for a school.” Prefers a phone call after 2pm.",
                needs="She asked for a chair and no stairs. She said you may know this.",
                level=3,
            ),
            cls(
                name="Tunde",
                tag=Tag("Answer by 8:40pm today", "wait", "clock"),
                source="Signed up himself, Sunday 8:40pm",
                what="Sort and hand out food, Tuesday 1 December",
                words="“I finish work at 5. Happy to lift.” Prefers a text.",
                level=3,
            ),
        )
