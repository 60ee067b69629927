"""How well and how fast scarce places are given out."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from matching.suggestions.reporting import write_figures
from tests.bench.matching.assignment import as_text, bench


class Command(BaseCommand):
    """Gives out made-up places to made-up people."""

    help = "Measure how near to the best possible scarce places are given out, and how fast. Needs no database."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take how many of each, and a file to write."""
        parser.add_argument("--people", type=int, default=2_000)
        parser.add_argument("--opportunities", type=int, default=500)
        parser.add_argument("--json", type=Path, help="write the figures here")

    def handle(self, *args: Any, **options: Any) -> None:
        """Measure, and print."""
        if options["people"] < 1 or options["opportunities"] < 1:
            raise CommandError("There must be at least one person and one opportunity.")
        report = bench(options["people"], options["opportunities"])
        self.stdout.write(as_text(report))
        write_figures(options["json"], report.as_json)
