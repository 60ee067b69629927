"""Make lists for everybody."""

import hashlib
import os
import time
from argparse import ArgumentParser
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import asdict
from multiprocessing import get_context
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from hub.processes import ready
from matching.engine import DEFAULT, MatchIndex
from matching.measuring import crowd, synthetic
from matching.measuring.figures import progress, write
from matching.suggestions import everyone
from matching.suggestions.everyone import Plan
from matching.suggestions.services import everyone as nightly

Track = Callable[[str, float], None]

LOOK: Final = 1.0
"""Seconds between looks at what other machines have done."""
MADE_UP: Final = 5000
"""How many made-up people a part has."""


class Command(BaseCommand):
    """Lays out parts, has them done, and finishes; begun again, it goes on where it was."""

    help = (
        "Make lists for everybody whose wishes are kept, part by part, into array files. "
        "Stopped half-way, the same command goes on; what was done is not done again."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take who does it, where, and for whom."""
        parser.add_argument("--workers", type=int, default=os.cpu_count() or 1, help="processes of this machine")
        parser.add_argument("--celery", action="store_true", help="let Celery's workers do it, and wait for them")
        parser.add_argument(
            "--anew", action="store_true", help="begin anew, also where there is something to go on with"
        )
        parser.add_argument("--folder", type=Path, help="where to (MATCH_LISTS_DIR, if it is not said)")
        parser.add_argument("--made-up", type=int, metavar="N", help="measure: N made-up people")
        parser.add_argument("--opportunities", type=int, default=100_000, help="and so many made-up opportunities")
        parser.add_argument("--json", type=Path, help="write the figures here")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it, and say how it went."""
        where = options["folder"] or everyone.root()
        if where is None:
            raise CommandError("Say where to with --folder: MATCH_LISTS_DIR names none.")
        if options["workers"] < 1:
            raise CommandError("--workers must be 1 at least.")
        if options["celery"] and (not settings.CELERY_BROKER_URL or options["made_up"] or options["folder"]):
            raise CommandError("--celery needs a broker (REDIS_URL), and works in MATCH_LISTS_DIR, for real people.")
        with progress() as track:
            folder = _made_up(where, options) if options["made_up"] else _kept(where, anew=options["anew"])
            plan = Plan.read(folder)
            before = everyone.missing(folder, plan)
            begun = time.perf_counter()
            if options["celery"]:
                _by_celery(folder, plan, track)
            else:
                _here(folder, plan, before, options["workers"], track)
            seconds = time.perf_counter() - begun
        people = min(plan.people, len(before) * plan.each)
        self.stdout.write(
            f"{plan.people:,} people in {plan.parts:,} parts, of which {len(before):,} were still to be done: "
            f"{seconds:,.1f} s, {people / seconds if seconds else 0:,.0f} lists a second."
        )
        figures: dict[str, Any] = {
            "people": plan.people,
            "parts": plan.parts,
            "parts_done_now": len(before),
            "seconds": seconds,
        }
        figures |= {"lists_per_s": people / seconds if seconds else 0.0, "sha256": digest(folder, plan)}
        if not options["made_up"]:
            row = nightly.finish(folder, at=timezone.now())
            figures |= {"without": row.without}
            self.stdout.write(f"{row.without:,} of them find nothing that suits.")
        self.stdout.write(f"The lists are in {folder}; sha256 {figures['sha256'][:16]}…")
        write(options["json"], figures)


def _kept(where: Path, *, anew: bool) -> Path:
    """Return the folder to go on with, or a new one."""
    unfinished = None if anew else nightly.unfinished(where, at=timezone.now())
    return unfinished or nightly.begin(where, at=timezone.now())


def _made_up(where: Path, options: dict[str, Any]) -> Path:
    people, opportunities = options["made_up"], options["opportunities"]
    if people < 1 or opportunities < 1:
        raise CommandError("There must be one made-up person and one opportunity at least.")
    folder = where / "made-up" / f"{people}-{opportunities}"
    if options["anew"] or not (folder / everyone.PLAN).exists():
        for old in folder.glob("part-*.npz"):
            old.unlink()
        columns = synthetic.opportunities(opportunities, synthetic.places("gb"), width=crowd.WIDTH)
        plan = Plan(
            source=crowd.SOURCE,
            people=people,
            parts=-(-people // MADE_UP),
            each=MADE_UP,
            size=everyone.SIZE,
            at=timezone.now().isoformat(),
            weights=asdict(DEFAULT),
        )
        everyone.begin(folder, plan, MatchIndex.build(columns))
    return folder


def _here(folder: Path, plan: Plan, parts: list[int], workers: int, track: Track) -> None:
    """Do parts with so many processes of this machine."""
    done = plan.parts - len(parts)
    track("lists", done / plan.parts if plan.parts else 1.0)
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=ready) as pool:
        for future in as_completed([pool.submit(everyone.do, folder, part) for part in parts]):
            future.result()
            done += 1
            track("lists", done / plan.parts)


def _by_celery(folder: Path, plan: Plan, track: Track) -> None:
    """Wait for Celery's workers, who do the parts wherever they are."""
    nightly.send(folder)
    while left := everyone.missing(folder, plan):
        track("lists", 1 - len(left) / plan.parts)
        time.sleep(LOOK)
    track("lists", 1.0)


def digest(folder: Path, plan: Plan) -> str:
    """Return a fingerprint of all lists: the same for the same lists, however they came about."""
    found = hashlib.sha256()
    for arrays in everyone.lists(folder, plan):
        for array in arrays:
            found.update(array.tobytes())
    return found.hexdigest()
