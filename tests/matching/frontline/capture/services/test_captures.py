"""Captures: what is kept of a conversation, and what an answer that may not be taken leaves behind."""

from datetime import date

import pytest
from django.db import transaction

from matching.frontline.asks.services import asks
from matching.frontline.capture.services import captures
from matching.frontline.models import Answer, AskLimit, Contact, Way
from matching.frontline.people.services import contacts
from matching.preferences.models import Preference
from matching.preferences.services import saving
from tests.factories import (
    HOUR,
    NOON,
)
from tests.matching.frontline.asks import scene as scenes

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


@pytest.fixture
def scene():
    return scenes.build()


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
