"""Command to run scheduled work: once, or in a loop beside the web server when there is no Celery."""

import logging
import signal
import time
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import close_old_connections
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from hub import clock
from hub.core import registry

log = logging.getLogger(__name__)


class Command(BaseCommand):
    """Run all scheduled work that is due."""

    help = "Run the clock work that is due: messages to send, offers that ran out, dates to make, details to delete."

    def add_arguments(self, parser: CommandParser) -> None:
        """Add --loop for a separate process and --at to set the time."""
        parser.add_argument("--loop", action="store_true", help="keep running, looking every second")
        parser.add_argument("--at", help="act as if it were this time, like 2027-03-28T10:00+00:00")

    def handle(self, *args: Any, **options: Any) -> str | None:
        """Run once and print what was done, or loop until stopped."""
        if options["loop"]:
            loop()
            return None
        if options["at"] and not settings.MAY_TRAVEL:
            raise CommandError("--at writes what has not happened yet. It is for the demo place and for tests.")
        at = parse_datetime(options["at"]) if options["at"] else timezone.now()
        if at is None or timezone.is_naive(at):
            raise CommandError("Give a time with a zone, like 2027-03-28T10:00+00:00.")
        done = run_due(at=at, anyway=bool(options["at"]))
        return f"{len(done)} of {len(registry.clock_work())} pieces of clock work done: {', '.join(done) or 'none was due'}."


def loop() -> None:
    """Run what is due each second until the process is asked to stop."""
    stopping: list[int] = []
    for wanted in (signal.SIGINT, signal.SIGTERM):
        signal.signal(wanted, lambda number, _frame: stopping.append(number))
    while not stopping:
        run_due(at=timezone.now())
        do_own(at=timezone.now())
        close_old_connections()
        time.sleep(1)


def do_own(*, at: datetime) -> None:
    """Run what this machine does for itself. A failure is logged, and retried a second later."""
    for work in (work for contract in registry.contracts() for work in contract.on_every_machine):
        try:
            work(at=at)
        except Exception:
            log.exception("work of this machine failed", extra={"work": repr(work)})


def run_due(*, at: datetime, anyway: bool = False) -> list[str]:
    """Run each piece of work that is due (or all, `anyway`); return their names."""
    done = []
    for work in registry.clock_work():
        if (clock.claim(work, at=at) or anyway) and clock.attempt(work, at=at):
            done.append(work.name)
    return done
