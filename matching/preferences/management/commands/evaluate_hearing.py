"""Hear a file of statements, and write what was heard as JSON, so that it can be scored against what people say was meant."""

import csv
import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any, Final

from django.core.management.base import BaseCommand, CommandError

from hub.taxonomy.codes import Access, Commitment
from matching.preferences import understanding
from matching.preferences.understanding import Heard

COARSER: Final = {"cause:animals": "cause:green"}
"""Finer codes of ours → those of the statements."""
UNASKED: Final = frozenset(
    {
        *("activity:shop", "activity:clean", "activity:care"),
        *("access:large_print", "access:small_group", "access:pace"),
    }
)
"""Codes of ours that the statements do not have."""


class Command(BaseCommand):
    """Write {id: [{code, wished, sure, span}]} for a TSV file with the columns id and text."""

    help = "Hear a TSV file of statements (columns id and text), and write what was heard as JSON."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the two files."""
        parser.add_argument("--statements", required=True, metavar="F.tsv", help="a TSV file with id and text")
        parser.add_argument("--json", required=True, metavar="J", help="where to write what was heard")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, hear and write. Raises CommandError if the file cannot be read."""
        try:
            text = Path(options["statements"]).read_text(encoding="utf-8")
            rows = list(csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))
            found = {row["id"]: heard(row["text"]) for row in rows}
        except (OSError, UnicodeDecodeError, KeyError) as error:
            raise CommandError(f"This file cannot be read: {error}") from error
        Path(options["json"]).write_text(json.dumps(found, ensure_ascii=False, indent=1), encoding="utf-8")
        self.stdout.write(f"{len(found)} statements heard.")


def heard(text: str) -> list[dict[str, Any]]:
    """Return what is heard in a text, in the codes of the statements."""
    return [
        {"code": code, "wished": one.wished, "sure": one.sure, "span": one.quote(text)}
        for one in understanding.hear(text)
        if (code := _code(one)) is not None
    ]


def _code(one: Heard) -> str | None:
    kind, _colon, value = one.code.partition(":")
    if kind == "avoid" or one.code in UNASKED:
        return None
    if kind == "access" and value not in Access.values:
        return None
    if kind == "often" and value not in Commitment.values:
        return None
    return COARSER.get(one.code, one.code)
