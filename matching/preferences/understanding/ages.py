"""How old somebody says that they are, in figures or words; never the age of their family, a length or an amount."""

from collections.abc import Iterator, Sequence
from typing import Final

from matching.preferences.understanding.tokens import Token

YOUNGEST, OLDEST = 10, 105
TENS: Final = {
    word: 10 * (place + 2) for place, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split())
} | {"fourty": 40}
UNITS: Final = {word: place + 1 for place, word in enumerate("one two three four five six seven eight nine".split())}
TEENS: Final = {
    word: place + 10
    for place, word in enumerate(
        "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
    )
}
BEFORE: Final = frozenset("im ime aged age am now turning turned hes shes".split())
"""What stands before an age."""
WEAK: Final = frozenset("is just nearly almost only about".split())
"""The same, where one of STRONG stands before it: "I'm nearly 70", "caller is 82"."""
STRONG: Final = frozenset(
    "im ime am hes shes is she he caller client resident lady gentleman gent pt patient yp who turning turned just i".split()
)
WHO: Final = frozenset(
    "lady gentleman man woman gent lad girl boy caller resident client male female person bloke chap widow widower pensioner "
    "retired yp".split()
)
NOTED: Final = frozenset("resident client caller lady gentleman gent pt patient yp tenant".split())
"""What stands right before an age in a worker's note: "Resident 58, ex postman"."""
AMOUNTS: Final = frozenset(
    "miles mile km minutes minute mins min hours hour hrs hr days day weeks week months month times people kids children stone percent "
    "oclock am pm flights stairs steps words years year yrs yr pounds quid p of till until to or flats houses boxes bags grandchildren "
    "cats dogs pints yards metres streets stops".split()
)
FAMILY: Final = frozenset(
    "mum mother dad father son daughter wife husband partner boy girl kid kids child children brother sister nan gran granddad "
    "grandson granddaughter baby toddler mam mams nana grandad friend neighbour".split()
)
THEIRS: Final = frozenset("my our his her their your me".split())


def found(words: Sequence[Token]) -> Iterator[tuple[str, bool, bool, int, int]]:
    """Yield the person's own age as a thing heard: at most one."""
    for at in range(len(words)):
        years, end = _number(words, at)
        if years is not None and YOUNGEST <= years <= OLDEST and _is_own(words, at, end):
            end = _with_unit(words, end)
            yield f"age:{years}", True, True, at, end
            return


def _number(words: Sequence[Token], at: int) -> tuple[int | None, int]:
    norm = words[at].norm
    if norm.isdigit() and len(norm) <= 3:
        return int(norm), at + 1
    if norm in TENS:
        if at + 1 < len(words) and words[at + 1].norm in UNITS and not words[at + 1].gap:
            return TENS[norm] + UNITS[words[at + 1].norm], at + 2
        return TENS[norm], at + 1
    return TEENS.get(norm), at + 1


def _is_own(words: Sequence[Token], at: int, end: int) -> bool:
    if _is_of_family(words, at) or "when" in {word.norm for word in words[max(0, at - 4) : at]}:
        return False
    is_years = _with_unit(words, end) > end
    after = words[end].norm if end < len(words) and not words[end].gap else ""
    if not is_years and after in AMOUNTS:
        return False
    if is_years:
        beyond = _with_unit(words, end)
        is_old = words[beyond - 1].norm in ("old", "yo", "o", "young")
        return is_old or (beyond < len(words) and words[beyond].norm in WHO)
    before = words[at - 1].norm if at and words[at].gap != "." else ""
    if before in WEAK:
        return at > 1 and not words[at - 1].gap and words[at - 2].norm in STRONG
    if before in BEFORE or (before in NOTED and not words[at].gap):
        return True
    if before == "of" and at > 1 and words[at - 2].norm in WHO:
        return True
    # A worker's note: "Gentleman, 69, …"; or an age that stands alone: "twenty three, new in town".
    stands_alone = words[at].gap in (",", ".") and (end >= len(words) or words[end].gap in (",", "."))
    return stands_alone and (at == 0 or before in WHO or at <= 4)


def _is_of_family(words: Sequence[Token], at: int) -> bool:
    """Whether somebody of the family is spoken of: from "my boy" on, until the person speaks of themselves."""
    of_family = False
    begin = at
    while begin and words[begin].gap != ".":
        begin -= 1
    for place in range(begin, at):
        norm = words[place].norm
        is_theirs = place > 0 and words[place - 1].norm in THEIRS
        if norm in FAMILY and (is_theirs or (place + 1 < len(words) and words[place + 1].norm in ("is", "was"))):
            of_family = True
        elif norm in ("i", "im", "ime", "ill"):
            of_family = False
    near = {word.norm for word in words[max(begin, at - 3) : at]}
    return of_family or bool(near & THEIRS)


def _with_unit(words: Sequence[Token], end: int) -> int:
    """Return the end with "years old", "yr old" or "yo" after the number."""
    if [word.norm for word in words[end : end + 2]] == ["y", "o"]:
        return end + 2
    if end < len(words) and not words[end].gap and words[end].norm in ("years", "year", "yrs", "yr", "yo"):
        end += 1
        if end < len(words) and not words[end].gap and words[end].norm in ("old", "young"):
            end += 1
    return end
