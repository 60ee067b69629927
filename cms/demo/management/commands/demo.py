"""Command to load the demo content."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from rich.console import Console
from rich.progress import Progress

from cms import made_up
from cms.demo import accounts, clearing, loading
from hub.people.models import Person
from hub.taxonomy.slots import LOCAL
from opportunities.models import Opportunity
from organisations.models import Organisation


class Command(BaseCommand):
    """Load the demo content if it is missing, or build it again."""

    help = "Fill the demo place with made-up people and groups for today. Running it again loses nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the option to build it again."""
        parser.add_argument("--fresh", action="store_true", help="delete everything in it and build it for today")

    def handle(self, *args: Any, **options: Any) -> str:
        """Load it, and print a summary."""
        if not settings.DEMO:
            raise CommandError("Set HUB_DEMO=1 first: this fills the database with made-up people.")
        try:
            loading.refuse_real_people()
        except loading.NotEmpty as trouble:
            raise CommandError(str(trouble)) from trouble
        loaded = made_up.loaded_at()
        if loaded and not options["fresh"]:
            return f"The demo place is there, loaded on {loaded.astimezone(LOCAL):%d %B %Y}. Nothing was changed.\n{_people()}"
        if options["fresh"]:
            clearing.clear()
            clearing.forget_mail()
        with Progress(console=Console(stderr=True), transient=True) as bar:
            task = bar.add_task("Filling the demo place", total=None)
            loading.load(at=timezone.now(), progress=lambda done, of: bar.update(task, completed=done, total=of))
        return f"The demo place is ready: {_counted()}.\n{_people()}"


def _counted() -> str:
    open_ = Opportunity.objects.open(at=timezone.now()).count()
    residents = Person.objects.filter(user__memberships=None).count()
    return f"{Organisation.objects.count()} organisations, {open_} things to take part in, {residents:,} residents"


def _people() -> str:
    rows = [f"  {account.email:<22} {account.who}. {account.role}" for account in accounts.ALL]
    return "\n".join(["Sign in as one of these:", *rows, f"  Password for all: {accounts.PASSWORD}"])
