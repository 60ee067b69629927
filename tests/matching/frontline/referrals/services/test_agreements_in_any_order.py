"""Agreements in any order of actions: what must always hold, and that nothing ever gets stuck."""

from collections import Counter
from datetime import datetime, timedelta

import pytest
from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import (
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from hub.audit.models import Entry
from hub.consent import wordings
from hub.consent.models import Consent, Purpose
from hub.consent.services import consents
from hub.people.models import Reach
from matching.frontline.models import Referral
from matching.frontline.referrals.services import referrals
from tests.factories import DAY
from tests.matching.frontline.referrals.machines import QUICK, InATransaction, build, only_tried

pytestmark = pytest.mark.django_db


class AgreementMachine(InATransaction):
    """Giving, taking back, running out and giving again."""

    def __init__(self):
        super().__init__()
        self.ends: list[datetime | None] = []
        self.given = self.taken_back = 0

    def holds(self) -> bool:
        return any(end is None or end > self.at for end in self.ends)

    def give_one(self, until):
        consents.give(
            self.world.joan,
            Purpose.PASS_ON,
            recipient_id=self.world.group.pk,
            fields=referrals.ALL,
            wording=wordings.REFERRAL,
            by=self.world.own,
            at=self.at,
            until=until,
        )

    @rule(days=st.sampled_from([None, 1, 5]))
    def give(self, days):
        until = self.moment() + days * DAY if days else None
        self.give_one(until)
        self.ends.append(until)
        self.given += 1

    @rule()
    def withdraw(self):
        held = sum(end is None or end > self.at + timedelta(minutes=1) for end in self.ends)

        assert self.withdraw_consent() == held

        self.taken_back += bool(held)
        self.ends = [end for end in self.ends if end is not None and end <= self.at]

    @precondition(lambda self: self.given)
    @rule()
    def take_back_the_newest(self):
        held = any(end is None or end > self.at + timedelta(minutes=1) for end in self.ends)
        newest = Consent.objects.filter(person=self.world.joan).latest("pk")

        if held:
            consents.take_back(newest, by=self.world.own, at=self.moment())
            self.taken_back += 1
            self.ends = [end for end in self.ends if end is not None and end <= self.at]
        else:
            with pytest.raises(consents.AlreadyTakenBack):
                consents.take_back(newest, by=self.world.own, at=self.moment())

    @rule(days=st.sampled_from([1, 6]))
    def wait(self, days):
        self.at += days * DAY

    @rule()
    def pass_on_in_general(self):
        """Send something that hangs on the agreement, if it holds and nothing like it is live."""
        world = self.world
        there = Referral.objects.live().filter(person=world.joan).exists()
        at = self.moment()

        def send():
            with transaction.atomic():
                made = referrals.draft(world.joan, world.group, by=world.worker, at=at)
                referrals.send(made, by=world.worker, at=at)

        if there or not self.holds():
            with pytest.raises(referrals.AlreadyThere if there else referrals.NotAgreed):
                send()
        else:
            send()

    @invariant()
    def covers_exactly_while_one_holds(self):
        assert self.cover() is self.holds()

    @invariant()
    def each_deed_is_in_the_log_once(self):
        found = Counter(Entry.objects.filter(event__startswith="consent.").values_list("event", flat=True))
        assert found == Counter({"consent.given": self.given, "consent.withdrawn": self.taken_back})

    @invariant()
    def nobody_is_seen_without_it(self):
        if not self.holds():
            assert not self.live_reach().exists()

    @invariant()
    def what_was_taken_back_leaves_nothing_waiting(self):
        if Consent.objects.filter(person=self.world.joan).exists() and not self.ends:
            assert not Referral.objects.live().exists()
            assert not Reach.objects.filter(ended_at=None).exists()

    @invariant()
    def it_never_gets_stuck(self):
        with only_tried():
            if self.holds():
                consents.withdraw(
                    self.world.joan,
                    Purpose.PASS_ON,
                    recipient_id=self.world.group.pk,
                    by=self.world.own,
                    at=self.at,
                )
                assert not self.cover()
            else:
                self.give_one(None)
                assert self.cover()


def test_agreements_in_any_order():
    AgreementMachine.world = build()
    run_state_machine_as_test(AgreementMachine, settings=QUICK)
