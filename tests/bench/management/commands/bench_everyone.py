"""How fast lists for everybody are made."""

from argparse import ArgumentParser
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.utils import timezone

from matching.engine import DEFAULT, MatchIndex
from matching.suggestions import everyone
from matching.suggestions.everyone import Plan
from matching.suggestions.management.commands import match_everyone
from tests.bench.matching import crowd, synthetic


class Command(match_everyone.Command):
    """The same as `match_everyone`, for made-up people and opportunities."""

    help = "Measure how fast lists for everybody are made, for made-up people among made-up opportunities."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take how many of each, too."""
        super().add_arguments(parser)
        parser.add_argument("--people", type=int, default=1_000_000)
        parser.add_argument("--opportunities", type=int, default=100_000)
        parser.add_argument("--each", type=int, default=5000, help="how many people a part has")

    def folder(self, where: Path, options: dict[str, Any]) -> Path:
        """Return the folder for so many people, with a plan."""
        people, opportunities, each = options["people"], options["opportunities"], options["each"]
        if people < 1 or opportunities < 1:
            raise CommandError("There must be one made-up person and one opportunity at least.")
        folder = where / "made-up" / f"{people}-{opportunities}"
        if options["anew"] or not (folder / everyone.PLAN).exists():
            for old in folder.glob("part-*.npz"):
                old.unlink()
            columns = synthetic.opportunities(opportunities, synthetic.places("gb"), width=crowd.WIDTH)
            plan = Plan(
                source=crowd.SOURCE,
                people=people,
                parts=-(-people // each),
                each=each,
                size=everyone.SIZE,
                at=timezone.now().isoformat(),
                weights=asdict(DEFAULT),
            )
            everyone.begin(folder, plan, MatchIndex.build(columns))
        return folder

    def finish(self, folder: Path) -> dict[str, Any]:
        """Leave the lists where they are: they are for nobody."""
        return {}
