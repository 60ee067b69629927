"""How fast the engine is, beside a database and other ways."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from matching.suggestions.reporting import progress, write_figures
from tests.bench.matching.benching import as_text, bench
from tests.bench.matching.synthetic import AREAS


class Command(BaseCommand):
    """Makes up opportunities and residents, and asks every way the same questions."""

    help = (
        "Measure how fast the engine is, beside PostgreSQL, SQLite, cosine and ALS, on made-up data at real positions."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take how many, where, and a file to write."""
        parser.add_argument("--opportunities", type=int, default=100_000)
        parser.add_argument("--queries", type=int, default=1_000)
        parser.add_argument("--area", choices=AREAS, default="gb")
        parser.add_argument("--json", type=Path, help="write the figures here")

    def handle(self, *args: Any, **options: Any) -> None:
        """Measure, and print."""
        if options["opportunities"] < 1 or options["queries"] < 1:
            raise CommandError("There must be at least one opportunity and one question.")
        with progress() as track:
            figures = bench(options["opportunities"], options["queries"], options["area"], track)
        self.stdout.write(as_text(figures))
        write_figures(options["json"], figures.as_json)
