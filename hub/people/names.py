"""Names as people type them: which part is the first name, and how to address somebody.

"Okoro, Sam" is Sam Okoro. A title is no first name: "Mr Sam Okoro" is addressed as Sam; of "Mr Okoro" no first name is
known, so the first name kept is what one would say to him, "Mr Okoro", and to a couple "Mr and Mrs Okoro". Names all in
small or all in capital letters get capitals as names have them; any other case is somebody's own and stays.
"""

import re
from dataclasses import dataclass
from typing import Final

from hub.core import cleaning

MOST_DIGITS: Final = 3
"""More than these in a name are a number to ring."""
LONGEST: Final = 60
"""Letters in a first name, and in a surname."""
TITLES: Final = {
    "mr": "Mr",
    "mister": "Mr",
    "mrs": "Mrs",
    "ms": "Ms",
    "miss": "Miss",
    "mx": "Mx",
    "dr": "Dr",
    "doctor": "Dr",
    "prof": "Prof",
    "professor": "Prof",
    "rev": "Rev",
    "revd": "Rev",
    "reverend": "Rev",
    "sir": "Sir",
    "dame": "Dame",
    "cllr": "Cllr",
    "councillor": "Cllr",
}
AND: Final = frozenset(("and", "&", "+", "a", "ac"))
"""What joins the titles of a couple, in English and Welsh."""
PARTICLES: Final = frozenset("van von de den der des del della da di dos das du la ten ter zu bin ibn al el".split())
"""Little words that begin a surname, in small letters."""
AFTER: Final = frozenset("mbe obe cbe jp phd md ba bsc ma msc jr jnr sr snr".split())
"""What may follow a whole name after a comma; it is not a first name."""
_LETTERS: Final = re.compile("(?:[^\\W\\d_]|[\u0300-\u036f])+")

_ODD: Final = re.compile(r"[<>{}\[\]|\\/=_^~*#@]")
"""Signs that no name has: what holds one is not put into capitals."""


@dataclass(frozen=True)
class Name:
    """A name in its parts. `first_name` is how to address somebody; it may be a title and a surname, and then `surname` is empty."""

    first_name: str
    surname: str = ""

    def __str__(self) -> str:
        return f"{self.first_name} {self.surname}".strip()


def read(typed: str) -> Name:
    """Return the parts of a name that somebody typed; both are empty when nothing was."""
    before, _comma, after = (part.strip(" ,") for part in cleaning.line(typed).strip(" ,").partition(","))
    if after and after.replace(".", "").casefold() not in AFTER:
        title, words = _title(after.split())
        surname = _capitals(before)
        return Name(_capitals(" ".join(words)), surname) if words else Name(f"{title} {surname}")
    title, words = _title(f"{before} {after}".split())
    name = _capitals(" ".join(words)).split()
    if not name:
        return Name(title)
    if title and (len(name) == 1 or _is_initial(name[0]) or not AND.isdisjoint(title.split())):
        return Name(f"{title} {' '.join(name)}")
    if _is_surname(words):
        return Name(f"{title} {' '.join(name)}".strip())
    first = 3 if len(name) > 2 and name[1].casefold() in ("and", "&", "+") else 1
    if first == 3:
        name[1] = name[1].casefold()
    return Name(" ".join(name[:first]), " ".join(name[first:]))


def shown(typed: str) -> str:
    """Return a name as people write it: "Okoro, Sam" is Sam Okoro. What has no such order stays: "Precious and Bola", "the warden"."""
    before, _comma, after = (part.strip() for part in cleaning.line(typed).partition(","))
    words = [*before.split(), *after.split()]
    in_order = not (before and after) or "," in after or not all(word[:1].isupper() for word in words)
    return cleaning.line(typed) if in_order else str(read(typed))


def from_address(email: str) -> str:
    """Return what to call somebody of whom only an email address is known, until they say; "" if it tells nothing."""
    first = re.split(r"[^\w'’]|[\d_]", cleaning.code(email).partition("@")[0])[0]
    return _capitals(first) if len(first) <= LONGEST else ""


def key(first_name: str) -> str:
    """Return a first name to compare it: its first word, but with a title all of it."""
    title, words = _title(cleaning.line(first_name).casefold().split())
    return " ".join([title.casefold(), *words]) if title else words[0] if words else ""


def is_title(name: str) -> bool:
    """Whether a name is a title and nothing else."""
    return bool(name) and not _title(name.split())[1]


def untitled(first_name: str) -> str:
    """Return what follows the title in "Mr Okoro"; "" where there is no title."""
    title, words = _title(first_name.split())
    return " ".join(words) if title else ""


def _title(words: list[str]) -> tuple[str, list[str]]:
    """Return the titles before a name as we write them, and the name."""
    found: list[str] = []
    while words:
        joins = bool(found) and len(words) > 1 and words[0].casefold() in AND
        title = TITLES.get(words[joins].rstrip(".").casefold())
        if title is None:
            break
        found += [words[0].casefold(), title] if joins else [title]
        words = words[1 + joins :]
    return " ".join(found), words


def holds_more(typed: str) -> bool:
    """Whether a phone number or an email address stands in what was typed as a name."""
    return "@" in typed or sum(letter.isdigit() for letter in typed) > MOST_DIGITS


def _is_initial(word: str) -> bool:
    return len(word.replace(".", "")) == 1 and word.isascii() and word.rstrip(".").isalpha()


def _is_surname(words: list[str]) -> bool:
    """Whether a name begins with "van der", or with one little word in small letters before capitals."""
    little = [word.casefold() in PARTICLES for word in words]
    if len(words) < 2 or not little[0]:
        return False
    return (len(words) > 2 and little[1]) or (words[0].islower() and not " ".join(words).islower())


def _capitals(name: str) -> str:
    """Return a name with capitals, if it was typed without any, or in nothing else."""
    if not (name.islower() or name.isupper()) or (name.isupper() and len(name) <= 2) or _ODD.search(name):
        return name
    words = name.split()
    last = len(words) - 1
    return " ".join(_word(word, place, last) for place, word in enumerate(words))


def _word(word: str, place: int, last: int) -> str:
    small = word.lower()
    if small in PARTICLES and 0 < place < last:
        return small
    if place == 0 and word.isupper() and len(word) <= 3 and not set(small) & set("aeiouy") and word.isascii():
        return word  # "JP", "DJ"
    capital = _LETTERS.sub(lambda run: run[0][:1].upper() + run[0][1:], small)
    capital = re.sub(r"(?<=['’])(\w)\b", lambda end: end[0].lower(), capital)
    return re.sub(r"^Mc(\w)(?=\w\w)", lambda start: f"Mc{start[1].upper()}", capital)
