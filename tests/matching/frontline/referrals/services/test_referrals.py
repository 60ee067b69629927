"""Passing somebody on: drafting, sending, accepting, declining and running out."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from hub.access.actors import Actor
from hub.audit.models import Entry
from hub.consent.models import Consent, How, Purpose
from hub.consent.services import consents
from hub.messaging import outbox
from hub.messaging.models import Message
from hub.people.models import Field, PrivateLink, Reach
from matching.frontline.models import Reason, Referral, Status
from matching.frontline.referrals.forms import NotThisTime
from matching.frontline.referrals.services import referrals
from opportunities.attendance.services import attendance
from opportunities.models import Session, SignUp, Source
from opportunities.models import Status as Place
from opportunities.signups.services import signing_up
from tests.factories import (
    DAY,
    HOUR,
    NOON,
    OpportunityFactory,
    OrganisationFactory,
    person,
    yes,
)
from tests.matching.frontline.referrals.scene import SECOND, events, fields_seen, live_reach

pytestmark = pytest.mark.django_db


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
        scene.comes_later()
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
        scene.comes_later()
        scene.put("sent")
        end = NOON + HOUR + timedelta(days=14)

        assert referrals.expire(at=end - SECOND) == 0
        assert Referral.objects.get().status == Status.SENT
        assert referrals.expire(at=end) == 1
        assert Referral.objects.get().status == Status.EXPIRED

    def test_comes_when_the_last_date_begins_that_somebody_could_come_to(self, scene):
        scene.put("sent")
        begins = scene.session.next_at

        assert Referral.objects.get().expires_at == begins
        assert referrals.expire(at=begins - SECOND) == 0
        assert referrals.expire(at=begins) == 1

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
