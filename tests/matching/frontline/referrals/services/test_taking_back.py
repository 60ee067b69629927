"""Taking an agreement back ends at once all that hung on it, and nothing besides."""

import pytest

from hub.consent.models import How, Purpose
from hub.consent.services import consents
from hub.core import registry
from hub.messaging import outbox
from hub.messaging.models import Message, MessageState
from hub.people.models import PrivateLink, Reach
from matching.frontline.models import Reason, Referral, Status
from matching.frontline.referrals.services import referrals
from opportunities.attendance.services import attendance
from opportunities.models import Ended, SignUp
from opportunities.models import Status as Place
from tests.factories import (
    DAY,
    HOUR,
    NOON,
    OrganisationFactory,
    person,
)
from tests.matching.frontline.referrals.scene import MINUTE, TOLD, fields_seen, live_reach

pytestmark = pytest.mark.django_db


class TestTakingBackTheAgreement:
    @pytest.mark.parametrize("state", ["sent", "acknowledged", "accepted"])
    def test_recalls_the_referral_and_the_organisation_no_longer_sees_the_person(self, scene, state):
        referral = scene.put(state)
        outbox.run(at=NOON + HOUR)

        consents.withdraw(
            scene.joan, Purpose.PASS_ON, recipient_id=scene.group.pk, by=scene.worker, at=NOON + 90 * MINUTE
        )

        referral.refresh_from_db()
        assert (referral.status, referral.ended_at) == (Status.WITHDRAWN, NOON + 90 * MINUTE)
        assert not Reach.objects.filter(person=scene.joan, organisation=scene.group, ended_at=None).exists()
        seen = scene.seen(referral, at=NOON + 91 * MINUTE)
        assert (seen.name, seen.words, seen.needs, seen.route) == ("Details closed", "", "", "")
        assert not PrivateLink.objects.filter(purpose="referral", spent_at=None).exists()

    @pytest.mark.parametrize("state", ["sent", "acknowledged", "accepted"])
    def test_tells_the_organisation_the_person_and_the_worker(self, scene, state):
        referral = scene.put(state)
        outbox.run(at=NOON + HOUR)
        before = set(Message.objects.values_list("pk", flat=True))

        consents.withdraw(scene.joan, Purpose.PASS_ON, recipient_id=scene.group.pk, by=scene.worker, at=NOON + 2 * HOUR)
        outbox.run(at=NOON + 2 * HOUR)

        told = Message.objects.filter(state=MessageState.SENT).exclude(pk__in=before)
        assert {message.ref for message in told} == {
            str(referral.pk)
        }  # of the sign-up that ended with it, nothing besides
        assert sorted((scene.who(message), message.notice) for message in told) == sorted(TOLD["withdraw"])

    def test_gives_an_accepted_one_s_place_back(self, scene):
        referral = scene.put("accepted")

        consents.withdraw(scene.joan, Purpose.PASS_ON, recipient_id=scene.group.pk, by=scene.worker, at=NOON + 2 * HOUR)

        sign_up = SignUp.objects.get(referral=referral)
        scene.session.refresh_from_db()
        assert (sign_up.status, sign_up.ended) == (Place.CANCELLED, Ended.CONSENT)
        assert scene.session.taken == 0

    def test_a_draft_goes_quietly(self, scene):
        referral = scene.draft()

        consents.withdraw(scene.joan, Purpose.PASS_ON, recipient_id=scene.group.pk, by=scene.worker, at=NOON + HOUR)

        referral.refresh_from_db()
        assert referral.status == Status.WITHDRAWN
        assert not Message.objects.exists()

    @pytest.mark.parametrize("state", ["declined", "expired", "withdrawn", "first_attended"])
    def test_what_has_ended_stays_as_it_ended(self, scene, state):
        referral = scene.put(state)

        consents.withdraw(scene.joan, Purpose.PASS_ON, recipient_id=scene.group.pk, by=scene.worker, at=NOON + 2 * HOUR)

        referral.refresh_from_db()
        assert referral.status == state
        assert not live_reach(scene).exists()

    def test_leaves_other_groups_and_other_people_alone(self, scene):
        scene.put("sent")
        other = OrganisationFactory()
        elsewhere, somebody = (
            referrals.pass_on(who, group, wish="", needs=frozenset(), how=How.PHONE, by=scene.worker, at=NOON)
            for who, group in ((scene.joan, other), (person("Ama", "ama@example.test"), scene.group))
        )

        consents.withdraw(scene.joan, Purpose.PASS_ON, recipient_id=scene.group.pk, by=scene.worker, at=NOON + 2 * HOUR)

        assert {row.pk for row in Referral.objects.filter(status=Status.SENT)} == {elsewhere.pk, somebody.pk}

    def test_is_one_with_the_recall_both_happen_or_neither(self, scene, monkeypatch):
        referral = scene.put("accepted")

        def trouble(person, **more):
            raise RuntimeError("the last to hear of it stumbles")

        steps = [*registry.withdrawal_steps(), trouble]
        monkeypatch.setattr(registry, "withdrawal_steps", lambda: steps)
        with pytest.raises(RuntimeError, match="stumbles"):
            consents.withdraw(
                scene.joan, Purpose.PASS_ON, recipient_id=scene.group.pk, by=scene.worker, at=NOON + 2 * HOUR
            )

        referral.refresh_from_db()
        assert referral.status == Status.ACCEPTED
        assert consents.cover(scene.joan, Purpose.PASS_ON, recipient_id=scene.group.pk, at=NOON + 3 * HOUR) is not None
        assert fields_seen(scene) == referrals.ALL

    def test_goes_through_when_the_group_answers_at_that_moment(self, scene, monkeypatch):
        """A referral found live that has ended before it is taken back must not undo the person's withdrawal."""
        referral = scene.put("sent")
        original = referrals.withdraw

        def answered_first(found, **more):
            referrals.decline(
                Referral.objects.get(pk=found.pk),
                reason=Reason.FULL,
                words="",
                by=scene.organiser,
                at=NOON + HOUR,
            )
            return original(found, **more)

        monkeypatch.setattr(referrals, "withdraw", answered_first)
        consents.withdraw(scene.joan, Purpose.PASS_ON, recipient_id=scene.group.pk, by=scene.worker, at=NOON + 2 * HOUR)

        referral.refresh_from_db()
        assert referral.status == Status.DECLINED
        assert consents.cover(scene.joan, Purpose.PASS_ON, recipient_id=scene.group.pk, at=NOON + 3 * HOUR) is None
        assert not live_reach(scene, at=NOON + 3 * HOUR).exists()

    def test_somebody_may_agree_again_and_be_passed_on_again(self, scene):
        scene.put("sent")
        consents.withdraw(scene.joan, Purpose.PASS_ON, recipient_id=scene.group.pk, by=scene.worker, at=NOON + 2 * HOUR)

        again = referrals.pass_on(
            scene.joan,
            scene.group,
            opportunity=scene.opportunity,
            wish="Now I would like to.",
            needs=frozenset(),
            how=How.PHONE,
            by=scene.worker,
            at=NOON + DAY,
        )

        assert again.status == Status.SENT
        assert scene.seen(again, at=NOON + DAY).words == "Now I would like to."

    @pytest.mark.parametrize("state", ["accepted", "first_attended"])
    def test_agreeing_again_opens_nothing_of_what_was_before(self, scene, state):
        before = scene.put(state)
        consents.withdraw(scene.joan, Purpose.PASS_ON, recipient_id=scene.group.pk, by=scene.worker, at=NOON + 2 * HOUR)

        referrals.pass_on(
            scene.joan,
            scene.group,
            wish="Something else.",
            needs=frozenset(),
            how=How.PHONE,
            by=scene.worker,
            at=NOON + DAY,
        )

        assert fields_seen(scene, at=NOON + DAY) == referrals.FIRST_SIGHT
        assert scene.seen(before, at=NOON + DAY).name == "Details closed"

    def test_taking_back_only_the_referral_of_somebody_who_missed_their_date_closes_their_details_too(self, scene):
        referral = scene.put("accepted")
        after = scene.session.starts_at + HOUR
        attendance.note_attendance(referral.sign_up, came=False, by=scene.organiser, at=after)

        referrals.withdraw(Referral.objects.get(pk=referral.pk), by=scene.worker, at=after + HOUR)

        assert not live_reach(scene, at=after + 2 * HOUR).exists()
