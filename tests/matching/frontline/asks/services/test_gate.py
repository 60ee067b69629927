"""The gate: when it is open, and what shuts it."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from hub.audit.models import Entry
from matching.frontline.asks.services import asks, gate
from matching.frontline.models import Owed, Way
from matching.frontline.people.services import contacts
from tests.factories import (
    DAY,
    HOUR,
    NOON,
)

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)
CHECK = gate.Verdict(gate.Kind.CHECK_FIRST, "We don’t know, ask first.")
TODAY = date(2026, 11, 23)


class TestTheGate:
    @pytest.mark.parametrize(
        ("said", "owed", "kind"),
        [
            (True, None, "ready"),
            (None, None, "check"),
            (False, None, "check"),
            (True, "open", "check"),
            (None, "open", "check"),
            (False, "open", "check"),
            (True, "done", "ready"),
            (None, "done", "check"),
            (False, "done", "check"),
        ],
    )
    def test_is_ready_only_on_the_word_that_nothing_is_unsorted_and_nothing_is_owed(self, scene, said, owed, kind):
        if owed:
            row = contacts.owe(scene.joan, what="Mend the lift", owner="Dev", due=TODAY, by=scene.bev, at=NOON)
            if owed == "done":
                contacts.done(row, by=scene.bev, at=NOON)

        verdict = scene.verdict(nothing_unsorted=said)

        assert verdict.kind == kind
        assert verdict.is_open is (kind == "ready")
        assert verdict.because

    @pytest.mark.parametrize("said", [True, False, None])
    @pytest.mark.parametrize("owed", [True, False])
    @pytest.mark.parametrize("why", ["do not ask", "worry"])
    def test_says_not_now_whatever_else_stands(self, scene, said, owed, why):
        if owed:
            contacts.owe(scene.joan, what="Mend the lift", owner="Dev", due=TODAY, by=scene.bev, at=NOON)
        if why == "worry":
            asks.flag(scene.joan.pk, by=scene.dan, at=NOON)
        else:
            asks.never_again(scene.joan, by=scene.dan, at=NOON)

        verdict = scene.verdict(nothing_unsorted=said)

        assert verdict.kind == gate.Kind.NOT_NOW
        assert not verdict.is_open

    def test_a_worry_passes_after_ninety_days_and_a_do_not_ask_never_does(self, scene):
        asks.flag(scene.joan.pk, by=scene.bev, at=NOON)
        assert scene.verdict(at=NOON + 90 * DAY - SECOND).kind == gate.Kind.NOT_NOW
        assert scene.verdict(at=NOON + 90 * DAY).kind == gate.Kind.READY

        asks.never_again(scene.joan, by=scene.bev, at=NOON)
        assert scene.verdict(at=NOON + 3650 * DAY).kind == gate.Kind.NOT_NOW

    def test_says_what_is_ours_to_do_and_of_another_service_only_that_something_is(self, scene):
        contacts.owe(scene.joan, what="Mend the lift", owner="Dev Patel", due=TODAY, by=scene.bev, at=NOON)

        ours, theirs = scene.verdict(by=scene.bev).because, scene.verdict(by=scene.dan).because

        assert "Mend the lift" in ours and "Dev Patel" in ours
        assert "Mend the lift" not in theirs and "Dev Patel" not in theirs and "Library" not in theirs
        assert scene.verdict(by=scene.dan).kind == gate.Kind.CHECK_FIRST

    @pytest.mark.parametrize(("due", "late"), [(TODAY - DAY, True), (TODAY, False), (TODAY + DAY, False)])
    def test_says_so_when_it_is_late(self, scene, due, late):
        contacts.owe(scene.joan, what="Mend the lift", owner="Dev", due=due, by=scene.bev, at=NOON)

        assert ("It is late" in scene.verdict().because) is late

    def test_of_several_it_names_the_one_that_is_due_first(self, scene):
        for what, later in (("Paint the door", 5), ("Mend the lift", 2), ("Clean the yard", 9)):
            contacts.owe(scene.joan, what=what, owner="Dev", due=TODAY + later * DAY, by=scene.bev, at=NOON)

        assert "Mend the lift" in scene.verdict().because

    def test_nobody_known_is_asked_about_today_too(self):
        assert gate.verdict(None, nothing_unsorted=None, owed=[], at=NOON).kind == gate.Kind.CHECK_FIRST
        assert gate.verdict(None, nothing_unsorted=True, owed=[], at=NOON).kind == gate.Kind.READY

    @pytest.mark.parametrize(
        ("talks", "said"),
        [
            ([], None),
            ([(-1, "bev", True)], True),
            ([(-2, "bev", True), (-1, "bev", False)], False),
            ([(-2, "bev", True), (-1, "bev", None)], True),
            ([(-1, "dan", True)], None),
            ([(-13, "bev", True)], None),
            ([(1, "bev", True)], None),
        ],
        ids=["no talk", "said", "the last word", "nothing said", "another service", "yesterday", "not yet"],
    )
    def test_takes_the_last_word_of_today_of_the_worker_s_own_service(self, scene, talks, said):
        for hours, who, word in talks:
            contacts.begin(
                scene.joan, Way.COUNTER, nothing_unsorted=word, by=getattr(scene, who), at=NOON + hours * HOUR
            )

        assert gate.said_today(scene.joan, scene.library.pk, at=NOON) is said

    def test_what_is_owed_is_done_once(self, scene):
        row = contacts.owe(scene.joan, what="Mend the lift", owner="Dev", due=TODAY, by=scene.bev, at=NOON)

        assert contacts.done(row, by=scene.bev, at=NOON) is True
        assert contacts.done(row, by=scene.bev, at=NOON + HOUR) is False

        assert Owed.objects.get().done_at == NOON
        assert Entry.objects.filter(event="owed.done").count() == 1

    def test_nothing_is_owed_without_somebody_who_sees_to_it(self, scene):
        with pytest.raises(IntegrityError, match="owed_has_an_owner"), transaction.atomic():
            contacts.owe(scene.joan, what="Mend the lift", owner="", due=TODAY, by=scene.bev, at=NOON)
