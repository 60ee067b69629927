"""Command to make lists for everybody."""

import hashlib
import os
import time
from argparse import ArgumentParser
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing import get_context
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from hub.processes import ready
from matching.suggestions import everyone
from matching.suggestions.everyone import Plan
from matching.suggestions.reporting import Track, progress, write_figures
from matching.suggestions.services import everyone as nightly

LOOK: Final = 1.0
"""Seconds between checks of what other machines have done."""


class Command(BaseCommand):
    """Plans parts, has them done, and finishes; started again, it continues."""

    help = (
        "Make lists for everybody whose wishes are kept, part by part, into array files. "
        "Stopped half-way, the same command goes on; what was done is not done again."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add options for who does it, where, and for whom."""
        parser.add_argument("--workers", type=int, default=os.cpu_count() or 1, help="processes of this machine")
        parser.add_argument("--celery", action="store_true", help="let Celery's workers do it, and wait for them")
        parser.add_argument(
            "--anew", action="store_true", help="begin anew, also where there is something to go on with"
        )
        parser.add_argument("--folder", type=Path, help="where to (MATCH_LISTS_DIR, if it is not said)")
        parser.add_argument("--json", type=Path, help="write the figures here")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run it, and print the figures."""
        where = options["folder"] or everyone.root()
        if where is None:
            raise CommandError("Say where to with --folder: MATCH_LISTS_DIR names none.")
        if options["workers"] < 1:
            raise CommandError("--workers must be 1 at least.")
        if options["celery"] and (not settings.CELERY_BROKER_URL or options["folder"]):
            raise CommandError("--celery needs a broker (REDIS_URL), and works in MATCH_LISTS_DIR.")
        with progress() as track:
            folder = self.folder(where, options)
            plan = Plan.read(folder)
            before = everyone.missing(folder, plan)
            begun = time.perf_counter()
            if options["celery"]:
                _by_celery(folder, plan, track)
            else:
                _here(folder, plan, before, options["workers"], track)
            seconds = time.perf_counter() - begun
        figures = _figures(folder, plan, before, seconds)
        self.stdout.write(
            f"{plan.people:,} people in {plan.parts:,} parts, of which {len(before):,} were still to be done: "
            f"{seconds:,.1f} s, {figures['lists_per_s']:,.0f} lists a second."
        )
        figures |= self.finish(folder)
        self.stdout.write(f"The lists are in {folder}; sha256 {figures['sha256'][:16]}…")
        write_figures(options["json"], figures)

    def folder(self, where: Path, options: dict[str, Any]) -> Path:
        """Return the folder to continue, or a new one."""
        unfinished = None if options["anew"] else nightly.unfinished(where, at=timezone.now())
        return unfinished or nightly.begin(where, at=timezone.now())

    def finish(self, folder: Path) -> dict[str, Any]:
        """Activate the lists. Return more figures."""
        row = nightly.finish(folder, at=timezone.now())
        self.stdout.write(f"{row.without:,} of them find nothing that suits.")
        return {"without": row.without}


def _figures(folder: Path, plan: Plan, before: list[int], seconds: float) -> dict[str, Any]:
    """Return the figures of a run in which these parts were missing at the start."""
    people = min(plan.people, len(before) * plan.each)
    return {
        "people": plan.people,
        "parts": plan.parts,
        "parts_done_now": len(before),
        "seconds": seconds,
        "lists_per_s": people / seconds if seconds else 0.0,
        "sha256": digest(folder, plan),
    }


def _here(folder: Path, plan: Plan, parts: list[int], workers: int, track: Track) -> None:
    """Process parts with so many processes of this machine."""
    done = plan.parts - len(parts)
    track("lists", done / plan.parts if plan.parts else 1.0)
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=ready) as pool:
        for future in as_completed([pool.submit(everyone.do, folder, part) for part in parts]):
            future.result()
            done += 1
            track("lists", done / plan.parts)


def _by_celery(folder: Path, plan: Plan, track: Track) -> None:
    """Wait for Celery's workers, which process the parts on any machine."""
    nightly.send(folder)
    while left := everyone.missing(folder, plan):
        track("lists", 1 - len(left) / plan.parts)
        time.sleep(LOOK)
    track("lists", 1.0)


def digest(folder: Path, plan: Plan) -> str:
    """Return a hash of all lists, which is equal for equal lists, however they were made."""
    found = hashlib.sha256()
    for arrays in everyone.lists(folder, plan):
        for array in arrays:
            found.update(array.tobytes())
    return found.hexdigest()
