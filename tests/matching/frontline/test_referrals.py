"""Passing somebody on: which move may follow which, who is told, what is seen, and that agreement ends it all at once."""

from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from hub.access.actors import Actor
from hub.access.roles import Role
from hub.audit.models import Entry
from hub.consent.models import Consent, How, Purpose
from hub.consent.services import consents
from hub.core import registry
from hub.messaging import outbox
from hub.messaging.models import Message, MessageState
from hub.people.models import Field, Person, PrivateLink, Reach
from hub.taxonomy.codes import Ease
from matching.frontline.models import FELL_THROUGH, LIVE, MOVES, TO_ANSWER, Reason, Referral, Status
from matching.frontline.referrals import next_steps
from matching.frontline.referrals.forms import NotThisTime
from matching.frontline.referrals.presenters import inbox
from matching.frontline.referrals.services import referrals
from opportunities.attendance.services import attendance
from opportunities.models import Ended, Opportunity, Session, SignUp, Source
from opportunities.models import Status as Place
from opportunities.signups.services import signing_up
from organisations.models import Organisation
from tests.factories import (
    DAY,
    HOUR,
    NOON,
    MembershipFactory,
    OpportunityFactory,
    OrganisationFactory,
    SessionFactory,
    actor,
    person,
    yes,
)

pytestmark = pytest.mark.django_db

SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)

ALLOWED = {
    "draft": {"send": "sent", "withdraw": "withdrawn"},
    "sent": {
        "acknowledge": "acknowledged",
        "accept": "accepted",
        "decline": "declined",
        "withdraw": "withdrawn",
        "expire": "expired",
    },
    "acknowledged": {"accept": "accepted", "decline": "declined", "withdraw": "withdrawn", "expire": "expired"},
    "accepted": {"came": "first_attended", "withdraw": "withdrawn"},
    "first_attended": {},
    "declined": {},
    "withdrawn": {},
    "expired": {},
}
"""By hand: which action leads from which state to which. What is not here is refused."""

VERBS = ("send", "acknowledge", "accept", "decline", "withdraw", "expire", "came")

EVENTS = {
    "send": "referral.sent",
    "acknowledge": "referral.acknowledged",
    "accept": "referral.accepted",
    "decline": "referral.declined",
    "withdraw": "referral.withdrawn",
    "expire": "referral.expired",
    "came": "referral.first_attended",
}

TOLD = {
    "send": {("joan", "passed_on"), ("organiser", "referral_waiting")},
    "acknowledge": set(),
    "accept": {("joan", "welcomed"), ("worker", "referral_moved")},
    "decline": {("joan", "not_this_time"), ("worker", "referral_moved")},
    "withdraw": {("joan", "taken_back"), ("organiser", "referral_recalled"), ("worker", "referral_moved")},
    "expire": {("joan", "not_this_time"), ("worker", "referral_moved")},
    "came": {("worker", "referral_moved")},
}
"""By hand: who is notified of each action, and by which notice. Withdrawing what was never sent notifies nobody."""

PATH = {
    "draft": (),
    "sent": ("send",),
    "acknowledged": ("send", "acknowledge"),
    "accepted": ("send", "accept"),
    "first_attended": ("send", "accept", "came"),
    "declined": ("send", "decline"),
    "withdrawn": ("send", "withdraw"),
    "expired": ("send", "expire"),
}


@dataclass
class Scene:
    """Joan, the worker's service, the group, and one date."""

    joan: Person
    service: Organisation
    group: Organisation
    worker: Actor
    organiser: Actor
    opportunity: Opportunity
    session: Session

    def draft(self, **more):
        self.agree()
        return referrals.draft(
            self.joan,
            self.group,
            **{"opportunity": self.opportunity, "wish": "Bit of company.", "needs": frozenset({Ease.SEATING})} | more,
            by=self.worker,
            at=NOON,
        )

    def agree(self, organisation=None):
        group = organisation or self.group
        referrals.agree(self.joan, group.pk, how=How.COUNTER, by=self.worker, at=NOON)

    def do(self, verb, referral, *, at=NOON + HOUR):
        """Do one of the actions, as the actor who may."""
        if verb == "expire":
            return referrals.expire(at=NOON + 15 * DAY)
        by = self.worker if verb in ("send", "withdraw") else self.organiser
        more = {
            "accept": {"session": self.session},
            "decline": {"reason": Reason.FULL, "words": "Ask us in spring."},
        }.get(verb, {})
        return getattr(referrals, verb)(referral, **more, by=by, at=at)

    def put(self, state, **more):
        """Make a referral in a state, by the actions that lead there."""
        referral = self.draft(**more)
        for verb in PATH[state]:
            self.do(verb, referral)
        referral.refresh_from_db()
        assert referral.status == state
        return referral

    def who(self, message):
        return {
            self.joan.pk: "joan",
            self.worker.person_id: "worker",
            self.organiser.person_id: "organiser",
        }[message.person_id]

    def seen(self, referral, *, at=NOON + HOUR):
        """What the organisation sees of it on its own pages."""
        referral = Referral.objects.for_rows().get(pk=referral.pk)
        return inbox.sent(referral, to=self.organiser, at=at)


@pytest.fixture
def scene():
    service, group = OrganisationFactory(service=True), OrganisationFactory()
    opportunity = OpportunityFactory(organisation=group)
    return Scene(
        joan=person("Joan", "joan@example.test", surname="Baptiste"),
        service=service,
        group=group,
        worker=actor(MembershipFactory(organisation=service, role=Role.WORKER)),
        organiser=actor(MembershipFactory(organisation=group, role=Role.ORGANISER)),
        opportunity=opportunity,
        session=SessionFactory(opportunity=opportunity, places=2),
    )


def events(referral):
    rows = Entry.objects.filter(subject_type="frontline.referral", subject_id=str(referral.pk))
    return list(rows.order_by("pk").values_list("event", flat=True))


def live_reach(scene, *, at=NOON + 2 * HOUR):
    return Reach.objects.live(at=at).filter(person=scene.joan, organisation=scene.group)


def fields_seen(scene, *, at=NOON + 2 * HOUR):
    return frozenset().union(*(reach.fields for reach in live_reach(scene, at=at)))


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


class TestDrafting:
    @pytest.mark.parametrize("opportunity", [True, False], ids=["about one thing", "in general"])
    @pytest.mark.parametrize("state", ["draft", "sent", "acknowledged"])
    def test_two_live_ones_about_the_same_are_refused(self, scene, state, opportunity):
        about = scene.opportunity if opportunity else None
        first = scene.put(state, opportunity=about)

        with pytest.raises(referrals.AlreadyThere):
            scene.draft(opportunity=about)

        assert list(Referral.objects.all()) == [first]

    def test_one_that_was_accepted_is_live_too(self, scene):
        scene.put("accepted")

        with pytest.raises(referrals.AlreadyThere):
            scene.draft()

    @pytest.mark.parametrize("state", ["declined", "withdrawn", "expired", "first_attended"])
    def test_once_it_has_ended_there_may_be_another(self, scene, state):
        scene.put(state)

        assert scene.draft().status == Status.DRAFT

    def test_another_thing_another_group_or_another_person_is_another_matter(self, scene):
        scene.draft()
        scene.draft(opportunity=OpportunityFactory(organisation=scene.group, title="Mend the fence"))
        scene.draft(opportunity=None)
        other = OrganisationFactory()
        referrals.draft(scene.joan, other, by=scene.worker, at=NOON)
        referrals.draft(
            person("Ama", "ama@example.test"), scene.group, opportunity=scene.opportunity, by=scene.worker, at=NOON
        )

        assert Referral.objects.live().count() == 5

    @pytest.mark.parametrize("facts", [{"unchecked": True}, {"suspended_at": NOON - DAY}], ids=["unchecked", "paused"])
    def test_nobody_is_passed_on_to_a_group_that_is_not_public(self, scene, facts):
        with pytest.raises(referrals.Unknown):
            referrals.draft(scene.joan, OrganisationFactory(**facts), by=scene.worker, at=NOON)

        assert not Referral.objects.exists()

    def test_a_draft_shows_the_organisation_nothing(self, scene):
        referral = scene.draft()

        assert not live_reach(scene).exists()
        assert not Referral.objects.visible_to(scene.organiser).filter(pk=referral.pk).exists()


class TestSending:
    def test_shows_first_name_words_and_needs_for_two_weeks(self, scene):
        referral = scene.put("sent")

        seen = scene.seen(referral)
        assert (seen.name, seen.words, seen.route) == ("Joan", "Bit of company.", "")
        assert "sitting down" in seen.needs.lower()
        assert live_reach(scene, at=NOON + HOUR + 14 * DAY - SECOND).exists()
        assert not live_reach(scene, at=NOON + HOUR + 14 * DAY).exists()

    @pytest.mark.parametrize("how", ["never", "another group", "run out", "taken back", "another purpose"])
    def test_needs_a_live_agreement_that_names_this_organisation(self, scene, how):
        referral = referrals.draft(scene.joan, scene.group, by=scene.worker, at=NOON)
        if how == "another group":
            scene.agree(OrganisationFactory())
        elif how == "another purpose":
            consents.give(
                scene.joan,
                Purpose.CONTACT_ME,
                recipient_id=scene.group.pk,
                wording="contact_me",
                by=scene.worker,
                at=NOON,
            )
        elif how != "never":
            scene.agree()
            ends = {"until": NOON + HOUR} if how == "run out" else {"withdrawn_at": NOON + HOUR}
            Consent.objects.update(**ends)

        with pytest.raises(referrals.NotAgreed):
            referrals.send(referral, by=scene.worker, at=NOON + HOUR)

        referral.refresh_from_db()
        assert referral.status == Status.DRAFT
        assert not Reach.objects.exists() and not Message.objects.exists()

    def test_an_agreement_taken_back_a_moment_later_by_the_clock_covers_nothing_any_more(self, scene):
        """Two clicks: whose time is the earlier one may still come second to the database."""
        referral = scene.draft()
        Consent.objects.update(withdrawn_at=NOON + HOUR + SECOND)

        with pytest.raises(referrals.NotAgreed):
            referrals.send(referral, by=scene.worker, at=NOON + HOUR)

    def test_shows_no_more_than_was_agreed(self, scene):
        referral = scene.draft()
        Consent.objects.filter(person=scene.joan).update(fields=frozenset({Field.FIRST_NAME, Field.SURNAME}))

        scene.do("send", referral)

        assert fields_seen(scene) == {Field.FIRST_NAME}
        scene.do("accept", referral)
        assert fields_seen(scene) == {Field.FIRST_NAME, Field.SURNAME}

    def test_passing_on_writes_the_agreement_down_once(self, scene):
        for thing in (scene.opportunity, None):
            referrals.pass_on(
                scene.joan,
                scene.group,
                opportunity=thing,
                wish="",
                needs=frozenset(),
                how=How.PHONE,
                by=scene.worker,
                at=NOON,
            )

        kept = Consent.objects.get(person=scene.joan, purpose=Purpose.PASS_ON)
        assert (kept.recipient, kept.given_by, kept.how) == (scene.group, "worker", How.PHONE)

    def test_passing_on_twice_leaves_nothing_of_the_second(self, scene):
        scene.put("sent")
        before = (Consent.objects.count(), Entry.objects.count(), Message.objects.count())

        with pytest.raises(referrals.AlreadyThere):
            referrals.pass_on(
                scene.joan,
                scene.group,
                opportunity=scene.opportunity,
                wish="",
                needs=frozenset(),
                how=How.PHONE,
                by=scene.worker,
                at=NOON + HOUR,
            )

        assert before == (Consent.objects.count(), Entry.objects.count(), Message.objects.count())


class TestAccepting:
    def test_takes_a_place_that_says_where_it_came_from(self, scene):
        referral = scene.put("accepted")

        scene.session.refresh_from_db()
        assert referral.sign_up.person == scene.joan
        assert referral.sign_up.session == scene.session
        assert referral.sign_up.status == Place.HELD
        assert referral.sign_up.source == Source.REFERRED
        assert scene.session.taken == 1

    def test_opens_surname_and_route_only_then(self, scene):
        referral = scene.put("sent")
        before = scene.seen(referral)

        scene.do("accept", referral)

        after = scene.seen(referral)
        assert (before.name, before.route) == ("Joan", "")
        assert (after.name, after.route) == ("Joan Baptiste", "joan@example.test")

    def test_when_waiting_takes_no_place(self, scene):
        referral = scene.put("sent")

        referrals.accept(referral, session=scene.session, waiting=True, by=scene.organiser, at=NOON + HOUR)

        scene.session.refresh_from_db()
        assert referral.sign_up.status == Place.WAITING
        assert scene.session.taken == 0

    def test_in_general_needs_no_date(self, scene):
        referral = scene.put("sent", opportunity=None)

        referrals.accept(referral, by=scene.organiser, at=NOON + HOUR)

        assert referral.status == Status.ACCEPTED
        assert referral.sign_up is None
        assert fields_seen(scene) == referrals.ALL

    def test_a_full_date_leaves_it_waiting_for_another_answer(self, scene):
        referral = scene.put("sent")
        Session.objects.update(taken=2)

        with pytest.raises(signing_up.Full):
            scene.do("accept", referral)

        referral = Referral.objects.get(pk=referral.pk)
        assert (referral.status, referral.session, referral.answered_at) == (Status.SENT, None, None)
        assert not SignUp.objects.exists()
        assert fields_seen(scene) == referrals.FIRST_SIGHT
        assert "referral.accepted" not in events(referral)

    def test_somebody_who_said_yes_to_that_date_themselves_has_one_place(self, scene):
        referral = scene.put("sent")
        signing_up.say_yes(scene.session, yes("Joan", "joan@example.test"), by=Actor(), at=NOON)

        with pytest.raises(signing_up.AlreadySaidYes):
            scene.do("accept", referral)

        scene.session.refresh_from_db()
        assert scene.session.taken == 1

    @pytest.mark.parametrize("field", ["withdrawn_at", "until"])
    def test_is_refused_once_they_no_longer_agree(self, scene, field):
        referral = scene.put("sent")
        Consent.objects.update(**{field: NOON + HOUR})

        with pytest.raises(referrals.NotAgreed):
            scene.do("accept", referral)

        assert Referral.objects.get(pk=referral.pk).status == Status.SENT
        assert not SignUp.objects.exists()

    def test_the_link_to_answer_it_opens_nothing_afterwards(self, scene):
        referral = scene.put("sent")
        outbox.run(at=NOON + HOUR)
        links = PrivateLink.objects.filter(purpose="referral", subject=str(referral.pk))
        assert links.filter(spent_at=None).count() == 1

        scene.do("accept", referral)

        assert not links.filter(spent_at=None).exists()

    def test_the_first_visit_is_noted_when_the_group_says_they_came(self, scene):
        referral = scene.put("accepted")
        after = scene.session.starts_at + HOUR
        attendance.note_attendance(referral.sign_up, came=True, by=scene.organiser, at=after)

        outbox.run(at=after)
        referrals.note_first_visit(str(referral.sign_up.pk), at=after)

        referral.refresh_from_db()
        assert (referral.status, referral.first_attended_at) == (Status.FIRST_ATTENDED, after)
        assert events(referral).count("referral.first_attended") == 1


class TestDeclining:
    @pytest.mark.parametrize("state", ["sent", "acknowledged"])
    def test_without_a_reason_is_refused(self, scene, state):
        referral = scene.put(state)

        with pytest.raises(IntegrityError), transaction.atomic():
            referrals.decline(referral, reason="", words="Sorry.", by=scene.organiser, at=NOON + HOUR)

        assert Referral.objects.get(pk=referral.pk).status == state
        assert not NotThisTime({"reason": "", "words": "Sorry."}).is_valid()
        assert not NotThisTime({"reason": "no idea"}).is_valid()
        assert NotThisTime({"reason": "full"}).is_valid()

    def test_ends_what_the_organisation_sees(self, scene):
        referral = scene.put("declined")

        assert not live_reach(scene).exists()
        seen = scene.seen(referral)
        assert (seen.name, seen.words, seen.needs, seen.route) == ("Details closed", "", "", "")

    def test_keeps_the_kind_word_and_the_reason_for_the_worker(self, scene):
        referral = scene.put("declined")

        assert (referral.reason, referral.reply_words) == (Reason.FULL, "Ask us in spring.")


class TestExpiring:
    def test_comes_at_fourteen_days_and_not_a_second_earlier(self, scene):
        scene.put("sent")
        end = NOON + HOUR + timedelta(days=14)

        assert referrals.expire(at=end - SECOND) == 0
        assert Referral.objects.get().status == Status.SENT
        assert referrals.expire(at=end) == 1
        assert Referral.objects.get().status == Status.EXPIRED

    def test_run_twice_or_late_it_happens_once(self, scene):
        referral = scene.put("acknowledged")
        assert referrals.expire(at=NOON + 40 * DAY) == 1
        before = Message.objects.count()

        assert referrals.expire(at=NOON + 40 * DAY) == 0
        assert referrals.expire(at=NOON + 80 * DAY) == 0

        referral.refresh_from_db()
        assert referral.ended_at == NOON + 40 * DAY
        assert events(referral).count("referral.expired") == 1
        assert Message.objects.count() == before

    def test_seeing_it_gives_no_more_time(self, scene):
        referral = scene.put("sent")
        end = referral.expires_at

        scene.do("acknowledge", referral, at=end - HOUR)

        assert referral.expires_at == end

    def test_ends_only_those_that_are_late_and_still_wait(self, scene):
        late = scene.put("sent")
        others = [person(name, f"{name}@example.test") for name in ("bea", "cy")]
        fresh, answered = (
            referrals.pass_on(
                who, scene.group, wish="", needs=frozenset(), how=How.PHONE, by=scene.worker, at=NOON + later
            )
            for who, later in zip(others, (3 * DAY, timedelta(0)), strict=True)
        )
        referrals.accept(answered, by=scene.organiser, at=NOON + DAY)

        assert referrals.expire(at=NOON + HOUR + 14 * DAY) == 1

        states = {row.pk: row.status for row in Referral.objects.all()}
        assert states == {late.pk: "expired", fresh.pk: "sent", answered.pk: "accepted"}


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
            SessionFactory(opportunity__title=title)
        referral = scene.put(state)

        cards = next_steps.alternatives(referral, by=scene.worker, at=NOON + 2 * HOUR)

        assert len(cards) == 3
        assert scene.opportunity.title not in {card.title for card in cards}


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
