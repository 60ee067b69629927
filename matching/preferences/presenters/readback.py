"""A preference in plain words, so that the person can say "no, that's not it"."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from hub.design import week_words
from hub.taxonomy.codes import Activity, Cause, Commitment, Ease, HowFar, Language, Skill, Travel
from matching.preferences import meaning, understanding
from matching.preferences.models import Preference
from matching.preferences.understanding import Heard
from matching.preferences.understanding.labels import label


def ordered(codes: Any, chosen: Iterable[Any]) -> list[Any]:
    """Return chosen codes in the order of their list."""
    kept = set(chosen)
    return [code for code in codes if code in kept]


def lower(label: Any) -> str:
    """Return a label in lower case, for use within a sentence."""
    text = str(label)
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def heard(words: str, misheard: Iterable[str] = ()) -> list[str]:
    """Return what was parsed from the words and not corrected, combined as people say it: "not Monday evenings" is one item."""
    wrong = list(misheard)
    codes = [one for one in understanding.hear(words, wrong) if one.sure]
    labels = [label(one) for one in codes if not one.code.startswith(("day:", "part:"))]
    wished, avoided = meaning.spoken_of(Preference(words=words, misheard=wrong))
    times_said = [week_words.windows(wished)] if wished else []
    return labels + times_said + ([_("not %(thing)s") % {"thing": week_words.windows(avoided)}] if avoided else [])


@dataclass(frozen=True)
class HeardChip:
    """One thing that was heard: in words, the keys by which it is put right, and the words of the text it stands in."""

    label: str
    keys: str
    quote: str


@dataclass(frozen=True)
class HeardBoard:
    """What was heard: liked, not wanted, guesses, and what the person put right."""

    liked: list[HeardChip]
    not_wanted: list[HeardChip]
    guesses: list[HeardChip]
    put_right: list[HeardChip]
    but_ticked: str
    """What is not wanted by their words, but ticked: the tick counts."""
    tongue: str = ""
    """The language that their words are in, where it is neither English nor Welsh."""

    def __bool__(self) -> bool:
        return bool(self.liked or self.not_wanted or self.guesses or self.put_right)


def board(said: Preference) -> HeardBoard:
    """Return what was heard in somebody's words, to be put right thing by thing; days and parts of one clause are one thing."""
    words, wrong = said.words, list(said.misheard)
    left = [one for one in understanding.hear(words, wrong) if one.code != understanding.CRISIS]
    mentioned = understanding.mentions(words)
    counted = {one.key for one in meaning.times_of(words, wrong)}
    sure = [one for one in left if one.sure]
    return HeardBoard(
        liked=_chips([one for one in sure if one.wished], said, meaning.spoken_of(said)[0], wished=True),
        not_wanted=_chips(_refused(sure, said), said, meaning.of(said).avoid_slots, wished=False),
        guesses=_guesses([one for one in left if not one.sure and one.key not in counted], words),
        put_right=[_chip(one, words) for one in _first_of_each(mentioned) if one.key in wrong],
        but_ticked=_but_ticked(sure, said),
        tongue=tongue(words),
    )


def _first_of_each(mentioned: Iterable[Heard]) -> Iterable[Heard]:
    found: dict[str, Heard] = {}
    for one in mentioned:
        found.setdefault(one.key, one)
    return found.values()


def tongue(words: str) -> str:
    """Return the name of the language that words are in, where it is neither English nor Welsh; empty where it is."""
    code = understanding.tongue(words)
    return str(Language(code).label) if code else ""


def _refused(sure: list[Heard], said: Preference) -> list[Heard]:
    return [one for one in sure if not one.wished and one.code not in _ticked_causes(said)]


def _ticked_causes(said: Preference) -> set[str]:
    return {f"cause:{cause}" for cause in said.causes}


def _but_ticked(sure: list[Heard], said: Preference) -> str:
    causes = {Cause(one.code.partition(":")[2]) for one in sure if not one.wished and one.code in _ticked_causes(said)}
    slots = meaning.spoken_of(said)[1] & said.slots
    return "; ".join(filter(None, (labels(Cause, causes), week_words.windows(slots))))


def _chip(one: Heard, words: str) -> HeardChip:
    return HeardChip(label(one), one.key, one.quote(words))


def _guesses(unsure: list[Heard], words: str) -> list[HeardChip]:
    """Return one question for each thing, and one for all days and parts of day that the same words may mean."""
    asked: dict[Any, list[Heard]] = {}
    for one in unsure:
        is_time = one.code.startswith(("day:", "part:"))
        asked.setdefault((one.quote(words), one.wished) if is_time else one.key, []).append(one)
    return [
        HeardChip(week_words.listed(map(label, some)), " ".join(one.key for one in some), some[0].quote(words))
        for some in asked.values()
    ]


def _chips(found: list[Heard], said: Preference, slots: Iterable[int], *, wished: bool) -> list[HeardChip]:
    # The heading says that these are not wanted; so their labels need not.
    others = [
        HeardChip(label(replace(one, wished=True)), one.key, one.quote(said.words))
        for one in found
        if not one.code.startswith(("day:", "part:"))
    ]
    named = [one for one in meaning.times_of(said.words, said.misheard) if one.wished == wished]
    if not slots or not named:
        return others
    keys = " ".join(dict.fromkeys(one.key for one in named))
    return [*others, HeardChip(week_words.windows(slots), keys, named[0].quote(said.words))]


def sentences(preference: Preference) -> list[str]:
    """Return the preference as short sentences, one for each part that is not blank.

    Their own words on a good hour are not included: pages quote those unchanged.
    """
    also = preference.anything.strip()
    return ticked(preference) + ([_("Also: %s") % also] if also else [])


def ticked(preference: Preference) -> list[str]:
    """Return what was ticked or chosen as short sentences, one for each part. Queries the languages of the person."""
    parts = (
        (_("Likes: %s."), labels(Activity, preference.activities)),
        (_("Cares about: %s."), labels(Cause, preference.causes)),
        (_("Good at: %s."), labels(Skill, preference.skills)),
        (_("Speaks: %s."), week_words.listed(code.label for code in ordered(Language, preference.person.speaks))),
        (_("Free: %s."), week_words.windows(preference.slots)),
        (_("How often: %s."), lower(Commitment(preference.often).label) if preference.often else ""),
        (_("How far: %s."), _how_far(preference)),
        (_("Lives near %s."), "" if _how_far(preference) else _near(preference)),
        (_("Makes it easier: %s."), labels(Ease, preference.ease)),
    )
    return [sentence % words for sentence, words in parts if words]


def labels(codes: Any, chosen: Iterable[Any]) -> str:
    """Return chosen labels of a list, parted by semicolons: many have an "and" or a comma of their own."""
    return "; ".join(lower(code.label) for code in ordered(codes, chosen))


def _how_far(preference: Preference) -> str:
    far = lower(HowFar(preference.how_far).label) if preference.how_far else ""
    by = week_words.listed(lower(way.label) for way in ordered(Travel, preference.travel))
    place = _("from %s") % _near(preference) if (far or by) and _near(preference) else ""
    return ", ".join(part for part in (far, by, place) if part)


def _near(preference: Preference) -> str:
    return preference.place_name if preference.how_far != HowFar.HOME else ""
