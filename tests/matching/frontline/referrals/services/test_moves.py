"""Referrals move as the table says: what may follow what, who is told, and what the database refuses."""

import pytest
from django.db import IntegrityError, transaction

from hub.messaging import outbox
from hub.messaging.models import Message, MessageState
from hub.people.models import Reach
from matching.frontline.models import FELL_THROUGH, LIVE, MOVES, TO_ANSWER, Referral, Status
from matching.frontline.referrals.services import referrals
from opportunities.models import SignUp
from tests.factories import (
    DAY,
    HOUR,
    NOON,
)
from tests.matching.frontline.referrals.scene import ALLOWED, EVENTS, TOLD, VERBS, events

pytestmark = pytest.mark.django_db


class TestMoves:
    def test_the_code_draws_the_same_table(self):
        assert {str(state): {str(to) for to in after} for state, after in MOVES.items()} == {
            state: set(verbs.values()) for state, verbs in ALLOWED.items()
        }
        assert set(LIVE) == {"draft", "sent", "acknowledged", "accepted"}
        assert set(TO_ANSWER) == {"sent", "acknowledged"}
        assert set(FELL_THROUGH) == {"declined", "expired", "withdrawn"}

    @pytest.mark.parametrize(("state", "verb"), [(state, verb) for state in ALLOWED for verb in ALLOWED[state]])
    def test_what_may_follow_does_and_is_written_down_once(self, scene, state, verb):
        referral = scene.put(state)
        before = events(referral)

        scene.do(verb, referral)

        referral.refresh_from_db()
        assert referral.status == ALLOWED[state][verb]
        assert events(referral) == [*before, EVENTS[verb]]

    @pytest.mark.parametrize(
        ("state", "verb"), [(state, verb) for state in ALLOWED for verb in VERBS if verb not in ALLOWED[state]]
    )
    def test_what_may_not_follow_is_refused_and_leaves_no_trace(self, scene, state, verb):
        referral = scene.put(state)
        before = (events(referral), Message.objects.count(), SignUp.objects.count(), Reach.objects.count())

        if verb == "expire":
            assert scene.do(verb, referral) == 0
        else:
            with pytest.raises(referrals.CannotMove):
                scene.do(verb, referral)

        referral.refresh_from_db()
        assert referral.status == state
        assert before == (events(referral), Message.objects.count(), SignUp.objects.count(), Reach.objects.count())

    @pytest.mark.parametrize("verb", [verb for verb in VERBS if verb != "send"])
    def test_a_page_that_was_read_before_somebody_else_answered_moves_nothing(self, scene, verb):
        stale = scene.put("sent")
        scene.do("decline", Referral.objects.get(pk=stale.pk))

        if verb == "expire":
            assert scene.do(verb, stale) == 0
        else:
            with pytest.raises(referrals.CannotMove):
                scene.do(verb, stale)

        assert Referral.objects.get(pk=stale.pk).status == Status.DECLINED

    def test_only_beginning_it_is_written_down_as_drafted(self, scene):
        assert events(scene.draft()) == ["referral.drafted"]


class TestWhoIsTold:
    @pytest.mark.parametrize(("state", "verb"), [(state, verb) for state in ALLOWED for verb in ALLOWED[state]])
    def test_each_deed_reaches_those_it_concerns(self, scene, state, verb):
        referral = scene.put(state)
        outbox.run(at=NOON + 2 * HOUR)
        before = set(Message.objects.values_list("pk", flat=True))

        scene.do(verb, referral)
        outbox.run(at=NOON + 16 * DAY if verb == "expire" else NOON + 3 * HOUR)

        messages = Message.objects.filter(ref=str(referral.pk)).exclude(pk__in=before)
        assert {(scene.who(message), message.notice) for message in messages} == (
            set() if state == "draft" and verb == "withdraw" else TOLD[verb]
        )
        assert len(messages) == len({(m.person_id, m.notice) for m in messages})
        assert {message.state for message in messages} <= {MessageState.SENT}
        assert all(message.words for message in messages)

    @pytest.mark.parametrize("state", ["accepted", "declined", "withdrawn", "expired"])
    def test_no_message_to_the_organisation_or_the_worker_names_the_person(self, scene, state):
        scene.put(state)
        outbox.run(at=NOON + 16 * DAY if state == "expired" else NOON + 2 * HOUR)

        told = [m for m in Message.objects.filter(state=MessageState.SENT) if m.person_id != scene.joan.pk]
        assert told
        assert not [m for m in told for word in ("Joan", "Baptiste", "joan@") if word in m.heading + m.words]

    def test_what_is_no_longer_so_when_it_is_due_does_not_go_out(self, scene):
        referral = scene.put("sent")
        scene.do("withdraw", referral)

        outbox.run(at=NOON + 2 * HOUR)

        states = {(m.notice, m.state) for m in Message.objects.filter(ref=str(referral.pk))}
        assert ("referral_waiting", MessageState.NOT_NEEDED) in states
        assert ("passed_on", MessageState.NOT_NEEDED) in states
        assert ("referral_recalled", MessageState.SENT) in states

    def test_taking_back_from_a_page_read_before_it_was_sent_still_tells_the_organisation(self, scene):
        stale = scene.draft()
        scene.do("send", Referral.objects.get(pk=stale.pk))

        scene.do("withdraw", stale)

        assert Message.objects.filter(person=scene.organiser.person_id, notice="referral_recalled").count() == 1


class TestTheDatabaseRefuses:
    @pytest.mark.parametrize(
        ("state", "values", "constraint"),
        [
            ("sent", {"status": "lost"}, "referral_status_known"),
            ("sent", {"expires_at": None}, "referral_sent_has_an_end"),
            ("draft", {"expires_at": NOON}, "referral_sent_has_an_end"),
            ("draft", {"status": "sent"}, "referral_beyond_a_draft_was_sent"),
            ("draft", {"status": "accepted"}, "referral_beyond_a_draft_was_sent"),
            ("draft", {"status": "expired", "ended_at": NOON}, "referral_beyond_a_draft_was_sent"),
            ("sent", {"status": "declined", "ended_at": NOON}, "referral_declined_says_why"),
            ("accepted", {"status": "first_attended"}, "referral_first_visit_has_a_time"),
            ("accepted", {"first_attended_at": NOON}, "referral_first_visit_has_a_time"),
            ("sent", {"status": "withdrawn"}, "referral_end_has_a_time"),
            ("sent", {"status": "expired"}, "referral_end_has_a_time"),
            ("sent", {"ended_at": NOON}, "referral_end_has_a_time"),
        ],
    )
    def test_a_referral_that_cannot_be(self, scene, state, values, constraint):
        referral = scene.put(state)

        with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
            Referral.objects.filter(pk=referral.pk).update(**values)

    @pytest.mark.parametrize("opportunity", [True, False], ids=["about one thing", "in general"])
    @pytest.mark.parametrize("state", ["draft", "sent", "acknowledged", "accepted"])
    def test_an_ended_one_coming_back_to_life_beside_a_live_one(self, scene, state, opportunity):
        about = scene.opportunity if opportunity else None
        ended = scene.draft(opportunity=about)
        scene.do("withdraw", ended)
        scene.draft(opportunity=about)
        times = {"sent_at": NOON, "expires_at": NOON + DAY} if state != "draft" else {}

        with pytest.raises(IntegrityError), transaction.atomic():
            Referral.objects.filter(pk=ended.pk).update(status=state, ended_at=None, **times)
