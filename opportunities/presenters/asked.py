"""What a filter asked for is seen on each card that it let through: the Saturday session, the ramp, the word."""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from hub.core import cleaning
from hub.design import spoken
from hub.design.components import Fact
from hub.taxonomy.codes import PAYS, Access, Cause, Kind, Slot
from hub.words import folding
from opportunities.models import Opportunity, Session

if TYPE_CHECKING:
    from opportunities.search.forms import Find

LONGEST: Final = 90
"""Letters of the sentence that is quoted for a word."""
SENTENCES: Final = re.compile(r"(?<=[.!?])\s+|\n+")


@dataclass(frozen=True)
class Asked:
    """The filters that are on; all empty where none is."""

    slots: frozenset[Slot] = frozenset()
    access: frozenset[Access] = frozenset()
    causes: frozenset[Cause] = frozenset()
    kinds: frozenset[Kind] = frozenset()
    extra: frozenset[str] = frozenset()
    words: tuple[tuple[str, ...], ...] = ()
    """For each word, the stems that speak for it."""

    @classmethod
    def by(cls, find: "Find", *, words: tuple[tuple[str, ...], ...] = ()) -> "Asked":
        """Return what a search form asks for; its words as the search understood them."""
        return cls(
            slots=find.slots,
            access=find.facts,
            causes=frozenset(map(Cause, find.asked.get("cause", []))),
            kinds=frozenset(map(Kind, find.asked.get("kind", []))),
            extra=frozenset(find.asked.get("access", [])),
            words=words,
        )

    def first(self, sessions: list[Session]) -> list[Session]:
        """Return the dates with the first that was asked for in front."""
        fits = next((session for session in sessions if self.slots.intersection(session.slots)), None)
        return sessions if fits is None else [fits, *(session for session in sessions if session is not fits)]

    def facts(self, opportunity: Opportunity) -> list[Fact]:
        """Return the facts that show why this one was let through, beyond what every card has."""
        found = [
            Fact(icon="check", text=str(cause.label))
            for cause in Cause
            if cause in self.causes.intersection(opportunity.causes)
        ]
        if opportunity.kind in self.kinds:
            found.append(Fact(icon="check", text=str(Kind(opportunity.kind).label)))
        if "costs" in self.extra:
            paid = [cost for cost in PAYS if cost in opportunity.costs]
            found += [Fact(icon="coins", text=str(cost.label)) for cost in paid]
        if "no_check" in self.extra:
            found.append(Fact(icon="shield-check", text=_("No safety check")))
        quote = self._quote(opportunity)
        if quote and quote not in [fact.text for fact in found]:
            found.append(Fact(icon="magnifying-glass", text=quote))
        return found

    def _quote(self, opportunity: Opportunity) -> str:
        """Return the sentence with a word that was asked for and that the card would not show; nothing if it shows."""
        shown = set(folding.stems(f"{opportunity.title} {opportunity.organisation.name}"))
        sentences = SENTENCES.split(f"{opportunity.summary}\n{opportunity.what_you_do}")
        causes = [str(Cause(cause).label) for cause in sorted(opportunity.causes)]
        for stem in (stem for stems in self.words if shown.isdisjoint(stems) for stem in stems):
            for sentence in sentences:
                if stem in folding.stems(sentence):
                    quoted = _("“%(sentence)s”") % {"sentence": Truncator(cleaning.quotable(sentence)).chars(LONGEST)}
                    return spoken.by(quoted, opportunity.lang)
            named = next((label for label in causes if stem in folding.stems(label)), "")
            if named:
                return named
        return ""


NOTHING: Final = Asked()
