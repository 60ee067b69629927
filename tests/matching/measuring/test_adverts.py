"""Adverts of a CSV file in the place of what a hub has: those are suggested from, and nothing of them is left."""

import json

import pytest
from django.core.management import CommandError, call_command

from opportunities.models import Opportunity, State
from organisations.models import Organisation
from tests.factories import NOON, SessionFactory

pytestmark = pytest.mark.django_db

ADVERTS = """title,text,group,postcode,activities,slots
Fix bikes on the green,We mend what comes.,Wheel Works,SW18 3NP,fix,Tuesday evening
Serve Sunday lunch,Cook and serve for forty.,Long Table,SW18 3NP,,
"""
PEOPLE = """
- {id: bikes, words: I can fix bikes, place: SW18 3NP}
- {id: cook, words: I love cooking, place: SW18 3NP}
"""


@pytest.fixture
def suggest(tmp_path):
    """Suggest to the people from some adverts."""

    def run(adverts: str):
        (tmp_path / "people.yaml").write_text(PEOPLE, encoding="utf-8")
        (tmp_path / "adverts.csv").write_text(adverts, encoding="utf-8")
        names = {
            "people": tmp_path / "people.yaml",
            "json": tmp_path / "seen.json",
            "adverts": tmp_path / "adverts.csv",
        }
        call_command("evaluate_suggestions", at=NOON, **{name: str(path) for name, path in names.items()})
        found = json.loads((tmp_path / "seen.json").read_text(encoding="utf-8"))
        return {who: [(row["title"], row["reasons"]) for row in seen["suggestions"]] for who, seen in found.items()}

    return run


def test_people_are_met_by_what_is_in_the_file_alone(suggest):
    own = SessionFactory(opportunity__title="Fix kettles", opportunity__activities=["fix"]).opportunity

    found = suggest(ADVERTS)

    assert [title for title, _reasons in found["bikes"]][:1] == ["Fix bikes on the green"]
    assert "You said “fix bikes”" in found["bikes"][0][1]
    assert [title for title, _reasons in found["cook"]][:1] == [
        "Serve Sunday lunch"
    ]  # what it is was read from its text
    assert {title for rows in found.values() for title, _reasons in rows} <= {
        "Fix bikes on the green",
        "Serve Sunday lunch",
    }
    assert list(Opportunity.objects.values_list("pk", "state")) == [(own.pk, State.PUBLISHED)]
    assert Organisation.objects.count() == 1


@pytest.mark.parametrize(
    ("adverts", "words"),
    [("name\nFix bikes\n", "no column “title”"), ("title,causes\nFix bikes,moonlight\n", "Advert 1: “moonlight”")],
)
def test_a_file_that_cannot_be_read_is_named(suggest, adverts, words):
    with pytest.raises(CommandError, match=words):
        suggest(adverts)
