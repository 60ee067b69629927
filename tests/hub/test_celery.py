"""The timetable: every piece runs, when it is due, once."""

from dataclasses import replace
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from hub import celery, clock
from hub.core import registry
from hub.management.commands import run_due
from hub.messaging.models import ClockRun
from hub.people.models import PrivateLink
from hub.people.services import links
from tests.factories import DAY, HOUR, person

pytestmark = pytest.mark.django_db

EVERYTHING = [
    "outbox",
    "dates",
    "reminders",
    "unanswered",
    "reply records",
    "lists",
    "news",
    "prices",
    "referrals",
    "company",
    "pages",
    "retention",
    "housekeeping",
]
SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)


def work(name):
    return next(work for work in registry.clock_work() if work.name == name)


def instead(monkeypatch, name, run):
    """Have a piece of work do something else."""
    planned = [replace(one, run=run) if one.name == name else one for one in registry.clock_work()]
    monkeypatch.setattr(registry, "clock_work", lambda: planned)


def said(**options):
    out = StringIO()
    call_command("run_due", stdout=out, **options)
    return out.getvalue()


class TestTimetable:
    @pytest.mark.parametrize("name", [work.name for work in registry.clock_work()])
    def test_every_piece_runs_twice_in_a_row(self, name, noon):
        work(name).run(at=noon)

        work(name).run(at=noon)

    def test_celery_runs_the_same_list(self):
        celery.app.finalize()
        planned = celery.app.conf.beat_schedule

        assert set(planned) == {work.name for work in registry.clock_work()}
        for entry in registry.clock_work():
            assert planned[entry.name]["schedule"] == min(entry.every, timedelta(minutes=10))
            assert planned[entry.name]["kwargs"] == {"name": entry.name}

    def test_a_worker_does_the_piece_it_is_asked_for_as_of_now(self, monkeypatch):
        done = []
        instead(monkeypatch, "outbox", lambda *, at: done.append(at))
        before = timezone.now()

        celery.run(name="outbox", something_newer=1)

        assert len(done) == 1
        assert before <= done[0] <= timezone.now()

    def test_a_worker_asked_twice_does_it_once_unless_it_is_asked_to_do_it_now(self, monkeypatch):
        done = []
        instead(monkeypatch, "outbox", lambda *, at: done.append(at))

        for _time in range(2):
            celery.run(name="outbox")
        celery.run(name="outbox", now=True)

        assert len(done) == 2

    def test_a_worker_does_nothing_for_a_name_it_does_not_know(self, monkeypatch):
        for known in EVERYTHING:
            instead(monkeypatch, known, lambda **_more: pytest.fail("something ran"))

        celery.run(name="from a newer version")


class TestClaim:
    def test_twice_gives_one(self, noon):
        assert clock.claim(work("dates"), at=noon)
        assert not clock.claim(work("dates"), at=noon)

    def test_is_free_again_when_its_time_has_come(self, noon):
        every = work("dates").every
        clock.claim(work("dates"), at=noon)

        assert not clock.claim(work("dates"), at=noon + every - SECOND)
        assert clock.claim(work("dates"), at=noon + every)
        assert ClockRun.objects.get(name="dates").last_at == noon + every

    def test_of_one_piece_leaves_the_others_free(self, noon):
        clock.claim(work("dates"), at=noon)

        assert clock.claim(work("retention"), at=noon)

    def test_goes_on_from_now_where_a_stored_time_lies_in_the_future(self, noon, caplog):
        clock.claim(work("dates"), at=noon + 400 * DAY)

        assert clock.claim(work("dates"), at=noon)
        assert "in the future" in caplog.text
        assert ClockRun.objects.get(name="dates").last_at == noon
        assert not clock.claim(work("dates"), at=noon)

    def test_is_not_claimed_twice_where_two_clocks_are_a_little_apart(self, noon):
        clock.claim(work("dates"), at=noon + MINUTE)

        assert not clock.claim(work("dates"), at=noon)


class TestRunDue:
    def test_does_everything_the_first_time_and_then_only_what_is_due(self, noon):
        assert run_due.run_due(at=noon) == EVERYTHING
        assert run_due.run_due(at=noon + SECOND) == []
        assert run_due.run_due(at=noon + 5 * SECOND) == ["outbox"]
        assert run_due.run_due(at=noon + HOUR) == [
            "outbox",
            "dates",
            "reminders",
            "lists",
            "news",
            "referrals",
            "pages",
        ]
        assert run_due.run_due(at=noon + DAY) == EVERYTHING

    def test_goes_on_when_one_piece_is_in_trouble(self, noon, monkeypatch):
        def broken(*, at):
            raise RuntimeError("broken")

        instead(monkeypatch, "outbox", broken)

        assert run_due.run_due(at=noon) == EVERYTHING[1:]

    def test_tries_again_in_ten_minutes_what_failed_however_seldom_it_runs(self, noon, monkeypatch):
        instead(monkeypatch, "retention", lambda *, at: 1 / 0)
        run_due.run_due(at=noon)
        instead(monkeypatch, "retention", lambda *, at: "well")

        assert "retention" not in run_due.run_due(at=noon + 9 * MINUTE)
        assert "retention" in run_due.run_due(at=noon + 10 * MINUTE)

    def test_acts_as_if_it_were_another_time(self, noon):
        links.make(person(), "sign_up", at=noon, until=noon + DAY)

        answer = said(at="2027-03-28T10:00+00:00")

        assert f"{len(EVERYTHING)} of {len(EVERYTHING)} pieces of clock work done: {', '.join(EVERYTHING)}." in answer
        assert not PrivateLink.objects.exists()

    def test_at_a_time_runs_all_whatever_was_done_before(self):
        said(at="2027-03-28T10:00+00:00")

        assert f"{len(EVERYTHING)} of {len(EVERYTHING)}" in said(at="2027-03-28T10:00+00:00")

    def test_says_when_nothing_was_due(self):
        said()
        ClockRun.objects.update(last_at=timezone.now() + MINUTE)

        assert f"0 of {len(EVERYTHING)} pieces of clock work done: none was due." in said()

    @pytest.mark.parametrize("typed", ["tomorrow", "2027-03-28T10:00", "2027-03-28"])
    def test_asks_for_a_time_with_a_zone(self, typed):
        with pytest.raises(CommandError, match="with a zone"):
            said(at=typed)
