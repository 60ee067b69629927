"""Suggestions for a person: ranked, checked against the database, explained, and recorded."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from math import inf, isfinite
from typing import Final

import numpy as np

from matching import engine
from matching.engine import Caution, Reason, Wants
from matching.preferences import meaning
from matching.preferences.models import Exclusion, Preference
from matching.suggestions import closeness, history, learnt, mapped, saying, wanting
from matching.suggestions.learnt import InUse
from matching.suggestions.mapped import Parts
from matching.suggestions.selectors.shortlist import DEEP, SPARE, Candidate, close, ranked, shortlist, together
from opportunities.models import Opportunity

REASONS: Final = 3
"""How many reasons a suggestion gives."""
MOST_LOOKED_AT: Final = 9
"""How many reasons are considered to find enough different ones."""

DIGITS: Final = 4
"""How many digits of a feature are stored."""


@dataclass(frozen=True)
class Suggested:
    """One suggestion: the row with its dates (`for_cards`), its reasons, and its one obstacle, in codes and in words."""

    opportunity: Opportunity
    score: float
    reasons: tuple[Reason, ...]
    caution: Caution | None
    why: tuple[str, ...]
    snag: str
    features: dict[str, float]
    is_full: bool = False


@dataclass(frozen=True)
class Found:
    """A short list, and how many there are in all that suit; none where somebody needs help first."""

    rows: tuple[Suggested, ...]
    total: int


def find(
    preference: Preference,
    *,
    size: int = 5,
    skip: Iterable[int] = (),
    full_ones: int = 0,
    also: Iterable[int] = (),
    by_worker: bool = False,
    at: datetime,
) -> Found:
    """Return what suits somebody best, including something tiny and something to join in where there is any; not recorded yet.

    `skip` are ids to leave out (they signed up already). `full_ones` adds up to so many at the end that would suit but
    are full. `also` are ids that stay on the list whatever changes, as long as they are open.
    """
    if meaning.needs_help(preference.words, preference.misheard):
        return Found((), 0)
    wish = closeness.of(preference)
    wants = _wants(preference, by_worker=by_worker, at=at)
    parts = mapped.parts(at=at)
    use = learnt.in_use()
    skipped = set(skip)
    looked_at = shortlist(parts, _but(wants, skipped), size, use, wish)
    found = _open(looked_at, full=False, at=at)
    looked_at = [one for one in looked_at if one.pk in found]
    masks = [one.mask for one in looked_at]
    rows = [
        _said(looked_at[place], found[looked_at[place].pk], wants, preference, by_worker=by_worker)
        for place in engine.mix(masks, size)
    ]
    if missing := set(also) - {row.opportunity.pk for row in rows}:
        rows = _kept(parts, missing, wants, preference, use, by_worker=by_worker, at=at) + rows
        skipped |= missing
    if full_ones:
        rows += _full(parts, _but(wants, skipped), preference, use, most=full_ones, by_worker=by_worker, at=at)
    return Found(tuple(rows), sum(engine.count(part, wants) for part in parts) if rows else 0)


HELP_FIRST: Final = "help"
"""Why nothing is on somebody's list: their words tell of need."""


@dataclass(frozen=True)
class WhyNot:
    """The place of one opportunity on somebody's list, or the names of the filters it fails.

    `place` is None where it is not on the list; `is_open` says whether it can be on anybody's.
    """

    is_open: bool
    place: int | None
    failing: tuple[str, ...]
    total: int


def why_not(preference: Preference, opportunity_id: int, *, by_worker: bool = False, at: datetime) -> WhyNot:
    """Return why something is on somebody's list or not: from the filters themselves, one by one.

    What somebody excluded by name is private: a worker gets an answer as if they had not. To somebody whose words tell of
    need nothing is suggested: `failing` is HELP_FIRST.
    """
    if meaning.needs_help(preference.words, preference.misheard):
        return WhyNot(Opportunity.objects.open(at=at).filter(pk=opportunity_id).exists(), None, (HELP_FIRST,), 0)
    wants = wanting.wants(preference) if by_worker else _wants(preference, at=at)
    parts = mapped.parts(at=at)
    total = sum(engine.count(part, wants) for part in parts)
    is_open = Opportunity.objects.open(at=at).filter(pk=opportunity_id).exists()
    rows = [(part, int(row)) for part in parts for row in part.rows_of((opportunity_id,))]
    if not rows:
        return WhyNot(is_open, None, (), total)
    index, row = rows[-1]  # where two parts have it, the later one counts
    failing = engine.why_not(index, row, wants)
    if failing or not is_open:
        return WhyNot(is_open, None, failing, total)
    ids = _ids_in_order(parts, wants, learnt.in_use())
    return WhyNot(True, ids.index(opportunity_id) + 1 if opportunity_id in ids else None, (), total)


@dataclass(frozen=True)
class Otherwise:
    """What would suit somebody without suggestions if one filter were different: which, how many there are, and the best."""

    kind: str
    total: int
    rows: tuple[Suggested, ...]


OTHERWISE: Final[dict[str, Callable[[Wants], tuple[Wants, tuple[str, ...]] | None]]] = {
    "other_times": lambda wants: (wants, ("time",)) if wants.slots or wants.avoid_slots else None,
    "further": lambda wants: _further(wants),
    "from_home": lambda wants: (
        (replace(wants, reach_km=0.0), ("time",))
        if (wants.slots or wants.avoid_slots) and not wants.from_home_only
        else None
    ),
    "lacking": lambda wants: (wants, ("access",)) if wants.access else None,
}
"""The kinds of differences, and the changed wants of each; None where the person set no such limit."""


def _further(wants: Wants) -> tuple[Wants, tuple[str, ...]] | None:
    """Return wants, and filters to ignore, for a longer distance; for somebody who stays at home, as if they went out."""
    if wants.from_home_only:
        return replace(wants, reach_km=inf), ()
    return (wants, ("reach",)) if isfinite(wants.reach_km) else None


def otherwise(
    preference: Preference, *, skip: Iterable[int] = (), size: int = 2, by_worker: bool = False, at: datetime
) -> list[Otherwise]:
    """Return what would suit somebody if one thing were otherwise; kinds without results are left out."""
    if meaning.needs_help(preference.words, preference.misheard):
        return []
    wants = _but(_wants(preference, by_worker=by_worker, at=at), skip)
    parts, use, wish = mapped.parts(at=at), learnt.in_use(), closeness.of(preference)
    found = []
    for kind, change in OTHERWISE.items():
        changed = change(wants)
        if changed is None:
            continue
        then, ignored = changed
        fit = {one.pk for one in ranked(parts, wants, DEEP, use)}
        other = [one for one in ranked(parts, then, DEEP, use, ignored=ignored) if one.pk not in fit]
        best = close(other, then, wish)[: size + SPARE]
        there = _open(best, full=False, at=at)
        rows = [_said(one, there[one.pk], then, preference, by_worker=by_worker) for one in best if one.pk in there]
        in_all = sum(engine.count(part, then, ignore_filters=ignored) for part in parts)
        total = in_all - sum(engine.count(part, then if ignored else wants) for part in parts)
        found += [Otherwise(kind, total, tuple(rows[:size]))] if rows else []
    return found


def these(preference: Preference, ids: Iterable[int], *, at: datetime) -> list[Suggested]:
    """Return which of these ids suit somebody and are open with a place now, with reasons, in the given order."""
    if meaning.needs_help(preference.words, preference.misheard):
        return []
    wants = _wants(preference, at=at)
    parts, use, wanted = mapped.parts(at=at), learnt.in_use(), list(ids)
    rankings = [engine.among(part, wants, part.rows_of(tuple(wanted)), use.weights) for part in parts]
    looked_at = {one.pk: one for one in together(parts, rankings)}
    found = _open(list(looked_at.values()), full=False, at=at)
    spoken = {one.pk for one in close(list(looked_at.values()), wants, closeness.of(preference))}
    return [_said(looked_at[pk], found[pk], wants, preference) for pk in wanted if pk in found and pk in spoken]


def _but(wants: Wants, skipped: Iterable[int]) -> Wants:
    """Return the same wants, with some opportunities excluded."""
    return replace(wants, excluded_ids=(*wants.excluded_ids, *skipped))


def _wants(preference: Preference, *, by_worker: bool = False, at: datetime) -> Wants:
    """Return the wants of somebody. Past attendance is private: a worker's list does not use it."""
    said = wanting.wants(preference, excluded=_excluded(preference))
    return said if by_worker else history.add(said, history.times(preference.person_id, at=at))


def _excluded(preference: Preference) -> tuple[Exclusion, ...]:
    person = preference.person_id
    return tuple(Exclusion.objects.filter(person=person)) if person else ()


def _kept(
    parts: Parts, ids: set[int], wants: Wants, preference: Preference, use: InUse, *, by_worker: bool, at: datetime
) -> list[Suggested]:
    """Return opportunities chosen before, even if others suit better by now or they no longer pass a filter."""
    rankings = [
        engine.among(part, wants, part.rows_of(tuple(ids)), use.weights, ignore_filters=engine.FILTERS)
        for part in parts
    ]
    rows = _checked(together(parts, rankings), wants, preference, by_worker=by_worker, at=at)
    return [replace(row, is_full=_is_full(row.opportunity)) for row in rows]


def _is_full(opportunity: Opportunity) -> bool:
    sessions = opportunity.upcoming
    return bool(sessions) and all(session.is_full for session in sessions)


def _full(
    parts: Parts, wants: Wants, preference: Preference, use: InUse, *, most: int, by_worker: bool, at: datetime
) -> list[Suggested]:
    """Return the best of those that suit but are full: somebody may want to wait."""
    best = close(ranked(parts, wants, DEEP, use, ignored=("places",)), wants, closeness.of(preference))
    full = [one for one in best if not one.index.has_room(one.row)]
    rows = _checked(full[:most], wants, preference, by_worker=by_worker, at=at)
    return [replace(row, is_full=True) for row in rows]


def _checked(
    looked_at: list[Candidate], wants: Wants, preference: Preference, *, by_worker: bool, at: datetime
) -> list[Suggested]:
    """Return those that are open, full or not, as suggestions."""
    found = _open(looked_at, full=True, at=at)
    return [_said(one, found[one.pk], wants, preference, by_worker=by_worker) for one in looked_at if one.pk in found]


def _open(looked_at: list[Candidate], *, full: bool, at: datetime) -> dict[int, Opportunity]:
    """Return the rows that are open now: the index may be some seconds old, and what has closed since is never shown."""
    rows = Opportunity.objects.open(at=at)
    rows = rows if full else rows.with_room(at=at)
    return {row.pk: row for row in rows.filter(pk__in=[one.pk for one in looked_at]).for_cards(at=at)}


def _said(
    one: Candidate, row: Opportunity, wants: Wants, preference: Preference, *, by_worker: bool = False
) -> Suggested:
    """Return one candidate with its reasons and its obstacle, in codes and in words."""
    found = engine.explain(one.index, one.ranking, one.place, wants, MOST_LOOKED_AT, without=saying.LIKENESS)
    spoken = closeness.of(preference).spoken(one.index, one.row)
    snag = engine.caution(one.index, one.row, wants)
    is_far = snag is not None and snag.kind == "far"
    true = [
        kept
        for reason in found
        if (kept := closeness.but_spoken(reason, spoken)) is not None and saying.speaks(kept, preference, is_far=is_far)
    ]
    reasons, why = _distinct(true, one, row, preference, by_worker=by_worker)
    return Suggested(
        opportunity=row,
        score=one.score,
        reasons=reasons,
        caution=snag,
        why=why,
        snag=saying.caution(snag, row) if snag else "",
        features={
            name: round(float(value), DIGITS)
            for name, value in zip(engine.FEATURES, one.features, strict=True)
            if value
        },
    )


def _distinct(
    found: Iterable[Reason], one: Candidate, row: Opportunity, preference: Preference, *, by_worker: bool
) -> tuple[tuple[Reason, ...], tuple[str, ...]]:
    """Return the first few different reasons, and their words: one quote is used once, for however many reasons."""
    said: dict[str, Reason] = {}
    own = closeness.terms_of(one.index, one.row)
    whenever = all(session.next_at is None for session in row.upcoming)
    for reason in found:
        at_any_time = whenever and reason.feature == "slots"
        words = saying.whenever(by_worker=by_worker) if at_any_time else None
        said.setdefault(words or saying.reason(reason, preference, by_worker=by_worker, own=own), reason)
    kept = dict(list(said.items())[:REASONS])
    return tuple(kept.values()), tuple(kept)


@dataclass(frozen=True)
class Ordered:
    """Everything that suits somebody, best first, for a list that has other filters and shows reasons on one page of it."""

    preference: Preference
    parts: Parts
    wants: Wants
    use: InUse
    ids: list[int]
    """Ids of opportunities, best first."""

    def said(self, rows: Iterable[Opportunity]) -> list[Suggested]:
        """Return these rows (`for_cards`) with reasons; one that does not suit is left out."""
        shown = {row.pk: row for row in rows}
        rankings = [engine.among(part, self.wants, part.rows_of(tuple(shown)), self.use.weights) for part in self.parts]
        found = {one.pk: one for one in together(self.parts, rankings)}
        return [_said(found[pk], row, self.wants, self.preference) for pk, row in shown.items() if pk in found]


def order(preference: Preference, *, at: datetime) -> Ordered:
    """Return everything that suits somebody, in order."""
    wants = _wants(preference, at=at)
    parts = mapped.parts(at=at)
    use = learnt.in_use()
    in_need = meaning.needs_help(preference.words, preference.misheard)
    ids = [] if in_need else _ids_in_order(parts, wants, use)
    first = [one.pk for one in close(ranked(parts, wants, DEEP, use), wants, closeness.of(preference))] if ids else []
    return Ordered(preference, parts, wants, use, list(dict.fromkeys([*first, *ids])))


def _ids_in_order(parts: Parts, wants: Wants, use: InUse) -> list[int]:
    """Return the ids of all that pass the filters, best first."""
    every = [engine.in_order(part, wants, use.weights) for part in parts]
    ids = np.concatenate([part.ids[rows] for part, (rows, _scores) in zip(parts, every, strict=True)])
    scores = np.concatenate([scores for _rows, scores in every])
    order: list[int] = ids[np.lexsort((ids, -scores))].tolist()
    if use.trees and wants.own_organisations:
        first = [one.pk for one in ranked(parts, wants, learnt.SECOND_LOOK, use)]
        order = first + order[len(first) :]
    return order
