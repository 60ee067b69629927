"""How well each way of ranking finds what people really chose."""

from argparse import ArgumentParser
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from matching.suggestions.reporting import progress, write_figures
from tests.bench.matching.choices import BadRecord, Record
from tests.bench.matching.evaluating import NothingToMeasure, Report, evaluate
from tests.bench.matching.figures import table


class Command(BaseCommand):
    """Replays a record of choices and ranks each by what was known at its moment."""

    help = "Measure ways of ranking on a record of choices (people.csv, events.csv, choices.csv). Needs no database."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the folder, the moment of the cut, and files to write."""
        parser.add_argument("--choices", type=Path, required=True, help="folder of the record")
        parser.add_argument("--cut", help="learn from choices before this moment (ISO 8601); else from the first 70 %%")
        parser.add_argument("--rankings", type=Path, help="write the best ranking here, as CSV")
        parser.add_argument("--json", type=Path, help="write the figures here")

    def handle(self, *args: Any, **options: Any) -> None:
        """Measure, and print."""
        try:
            record = Record(options["choices"])
            with progress() as track:
                report = evaluate(record, _moment(options["cut"]), track, options["rankings"])
        except (BadRecord, NothingToMeasure) as wrong:
            raise CommandError(str(wrong)) from wrong
        self.stdout.write(_told(report))
        write_figures(options["json"], report.as_json)


def _moment(written: str | None) -> float | None:
    if not written:
        return None
    try:
        at = datetime.fromisoformat(written)
    except ValueError as wrong:
        raise CommandError(f"--cut is no moment: {written}. Write it like 2015-04-08T00:00:00Z.") from wrong
    return (at if at.tzinfo else at.replace(tzinfo=UTC)).timestamp() / 86_400.0


def _told(report: Report) -> str:
    lines = [f"{report.queries} choices from {report.cut} on; learnt from those before.", "", table(report.methods), ""]
    point = {name: value for name, value in report.function_score.items() if name != "on_the_edge"}
    lines.append("The function score that won: " + ", ".join(f"{name} = {value:g}" for name, value in point.items()))
    if edge := report.function_score["on_the_edge"]:
        lines.append(f"On the edge of what was tried: {', '.join(edge)}")
    lines.append("")
    lines += [
        f"{name}: {found['gap']:+.4f} nDCG@10 (95 % by person: {found['low']:+.4f} to {found['high']:+.4f}), × {found['ratio']:.3f}"
        for name, found in report.differences.items()
    ]
    return "\n".join(lines)
