"""What is left to do for somebody whose referral fell through."""

import pytest

from hub.taxonomy.codes import Kind
from matching.frontline.models import Referral
from matching.frontline.referrals import next_steps
from matching.frontline.referrals.services import referrals
from tests.factories import (
    DAY,
    HOUR,
    NOON,
    SessionFactory,
)
from tests.matching.frontline.referrals.scene import events

pytestmark = pytest.mark.django_db


class TestNextSteps:
    @pytest.mark.parametrize("state", ["declined", "expired", "withdrawn"])
    def test_whatever_fell_through_stays_on_the_list_until_somebody_sees_to_it(self, scene, state):
        referral = scene.put(state)
        made = Referral.objects.visible_to(scene.worker).made_by(scene.service.pk)
        assert list(made.fell_through()) == [referral]

        referrals.take_next_step(referral, by=scene.worker, at=NOON + 20 * DAY)
        referrals.take_next_step(referral, by=scene.worker, at=NOON + 21 * DAY)

        referral.refresh_from_db()
        assert referral.next_step_at == NOON + 20 * DAY
        assert not made.fell_through().exists()
        assert events(referral).count("referral.next_step") == 1

    @pytest.mark.parametrize("state", ["draft", "sent", "acknowledged", "accepted", "first_attended"])
    def test_what_did_not_fall_through_has_none(self, scene, state):
        referral = scene.put(state)

        referrals.take_next_step(referral, by=scene.worker, at=NOON + HOUR)

        referral.refresh_from_db()
        assert referral.next_step_at is None
        assert not Referral.objects.fell_through().exists()
        assert "referral.next_step" not in events(referral)

    @pytest.mark.parametrize("state", ["declined", "expired", "withdrawn"])
    def test_three_other_things_stand_ready_and_never_the_same(self, scene, state):
        for title in ("Mend bikes", "Read aloud", "Plant bulbs", "Walk dogs"):
            SessionFactory(opportunity__title=title, opportunity__kind=Kind.JOIN_IN)  # company
        referral = scene.put(state)

        cards = next_steps.alternatives(referral, by=scene.worker, at=NOON + 2 * HOUR)

        assert len(cards) == 3
        assert scene.opportunity.title not in {card.title for card in cards}
