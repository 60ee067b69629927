from datetime import timedelta

import pytest

from hub.access.actors import NOBODY, Actor, Grant, Kind
from hub.audit.models import Entry
from hub.consent.models import Consent
from hub.messaging import outbox
from hub.messaging.models import Message
from hub.people.models import Field, Person, Reach
from opportunities.models import Ended, SignUp, Status
from opportunities.signups.services import answering, ending, signing_up
from tests.factories import DAY, HOUR, MembershipFactory, OpportunityFactory, SessionFactory, actor, yes

pytestmark = pytest.mark.django_db


def words_to(route, notice):
    return [m.words for m in Message.objects.filter(notice=notice) if m.sent_to == route]


class TestSayYes:
    def test_asks_for_a_place_and_takes_it(self, noon):
        session = SessionFactory(places=2)

        sign_up = signing_up.say_yes(session, yes(), by=NOBODY, at=noon)

        session.refresh_from_db()
        assert sign_up.status == Status.REQUESTED
        assert session.taken == 1
        assert sign_up.answer_by == noon + timedelta(hours=48)

    def test_holds_the_place_where_a_yes_is_a_place_at_once(self, noon):
        session = SessionFactory(opportunity__at_once=True)

        sign_up = signing_up.say_yes(session, yes(), by=NOBODY, at=noon)

        assert sign_up.status == Status.HELD

    def test_lets_the_organisation_see_name_and_words_but_no_route_before_it_accepts(self, noon):
        session = SessionFactory()

        sign_up = signing_up.say_yes(session, yes(words="I can lift."), by=NOBODY, at=noon)

        reach = Reach.objects.get(subject=str(sign_up.pk))
        assert reach.organisation == session.opportunity.organisation
        assert reach.fields == {Field.FIRST_NAME, Field.WORDS, Field.NEEDS}

    def test_writes_down_what_was_agreed_with_whom(self, noon):
        session = SessionFactory()

        sign_up = signing_up.say_yes(session, yes(), by=NOBODY, at=noon)

        consent = Consent.objects.get(person=sign_up.person)
        assert consent.recipient == session.opportunity.organisation
        assert consent.wording.text.startswith("Yes, give my name")
        assert Entry.objects.filter(event="sign_up.made", person_id=sign_up.person_id).exists()

    def test_is_refused_when_full_and_leaves_nothing_behind(self, noon):
        session = SessionFactory(places=1)
        signing_up.say_yes(session, yes(), by=NOBODY, at=noon)

        with pytest.raises(signing_up.Full):
            signing_up.say_yes(session, yes("Dev", "dev@example.test"), by=NOBODY, at=noon)

        session.refresh_from_db()
        assert session.taken == 1
        assert not Person.objects.filter(first_name="Dev").exists()

    def test_joins_the_waiting_list_without_taking_a_place(self, noon):
        session = SessionFactory(places=1, taken=1)

        sign_up = signing_up.say_yes(session, yes(), waiting=True, by=NOBODY, at=noon)

        session.refresh_from_db()
        assert sign_up.status == Status.WAITING
        assert session.taken == 1

    def test_said_twice_is_one_place_and_the_confirmation_goes_again(self, noon):
        session = SessionFactory()
        first = signing_up.say_yes(session, yes("Ama"), by=NOBODY, at=noon)

        second = signing_up.say_yes(session, yes("  AMA "), by=NOBODY, at=noon + HOUR)

        session.refresh_from_db()
        assert second.pk == first.pk
        assert session.taken == 1
        assert Message.objects.filter(person=first.person, notice="signed_up").count() == 2

    def test_two_people_with_one_phone_are_two(self, noon):
        session = SessionFactory()
        signing_up.say_yes(session, yes("Ama"), by=NOBODY, at=noon)

        signing_up.say_yes(session, yes("Leo"), by=NOBODY, at=noon)

        session.refresh_from_db()
        assert session.taken == 2

    def test_is_refused_once_the_date_has_passed(self, noon):
        session = SessionFactory(starts_at=noon - HOUR)

        with pytest.raises(signing_up.NotOpen):
            signing_up.say_yes(session, yes(), by=NOBODY, at=noon)

    @pytest.mark.parametrize("state", ["draft", "paused", "closed"])
    def test_is_refused_for_what_is_not_on_show(self, noon, state):
        session = SessionFactory(opportunity__state=state)

        with pytest.raises(signing_up.NotOpen):
            signing_up.say_yes(session, yes(), by=NOBODY, at=noon)

    def test_is_refused_for_an_organisation_nobody_has_checked(self, noon):
        session = SessionFactory(opportunity__organisation__unchecked=True)

        with pytest.raises(signing_up.NotOpen):
            signing_up.say_yes(session, yes(), by=NOBODY, at=noon)

    def test_tells_the_person_and_each_who_answers(self, noon):
        opportunity = OpportunityFactory()
        MembershipFactory(organisation=opportunity.organisation, user__email="col@example.test")
        session = SessionFactory(opportunity=opportunity)

        signing_up.say_yes(session, yes(), by=NOBODY, at=noon)
        outbox.run(at=noon)

        assert "will answer you by noon on Wednesday 25 November" in words_to("ama@example.test", "signed_up")[0]
        assert "/t/" in words_to("col@example.test", "somebody_said_yes")[0]

    def test_a_key_that_was_used_for_somebody_else_does_not_stop_a_second_person(self, noon):
        from uuid import uuid4

        session, key = SessionFactory(), uuid4()
        signing_up.say_yes(session, yes("Ama", key=key), by=NOBODY, at=noon)

        second = signing_up.say_yes(session, yes("Leo", key=key), by=NOBODY, at=noon)

        assert second.person.first_name == "Leo"


class TestAccept:
    def test_widens_what_the_organisation_sees_and_tells_the_person(self, noon):
        sign_up = signing_up.say_yes(SessionFactory(), yes(), by=NOBODY, at=noon)

        answering.accept(sign_up, by=NOBODY, at=noon + HOUR)
        outbox.run(at=noon + HOUR)

        assert sign_up.status == Status.HELD
        assert Field.ROUTE in Reach.objects.get(subject=str(sign_up.pk)).fields
        assert "says yes" in words_to("ama@example.test", "accepted")[0]

    def test_is_refused_the_second_time(self, noon):
        sign_up = signing_up.say_yes(SessionFactory(), yes(), by=NOBODY, at=noon)
        answering.accept(sign_up, by=NOBODY, at=noon)

        with pytest.raises(signing_up.AlreadyAnswered):
            answering.accept(sign_up, by=NOBODY, at=noon)

    def test_does_not_widen_after_the_agreement_is_taken_back(self, noon):
        from hub.consent.models import Purpose
        from hub.consent.services import consents

        sign_up = signing_up.say_yes(SessionFactory(), yes(), by=NOBODY, at=noon)
        consents.withdraw(
            sign_up.person,
            Purpose.PASS_ON,
            recipient_id=sign_up.session.opportunity.organisation_id,
            by=NOBODY,
            at=noon,
        )

        with pytest.raises(signing_up.AlreadyAnswered):
            answering.accept(sign_up, by=NOBODY, at=noon + HOUR)

        sign_up.refresh_from_db()
        assert sign_up.ended == "consent"
        assert Field.ROUTE not in Reach.objects.get(subject=str(sign_up.pk)).fields
        assert not Reach.objects.live(at=noon + HOUR).exists()


class TestDecline:
    def test_frees_the_place_closes_the_details_and_passes_the_words_on(self, noon):
        sign_up = signing_up.say_yes(SessionFactory(), yes(), by=NOBODY, at=noon)

        answering.decline(sign_up, words="We are full of cooks.", by=NOBODY, at=noon)
        outbox.run(at=noon)

        sign_up.session.refresh_from_db()
        assert sign_up.session.taken == 0
        assert not Reach.objects.live(at=noon).exists()
        assert "We are full of cooks." in words_to("ama@example.test", "declined")[0]


class TestOfferAnother:
    def test_moves_the_same_sign_up_and_frees_the_old_place(self, noon):
        opportunity = OpportunityFactory()
        first = SessionFactory(opportunity=opportunity)
        second = SessionFactory(opportunity=opportunity, starts_at=noon + 15 * DAY)
        sign_up = signing_up.say_yes(first, yes(), by=NOBODY, at=noon)

        answering.offer_another(sign_up, second, by=NOBODY, at=noon)

        first.refresh_from_db(), second.refresh_from_db()
        assert (first.taken, second.taken) == (0, 1)
        assert sign_up.status == Status.OFFERED
        assert sign_up.session == second

    def test_is_refused_when_the_other_date_is_full(self, noon):
        opportunity = OpportunityFactory()
        first = SessionFactory(opportunity=opportunity)
        full = SessionFactory(opportunity=opportunity, starts_at=noon + 15 * DAY, places=1, taken=1)
        sign_up = signing_up.say_yes(first, yes(), by=NOBODY, at=noon)

        with pytest.raises(signing_up.Full):
            answering.offer_another(sign_up, full, by=NOBODY, at=noon)

        first.refresh_from_db()
        assert first.taken == 1

    def test_of_another_organisations_date_is_refused(self, noon):
        sign_up = signing_up.say_yes(SessionFactory(), yes(), by=NOBODY, at=noon)

        with pytest.raises(signing_up.Full):
            answering.offer_another(sign_up, SessionFactory(), by=NOBODY, at=noon)


class TestCallOff:
    def test_offers_the_place_to_whoever_waited_longest(self, noon):
        session = SessionFactory(places=1)
        ama = signing_up.say_yes(session, yes("Ama"), by=NOBODY, at=noon)
        late = signing_up.say_yes(session, yes("Pete"), waiting=True, by=NOBODY, at=noon + 2 * HOUR)
        early = signing_up.say_yes(session, yes("Farida"), waiting=True, by=NOBODY, at=noon + HOUR)

        signing_up.call_off(ama, because=Ended.BY_PERSON, by=NOBODY, at=noon + 3 * HOUR)

        early.refresh_from_db(), late.refresh_from_db(), session.refresh_from_db()
        assert early.status == Status.OFFERED
        assert early.offer_until == noon + 27 * HOUR
        assert late.status == Status.WAITING
        assert session.taken == 1

    def test_makes_no_offer_when_the_start_is_two_hours_away(self, noon):
        session = SessionFactory(places=1, starts_at=noon + 2 * HOUR)
        ama = signing_up.say_yes(session, yes("Ama"), by=NOBODY, at=noon)
        waiting = signing_up.say_yes(session, yes("Pete"), waiting=True, by=NOBODY, at=noon)

        signing_up.call_off(ama, because=Ended.BY_PERSON, by=NOBODY, at=noon + HOUR)

        waiting.refresh_from_db(), session.refresh_from_db()
        assert waiting.status == Status.WAITING
        assert session.taken == 0

    def test_twice_is_refused_and_frees_one_place_only(self, noon):
        session = SessionFactory(places=2)
        signing_up.say_yes(session, yes("Leo"), by=NOBODY, at=noon)
        ama = signing_up.say_yes(session, yes("Ama"), by=NOBODY, at=noon)
        signing_up.call_off(ama, because=Ended.BY_PERSON, by=NOBODY, at=noon)

        with pytest.raises(signing_up.AlreadyAnswered):
            signing_up.call_off(ama, because=Ended.BY_PERSON, by=NOBODY, at=noon)

        session.refresh_from_db()
        assert session.taken == 1


class TestLapse:
    def test_passes_an_offer_on_that_nobody_took(self, noon):
        session = SessionFactory(places=1)
        ama = signing_up.say_yes(session, yes("Ama"), by=NOBODY, at=noon)
        first = signing_up.say_yes(session, yes("Farida"), waiting=True, by=NOBODY, at=noon)
        second = signing_up.say_yes(session, yes("Pete"), waiting=True, by=NOBODY, at=noon + HOUR)
        signing_up.call_off(ama, because=Ended.BY_PERSON, by=NOBODY, at=noon + HOUR)

        ended = ending.lapse(at=noon + 26 * HOUR)

        first.refresh_from_db(), second.refresh_from_db()
        assert ended == 1
        assert (first.status, first.ended) == (Status.CANCELLED, Ended.LAPSED)
        assert second.status == Status.OFFERED

    def test_leaves_an_offer_alone_that_still_runs(self, noon):
        session = SessionFactory(places=1)
        ama = signing_up.say_yes(session, yes("Ama"), by=NOBODY, at=noon)
        signing_up.say_yes(session, yes("Farida"), waiting=True, by=NOBODY, at=noon)
        signing_up.call_off(ama, because=Ended.BY_PERSON, by=NOBODY, at=noon)

        assert ending.lapse(at=noon + 23 * HOUR) == 0


class TestAcceptOffer:
    def test_holds_the_place_and_tells_the_organiser(self, noon):
        session = SessionFactory(places=1, opportunity__at_once=True)
        MembershipFactory(organisation=session.opportunity.organisation, user__email="col@example.test")
        ama = signing_up.say_yes(session, yes("Ama"), by=NOBODY, at=noon)
        farida = signing_up.say_yes(session, yes("Farida", "farida@example.test"), waiting=True, by=NOBODY, at=noon)
        signing_up.call_off(ama, because=Ended.BY_PERSON, by=NOBODY, at=noon)
        farida.refresh_from_db()

        signing_up.accept_offer(farida, by=NOBODY, at=noon + HOUR)
        outbox.run(at=noon + HOUR)

        assert farida.status == Status.HELD
        assert words_to("col@example.test", "offer_taken")

    def test_is_refused_after_it_ran_out(self, noon):
        session = SessionFactory(places=1)
        ama = signing_up.say_yes(session, yes("Ama"), by=NOBODY, at=noon)
        farida = signing_up.say_yes(session, yes("Farida"), waiting=True, by=NOBODY, at=noon)
        signing_up.call_off(ama, because=Ended.BY_PERSON, by=NOBODY, at=noon)

        with pytest.raises(signing_up.AlreadyAnswered):
            signing_up.accept_offer(farida, by=NOBODY, at=noon + 25 * HOUR)


class TestVisibleTo:
    def test_shows_an_organiser_their_own_and_nobody_elses(self, noon):
        mine = signing_up.say_yes(SessionFactory(), yes(), by=NOBODY, at=noon)
        signing_up.say_yes(SessionFactory(), yes("Dev"), by=NOBODY, at=noon)
        col = actor(MembershipFactory(organisation=mine.session.opportunity.organisation))

        assert list(SignUp.objects.visible_to(col)) == [mine]

    def test_shows_a_stranger_nothing(self, noon):
        signing_up.say_yes(SessionFactory(), yes(), by=NOBODY, at=noon)

        assert not SignUp.objects.visible_to(Actor()).exists()

    def test_an_answer_link_stops_working_when_its_organiser_leaves(self, noon):
        sign_up = signing_up.say_yes(SessionFactory(), yes(), by=NOBODY, at=noon)
        member = MembershipFactory(organisation=sign_up.session.opportunity.organisation)
        grants = frozenset({Grant("answer", member.user.person.pk, str(sign_up.pk))})
        by_link = Actor(kind=Kind.LINK, grants=grants)
        assert SignUp.objects.answerable_by_link(by_link).exists()

        member.delete()

        assert not SignUp.objects.answerable_by_link(by_link).exists()
