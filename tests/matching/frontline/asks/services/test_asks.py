"""Asking: who may be asked, how long each answer keeps everybody from asking, and that nobody learns who asked."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from hub.audit.models import Entry
from hub.messaging import outbox
from hub.messaging.models import Message, MessageState
from matching.frontline.asks.services import asks, gate
from matching.frontline.capture.services import captures
from matching.frontline.models import Answer, Ask, AskLimit, RaisedBy, Way
from matching.preferences.models import Exclusion
from matching.preferences.services import saving
from tests.factories import (
    DAY,
    HOUR,
    NOON,
)
from tests.matching.frontline.asks.scene import READY

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)
CHECK = gate.Verdict(gate.Kind.CHECK_FIRST, "We don’t know, ask first.")
TODAY = date(2026, 11, 23)


class TestWhoMayBeAsked:
    @pytest.mark.parametrize(
        ("raised_by", "stands", "outcome"),
        [
            ("worker", "nothing", None),
            ("worker", "gate shut", asks.GateShut),
            ("worker", "asked lately", asks.AskedLately),
            ("worker", "worry", asks.GateShut),
            ("worker", "do not ask", asks.NeverAsk),
            ("person", "nothing", None),
            ("person", "gate shut", None),
            ("person", "asked lately", None),
            ("person", "worry", None),
            ("person", "do not ask", asks.NeverAsk),
        ],
    )
    def test_what_they_raise_themselves_passes_all_but_do_not_ask(self, scene, raised_by, stands, outcome):
        if stands == "asked lately":
            scene.ask(by=scene.dan)
        if stands == "worry":
            asks.flag(scene.joan.pk, by=scene.dan, at=NOON)
        if stands == "do not ask":
            asks.never_again(scene.joan, by=scene.dan, at=NOON)
        verdict = scene.verdict(nothing_unsorted=stands != "gate shut")
        before = (Ask.objects.count(), Entry.objects.filter(event="ask.made").count(), scene.limits())

        if outcome is None:
            assert scene.ask(raised_by=RaisedBy(raised_by), verdict=verdict, at=NOON + HOUR).person == scene.joan
        else:
            with pytest.raises(outcome), transaction.atomic():
                scene.ask(raised_by=RaisedBy(raised_by), verdict=verdict, at=NOON + HOUR)
            assert before == (Ask.objects.count(), Entry.objects.filter(event="ask.made").count(), scene.limits())

    def test_a_worry_heard_since_the_page_was_drawn_still_stops_the_ask(self, scene):
        asks.flag(scene.joan.pk, by=scene.dan, at=NOON)

        with pytest.raises(asks.CannotAsk):
            scene.ask(verdict=READY)

        assert not Ask.objects.exists()

    def test_an_ask_by_a_worker_keeps_everybody_from_asking_for_28_days(self, scene):
        scene.ask(by=scene.bev)

        for by in (scene.bev, scene.dan):
            with pytest.raises(asks.AskedLately):
                scene.ask(by=by, at=NOON + 28 * DAY - SECOND)
        assert scene.ask(by=scene.dan, at=NOON + 28 * DAY).organisation == scene.baths

    def test_an_ask_they_raised_themselves_keeps_nobody_from_asking(self, scene):
        scene.ask(raised_by=RaisedBy.PERSON)

        assert scene.limits() == (None, None, None)
        assert scene.ask(by=scene.dan).organisation == scene.baths

    def test_says_until_when_but_not_who_asked_nor_what_they_said(self, scene):
        scene.ask(by=scene.bev, answer=Answer.NOT_NOW)

        with pytest.raises(asks.AskedLately) as refused:
            scene.ask(by=scene.dan, at=NOON + DAY)

        words = str(refused.value)
        assert "21 Feb" in words
        assert not [word for word in ("Library", "Bev", "no", "not now") if f" {word.lower()} " in words.lower()]
        assert {field.name for field in AskLimit._meta.get_fields()} == {
            "id",
            "person",
            "not_before",
            "never_since",
            "flagged_until",
        }

    def test_another_service_does_not_see_the_ask(self, scene):
        ask = scene.ask(by=scene.bev, answer=Answer.NO)

        assert list(Ask.objects.visible_to(scene.bev)) == [ask]
        assert not Ask.objects.visible_to(scene.dan).exists()
        assert list(Ask.objects.visible_to(scene.own)) == [ask]

    def test_nobody_kept_is_counted_and_nothing_more(self, scene):
        asked = asks.Asked(RaisedBy.WORKER, Way.COUNTER, no_effect_said=True)

        ask = asks.make(None, asked, verdict=READY, answer=Answer.DO_NOT_ASK, by=scene.bev, at=NOON)

        assert ask.person is None
        assert not AskLimit.objects.exists()
        with pytest.raises(asks.GateShut):
            asks.make(None, asked, verdict=CHECK, answer=Answer.INFO_ONLY, by=scene.bev, at=NOON)

    @pytest.mark.parametrize(("raised_by", "kept"), [("worker", False), ("person", True)])
    def test_that_it_changes_nothing_must_have_been_said(self, scene, raised_by, kept):
        if kept:
            assert scene.ask(raised_by=RaisedBy(raised_by), said=False).pk
        else:
            with pytest.raises(asks.NotSaid):
                scene.ask(raised_by=RaisedBy(raised_by), said=False)
            assert not Ask.objects.exists()

    @pytest.mark.parametrize(
        ("values", "constraint"),
        [
            ({"answer": "no"}, "ask_answer_has_a_time"),
            ({"answered_at": NOON}, "ask_answer_has_a_time"),
            ({"answer": "perhaps", "answered_at": NOON}, "ask_answer_known"),
            ({"no_effect_said": False}, "ask_says_it_changes_nothing"),
        ],
    )
    def test_the_database_refuses_an_ask_that_cannot_be(self, scene, values, constraint):
        ask = scene.ask()

        with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
            Ask.objects.filter(pk=ask.pk).update(**values)


AFTERWARDS = {
    Answer.YES_REFER: (0, False),
    Answer.YES_KEEP: (0, False),
    Answer.INFO_ONLY: (0, False),
    Answer.NO: (21, False),
    Answer.NOT_NOW: (90, False),
    Answer.DO_NOT_ASK: (0, True),
}
"""By hand: for how many days after an answer nobody asks, and whether nobody ever does."""


class TestAnswers:
    def test_there_are_six(self):
        assert set(Answer) == set(AFTERWARDS)

    @pytest.mark.parametrize("said", list(AFTERWARDS))
    def test_given_at_once_to_what_they_raised_count_from_that_day(self, scene, said):
        days, never = AFTERWARDS[said]

        ask = scene.ask(raised_by=RaisedBy.PERSON, answer=said)

        assert (ask.answer, ask.answered_at) == (said, NOON)
        assert scene.limits() == (NOON + days * DAY if days else None, NOON if never else None, None)

    @pytest.mark.parametrize("said", list(AFTERWARDS))
    def test_given_at_once_to_a_worker_add_to_the_28_days_and_never_shorten_them(self, scene, said):
        days, never = AFTERWARDS[said]

        scene.ask(answer=said)

        assert scene.limits() == (NOON + max(28, days) * DAY, NOON if never else None, None)

    @pytest.mark.parametrize("said", list(AFTERWARDS))
    def test_given_later_count_from_the_day_they_are_given(self, scene, said):
        days, never = AFTERWARDS[said]
        ask = scene.ask()
        later = NOON + 20 * DAY

        asks.answer(ask, said, by=scene.own, at=later)

        until = max(NOON + 28 * DAY, later + days * DAY)
        assert (ask.answer, ask.answered_at) == (said, later)
        assert scene.limits() == (until, later if never else None, None)

    @pytest.mark.parametrize(("said", "days"), [(Answer.NO, 21), (Answer.NOT_NOW, 90)])
    def test_hold_for_every_service_to_the_second(self, scene, said, days):
        scene.ask(raised_by=RaisedBy.PERSON, answer=said)

        with pytest.raises(asks.AskedLately):
            scene.ask(by=scene.dan, at=NOON + days * DAY - SECOND)
        assert scene.ask(by=scene.dan, at=NOON + days * DAY).pk

    def test_a_longer_wait_is_not_shortened_by_a_later_no(self, scene):
        scene.ask(raised_by=RaisedBy.PERSON, answer=Answer.NOT_NOW)
        scene.ask(raised_by=RaisedBy.PERSON, answer=Answer.NO, at=NOON + DAY)

        assert scene.limits()[0] == NOON + 90 * DAY

    def test_do_not_ask_holds_for_ever_until_they_say_otherwise_themselves(self, scene):
        scene.ask(answer=Answer.DO_NOT_ASK)

        for raised_by in RaisedBy:
            with pytest.raises(asks.NeverAsk):
                scene.ask(by=scene.dan, raised_by=raised_by, at=NOON + 3650 * DAY)

        assert asks.ask_again(scene.joan, by=scene.own, at=NOON + 3651 * DAY) is True
        assert asks.ask_again(scene.joan, by=scene.own, at=NOON + 3651 * DAY) is False
        assert scene.ask(by=scene.dan, at=NOON + 3651 * DAY).pk
        assert Entry.objects.filter(event="asking.allowed", person_id=scene.joan.pk).count() == 1

    @pytest.mark.parametrize("when", ["at once", "later", "in a capture"])
    def test_do_not_ask_about_one_thing_keeps_that_thing_away_and_leaves_the_rest(self, scene, when):
        if when == "at once":
            scene.ask(about=scene.opportunity, answer=Answer.DO_NOT_ASK)
        elif when == "later":
            asks.answer(scene.ask(about=scene.opportunity), Answer.DO_NOT_ASK, by=scene.own, at=NOON)
        else:
            capture = captures.begin(Way.COUNTER, person=scene.joan, by=scene.bev, at=NOON)
            end = captures.Finish(
                said=saving.Said(),
                answer=Answer.DO_NOT_ASK,
                nothing_unsorted=True,
                no_effect=True,
                yes=[scene.opportunity],
            )
            captures.finish(capture, end, by=scene.bev, at=NOON)

        kept = Exclusion.objects.get(person=scene.joan)
        assert (kept.opportunity, kept.because) == (scene.opportunity, "do_not_ask")
        assert scene.limits()[1] is None
        assert scene.ask(by=scene.dan, at=NOON + 28 * DAY).pk

    def test_do_not_ask_said_twice_of_one_thing_is_kept_once(self, scene):
        for later in (0, 1):
            scene.ask(
                about=scene.opportunity, raised_by=RaisedBy.PERSON, answer=Answer.DO_NOT_ASK, at=NOON + later * DAY
            )

        assert Exclusion.objects.count() == 1

    def test_do_not_ask_in_general_keeps_no_single_thing_away(self, scene):
        scene.ask(answer=Answer.DO_NOT_ASK)

        assert not Exclusion.objects.exists()

    def test_an_ask_is_answered_once(self, scene):
        ask = scene.ask()
        asks.answer(ask, Answer.NO, by=scene.own, at=NOON + HOUR)

        with pytest.raises(asks.AlreadyAnswered):
            asks.answer(Ask.objects.get(pk=ask.pk), Answer.YES_KEEP, by=scene.own, at=NOON + 2 * HOUR)

        assert Ask.objects.get().answer == Answer.NO
        assert Entry.objects.filter(event="ask.answered").count() == 1

    @pytest.mark.parametrize("said", list(AFTERWARDS))
    def test_the_worker_hears_of_an_answer_that_the_person_gives(self, scene, said):
        ask = scene.ask()

        asks.answer(ask, said, by=scene.own, at=NOON + HOUR)
        outbox.run(at=NOON + HOUR)

        message = Message.objects.get(notice="ask_answered")
        assert (message.person_id, message.state) == (scene.bev.person_id, MessageState.SENT)

    def test_the_worker_who_writes_the_answer_down_is_not_told_of_it(self, scene):
        asks.answer(scene.ask(), Answer.NO, by=scene.bev, at=NOON + HOUR)

        assert not Message.objects.exists()


class TestAskingByMessage:
    def asked(self, scene, **more):
        return asks.Asked(RaisedBy.WORKER, asks.MESSAGE, no_effect_said=True, words="I thought of you.", **more)

    def test_says_who_asks_and_that_it_changes_nothing(self, scene):
        asks.ask_by_message(scene.joan, self.asked(scene), verdict=READY, by=scene.bev, at=NOON)
        outbox.run(at=NOON)

        message = Message.objects.get(person=scene.joan)
        assert message.state == MessageState.SENT
        assert "It changes nothing about your case." in message.words
        assert "I thought of you." in message.words and "Library" in message.words

    def test_sends_nothing_when_they_may_not_be_asked(self, scene):
        scene.ask(by=scene.dan)

        with pytest.raises(asks.AskedLately):
            asks.ask_by_message(scene.joan, self.asked(scene), verdict=READY, by=scene.bev, at=NOON)

        assert not Message.objects.exists()

    def test_does_not_go_out_once_it_is_answered(self, scene):
        ask = asks.ask_by_message(scene.joan, self.asked(scene), verdict=READY, by=scene.bev, at=NOON)
        asks.answer(ask, Answer.NO, by=scene.own, at=NOON)

        outbox.run(at=NOON)

        assert Message.objects.get(notice="asked").state == MessageState.NOT_NEEDED
