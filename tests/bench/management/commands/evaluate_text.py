"""How well words find things."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from matching.suggestions.reporting import write_figures
from tests.bench.matching.texts import BadTexts, Texts, as_text, evaluate, read_statements


class Command(BaseCommand):
    """Compares titles and statements with the texts of a file of opportunities."""

    help = "Measure how well words find opportunities, with TF-IDF, with vectors and with both. Needs no database."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the file, and one to write."""
        parser.add_argument("--opportunities", type=Path, required=True, help="CSV: title, summary, category_desc")
        parser.add_argument("--json", type=Path, help="write the figures here")

    def handle(self, *args: Any, **options: Any) -> None:
        """Measure, and print."""
        try:
            report = evaluate(Texts.read(options["opportunities"]), read_statements())
        except BadTexts as wrong:
            raise CommandError(str(wrong)) from wrong
        self.stdout.write(as_text(report))
        write_figures(options["json"], report.as_json)
