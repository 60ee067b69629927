"""Command to create the first pages."""

from typing import Any

from django.core.management.base import BaseCommand
from rich.console import Console
from rich.progress import Progress

from cms.starting import pages


class Command(BaseCommand):
    """Create the front page, the toolkit, its figures and the review of pages, where they are missing."""

    help = "Make the first pages, the toolkit and its figures, if they are not there. Running it again changes nothing."

    def handle(self, *args: Any, **options: Any) -> str:
        """Create them, and print how many."""
        with Progress(console=Console(stderr=True), transient=True) as bar:
            task = bar.add_task("Writing the first pages", total=None)
            made = pages.begin(progress=lambda done, of: bar.update(task, completed=done, total=of))
        return f"{made} pages made." if made else "The pages are there. Nothing was changed."
