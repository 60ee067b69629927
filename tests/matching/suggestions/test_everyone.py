"""Lists for everybody: part by part, gone on with after a kill, and the same whoever did them."""

import os
import signal
import subprocess
import sys
import time
from datetime import timedelta

import numpy as np
import pytest
from django.core.management import CommandError, call_command

from hub import celery
from hub.access.actors import NOBODY
from hub.audit.models import Entry
from hub.consent import wordings
from hub.consent.models import Purpose
from hub.consent.services import consents
from hub.taxonomy.codes import Cause
from matching.engine import MatchIndex
from matching.preferences.models import Because, Exclusion
from matching.suggestions import columns, everyone
from matching.suggestions.everyone import Plan
from matching.suggestions.models import NightlyRun
from matching.suggestions.selectors import suggesting
from matching.suggestions.services import everyone as nightly
from opportunities.models import Opportunity, State, UnmetWish
from tests.factories import DAY, HOUR, person
from tests.matching.suggestions.crowd import all_lists, crowd
from tests.matching.suggestions.things import cook, likes, thing, titles

pytestmark = pytest.mark.django_db

NIGHT = timedelta(hours=15)
"""From noon to three in the morning."""


@pytest.fixture
def lists(tmp_path, settings):
    settings.MATCH_LISTS_DIR = tmp_path / "lists"
    settings.MATCH_LISTS_DIR.mkdir()
    return settings.MATCH_LISTS_DIR


def wants_news(who, at):
    consents.give(who, Purpose.CONTACT_ME, wording=wordings.CONTACT_ME, by=NOBODY, at=at)
    return who


class TestTheParts:
    def test_hold_everybody_once_with_what_suits_them_best(self, noon, lists, monkeypatch):
        monkeypatch.setattr(nightly, "EACH", 3)
        for number in range(4):
            thing(f"Cook {number}")
        thing("Full", places=1, taken=1)
        wishes = crowd(noon, 7)

        folder = nightly.begin(lists, at=noon)
        while left := everyone.missing(folder, Plan.read(folder)):
            everyone.do(folder, left[0])

        found = dict(all_lists(folder))
        assert sorted(found) == sorted(one.person_id.hex.encode() for one in wishes)
        expected = [row.opportunity.pk for row in suggesting.find(wishes[0], size=4, at=noon).rows]
        assert all(row == [*expected, *[-1] * 6] for row in found.values())
        assert Plan.read(folder).parts == 3

    def test_leave_out_what_somebody_ruled_out(self, noon, lists):
        said = cook(noon)
        facts = {"person": said.person, "opportunity": thing("Cook"), "because": Because.DO_NOT_ASK, "at": noon}
        Exclusion.objects.create(**facts)
        folder = nightly.begin(lists, at=noon)

        everyone.do(folder, 0)

        assert [row for _who, row in all_lists(folder)] == [[-1] * 10]

    def test_that_are_done_are_not_done_again_and_those_that_are_not_are(self, noon, lists, monkeypatch):
        monkeypatch.setattr(nightly, "EACH", 2)
        thing("Cook")
        crowd(noon, 5)
        folder = nightly.begin(lists, at=noon)
        everyone.do(folder, 1)
        before = everyone.file_of(folder, 1).stat().st_mtime_ns

        assert everyone.missing(folder, Plan.read(folder)) == [0, 2]
        assert nightly.go_on(at=noon) == 2

        assert everyone.file_of(folder, 1).stat().st_mtime_ns == before
        assert NightlyRun.objects.get().people == 5

    def test_come_out_the_same_however_often_they_are_done(self, noon, lists):
        thing("Cook")
        crowd(noon, 3)
        folder = nightly.begin(lists, at=noon)
        everyone.do(folder, 0)
        first = everyone.file_of(folder, 0).read_bytes()
        Opportunity.objects.update(state=State.CLOSED)  # the folder has an index of its own

        everyone.do(folder, 0)

        assert everyone.file_of(folder, 0).read_bytes() == first

    def test_are_sent_to_workers_where_there_is_a_broker(self, noon, lists, settings, monkeypatch):
        sent = []
        settings.CELERY_BROKER_URL = "redis://there"
        monkeypatch.setattr(celery.app, "send_task", lambda name, kwargs, **_more: sent.append((name, kwargs)))
        monkeypatch.setattr(nightly, "EACH", 2)
        crowd(noon, 3)
        folder = nightly.begin(lists, at=noon)

        nightly.send(folder)
        for _name, kwargs in sent:
            celery.part(**kwargs)

        assert [name for name, _kwargs in sent] == ["hub.part", "hub.part"]
        assert everyone.missing(folder, Plan.read(folder)) == []

    @pytest.mark.parametrize("folder", ["..", "../..", "nothing", ""])
    def test_of_a_folder_that_is_none_of_ours_are_not_done(self, lists, folder):
        assert nightly.do_part(folder=folder, part=0) == 0

    @pytest.mark.parametrize("words", ["", "{", "[]", '{"parts": 3}'])
    def test_without_a_plan_that_can_be_read_say_so(self, tmp_path, words):
        (tmp_path / everyone.PLAN).write_text(words)

        with pytest.raises(everyone.NoPlan, match="no plan"):
            everyone.do(tmp_path, 0)

    def test_half_written_are_not_there(self, noon, lists, monkeypatch):
        thing("Cook")
        crowd(noon, 1)
        folder = nightly.begin(lists, at=noon)
        monkeypatch.setattr(
            np, "savez", lambda file, **_arrays: file.write(b"half") and (_ for _ in ()).throw(OSError("full"))
        )

        with pytest.raises(OSError, match="full"):
            everyone.do(folder, 0)

        assert everyone.missing(folder, Plan.read(folder)) == [0]
        assert sorted(path.name for path in folder.iterdir()) == ["index", "plan.json"]


class TestTheNight:
    def test_begins_by_itself_and_once(self, noon, lists):
        thing("Cook")
        crowd(noon, 2)

        assert nightly.go_on(at=noon) == 0
        assert nightly.go_on(at=noon + NIGHT) == 1
        assert nightly.go_on(at=noon + NIGHT + HOUR) == 0
        assert nightly.go_on(at=noon + NIGHT + DAY) == 1
        assert NightlyRun.objects.count() == 2

    @pytest.mark.parametrize("plan", ["{", '{"source": "somebody.elses"}'])
    def test_is_not_held_up_by_a_folder_that_is_none_of_ours(self, noon, lists, plan):
        crowd(noon, 1)
        (lists / "zzz").mkdir()
        (lists / "zzz" / everyone.PLAN).write_text(plan)

        assert nightly.go_on(at=noon + NIGHT) == 1
        assert NightlyRun.objects.count() == 1

    def test_begins_anew_where_the_index_is_of_another_engine(self, noon, lists):
        crowd(noon, 1)
        folder = nightly.begin(lists, at=noon + NIGHT)
        (folder / everyone.INDEX).write_bytes(b"another engine's")

        assert nightly.go_on(at=noon + NIGHT) == 0
        assert nightly.go_on(at=noon + NIGHT + HOUR) == 1

    def test_gives_up_what_was_not_finished_in_a_day(self, noon, lists):
        crowd(noon, 1)
        nightly.begin(lists, at=noon - DAY)

        assert nightly.go_on(at=noon) == 0
        assert nightly.go_on(at=noon + NIGHT) == 1

    def test_keeps_no_list_for_more_than_a_week(self, noon, lists):
        nightly.go_on(at=noon + NIGHT)

        assert nightly.tidy(at=noon + 9 * DAY) == 1
        assert list(lists.iterdir()) == []

    def test_leaves_the_last_two_folders(self, noon, lists):
        for night in range(4):
            nightly.go_on(at=noon + NIGHT + night * DAY)

        assert len(list(lists.iterdir())) == 2

    def test_counts_who_finds_nothing_once_when_it_comes_to_that(self, noon, lists):
        likes(noon, who=person("A", "a@example.test", at=noon), causes=frozenset({Cause.ARTS}))
        thing("Gone by tomorrow").sessions.update(next_at=noon + NIGHT + HOUR)

        nightly.go_on(at=noon + NIGHT)
        assert not UnmetWish.objects.exists()
        Opportunity.objects.update(state=State.CLOSED)
        for night in (1, 2, 3):
            nightly.go_on(at=noon + NIGHT + night * DAY)

        wish = UnmetWish.objects.get()
        assert (wish.source, wish.causes, wish.count) == ("everyone", {Cause.ARTS}, 1)
        assert list(NightlyRun.objects.order_by("name").values_list("people", "without")) == [
            (1, 0),
            (1, 1),
            (1, 1),
            (1, 1),
        ]

    def test_is_in_the_log(self, noon, lists):
        nightly.go_on(at=noon + NIGHT)

        assert Entry.objects.get(event="suggestions.everyone").details == {"people": 0, "without": 0}


class TestTheCommand:
    def test_makes_the_lists_and_says_how_many_find_nothing(self, lists, noon, capsys, tmp_path):
        call_command("match_everyone", workers=1, json=tmp_path / "f.json")

        said = capsys.readouterr().out
        assert "0 people in 0 parts" in said
        assert "0 of them find nothing that suits." in said
        assert NightlyRun.objects.count() == 1

    def test_goes_on_after_a_kill_and_the_lists_are_those_of_a_run_without_one(self, tmp_path):
        whole, broken = tmp_path / "whole", tmp_path / "broken"
        digest = run(whole)[0]

        process = start(broken)
        until(lambda: len(list(broken.glob("*/*/part-*.npz"))) >= 2, process)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        done = len(list(broken.glob("*/*/part-*.npz")))
        again, said = run(broken)

        assert 2 <= done < 4
        assert f"of which {4 - done} were still to be done" in said
        assert again == digest

    @pytest.mark.parametrize(
        ("wrong", "says"),
        [
            ({"workers": 0}, "--workers"),
            ({"celery": True}, "broker"),
            ({"people": -3}, "one made-up person"),
        ],
    )
    def test_says_what_is_wrong(self, lists, settings, wrong, says):
        settings.CELERY_BROKER_URL = None
        with pytest.raises(CommandError, match=says):
            call_command("bench_everyone" if "people" in wrong else "match_everyone", **wrong)

    def test_wants_a_folder(self):
        with pytest.raises(CommandError, match="--folder"):
            call_command("match_everyone")


MADE_UP = [
    "bench_everyone",
    "--people",
    "2000",
    "--each",
    "500",
    "--opportunities",
    "2000",
    "--workers",
    "1",
    "--folder",
]


def start(folder):
    command = [sys.executable, "manage.py", *MADE_UP, str(folder)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, start_new_session=True)


def run(folder):
    """Return the fingerprint of the lists, and what the command said."""
    process = start(folder)
    said, _nothing = process.communicate(timeout=240)
    assert process.returncode == 0, said
    return said.rsplit("sha256 ", 1)[1], said


def until(holds, process):
    for _look in range(2000):
        if holds():
            return
        assert process.poll() is None
        time.sleep(0.02)
    raise AssertionError("it did not come to that")


def test_an_index_of_their_own_is_what_the_lists_are_made_from(noon, lists):
    thing("Cook")

    folder = nightly.begin(lists, at=noon)

    assert len(MatchIndex.load(folder / everyone.INDEX)) == len(columns.build(at=noon)) == 1
    assert titles(suggesting.find(cook(noon), at=noon)) == ["Cook"]
