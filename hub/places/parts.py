"""Which parts of a longer text may be the name of a place: "off Garratt Lane, Tooting", "Balham station"."""

import re
from collections.abc import Iterator
from typing import Final

from hub.places import postcodes

OF_NO_PLACE: Final = frozenset(
    "street road lane hill green park north south east west upper lower great little town village church common bridge "
    "market station the old new river high end cross central city".split()
)
"""Words that are names of places, too, but in a longer text say nothing of where it is."""
SAID_OF_ANYWHERE: Final = OF_NO_PLACE | frozenset(
    "home house flat here me us my mine our where live work school college library hospital surgery doctor "
    "doctors shop shops pub cafe sea beach canal water woods common corner road estate block bus stop train tube "
    "railway sports leisure community hall local locally nearby area anywhere somewhere everywhere online place "
    "please walking distance near to of a on i mum mums dad dads s friend friends job don t know adref gartref "
    "cartref yma ger gerllaw parc marchnad gorsaf eglwys ysgol pentref dref tref y yr".split()
)
"""Words that name no place by themselves, however many of them stand together: "near me", "at home", "the park"."""
BESIDE: Final = re.compile(
    r"(?:(?:just|right|very) )?(?:near|nearby|by|beside|behind|opposite|opp|off|at|in|around|round|outside|close to|next to|"
    r"not far from|the|from)\b[ .]*",
    re.IGNORECASE,
)
WHAT_IS_THERE: Final = re.compile(
    r"[ ,]+(?:(?:train|tube|railway|rail|underground|overground|bus) station|station|tube|town cent(?:re|er)|city cent(?:re|er)|"
    r"cent(?:re|er)|high (?:street|st|road)|market|broadway|area|estate|village)$",
    re.IGNORECASE,
)
SMALL: Final = re.compile(r"[ ,]+(?:high (?:street|st|road)|market|broadway|area|estate|village)$", re.IGNORECASE)
"""What has a name of its own, and a town of that name is another place: "Alton estate"."""
NATION: Final = re.compile(r"(.+?)[ ,]+(England|Wales|Scotland|Northern Ireland)", re.IGNORECASE)


def with_hint(text: str) -> tuple[str, str]:
    """Return a name and what was said of where it is: "Newport, Isle of Wight", "Newport Wales"; "" where nothing was."""
    name, _, hint = text.partition(",")
    nation = NATION.fullmatch(text)
    return (name, hint.strip()) if hint else (nation[1], nation[2]) if nation else (text, "")


def between_commas(text: str) -> Iterator[str]:
    """Yield what stands between commas, without "near" before it and "station" after it."""
    for part in postcodes.without_country(text).split(","):
        bare = part.strip()
        while (shorter := BESIDE.sub("", bare, count=1) if BESIDE.match(bare) else bare) != bare:
            bare = shorter
        yield bare
        yield WHAT_IS_THERE.sub("", bare)


def only_here(text: str, name: str) -> bool:
    """Whether a name stands in a text only as that of something small, as "Alton" in "near Alton estate"."""
    parts = [part for part in text.split(",") if name in part]
    return bool(parts) and all(SMALL.sub("", part) != part and part.strip() != name for part in parts)


def runs(part: str) -> Iterator[str]:
    """Yield runs of words of a part, the longest first and the last first of one length."""
    words = part.split()[-8:]
    for size in range(len(words), 0, -1):
        for start in range(len(words) - size, -1, -1):
            run = words[start : start + size]
            if is_name(" ".join(run)):
                yield " ".join(run)


def names_no_place(text: str) -> bool:
    """Whether a text is made only of words that could be said anywhere: "near the market", "round the corner", "at home"."""
    bare = text.strip()
    while bare and (found := BESIDE.match(bare)) and found.end():
        bare = bare[found.end() :]
    return bool(text.strip()) and SAID_OF_ANYWHERE.issuperset(re.findall(r"\w+", bare.casefold()))


def is_name(part: str) -> bool:
    """Whether a part has a word that is more than "street" or "old"."""
    return not all(word.casefold().strip(".") in OF_NO_PLACE for word in part.split())
