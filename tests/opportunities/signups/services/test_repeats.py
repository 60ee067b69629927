"""The same yes said again, and who says yes: whose it is, how they are reached, what is sent again."""

from datetime import timedelta
from uuid import uuid4

import pytest

from hub.access.actors import NOBODY, OWN_PAGES, Actor, Grant
from hub.audit.models import Entry
from hub.messaging import notifications, outbox
from hub.messaging.models import Message, MessageState
from hub.people import reading
from hub.people.models import Channel, ContactRoute, Person
from hub.people.services import links, persons, reach
from opportunities import notices
from opportunities.models import Ended, Opportunity, SignUp, State
from opportunities.signups.services import answering, signing_up
from tests.factories import HOUR, MembershipFactory, SessionFactory, UserFactory, actor, person, resident, yes

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)


@pytest.fixture
def ama():
    """A resident with an account, by the name she gave when she made it."""
    user = UserFactory(email="ama@example.test")
    Person.objects.filter(user=user).update(first_name="Ama", surname="Mensah")
    user.refresh_from_db()
    return user


def sent(sign_up, notice="signed_up"):
    return Message.objects.filter(person=sign_up.person_id, notice=notice).count()


class TestARepeat:
    def test_sends_the_link_again_after_ten_minutes(self, noon):
        sign_up = signing_up.say_yes(SessionFactory(), yes(), by=NOBODY, at=noon)

        for minutes in (1, 9, 11, 12):
            signing_up.say_yes(sign_up.session, yes(), by=NOBODY, at=noon + minutes * MINUTE)

        assert sent(sign_up) == 2

    def test_by_the_same_form_is_stored_once_even_when_it_took_the_last_place(self, noon):
        session, key = SessionFactory(places=1), uuid4()

        first = signing_up.take_yes(session, yes(key=key), by=NOBODY, at=noon)
        same = signing_up.take_yes(session, yes(key=key), by=NOBODY, at=noon)

        assert (first.sign_up, first.is_theirs, same.is_theirs) == (same.sign_up, False, False)

    def test_of_a_full_date_reads_as_it_would_for_anybody(self, noon):
        session = SessionFactory(places=1)
        signing_up.say_yes(session, yes("Ama"), by=NOBODY, at=noon)

        for name in ("Ama", "Leo"):
            with pytest.raises(signing_up.Full):
                signing_up.say_yes(session, yes(name), by=NOBODY, at=noon)

    def test_of_what_is_closed_reads_as_it_would_for_anybody(self, noon):
        session = SessionFactory()
        signing_up.say_yes(session, yes("Ama"), by=NOBODY, at=noon)
        Opportunity.objects.update(state=State.PAUSED)

        for name in ("Ama", "Leo"):
            with pytest.raises(signing_up.NotOpen):
                signing_up.say_yes(session, yes(name), by=NOBODY, at=noon)

    def test_is_the_residents_own_by_whatever_route_they_type(self, ama, noon):
        session = SessionFactory()
        first = signing_up.take_yes(session, yes("Ama"), by=resident(ama), at=noon)

        again = signing_up.take_yes(
            session, yes("Ama", "+447700900123", Channel.TEXT), by=resident(ama), at=noon + HOUR
        )

        assert (first.sign_up, first.is_theirs, again.is_theirs) == (again.sign_up, True, True)

    def test_by_an_account_of_the_same_name_does_not_tell_whether_somebody_else_goes(self, noon):
        session = SessionFactory()
        nosy = UserFactory(email="nosy@example.test")
        Person.objects.filter(user=nosy).update(first_name="Ama")
        nosy.refresh_from_db()
        signing_up.say_yes(session, yes("Ama", "ama@example.test"), by=NOBODY, at=noon)

        taken = signing_up.take_yes(session, yes("Ama", "ama@example.test"), by=resident(nosy), at=noon)

        assert (taken.is_theirs, taken.sign_up.person) == (True, nosy.person)

    def test_by_somebody_who_only_typed_who_they_are_does_not_tell_it_either(self, noon):
        session, other = SessionFactory(), SessionFactory()
        nosy = person("Ama", "ama@example.test", at=noon)
        here = Actor(grants=frozenset({Grant(OWN_PAGES, nosy.pk, links.HERE)}))
        signing_up.say_yes(session, yes("Ama", "ama@example.test"), by=NOBODY, at=noon)

        going = signing_up.take_yes(session, yes("Ama", "ama@example.test"), by=here, at=noon)
        not_going = signing_up.take_yes(other, yes("Ama", "ama@example.test"), by=here, at=noon)

        assert (going.is_theirs, not_going.is_theirs) == (True, True)

    def test_is_none_of_who_typed_it_into_an_account_first(self, noon):
        session = SessionFactory()
        nosy = UserFactory(email="nosy@example.test")
        Person.objects.filter(user=nosy).update(first_name="Ama")
        nosy.refresh_from_db()
        signing_up.say_yes(session, yes("Ama", "ama@example.test"), by=resident(nosy), at=noon)

        own = signing_up.say_yes(session, yes("Ama", "ama@example.test"), by=NOBODY, at=noon + HOUR)

        assert own.person != nosy.person
        assert sent(own) == 1

    def test_of_an_account_by_a_route_that_is_theirs_is_found_signed_out_too(self, ama, noon):
        session = SessionFactory()
        ContactRoute.objects.filter(person=ama.person).update(verified_at=noon)
        first = signing_up.say_yes(session, yes("Ama"), by=resident(ama), at=noon)

        again = signing_up.say_yes(session, yes("Ama"), by=NOBODY, at=noon + HOUR)

        assert again == first

    def test_of_what_was_said_before_the_account_sends_its_link_again(self, ama, noon):
        session = SessionFactory()
        ContactRoute.objects.filter(person=ama.person).update(verified_at=noon)
        first = signing_up.say_yes(session, yes("Ama"), by=NOBODY, at=noon)

        again = signing_up.take_yes(session, yes("Ama"), by=resident(ama), at=noon + HOUR)

        assert (again.sign_up, again.is_theirs, sent(first)) == (first, False, 2)

    def test_by_a_route_typed_twice_takes_no_second_place_through_the_organisation(self, ama, noon):
        session = SessionFactory()
        signing_up.say_yes(session, yes("Ama"), by=resident(ama), at=noon)

        with pytest.raises(signing_up.AlreadySaidYes):
            signing_up.place_for(ama.person, session, words="", source="referred", by=NOBODY, at=noon)

    def test_is_offered_no_date_that_is_theirs_already(self, ama, noon):
        session = SessionFactory(opportunity__at_once=False)
        other = SessionFactory(opportunity=session.opportunity, starts_at=session.starts_at + HOUR * 48)
        signing_up.say_yes(other, yes("Ama"), by=resident(ama), at=noon)
        ContactRoute.objects.filter(person=ama.person).update(verified_at=noon)
        asked = signing_up.say_yes(session, yes("Ama"), by=resident(ama), at=noon)

        with pytest.raises(signing_up.Full):
            answering.offer_another(asked, other, by=NOBODY, at=noon)

    def test_of_somebody_with_an_offer_says_so_again(self, noon):
        session = SessionFactory(places=1)
        leo = signing_up.say_yes(session, yes("Leo"), by=NOBODY, at=noon)
        ama = signing_up.say_yes(session, yes("Ama"), waiting=True, by=NOBODY, at=noon)
        signing_up.call_off(leo, because=Ended.BY_PERSON, by=NOBODY, at=noon)

        signing_up.say_yes(session, yes("Ama"), waiting=True, by=NOBODY, at=noon + HOUR)

        assert sent(ama, "place_offered") == 2
        assert sent(ama) == 1


class TestNewLinks:
    def test_go_once_in_ten_minutes(self, noon):
        sign_up = signing_up.say_yes(SessionFactory(), yes(), by=NOBODY, at=noon)

        for minutes in (1, 11, 12):
            signing_up.send_links_again([sign_up.route_lookup], at=noon + minutes * MINUTE)

        assert sent(sign_up) == 2


class TestSigningUpWithAnAccount:
    def test_is_the_accounts_own_under_its_own_name(self, ama, noon):
        sign_up = signing_up.say_yes(SessionFactory(), yes(" aMA "), by=resident(ama), at=noon)

        assert sign_up.person == ama.person
        assert sign_up.person.first_name == "Ama"

    def test_under_another_name_is_somebody_else(self, ama, noon):
        sign_up = signing_up.say_yes(
            SessionFactory(), yes("Leo", "leo@example.test", surname="Okoro"), by=resident(ama), at=noon
        )

        ama.person.refresh_from_db()
        assert sign_up.person != ama.person
        assert (ama.person.first_name, ama.person.surname) == ("Ama", "Mensah")
        assert [route.value for route in ama.person.routes.all()] == ["ama@example.test"]

    def test_never_changes_a_surname(self, ama, noon):
        signing_up.say_yes(SessionFactory(), yes("Ama", surname="M"), by=resident(ama), at=noon)

        ama.person.refresh_from_db()
        assert ama.person.surname == "Mensah"

    def test_gives_a_name_to_an_account_without_one(self, ama, noon):
        Person.objects.filter(user=ama).update(first_name="", surname="")

        sign_up = signing_up.say_yes(SessionFactory(), yes("Ama", surname="Mensah"), by=resident(ama), at=noon)

        assert sign_up.person == ama.person
        assert (sign_up.person.first_name, sign_up.person.surname) == ("Ama", "Mensah")

    def test_keeps_the_way_they_would_rather_be_reached(self, ama, noon):
        signing_up.say_yes(SessionFactory(), yes("Ama", "+447700900123", Channel.TEXT), by=resident(ama), at=noon)

        routes = {route.value: route.preferred for route in ama.person.routes.all()}
        assert routes == {"ama@example.test": True, "+447700900123": False}

    def test_shows_the_organisation_the_way_typed_for_this_one(self, ama, noon):
        session = SessionFactory(opportunity__at_once=True)
        sign_up = signing_up.say_yes(session, yes("Ama", "+447700900123", Channel.TEXT), by=resident(ama), at=noon)
        col = actor(MembershipFactory(organisation=session.opportunity.organisation))

        seen = reach.shown(
            [sign_up.person],
            to=col,
            subjects={sign_up.person_id: str(sign_up.pk)},
            lookups={sign_up.person_id: sign_up.route_lookup},
            why="inbox",
            at=noon,
        )

        assert seen[sign_up.person_id].route_kind == "text"
        assert seen[sign_up.person_id].route == reading.shown(reading.Route(Channel.TEXT, "+447700900123"))

    def test_uses_the_way_typed_when_no_other_is_left(self, ama, noon):
        notifications.stop(Channel.EMAIL, "ama@example.test", at=noon)

        signing_up.say_yes(SessionFactory(), yes("Ama", "+447700900123", Channel.TEXT), by=resident(ama), at=noon)

        assert persons.preferred_route(ama.person).value == "+447700900123"


class TestAStoppedWay:
    @pytest.fixture
    def stopped(self, ama, noon):
        notifications.stop(Channel.EMAIL, "ama@example.test", at=noon)
        return ContactRoute.objects.get(person=ama.person)

    def test_is_used_again_when_its_owner_types_it_in_a_new_yes(self, ama, stopped, noon):
        signing_up.say_yes(SessionFactory(), yes("Ama"), by=resident(ama), at=noon + HOUR)
        outbox.run(at=noon + HOUR)

        stopped.refresh_from_db()
        assert stopped.stopped_at is None
        assert Entry.objects.filter(event="route.resumed", person_id=ama.person.pk).count() == 1
        assert Message.objects.get(notice="signed_up").state == MessageState.SENT

    def test_stays_stopped_when_somebody_repeats_a_yes(self, ama, noon):
        sign_up = signing_up.say_yes(SessionFactory(), yes("Ama"), by=resident(ama), at=noon)
        notifications.stop(Channel.EMAIL, "ama@example.test", at=noon + HOUR)

        signing_up.say_yes(sign_up.session, yes("Ama"), by=NOBODY, at=noon + 2 * HOUR)

        assert ContactRoute.objects.get(person=ama.person).stopped_at == noon + HOUR


class TestNoticesThatAreNoLongerTrue:
    """What was true when it was written down may not be when it goes out."""

    def test_an_offer_that_ran_out_is_not_told(self, noon):
        session = SessionFactory(places=1)
        leo = signing_up.say_yes(session, yes("Leo"), by=NOBODY, at=noon)
        ama = signing_up.say_yes(session, yes("Ama"), waiting=True, by=NOBODY, at=noon)
        signing_up.call_off(leo, because=Ended.BY_PERSON, by=NOBODY, at=noon)

        outbox.run(at=noon + 25 * HOUR)

        message = Message.objects.get(person=ama.person, notice="place_offered")
        assert message.state != MessageState.SENT
        assert message.words == ""

    def test_an_offer_that_was_taken_is_not_told(self, noon):
        session = SessionFactory(places=1)
        leo = signing_up.say_yes(session, yes("Leo"), by=NOBODY, at=noon)
        ama = signing_up.say_yes(session, yes("Ama"), waiting=True, by=NOBODY, at=noon)
        signing_up.call_off(leo, because=Ended.BY_PERSON, by=NOBODY, at=noon)
        ama.refresh_from_db()
        signing_up.accept_offer(ama, by=NOBODY, at=noon + HOUR)

        assert notices.PlaceOffered(str(ama.pk)).content(ama.person, "email", at=noon + HOUR) is None

    @pytest.mark.parametrize("notice", [notices.SignedUp, notices.Accepted, notices.SomebodySaidYes])
    def test_a_place_that_was_called_off_is_not_told(self, noon, notice):
        sign_up = signing_up.say_yes(SessionFactory(opportunity__at_once=True), yes(), by=NOBODY, at=noon)
        before = notice(str(sign_up.pk)).content(sign_up.person, "email", at=noon)

        signing_up.call_off(sign_up, because=Ended.BY_PERSON, by=NOBODY, at=noon)

        assert before is not None
        assert notice(str(sign_up.pk)).content(sign_up.person, "email", at=noon) is None

    def test_a_no_is_told(self, noon):
        sign_up = signing_up.say_yes(SessionFactory(), yes(), by=NOBODY, at=noon)
        answering.decline(sign_up, words="", by=NOBODY, at=noon)

        assert notices.Declined(str(sign_up.pk)).content(sign_up.person, "email", at=noon) is not None
        assert SignUp.objects.get().status == "declined"
