"""Command to learn the weights from what people chose of what they were shown."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from hub.access.actors import SYSTEM
from matching.engine import DEFAULT, FEATURES
from matching.suggestions import learnt
from matching.suggestions.models import Learnt
from matching.suggestions.reporting import progress, write_figures
from matching.suggestions.services import learning


class Command(BaseCommand):
    """Learns, evaluates, and activates the result if it is better."""

    help = "Learn weights from shown lists and what was chosen; they are used only if they do better on later choices."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add options for a file, and to go back."""
        parser.add_argument("--json", type=Path, help="write the figures here")
        parser.add_argument("--put-back", action="store_true", help="go back to the weights that were set by hand")

    def handle(self, *args: Any, **options: Any) -> None:
        """Learn, and print the figures."""
        at = timezone.now()
        if options["put_back"]:
            was = learning.put_back(by=SYSTEM, at=at)
            self.stdout.write("The weights set by hand are in use again." if was else "They were in use already.")
            return
        before = learnt.in_use().weights
        try:
            with progress() as track:
                row = learning.fit(by=SYSTEM, at=at, track=track)
        except learning.TooFew as few:
            raise CommandError(f"Nothing was learnt. {few}") from few
        self.stdout.write(_told(row, before.array.tolist()))
        write_figures(options["json"], {**row.figures, "is_live": row.is_live, "weights": row.weights})


def _told(row: Learnt, before: list[float]) -> str:
    figures = row.figures
    lines = [
        f"Learnt from {figures['lists']} lists of {figures['people']} people; judged on {figures['tested']} later ones.",
        "",
        f"{'':<12}{'by hand':>9}{'in use':>9}{'learnt':>9}",
    ]
    for name, hand, used in zip(FEATURES, DEFAULT.array.tolist(), before, strict=True):
        lines.append(f"{name:<12}{hand:>9.2f}{used:>9.2f}{row.weights[name]:>9.2f}")
    lines += [
        "",
        f"nDCG@10, each choice for what it is worth: {figures['before']:.4f} in use, {figures['after']:.4f} learnt"
        f"{', with trees' if figures['with_trees'] else ''}.",
        f"Difference {figures['gap']:+.4f} (95 % by person: {figures['low']:+.4f} to {figures['high']:+.4f}).",
        "In use from now on." if row.is_live else "Not better beyond chance: what was in use stays in use.",
    ]
    return "\n".join(lines)
