"""Referrals in any order of actions, with everybody who can move them: each move is as the table in `scene` says."""

from datetime import datetime, timedelta

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import (
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from hub.audit.models import Entry
from hub.design import times
from hub.people.models import Reach, Why
from matching.frontline.models import Reason, Referral
from matching.frontline.referrals.services import referrals
from opportunities.signups.services import signing_up
from tests.factories import DAY, NOON
from tests.matching.frontline.referrals.machines import QUICK, InATransaction, build, only_tried
from tests.matching.frontline.referrals.scene import ALLOWED, EVENTS, PATH

pytestmark = pytest.mark.django_db
FINAL = {state for state, verbs in ALLOWED.items() if not verbs}
LASTS = timedelta(days=14)


class ReferralMachine(InATransaction):
    """Referrals about one thing, one after another, with everybody who can move them."""

    def __init__(self):
        super().__init__()
        self.pk = None
        self.state = "declined"
        self.sent_at: datetime = NOON
        self.agreed = self.has_place = False
        self.log: dict[object, list[str]] = {}

    @initialize(state=st.sampled_from(["draft", "sent", "acknowledged", "accepted"]))
    def begin(self, state):
        self.agree()
        self.draft()
        for verb in PATH[state]:
            self.attempt(verb)

    # What is done.

    def now(self) -> Referral:
        return Referral.objects.get(pk=self.pk)

    def action(self, verb, at):
        """Do one of the actions, as the actor who may."""
        world = self.world
        if verb == "withdraw by the person":
            return referrals.withdraw(self.now(), by=world.own, at=at)
        by = world.worker if verb in ("send", "withdraw") else world.organiser
        more = {"accept": {"session": world.session}, "decline": {"reason": Reason.FAR, "words": ""}}.get(verb, {})
        return getattr(referrals, verb)(self.now(), **more, by=by, at=at)

    def attempt(self, name):
        """Try an action: its result must be as the table says."""
        verb = name.split()[0]
        to = ALLOWED[self.state].get(verb)
        at = self.moment()
        if verb in ("send", "accept") and not self.agreed:
            with pytest.raises(referrals.NotAgreed):
                self.action(name, at)
        elif to is None:
            with pytest.raises(referrals.CannotMove):
                self.action(name, at)
        elif verb == "accept" and self.has_place:
            with pytest.raises(signing_up.AlreadySaidYes):
                self.action(name, at)
        else:
            self.action(name, at)
            self.moved(verb, to)

    def moved(self, verb, to):
        if verb == "accept":
            self.has_place = True
        if verb == "withdraw" and self.state == "accepted":
            self.has_place = False
        if verb == "send":
            self.sent_at = self.at
        self.state = to
        self.log[self.pk].append(EVENTS[verb])

    @rule()
    def agree(self):
        world = self.world
        referrals.agree(world.joan, world.group.pk, how="phone", by=world.worker, at=self.moment())
        self.agreed = True

    @rule()
    def draft(self):
        world, at = self.world, self.moment()

        def make():
            return referrals.draft(
                world.joan, world.group, opportunity=world.session.opportunity, by=world.worker, at=at
            )

        if self.state in FINAL:
            self.pk = make().pk
            self.state = "draft"
            self.log[self.pk] = ["referral.drafted"]
        else:
            with pytest.raises(referrals.AlreadyThere):
                make()

    @precondition(lambda self: "send" in ALLOWED[self.state])
    @rule()
    def send(self):
        self.attempt("send")

    @precondition(lambda self: "acknowledge" in ALLOWED[self.state])
    @rule()
    def acknowledge(self):
        self.attempt("acknowledge")

    @precondition(lambda self: "accept" in ALLOWED[self.state])
    @rule()
    def accept(self):
        self.attempt("accept")

    @precondition(lambda self: "decline" in ALLOWED[self.state])
    @rule()
    def decline(self):
        self.attempt("decline")

    @precondition(lambda self: "came" in ALLOWED[self.state])
    @rule()
    def came(self):
        self.attempt("came")

    @precondition(lambda self: "withdraw" in ALLOWED[self.state])
    @rule(name=st.sampled_from(["withdraw", "withdraw by the person"]))
    def withdraw(self, name):
        self.attempt(name)

    @rule(name=st.sampled_from(["send", "acknowledge", "accept", "decline", "came", "withdraw"]))
    def what_is_not_in_the_table(self, name):
        if name not in ALLOWED[self.state]:
            self.attempt(name)

    @rule()
    def take_back_the_agreement(self):
        assert self.withdraw_consent() == int(self.agreed)
        if self.agreed and self.state not in FINAL:
            self.moved("withdraw", "withdrawn")
        if self.agreed:
            self.has_place = False
        self.agreed = False

    @rule(days=st.sampled_from([3, 14]))
    def wait_and_run_the_clock(self, days):
        self.at += days * DAY
        late = self.state in ("sent", "acknowledged") and self.at >= times.by_day(self.sent_at + LASTS)

        assert referrals.expire(at=self.at) == int(late)
        assert referrals.expire(at=self.at) == 0

        if late:
            self.moved("expire", "expired")

    # What always holds.

    @invariant()
    def it_stands_where_the_table_says(self):
        if self.pk:
            assert self.now().status == self.state

    @invariant()
    def every_move_is_in_the_log_once(self):
        found: dict[object, list[str]] = {pk: [] for pk in self.log}
        entries = Entry.objects.filter(subject_type="frontline.referral").order_by("pk")
        for subject, action in entries.values_list("subject_id", "event"):
            found[next(pk for pk in self.log if str(pk) == subject)].append(action)
        assert found == self.log

    @invariant()
    def nobody_is_seen_through_what_was_taken_back(self):
        ended = Referral.objects.filter(status__in=("draft", "withdrawn", "declined", "expired"))
        assert not Reach.objects.filter(
            why=Why.REFERRAL, subject__in=[str(pk) for pk in ended.values_list("pk", flat=True)], ended_at=None
        ).exists()
        if not self.agreed:
            assert not self.live_reach().exists()
            assert not Reach.objects.filter(organisation=self.world.group, ended_at=None).exists()

    @invariant()
    def the_organisation_sees_no_more_than_its_answer_opened(self):
        if self.state in ("sent", "acknowledged") and not self.has_place:
            now = self.live_reach().filter(subject=str(self.pk))
            assert all(reach.fields <= referrals.FIRST_SIGHT for reach in now)

    @invariant()
    def a_place_is_held_only_while_it_was_said_yes(self):
        self.world.session.refresh_from_db()
        assert self.world.session.taken == int(self.has_place)

    @invariant()
    def it_never_gets_stuck(self):
        if self.state in FINAL:
            return
        moved = set()
        for verb in ALLOWED[self.state]:
            with only_tried():
                if verb == "expire":
                    referrals.expire(at=self.at + LASTS + DAY)
                else:
                    try:
                        self.action(verb, self.at)
                    except (referrals.NotAgreed, signing_up.AlreadySaidYes):
                        continue
                moved.add(self.now().status)
        assert moved
        assert moved <= set(ALLOWED[self.state].values())


def test_referrals_in_any_order():
    ReferralMachine.world = build()
    run_state_machine_as_test(ReferralMachine, settings=QUICK)
