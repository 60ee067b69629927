"""Do what the clock asks for: once, or over and over beside the web server of the embedded default."""

import logging
import signal
import time
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import close_old_connections
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from hub import clock
from hub.core import registry

log = logging.getLogger(__name__)


class Command(BaseCommand):
    """Run everything on the timetable that is due."""

    help = "Run the clock work that is due: messages to send, offers that ran out, dates to make, details to delete."

    def add_arguments(self, parser: CommandParser) -> None:
        """Offer --loop for a process of its own and --at to travel in time."""
        parser.add_argument("--loop", action="store_true", help="keep running, looking every second")
        parser.add_argument("--at", help="act as if it were this time, like 2027-03-28T10:00+00:00")

    def handle(self, *args: Any, **options: Any) -> str | None:
        """Run once and say what was done, or loop until told to stop."""
        if options["loop"]:
            loop()
            return None
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
    """Do what this machine does for itself; trouble in one is in the log, and it is tried again a second later."""
    for work in (work for contract in registry.contracts() for work in contract.on_every_machine):
        try:
            work(at=at)
        except Exception:
            log.exception("work of this machine failed", extra={"work": repr(work)})


def run_due(*, at: datetime, anyway: bool = False) -> list[str]:
    """Run each piece of work whose time has come (or all, `anyway`); return their names."""
    done = []
    for work in registry.clock_work():
        if (clock.claim(work, at=at) or anyway) and clock.attempt(work, at=at):
            done.append(work.name)
    return done
