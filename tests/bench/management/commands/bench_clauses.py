"""What a classifier over clauses would hear beside the lexicon."""

from typing import Any

from django.core.management.base import BaseCommand

from tests.bench.matching.clauses import report


class Command(BaseCommand):
    """Learns from written clauses, and asks about those that are not heard."""

    help = "Try a classifier over clauses that the lexicon does not hear. Needs no database."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Try it, and print."""
        for line in report():
            self.stdout.write(line)
