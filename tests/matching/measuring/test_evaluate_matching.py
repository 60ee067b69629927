"""A record of choices replayed, by a small record written by hand."""

import csv
import json
from math import log

import pytest
from django.core.management import CommandError, call_command

from matching.engine import FEATURES
from tests.bench.matching.choices import Record, replay

EVENTS = """event,group,title,topics,starts_at,utc_offset_s,lat,lon
0,7,Walk in March,Walks; Hills,2026-03-03T18:00:00Z,0,51.5,-0.1
1,7,Walk in April,Walks; Hills,2026-04-07T18:00:00Z,0,51.5,-0.1
2,8,Sew a bag,Sewing,2026-03-05T10:00:00Z,0,51.6,-0.1
3,8,Sew a hat,Sewing,2026-06-05T10:00:00Z,0,,
"""
PEOPLE = "person,topics\n1,Walks; topic-9\n2,Sewing\n"
CHOICES = """person,event,chosen_at
1,0,2026-02-20T12:00:00Z
2,0,2026-02-25T12:00:00Z
2,2,2026-02-26T12:00:00Z
1,1,2026-03-20T12:00:00Z
1,3,2026-03-21T12:00:00Z
"""


@pytest.fixture
def folder(tmp_path):
    for name, text in (("events", EVENTS), ("people", PEOPLE), ("choices", CHOICES)):
        (tmp_path / f"{name}.csv").write_text(text)
    return tmp_path


def feature(choice, name, event, *, own=False):
    place = choice.events.tolist().index(event)
    return (choice.own if own else choice.plain)[place, FEATURES.index(name)]


class TestReplay:
    def test_has_as_candidates_what_starts_within_45_days_and_was_not_chosen_before(self, folder):
        found = list(replay(Record(folder)))

        assert [None if one is None else sorted(one.events.tolist()) for one in found] == [
            [0, 2],
            [0, 1, 2],
            [1, 2],
            [1],
            None,  # it starts in June
        ]
        assert [one.cold for one in found if one] == [True, True, False, False]

    def test_knows_only_what_was_known_by_then(self, folder):
        first, second, third, _fourth, _none = replay(Record(folder))

        assert [one.yes[one.events.tolist().index(0)] for one in (first, second)] == [0.0, 1.0]
        assert feature(second, "popular", 0) == pytest.approx(log(2) / log(31))
        assert feature(second, "filling", 0) == 0.0  # five days ago
        assert [feature(second, "next", event) for event in (0, 1, 2)] == [1.0, 0.0, 1.0]
        assert [feature(third, "words", event) for event in (1, 2)] == [0.0, 1.0]

    def test_gives_history_only_to_what_may_know_it(self, folder):
        _first, _second, third, fourth, _none = replay(Record(folder))

        assert feature(third, "own", 1) == 0.0
        assert feature(third, "own", 1, own=True) == 1.0
        assert feature(third, "series", 1, own=True) == 1.0  # the same walk in another month
        assert feature(third, "series", 2, own=True) == 0.0
        assert feature(third, "usual", 1, own=True) == 1.0  # a Tuesday evening, like the walk before
        assert fourth.km[0] == pytest.approx(0.0, abs=1e-6)


class TestTheCommand:
    def test_tells_every_way_and_writes_figures_and_rankings(self, folder, tmp_path, capsys):
        call_command(
            "evaluate_matching",
            choices=folder,
            cut="2026-02-26T00:00:00Z",
            json=tmp_path / "out.json",
            rankings=tmp_path / "out.csv",
        )

        told = json.loads((tmp_path / "out.json").read_text())
        assert told["queries"] == 2
        assert set(told["methods"]) >= {
            *("random", "soonest", "popular", "topic_distance", "function_score", "als", "prior", "learnt", "boosted"),
            *("learnt_history", "boosted_history"),
        }
        assert told["methods"]["topic_distance"]["recall5"] == 1.0
        assert "The function score that won" in capsys.readouterr().out
        with (tmp_path / "out.csv").open() as file:
            rows = list(csv.DictReader(file))
        assert [(row["person"], row["chosen_at"], row["rank"]) for row in rows] == [
            ("2", "2026-02-26T12:00:00Z", "1"),
            ("2", "2026-02-26T12:00:00Z", "2"),
            ("1", "2026-03-20T12:00:00Z", "1"),
        ]

    @pytest.mark.parametrize(
        ("options", "words"),
        [
            ({"cut": "soon"}, "--cut is no moment: soon"),
            ({"cut": "2030-01-01"}, "leaves nothing to test"),
            ({"cut": "2020-01-01"}, "leaves nothing to learn from"),
        ],
    )
    def test_says_what_is_wrong_with_the_cut(self, folder, options, words):
        with pytest.raises(CommandError, match=words):
            call_command("evaluate_matching", choices=folder, **options)

    @pytest.mark.parametrize(
        ("name", "text", "words"),
        [
            ("people", None, "There is no people.csv"),
            ("choices", "person,event\n1,0\n", "choices.csv has no column chosen_at"),
            ("choices", "person,event,chosen_at\n1,99,2026-02-20T12:00:00Z\n", "cannot be read: 99"),
            ("events", EVENTS.replace("2026-03-03T18:00:00Z", "in March"), "cannot be read"),
        ],
    )
    def test_says_what_is_wrong_with_the_record(self, folder, name, text, words):
        path = folder / f"{name}.csv"
        path.unlink() if text is None else path.write_text(text)

        with pytest.raises(CommandError, match=words):
            call_command("evaluate_matching", choices=folder)
