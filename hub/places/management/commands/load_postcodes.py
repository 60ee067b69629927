"""Command to load every postcode unit of Great Britain, for positions exact to a few metres."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from hub.places import codepoint
from hub.places.models import Postcode
from hub.places.services import drawings, units


class Command(BaseCommand):
    help = "Load all postcodes of Great Britain from a Code-Point Open zip, in place of those loaded before."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the zip, and whether only to look into it."""
        parser.add_argument("zip", type=Path, help="Code-Point Open as CSV, from the Ordnance Survey")
        parser.add_argument("--dry-run", action="store_true", help="read the file and change nothing")

    def handle(self, *args: Any, **options: Any) -> str:
        """Load the units, and print how many replaced how many."""
        try:
            archive = codepoint.Archive(options["zip"])
            with _progress() as progress:
                task = progress.add_task("Postcodes", total=len(archive.members))
                if options["dry_run"]:
                    count = sum(len(part) for part in progress.track(archive.read(), task_id=task))
                    return f"{count:,} postcodes can be read; nothing was changed."
                before = Postcode.objects.count()
                count = units.replace(archive, advance=lambda: progress.advance(task))
            drawn = drawings.make(at=timezone.now())
        except codepoint.BadFile as error:
            raise CommandError(f"{error} Nothing was changed.") from error
        except units.NotLoaded as error:
            raise CommandError(f"{error} The {before:,} postcodes loaded before are still there.") from error
        drew = " The map is drawn from them when the hub is started again." if drawn else ""
        return f"{count:,} postcodes loaded, in place of {before:,}.{drew}"


def _progress() -> Progress:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    return Progress(*columns, console=Console(stderr=True))
