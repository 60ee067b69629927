"""Suggest to described people, and write what each would see as JSON, so that people can judge it."""

import json
from argparse import ArgumentParser
from contextlib import nullcontext
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import yaml
from django.core.management.base import BaseCommand, CommandError
from django.http import QueryDict
from django.utils import timezone, translation

from hub.taxonomy.codes import Slot
from matching.engine import Caution
from matching.preferences import meaning, understanding
from matching.preferences.forms import Wishes
from matching.preferences.models import Preference
from matching.preferences.services.saving import unsaved
from matching.suggestions import saying
from matching.suggestions.selectors import suggesting
from tests.bench.adverts import BadAdverts, in_place, read

MOST: Final = 5
"""How many suggestions each person gets."""
OWN: Final = frozenset({"id", "expect", "note"})
"""Keys of a person that are not what they said: who it is, what a human would call fitting, and anything to remember."""


class Command(BaseCommand):
    """Write {id: what they see} for a YAML list of people; each has an `id`, and fields of "What I'd like" by their names."""

    help = (
        "Suggest to described people (a YAML list: id, words, place, and any other field of the form "
        "“What I’d like”), and write the first five of each, with reasons and cautions, as JSON."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the two files, and from when on to suggest."""
        parser.add_argument("--people", required=True, metavar="F.yaml", help="a YAML list of people")
        parser.add_argument("--json", required=True, metavar="J", help="where to write what each would see")
        parser.add_argument("--adverts", metavar="A.csv", help="adverts to suggest from, instead of the place’s own")
        parser.add_argument("--at", type=datetime.fromisoformat, help="the moment, ISO 8601; now without it")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, suggest and write. Raises CommandError if the file or a person in it cannot be read."""
        at = options["at"] or timezone.now()
        at = at if at.tzinfo else at.replace(tzinfo=timezone.get_default_timezone())
        try:
            people = yaml.safe_load(Path(options["people"]).read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
            raise CommandError(f"This file cannot be read: {error}") from error
        if not isinstance(people, list) or not all(isinstance(one, dict) and "id" in one for one in people):
            raise CommandError("This file is no list of people, each with an id.")
        try:
            adverts = read(Path(options["adverts"])) if options.get("adverts") else None
            with translation.override("en-gb"), in_place(adverts, at=at) if adverts else nullcontext():
                found = {str(one["id"]): seen(preference_of(one), at=at) for one in people}
        except BadAdverts as wrong:
            raise CommandError(str(wrong)) from wrong
        Path(options["json"]).write_text(json.dumps(found, ensure_ascii=False, indent=1), encoding="utf-8")
        self.stdout.write(f"Suggested to {len(found)} people.")


def preference_of(described: dict[str, Any]) -> Preference:
    """Return what a described person said, read as the form reads it. Raises CommandError for what it refuses."""
    sent = QueryDict(mutable=True)
    for name, value in described.items():
        if name in OWN:
            continue
        if name not in Wishes.base_fields:
            raise CommandError(f"{described['id']}: the form has no field “{name}”.")
        values = value if isinstance(value, list) else [value]
        sent.setlist(name, [_slot(one) if name == "slots" else str(one) for one in values])
    form = Wishes(sent)
    if not form.is_valid():
        wrong = "; ".join(f"{name}: {' '.join(map(str, errors))}" for name, errors in form.errors.items())
        raise CommandError(f"{described['id']}: {wrong}")
    return unsaved(form.said)


def _slot(given: object) -> str:
    """Return a window's number, given as that or as "Tuesday evening"."""
    for slot in Slot:
        if str(given).strip().lower() in (str(slot.value), str(slot.label).lower()):
            return str(slot.value)
    return str(given)


def seen(preference: Preference, *, at: datetime) -> dict[str, Any]:
    """Return what somebody would see: what was heard, and what is suggested, or what is said where nothing is."""
    found = suggesting.find(preference, size=MOST, at=at)
    in_need = meaning.needs_help(preference.words, preference.misheard)
    return {
        "help_first": in_need,
        "heard": [
            {"code": one.code, "wished": one.wished, "sure": one.sure, "span": one.quote(preference.words)}
            for one in understanding.hear(preference.words)
        ],
        "total": found.total,
        "suggestions": [_row(row) for row in found.rows],
        "nothing_fits": not found.rows and not in_need,
        "instead": [
            {"kind": one.kind, "total": one.total, "first": [row.opportunity.title for row in one.rows]}
            for one in (suggesting.otherwise(preference, at=at) if not found.rows and not in_need else [])
        ],
    }


def _row(row: suggesting.Suggested) -> dict[str, Any]:
    thing = row.opportunity
    caution: Caution | None = row.caution
    return {
        "id": thing.pk,
        "title": thing.title,
        "organisation": thing.organisation.name,
        "reasons": list(row.why) or [saying.nothing(by_worker=False)],
        "features": [reason.feature for reason in row.reasons],
        "cautions": [str(row.snag)] if caution else [],
        "full": row.is_full,
    }
