"""The nightly run: lists for everybody whose preference is kept, what is new for those who asked, and who finds nothing.

The lists themselves are files (`matching.suggestions.everyone`). The database only gets what a message will name, how
many people there were, and how many found nothing.
"""

import logging
import shutil
import time
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final
from uuid import UUID

import numpy as np
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from hub.access.actors import SYSTEM
from hub.audit import record
from hub.celery import app
from hub.consent.models import Consent, Purpose
from hub.taxonomy.slots import LOCAL
from matching.engine import BadIndex, MatchIndex
from matching.preferences import meaning
from matching.preferences.models import Preference
from matching.suggestions import columns, everyone, history, learnt, spreading, wanting
from matching.suggestions.everyone import Plan
from matching.suggestions.models import NightlyRun, Recommendation, Shown
from opportunities.models import SignUp
from opportunities.models.unmet import Source
from opportunities.search.services import unmet

log = logging.getLogger(__name__)

EACH: Final = 2000
"""How many people per part: some seconds of work."""
NEW: Final = 3
"""How many new opportunities a message names at most."""
NIGHT: Final = range(1, 6)
"""The hours in which the nightly run starts."""
APART: Final = timedelta(hours=20)
"""The time between two nightly runs; an unfinished run is given up then."""
SHARE: Final = 60.0
"""Seconds that one piece of scheduled work spends on it, so that others get their turn."""
WEEK: Final = timedelta(days=7)
LEFT: Final = 2
"""How many folders are kept: the last finished one, and one before it."""


def go_on(*, at: datetime) -> int:
    """Start tonight's lists, continue them for a minute, or finish them; return how many parts were done.

    With a broker its workers process parts too; a finished part is not repeated.
    """
    where = everyone.root()
    if where is None:
        return 0
    tidy(at=at)
    folder = unfinished(where, at=at)
    if folder is None:
        if not _is_time(at):
            return 0
        folder = begin(where, at=at)
        send(folder)
    done = 0
    until = time.monotonic() + SHARE
    try:
        for part in everyone.missing(folder, Plan.read(folder)):
            if time.monotonic() > until:
                return done
            everyone.do(folder, part)
            done += 1
    except BadIndex as wrong:  # made by a version of the engine that was replaced since
        log.warning("the lists of %s are begun anew: %s", folder.name, wrong)
        shutil.rmtree(folder, ignore_errors=True)
        return done
    finish(folder, at=at)
    return done


def unfinished(where: Path, *, at: datetime) -> Path | None:
    """Return the newest folder, if it was started recently and not finished."""
    known = everyone.folders(where)
    if not known or NightlyRun.objects.filter(name=known[-1][0].name).exists():
        return None
    folder, plan = known[-1]
    return folder if at - datetime.fromisoformat(plan.at) <= APART else None


def _is_time(at: datetime) -> bool:
    last = NightlyRun.objects.order_by("-begun_at").first()
    return at.astimezone(LOCAL).hour in NIGHT and (last is None or at - last.begun_at > APART)


def begin(where: Path, *, at: datetime) -> Path:
    """Prepare a folder for everybody whose preference is kept, in parts; return it."""
    people = list(_people().order_by("person_id").values_list("person_id", flat=True))
    edges = (*(one.hex for one in people[::EACH]), "")
    plan = Plan(
        source=everyone.KEPT,
        people=len(people),
        parts=len(edges) - 1,
        each=EACH,
        size=everyone.SIZE,
        at=at.isoformat(),
        weights=dict(vars(learnt.in_use().weights)),
        edges=edges,
    )
    folder = where / f"{at:%Y%m%dT%H%M%S}"
    everyone.begin(folder, plan, MatchIndex.build(columns.columns(at=at)))
    return folder


def send(folder: Path) -> None:
    """Queue the parts for Celery's workers, where there is a broker."""
    if settings.CELERY_BROKER_URL:
        for part in everyone.missing(folder, Plan.read(folder)):
            app.send_task("hub.part", kwargs={"kind": "lists", "folder": folder.name, "part": part}, retry=False)


def do_part(*, folder: str, part: int) -> int:
    """Process one queued part, if it is still missing; return how many lists it has."""
    where = everyone.root()
    if where is None or Path(folder).name != folder or not (where / folder / everyone.PLAN).exists():
        return 0
    inside = where / folder
    return everyone.do(inside, part) if part in everyone.missing(inside, Plan.read(inside)) else 0


def _people() -> Any:
    return Preference.objects.filter(person__erased_at=None)


def kept(plan: Plan, part: int) -> everyone.People:
    """Return the people of one part whose preference is kept, and the wants of each; nobody whose words tell of need."""
    rows = _people().filter(person_id__gte=UUID(plan.edges[part]))
    if plan.edges[part + 1]:
        rows = rows.filter(person_id__lt=UUID(plan.edges[part + 1]))
    everybody = rows.select_related("person").order_by("person_id")
    preferences = [one for one in everybody if not meaning.needs_help(one.words, one.misheard)]
    ids = [one.person_id for one in preferences]
    excluded = wanting.ruled_out(ids)
    before = history.of_many(ids, at=timezone.now())  # an agreement withdrawn since the run began no longer counts
    wants = [
        history.add(wanting.wants(one, excluded=excluded.get(one.person_id, ())), before.get(one.person_id, []))
        for one in preferences
    ]
    return np.array([one.hex for one in ids], dtype="S32"), wants


def finish(
    folder: Path, *, at: datetime, track: Callable[[str, float], None] = lambda _what, _share: None
) -> NightlyRun:
    """Record what is new for whom, and who finds nothing; once per folder, however often it is called."""
    plan = Plan.read(folder)
    before = _empty_before(folder)
    with transaction.atomic():
        row, made = NightlyRun.objects.get_or_create(
            name=folder.name,
            defaults={"begun_at": datetime.fromisoformat(plan.at), "done_at": at, "people": 0, "without": 0},
        )
        if made:
            people, without = 0, 0
            left = spreading.room(at=at)
            for place, (whose, opportunities, scores) in enumerate(everyone.lists(folder, plan), start=1):
                ids = [UUID(one.decode()) for one in whose]
                empty = {one for one, first in zip(ids, opportunities[:, :1].ravel() < 0, strict=True) if first}
                _note_new(ids, opportunities, scores, left, at=at)
                _note_missing(empty - before, at=at)
                people, without = people + len(ids), without + len(empty)
                track("what is new is written down", place / plan.parts)
            NightlyRun.objects.filter(pk=row.pk).update(people=people, without=without)
            record.record("suggestions.everyone", by=SYSTEM, at=at, on=row, people=people, without=without)
    row.refresh_from_db()
    tidy(at=at)
    return row


def _note_new(
    people: list[UUID], opportunities: np.ndarray, scores: np.ndarray, left: dict[int, int], *, at: datetime
) -> None:
    """Record, for those who want to hear of it, what they were not shown, not notified of and did not sign up for.

    Of something with few places, only as many people are notified as might fill them.
    """
    agreed = Consent.objects.live(at=at).filter(purpose=Purpose.CONTACT_ME, person__in=people)
    asking = set(agreed.values_list("person", flat=True))
    known = {*Recommendation.objects.filter(person__in=asking).values_list("person", "opportunity")}
    known |= {*Shown.objects.filter(shown_list__person__in=asking).values_list("shown_list__person", "opportunity")}
    known |= {*SignUp.objects.filter(person__in=asking).values_list("person", "session__opportunity")}
    wanted = {
        person: [(pk, worth) for pk, worth in zip(row, worths, strict=True) if pk >= 0 and (person, pk) not in known]
        for person, row, worths in zip(people, opportunities.tolist(), scores.tolist(), strict=True)
        if person in asking
    }
    Recommendation.objects.bulk_create(
        [
            Recommendation(person_id=person, opportunity_id=pk, place=place, at=at)
            for person, chosen in spreading.spread(wanted, left, NEW).items()
            for place, pk in enumerate(chosen, start=1)
        ],
        batch_size=500,
    )


def _note_missing(people: set[UUID], *, at: datetime) -> None:
    """Count the preferences of people who find nothing now; the caller leaves out those who found nothing the night before."""
    wishes = Counter[tuple[Any, ...]]()
    for one in Preference.objects.filter(person__in=people).select_related("person"):
        meant = meaning.of(one)
        wishes[(one.ward, frozenset(meant.causes), frozenset(meant.slots))] += 1
    for (ward, causes, slots), count in wishes.items():
        facts = {"ward": ward, "causes": causes, "slots": slots, "count": count}
        unmet.note(day=timezone.localdate(at), source=Source.EVERYONE, **facts)


def _empty_before(folder: Path) -> set[UUID]:
    """Return who found nothing last time."""
    for past, plan in reversed(everyone.folders(folder.parent)):
        if past.name < folder.name and not everyone.missing(past, plan):
            return {person for person, ids in everyone.by_person(past, plan).items() if not ids}
    return set()


def tidy(*, at: datetime) -> int:
    """Remove all folders but the newest few, and those that are a week old; return how many."""
    where = everyone.root()
    known = everyone.folders(where) if where else []
    old = [
        folder
        for place, (folder, plan) in enumerate(known)
        if place < len(known) - LEFT or at - datetime.fromisoformat(plan.at) > WEEK
    ]
    for folder in old:
        shutil.rmtree(folder, ignore_errors=True)
    return len(old)
