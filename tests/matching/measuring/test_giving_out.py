"""The commands that measure how scarce places are given out, and how attention spreads."""

import json

import pytest
from django.core.management import CommandError, call_command

pytestmark = pytest.mark.django_db


def test_places_given_out_are_near_the_best_possible(tmp_path, capsys):
    call_command("bench_assignment", people=200, opportunities=50, json=tmp_path / "figures.json")

    ways = json.loads((tmp_path / "figures.json").read_text())["ways"]
    assert "of optimum" in capsys.readouterr().out
    assert 0.99 <= ways["assign"]["of_optimum"] <= 1.0 + 1e-9
    assert ways["stable"]["of_optimum"] <= ways["assign"]["of_optimum"]
    assert ways["assign"]["over_capacity"] == ways["stable"]["over_capacity"] == 0


def test_the_price_spreads_attention_night_after_night(tmp_path, capsys):
    call_command("bench_exposure", opportunities=600, residents=300, nights=3, json=tmp_path / "figures.json")

    figures = json.loads((tmp_path / "figures.json").read_text())
    assert "never shown" in capsys.readouterr().out
    assert len(figures["never_shown"]) == len(figures["utility"]) == 4
    assert figures["never_shown"][-1] < figures["never_shown"][0]
    assert figures["gini"][-1] < figures["gini"][0]
    assert 0.9 < figures["utility"][-1] < figures["utility"][0] == 1.0


@pytest.mark.parametrize(
    ("command", "options"),
    [("bench_assignment", {"people": 0}), ("bench_exposure", {"residents": 0}), ("bench_exposure", {"nights": -1})],
)
def test_what_cannot_be_is_said(command, options):
    with pytest.raises(CommandError, match="at least one"):
        call_command(command, **options)
