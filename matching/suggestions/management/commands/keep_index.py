"""Command to keep this machine's index file up to date, beside the web processes that map it."""

import signal
import time
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import close_old_connections
from django.utils import timezone

from hub.management.commands.run_due import do_own
from matching.suggestions import mapped
from matching.suggestions.services import indexing


class Command(BaseCommand):
    """Checks each second what has changed, until stopped; or once."""

    help = "Keep the index of what is open up to date in a file that all processes of this machine map."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add options for a single check, and for a full rewrite."""
        parser.add_argument("--once", action="store_true", help="look once and end")
        parser.add_argument("--rebuild", action="store_true", help="write the file anew first")

    def handle(self, *args: Any, **options: Any) -> None:
        """Check, once or repeatedly."""
        where = mapped.path()
        if where is None:
            raise CommandError("MATCH_INDEX_DIR names no folder for the index.")
        if options["rebuild"]:
            indexing.forget_file()
        if options["once"]:
            count = indexing.keep(at=timezone.now())
            self.stdout.write(f"{count} looked at again; the file is {where}.")
            return
        self.stdout.write(f"Keeping {where} as {settings.MATCH_NODE}, until Ctrl-C.")
        stopping: list[int] = []
        for wanted in (signal.SIGINT, signal.SIGTERM):
            signal.signal(wanted, lambda number, _frame: stopping.append(number))
        while not stopping:
            do_own(at=timezone.now())
            close_old_connections()
            time.sleep(1)
