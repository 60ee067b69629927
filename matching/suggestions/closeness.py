"""How close a thing is to what somebody said, within the codes that both share.

A code may hold many things: "gentle walks" and a cold swim are both sport. Where somebody named something particular within
such a code, only a thing whose words have it, or one that says the same (`content/closeness.yaml`), speaks to them.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, Final

import yaml
from django.utils import translation

from hub.taxonomy.codes import Access, Activity, Cause, Skill
from hub.taxonomy.fields import mask, unmask
from hub.words import folding, synonyms
from matching.engine import JOIN_IN, MatchIndex, Reason
from matching.preferences import meaning, understanding
from matching.preferences.models import Preference
from matching.preferences.understanding import Heard
from matching.suggestions.columns import term

CONTENT: Final = Path(__file__).parent / "content" / "closeness.yaml"
KINDS: Final[dict[str, Any]] = {"cause": Cause, "activity": Activity, "skill": Skill}
COLUMNS: Final = {"cause": "causes", "activity": "activities", "skill": "skills"}
"""The column of the index for each kind of code."""
TIMES: Final = ("day:", "part:", "often:", "near:", "age:", "lang:")
"""What is heard that is no interest and no need."""
LABELS: Final = frozenset(
    folding.stems("look keep help take make find new start serve lists spaces special skills just willing food")
)
"""Stems of labels that many other things have."""
UNKNOWN: Final = 3
"""From so many words on that nobody understood, something else was meant."""
PLAIN: Final = frozenset(
    folding.stems(
        "love loved loves enjoy enjoyed good great bit lot lots little small big old new used use work worked working "
        "job years year retired former ex was were been am have had has got get go going do doing did really very "
        "quite much more most some any anything something everything nothing thing stuff people person folk other "
        "others someone somebody them they their he she his her  him want wanted wish happy glad nice kind gentle quiet "
        "local time times day days week hour hours morning mornings afternoon evening evenings free now then again "
        "always never not no yes please thanks also too just only as if so because when where who what how could would "
        "should might may will able willing ready keen interested interest into like liked likes life home near close "
        "round about all every each other than this that these those while since after before between with without id "
        "ive im ill cant dont wont didnt isnt theres out up down over off one two few first last next beside along "
        "together here there"
    )
)
"""Stems that name nothing particular."""


@dataclass(frozen=True)
class Meant:
    """What was meant by a code: any thing with it, or one with one of these terms. A thing with a term is closer than any other."""

    all_of_it: bool
    terms: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Interests:
    """What somebody would like, code by code.

    `company` and `children` say whether they want people around them, or bring children, and count where no code was said.
    """

    codes: dict[tuple[str, Any], Meant]
    company: bool = False
    children: bool = False
    words: tuple[frozenset[int], ...] = ()
    """For each of their words that names something, the terms that say the same: a thing with half of them is close, whatever its codes."""

    ticked: frozenset[int] = frozenset()
    """The terms of the labels of what they ticked: a thing that says so is close, though nobody gave it the code."""

    open_to_all: bool = False
    """Whether they said that anything will do; what they named still comes first."""

    @property
    def said_something(self) -> bool:
        """Whether there is anything to be close to."""
        return bool(self.codes or self.company or self.children or self.words)

    def spoken(self, index: MatchIndex, row: int) -> frozenset[tuple[str, Any]]:
        """Return the codes of a thing that speak to them."""
        own = terms_of(index, row)
        return frozenset(
            key for key in shared(index, row, self.codes) if self.codes[key].all_of_it or self.codes[key].terms & own
        )

    def is_particular(self, index: MatchIndex, row: int) -> bool:
        """Whether a thing has something particular that they named."""
        own = terms_of(index, row)
        return any(self.codes[key].terms & own for key in shared(index, row, self.codes))

    def speaks(self, index: MatchIndex, row: int) -> bool:
        """Whether a thing is close to something they said."""
        if (
            self.open_to_all
            or self.spoken(index, row)
            or self._has_words(index, row)
            or self.ticked & terms_of(index, row)
        ):
            return True
        if self.codes:
            return False
        with_people = self.company and bool(
            index.mask(row) & JOIN_IN or int(index.activities[row]) & mask(Activity, [Activity.TALK])
        )
        with_children = self.children and bool(int(index.access[row]) & mask(Access, [Access.CHILDREN]))
        return with_people or with_children

    def _has_words(self, index: MatchIndex, row: int) -> bool:
        """Whether a thing has half of their words."""
        own = terms_of(index, row) if self.words else frozenset()
        return bool(self.words) and 2 * sum(1 for kin in self.words if kin & own) >= len(self.words)


def terms_of(index: MatchIndex, row: int) -> frozenset[int]:
    """Return the terms of a thing."""
    return frozenset(index.term_ids[index.term_starts[row] : index.term_starts[row + 1]].tolist())


def shared(index: MatchIndex, row: int, codes: Any) -> list[tuple[str, Any]]:
    """Return those of some codes that a thing has."""
    has = {kind: unmask(KINDS[kind], int(getattr(index, column)[row])) for kind, column in COLUMNS.items()}
    return [(kind, code) for kind, code in codes if code in has[kind]]


def of(preference: Preference) -> Interests:
    """Return what somebody would like, from their ticks and what was heard for sure."""
    meant = meaning.of(preference)
    sets = {"cause": meant.causes, "activity": meant.activities, "skill": meant.skills}
    ticked = {"cause": preference.causes, "activity": preference.activities, "skill": preference.skills}
    text = preference.words
    everything = understanding.mentions(text) if text else ()
    said = tuple(one for one in everything if one.key not in preference.misheard)
    wrong = {stem for one in everything if one not in said for stem in folding.stems(one.quote(text))}
    wished = [stem for stem in folding.stems(understanding.wished_text(text)) if stem not in wrong]
    known = frozenset(wished) & _known() if said else frozenset()
    found: dict[tuple[str, Any], Meant] = {}
    for kind, chosen in sets.items():
        for code in chosen - {Cause.ANYTHING}:
            quotes = [one.quote(text) for one in said if one.wished and one.sure and one.code == f"{kind}:{code}"]
            found[kind, code] = _meant(f"{kind}:{code}", quotes, known, ticked=code in ticked[kind])
    codes = {one.code for one in meaning.sure(preference) if one.wished}
    return Interests(
        found,
        company="company:1" in codes,
        children="children:1" in codes,
        words=_words(wished, text, said),
        ticked=_labels(code for chosen in ticked.values() for code in chosen - {Cause.ANYTHING}),
        open_to_all=Cause.ANYTHING in meant.causes,
    )


def _labels(codes: Iterable[Any]) -> frozenset[int]:
    with translation.override("en"):  # as are the words of the index
        stems = {stem for code in codes for stem in folding.stems(str(code.label))}
    return frozenset(term(stem) for stem in stems - PLAIN - LABELS)


def _words(wished: list[str], text: str, said: tuple[Heard, ...]) -> tuple[frozenset[int], ...]:
    """Return the terms of each wished stem that names something; none where only times and places and little else were said."""
    times = {stem for one in said if one.code.startswith(TIMES) for stem in folding.stems(one.quote(text))}
    general = frozenset[str]().union(*(_wide().get(one.code, frozenset()) for one in said if one.wished))
    nothing = PLAIN | times | general
    left = [stem for stem in wished if stem not in nothing]
    only_times = bool(said) and all(one.code.startswith(TIMES) for one in said)
    return () if only_times and len(left) < UNKNOWN else tuple(frozenset(map(term, _kin(stem))) for stem in left)


def _meant(code: str, quotes: list[str], known: frozenset[str], *, ticked: bool) -> Meant:
    """Return what was meant by a code: by its quotes, and by what else they said that a thing can be about."""
    general = _wide().get(code)
    if general is None:
        return Meant(all_of_it=True)
    whole = [quote for quote in quotes if not any(quote != other and quote in other for other in quotes)]
    own = [set(folding.stems(quote)) - general - PLAIN for quote in whole]
    stems = (known - general).union(*own)
    return Meant(ticked or not all(own), frozenset(term(kin) for stem in stems for kin in _kin(stem)))


def closest(quotes: Sequence[str], own: Collection[int]) -> str:
    """Return the quote that shares most words with a thing that has these terms; the first of those that share as many."""
    return max(
        quotes, key=lambda quote: len({term(kin) for stem in folding.stems(quote) for kin in _kin(stem)} & set(own))
    )


def but_spoken(reason: Reason, spoken: Collection[tuple[str, Any]]) -> Reason | None:
    """Return a reason with only those codes that speak to somebody; None where none does. Other reasons stay as they are."""
    if reason.feature not in KINDS:
        return reason
    codes = KINDS[reason.feature]
    bits = reason.bits & mask(codes, [code for kind, code in spoken if kind == reason.feature])
    return replace(reason, bits=bits) if bits else None


@cache
def _content() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(CONTENT.read_text(encoding="utf-8"))
    return found


@cache
def _wide() -> dict[str, frozenset[str]]:
    return {code: frozenset(folding.stems(" ".join(words))) for code, words in _content()["wide"].items()}


@cache
def _kin(stem: str) -> frozenset[str]:
    """Return the stems that say the same as one, itself among them."""
    return frozenset({stem}).union(*(circle for circle in _circles() if stem in circle))


@cache
def _known() -> frozenset[str]:
    """Return the stems that name what a thing can be about."""
    return frozenset().union(*_circles())


@cache
def _circles() -> tuple[frozenset[str], ...]:
    own = [line.replace(",", " ") for line in _content()["kin"]]
    single = [" ".join(phrase for phrase in line.split(", ") if " " not in phrase) for line in synonyms.CIRCLES]
    return tuple(frozenset(folding.stems(line)) - PLAIN for line in [*own, *single])
