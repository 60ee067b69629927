"""Parsing somebody's own words into codes. Each keeps the words it came from, so that the person can correct it.

It uses a small list of English words made by hand, and does not guess. Text that is not in the list is kept and still
counts in word search. It understands "not shops", "I'd rather not", "no mornings" as things to leave out.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from hub.taxonomy.codes import Activity, Cause, Slot
from hub.words import folding

WORDS: Final[dict[str, str]] = {
    "cause:children": "child children kids youngsters teenagers youth toddlers babies",
    "cause:older": "elderly older pensioner grandparents carehome",
    "cause:food_money": "food meals foodbank larder supper lunch hungry debt",
    "cause:health": "health wellbeing mental hospital",
    "cause:disability": "disability disabled wheelchair access",
    "cause:green": "garden plants nature park parks trees animals dogs dog cats wildlife birds allotment outdoors",
    "cause:arts": "art arts music sing singing choir theatre drama history museum paint painting dance craft knitting",
    "cause:sport": "sport football running swim swimming cricket walks cycling gym exercise",
    "cause:learning": "read reading books homework maths learning literacy english",
    "cause:welcome": "refugees newcomers arrivals asylum",
    "cause:homes": "street litter estate housing",
    "cause:safety": "emergency flood safety rescue",
    "cause:say": "council decisions vote planning consultation",
    "activity:talk": "company chat chatting talk talking people listen visit befriend friends lonely tea",
    "activity:cook": "cook cooking bake baking kitchen cakes",
    "activity:garden": "garden gardening grow growing plants planting dig allotment outdoors weeding",
    "activity:drive": "drive driving deliver van lifts",
    "activity:fix": "fix fixing mend mending repair repairs bikes bike tools make making diy woodwork sew sewing",
    "activity:teach": "teach teaching tutor mentor homework",
    "activity:organise": "organise organising admin lists rota office",
    "activity:money": "bookkeeping accounts treasurer budget",
    "activity:tech": "computers computer phones laptop internet tablets",
    "activity:write": "write writing photos photography design posters",
    "activity:interpret": "interpret interpreting translate translating",
    "activity:coach": "coach coaching leading lead",
    "activity:greet": "greet greeting welcome welcoming reception steward",
    "activity:sort": "sort sorting collect packing pack shelves",
    "activity:research": "research survey finding",
    "activity:speak": "campaign committee meetings decide",
    "activity:start": "start",
}
PARTS: Final = {"morning": 0, "early": 0, "afternoon": 1, "lunchtime": 1, "evening": 2, "night": 2}
DAYS: Final[dict[str, tuple[int, ...]]] = {
    "monday": (0,),
    "tuesday": (1,),
    "wednesday": (2,),
    "thursday": (3,),
    "friday": (4,),
    "saturday": (5,),
    "sunday": (6,),
    "weekend": (5, 6),
    "weekday": (0, 1, 2, 3, 4),
}
NEGATIONS: Final = frozenset("not no never hate hates avoid dont cant wont isnt without except nothing but".split())
"""A "but" counts only where it does not begin a new clause: "anything but shops"."""
REACHES: Final = 4
"""How many words a "not" applies to, within its own clause."""


@dataclass(frozen=True)
class Heard:
    """One parsed item: its code ("activity:fix", "part:0", "day:5"), whether it is left out or wished for, and its clause."""

    code: str
    wished: bool
    clause: str

    @property
    def key(self) -> str:
        """The key by which a correction names it."""
        return self.code if self.wished else f"not:{self.code}"

    @property
    def label(self) -> str:
        """Its label on screen."""
        kind, _colon, value = self.code.partition(":")
        if kind == "part":
            name = str((_("mornings"), _("afternoons"), _("evenings"))[int(value)])
        elif kind == "day":
            name = str(Slot(int(value) * 3).label).rpartition(" ")[0]
        else:
            name = str((Cause if kind == "cause" else Activity)(value).label)
            name = name[:1].lower() + name[1:]
        return name if self.wished else _("not %(thing)s") % {"thing": name}


def _by_stem() -> dict[str, frozenset[str]]:
    """Return the codes for each stem, with the singular and the plural of every word in the list."""
    found: dict[str, set[str]] = {}
    said = {word: {f"part:{part}"} for word, part in PARTS.items()}
    said |= {word: {f"day:{day}" for day in days} for word, days in DAYS.items()}
    for code, words in WORDS.items():
        for word in words.split():
            said.setdefault(word, set()).add(code)
    for word, codes in said.items():
        for form in (word, f"{word}s"):
            found.setdefault(folding.stem(form), set()).update(codes)
    return {stem: frozenset(codes) for stem, codes in found.items()}


STEMS: Final = _by_stem()


def clauses(words: str) -> list[str]:
    """Split a text into clauses."""
    apart = r"[.;,!?\n]|\band\b|(?<!\banything )(?<!\beverything )\bbut\b"
    return [part.strip() for part in re.split(apart, words, flags=re.IGNORECASE) if part.strip()]


def wished(words: str) -> str:
    """Return a text without the clauses that leave something out."""
    return ". ".join(part for part in clauses(words) if not NEGATIONS & set(folding.fold(part).split()))


def by_clause(words: str) -> tuple[tuple[Heard, ...], ...]:
    """Return the parsed items of each clause."""
    return tuple(tuple(_in_clause(clause)) for clause in clauses(words))


def heard(words: str) -> tuple[Heard, ...]:
    """Return the parsed items, each once, in order of mention. For one both left out and wished for, leaving out wins."""
    found: dict[str, Heard] = {}
    for clause in by_clause(words):
        for one in clause:
            if one.code not in found or not one.wished:
                found[one.code] = one
    return tuple(found.values())


def _in_clause(clause: str) -> Iterable[Heard]:
    reach = 0
    for word in folding.fold(clause).split():
        if word in NEGATIONS:
            reach = REACHES
            continue
        for code in sorted(STEMS.get(folding.stem(word), ())):
            yield Heard(code, wished=reach == 0, clause=clause)
        reach = max(0, reach - 1)
