"""How attention spreads over some nights."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from matching.suggestions.reporting import progress, write_figures
from tests.bench.matching.exposure import as_text, simulate


class Command(BaseCommand):
    """Shows a made-up town its lists each day, and sets prices each night."""

    help = "Simulate how attention spreads over some nights, and what the price of attention costs in how well things suit."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take how many of each, for how many nights, and a file to write."""
        parser.add_argument("--opportunities", type=int, default=2_000)
        parser.add_argument("--residents", type=int, default=10_000)
        parser.add_argument("--nights", type=int, default=10)
        parser.add_argument("--json", type=Path, help="write the figures here")

    def handle(self, *args: Any, **options: Any) -> None:
        """Simulate, and print."""
        if min(options["opportunities"], options["residents"]) < 1 or options["nights"] < 0:
            raise CommandError("There must be at least one opportunity and one resident.")
        with progress() as track:
            report = simulate(options["opportunities"], options["residents"], options["nights"], track)
        self.stdout.write(as_text(report))
        write_figures(options["json"], report.as_json)
