"""Putting things before a person: ranked, checked against the database, said why, and written down."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from hub.access.actors import Actor
from matching import engine
from matching.engine import Caution, MatchIndex, Ranking, Reason, Wants
from matching.preferences.models import Exclusion, Preference
from matching.suggestions import columns, saying, wanting
from matching.suggestions.models import Shown, ShownList, Where
from opportunities.models import Opportunity, Session

REASONS: Final = 3
"""How many reasons a suggestion gives."""
MOST_LOOKED_AT: Final = 9
"""How many are looked at to find so many that say different things."""
DEEP: Final = 60
"""How many ranked rows are looked through for something that suits and is full."""


@dataclass(frozen=True)
class Suggested:
    """One thing to put before a person: the row with its dates (`for_cards`), why, and its one snag, in codes and in words."""

    opportunity: Opportunity
    score: float
    reasons: tuple[Reason, ...]
    caution: Caution | None
    why: tuple[str, ...]
    snag: str
    is_full: bool = False


@dataclass(frozen=True)
class Found:
    """A short list, and how many there are in all that suit."""

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
    """Return what suits somebody best, with something tiny and something to join in where there is any; not yet written down.

    `skip` are ids to leave out (they said yes to them already). `full_ones` lets in so many that would suit but are full,
    at the end. `also` are ids that stay on the list whatever else is said meanwhile, as long as they are open.
    """
    excluded = _excluded(preference)
    wants = wanting.wants(preference, excluded=excluded)
    index = columns.index(at=at)
    skipped = set(skip)
    ranking = engine.rank(index, wants, top=None)  # all: the only tiny thing may stand far down
    total = len(ranking.rows)
    keep = [place for place, pk in enumerate(index.ids[ranking.rows].tolist()) if pk not in skipped]
    ranking = _only(ranking, keep)
    places = engine.mix(index, ranking, size)
    rows = _checked(index, ranking, places, wants, preference, by_worker=by_worker, full=False, at=at)
    if missing := set(also) - {row.opportunity.pk for row in rows}:
        rows = _kept(index, missing, wants, preference, by_worker=by_worker, at=at) + rows
        skipped |= missing
    if full_ones:
        rows += _full(index, wants, preference, skipped, most=full_ones, by_worker=by_worker, at=at)
    return Found(tuple(rows), total)


def _excluded(preference: Preference) -> tuple[Exclusion, ...]:
    person = preference.person_id
    return tuple(Exclusion.objects.filter(person=person)) if person else ()


def _kept(
    index: MatchIndex, ids: set[int], wants: Wants, preference: Preference, *, by_worker: bool, at: datetime
) -> list[Suggested]:
    """Return things that were chosen before, though something else may fit better by now or they no longer pass."""
    ranking = engine.rank(index, wants, top=None, but=engine.MASKS)
    places = [place for place, row in enumerate(ranking.rows) if int(index.ids[row]) in ids]
    rows = _checked(index, ranking, places, wants, preference, by_worker=by_worker, full=True, at=at)
    return [replace(row, is_full=_is_full(row.opportunity)) for row in rows]


def _is_full(opportunity: Opportunity) -> bool:
    sessions: list[Session] = opportunity.upcoming  # type: ignore[attr-defined]
    return bool(sessions) and all(session.is_full for session in sessions)


def _only(ranking: Ranking, keep: list[int]) -> Ranking:
    return Ranking(ranking.rows[keep], ranking.scores[keep], ranking.contributions[keep])


def _full(
    index: MatchIndex,
    wants: Wants,
    preference: Preference,
    skipped: set[int],
    *,
    most: int,
    by_worker: bool,
    at: datetime,
) -> list[Suggested]:
    """Return the best of those that fit but for their places: somebody may want to wait."""
    ranking = engine.rank(index, wants, top=DEEP, but=("places",))
    full = [
        place
        for place, row in enumerate(ranking.rows)
        if not index.has_room(row) and int(index.ids[row]) not in skipped
    ]
    return _checked(index, ranking, tuple(full[:most]), wants, preference, by_worker=by_worker, full=True, at=at)


def _checked(
    index: MatchIndex,
    ranking: Ranking,
    places: Iterable[int],
    wants: Wants,
    preference: Preference,
    *,
    by_worker: bool,
    full: bool,
    at: datetime,
) -> list[Suggested]:
    """Turn places of a ranking into rows; what has closed or filled up since the index was built is left out."""
    chosen = list(places)
    ids = {place: int(index.ids[ranking.rows[place]]) for place in chosen}
    open_now = Opportunity.objects.open(at=at)
    open_now = open_now if full else open_now.with_room(at=at)
    rows = {row.pk: row for row in open_now.filter(pk__in=ids.values()).for_cards(at=at)}
    found = []
    for place in chosen:
        row = rows.get(ids[place])
        if row is None:
            continue
        found.append(_said(index, ranking, place, row, wants, preference, by_worker=by_worker, full=full))
    return found


def _said(
    index: MatchIndex,
    ranking: Ranking,
    place: int,
    row: Opportunity,
    wants: Wants,
    preference: Preference,
    *,
    by_worker: bool = False,
    full: bool = False,
) -> Suggested:
    """Return one place of a ranking with its reasons and its snag, in codes and in words."""
    reasons, why = _distinct(
        engine.explain(index, ranking, place, wants, MOST_LOOKED_AT), preference, by_worker=by_worker
    )
    snag = engine.caution(index, int(ranking.rows[place]), wants)
    return Suggested(
        opportunity=row,
        score=float(ranking.scores[place]),
        reasons=reasons,
        caution=snag,
        why=why,
        snag=saying.caution(snag, row) if snag else "",
        is_full=full,
    )


def _distinct(
    found: tuple[Reason, ...], preference: Preference, *, by_worker: bool
) -> tuple[tuple[Reason, ...], tuple[str, ...]]:
    """Return the first few reasons that say different things, and their words: one quote is said once, whatever it counted for."""
    said: dict[str, Reason] = {}
    for reason in found:
        said.setdefault(saying.reason(reason, preference, by_worker=by_worker), reason)
    kept = dict(list(said.items())[:REASONS])
    return tuple(kept.values()), tuple(kept)


@dataclass(frozen=True)
class Ordered:
    """Everything that suits somebody, best first: for a list that is filtered besides, and says why for one page of it."""

    preference: Preference
    index: MatchIndex
    wants: Wants
    ranking: Ranking

    @property
    def ids(self) -> list[int]:
        """Ids of opportunities, best first."""
        return [int(pk) for pk in self.index.ids[self.ranking.rows]]

    def said(self, rows: Iterable[Opportunity]) -> list[Suggested]:
        """Return these rows (`for_cards`) with why; one that does not suit is left out."""
        places = {pk: place for place, pk in enumerate(self.ids)}
        return [
            _said(self.index, self.ranking, places[row.pk], row, self.wants, self.preference)
            for row in rows
            if row.pk in places
        ]


def order(preference: Preference, *, at: datetime) -> Ordered:
    """Return everything that suits somebody, in order."""
    wants = wanting.wants(preference, excluded=_excluded(preference))
    index = columns.index(at=at)
    return Ordered(preference, index, wants, engine.rank(index, wants, top=None))


@transaction.atomic
def note_shown(
    preference: Preference, found: Found, *, where: Where, first: int = 1, by: Actor, at: datetime
) -> ShownList | None:
    """Write down a list that a person was shown, from place `first` on; None for an empty one, or for somebody not kept yet."""
    if not found.rows or preference.person_id is None or preference.pk is None:
        return None
    shown = ShownList.objects.create(
        person_id=preference.person_id, where=where, organisation_id=by.organisation_id, at=at
    )
    Shown.objects.bulk_create(
        Shown(
            shown_list=shown,
            opportunity=row.opportunity,
            place=place,
            score=row.score,
            reasons=[reason.feature for reason in row.reasons],
        )
        for place, row in enumerate(found.rows, start=first)
    )
    return shown


def note_chosen(person_id: UUID, opportunity_id: int, *, at: datetime) -> bool:
    """Write down that somebody chose what they were last shown; whether it had been shown to them."""
    last = Shown.objects.filter(shown_list__person=person_id, opportunity=opportunity_id, chosen_at=None).order_by(
        "-shown_list__at", "-pk"
    )
    row = last.first()
    return bool(row and Shown.objects.filter(pk=row.pk, chosen_at=None).update(chosen_at=at))
