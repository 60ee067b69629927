"""Asking: when the gate is open, how long each answer keeps everybody from asking, and that nobody learns who asked."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from hub.access.actors import OWN_PAGES, Actor, Grant, Kind
from hub.access.roles import Role
from hub.audit.models import Entry
from hub.messaging import outbox
from hub.messaging.models import Message, MessageState
from hub.people.models import Person
from matching.frontline.asks.services import asks, gate
from matching.frontline.capture.services import captures
from matching.frontline.models import Answer, Ask, AskLimit, Contact, Owed, RaisedBy, Way
from matching.frontline.people.services import contacts
from matching.preferences.models import Exclusion, Preference
from matching.preferences.services import saving
from opportunities.models import Opportunity
from organisations.models import Organisation
from tests.factories import (
    DAY,
    HOUR,
    NOON,
    MembershipFactory,
    OpportunityFactory,
    OrganisationFactory,
    actor,
    person,
)

pytestmark = pytest.mark.django_db

SECOND = timedelta(seconds=1)
READY = gate.Verdict(gate.Kind.READY, "Nothing is left unsorted today.")
CHECK = gate.Verdict(gate.Kind.CHECK_FIRST, "We don’t know, ask first.")
TODAY = date(2026, 11, 23)


@dataclass
class Scene:
    """Joan, and workers of two services who would both like to ask her."""

    joan: Person
    bev: Actor
    dan: Actor
    library: Organisation
    baths: Organisation
    opportunity: Opportunity

    @property
    def own(self):
        """Joan herself, by her private link."""
        return Actor(kind=Kind.LINK, person_id=self.joan.pk, grants=frozenset({Grant(OWN_PAGES, self.joan.pk)}))

    def ask(self, *, by=None, raised_by=RaisedBy.WORKER, answer="", at=NOON, verdict=READY, about=None, said=True):
        asked = asks.Asked(raised_by, Way.COUNTER, no_effect_said=said, opportunity=about)
        return asks.make(self.joan, asked, verdict=verdict, answer=answer, by=by or self.bev, at=at)

    def verdict(self, *, nothing_unsorted=True, by=None, at=NOON):
        """What the gate says to a worker."""
        owed = gate.owed_to(self.joan, to=(by or self.bev).organisation_id)
        return gate.verdict(self.joan, nothing_unsorted=nothing_unsorted, owed=owed, at=at)

    def limits(self):
        row = AskLimit.objects.filter(person=self.joan).first()
        return (row.not_before, row.never_since, row.flagged_until) if row else (None, None, None)


@pytest.fixture
def scene():
    library, baths = (
        OrganisationFactory(service=True, name="Library"),
        OrganisationFactory(service=True, name="Baths"),
    )
    return Scene(
        joan=person("Joan", "joan@example.test"),
        bev=actor(MembershipFactory(organisation=library, role=Role.WORKER)),
        dan=actor(MembershipFactory(organisation=baths, role=Role.WORKER)),
        library=library,
        baths=baths,
        opportunity=OpportunityFactory(),
    )


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


class TestCaptures:
    def test_an_answer_that_may_not_be_taken_keeps_nothing_and_the_draft_stays(self, scene):
        scene.ask(by=scene.dan)
        capture = captures.begin(Way.COUNTER, person=scene.joan, by=scene.bev, at=NOON)
        end = captures.Finish(
            said=saving.Said(words="Gardening."), answer=Answer.YES_KEEP, nothing_unsorted=True, no_effect=True
        )

        with pytest.raises(asks.AskedLately), transaction.atomic():
            captures.finish(capture, end, by=scene.bev, at=NOON + HOUR)

        assert captures.Capture.objects.filter(pk=capture.pk).exists()
        assert not Contact.objects.exists()

    @pytest.mark.parametrize("answer", [Answer.NO, Answer.NOT_NOW, Answer.DO_NOT_ASK])
    def test_a_refusal_is_written_down_whoever_asked_too_soon(self, scene, answer):
        scene.ask(by=scene.dan)
        capture = captures.begin(Way.COUNTER, person=scene.joan, by=scene.bev, at=NOON)
        end = captures.Finish(said=saving.Said(), answer=answer, no_effect=True)

        done = captures.finish(capture, end, by=scene.bev, at=NOON + HOUR)

        assert done.ask.answer == answer
        asking = AskLimit.objects.get(person=scene.joan)
        assert (asking.never_since is not None) == (answer == Answer.DO_NOT_ASK)

    def test_somebody_not_kept_this_time_keeps_what_they_said_before(self, scene):
        saving.save(scene.joan, saving.Said(words="Choirs."), by=scene.bev, at=NOON)
        capture = captures.begin(Way.COUNTER, person=scene.joan, by=scene.bev, at=NOON)

        captures.finish(
            capture,
            captures.Finish(said=saving.Said(words="Bins."), because="Asked about bins."),
            by=scene.bev,
            at=NOON,
        )

        assert Preference.objects.get(person=scene.joan).words == "Choirs."

    def test_a_record_that_was_opened_and_a_capture_after_it_are_one_conversation(self, scene):
        contacts.begin(scene.joan, Way.COUNTER, by=scene.bev, at=NOON)
        capture = captures.begin(Way.PHONE, person=scene.joan, by=scene.bev, at=NOON)

        captures.finish(capture, captures.Finish(said=saving.Said(), because="Bins."), by=scene.bev, at=NOON + HOUR)

        contact = Contact.objects.get()
        assert (contact.way, contact.outcome, contact.because) == (Way.PHONE, "else", "Bins.")

    def test_what_is_owed_as_of_now_shuts_the_gate_in_the_same_conversation(self, scene):
        capture = captures.begin(Way.COUNTER, person=scene.joan, by=scene.bev, at=NOON)
        end = captures.Finish(
            said=saving.Said(),
            answer=Answer.YES_KEEP,
            nothing_unsorted=True,
            no_effect=True,
            owed={"what": "Mend the lift", "owner": "Dev", "due": TODAY},
        )

        with pytest.raises(asks.GateShut, match="Mend the lift"):
            captures.finish(capture, end, by=scene.bev, at=NOON)

    def test_a_conversation_without_an_ask_moves_no_limit(self, scene):
        capture = captures.begin(Way.COUNTER, person=scene.joan, by=scene.bev, at=NOON)

        done = captures.finish(capture, captures.Finish(said=saving.Said(words="Hello.")), by=scene.bev, at=NOON)

        assert done.ask is None and done.contact is not None
        assert scene.limits() == (None, None, None)
