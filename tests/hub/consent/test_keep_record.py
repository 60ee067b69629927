"""Taking back "keep my details": what it says first, what goes at once, what stays, and who is erased when."""

from datetime import timedelta
from html import unescape

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from hub import retention
from hub.access.actors import NOBODY, OWN_PAGES
from hub.access.roles import Role
from hub.consent import wordings
from hub.consent.models import Consent, How, Purpose
from hub.consent.services import consents
from hub.messaging import outbox
from hub.people import reading
from hub.people.models import Channel, Person, Reach, Why
from hub.people.services import links, persons
from hub.taxonomy.codes import Activity, Language
from matching.frontline.models import Way
from matching.frontline.people.services import contacts
from matching.frontline.referrals.services import referrals
from matching.preferences.models import Exclusion, Preference
from matching.preferences.services import saving
from matching.suggestions.models import ShownList
from opportunities.models import SignUp, Status
from opportunities.signups.services import signing_up
from tests.factories import (
    DAY,
    NOON,
    MembershipFactory,
    OpportunityFactory,
    OrganisationFactory,
    SessionFactory,
    UserFactory,
    actor,
    resident,
    yes,
)

pytestmark = pytest.mark.django_db

PAGE = "/me/consents/"
TEXT = saving.Reached(reading.Route(Channel.TEXT, "+447700900151"))


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def bev():
    return actor(MembershipFactory(organisation=OrganisationFactory(name="Advice", service=True), role=Role.WORKER))


@pytest.fixture
def joan():
    """Joan, without an account, who agreed to be kept and said what she would like."""
    who = saving.welcome(saving.Newcomer("Joan", TEXT, "en-gb"), by=NOBODY, at=NOON)
    return likes(who)


@pytest.fixture
def ama():
    """Ama, with an account, who agreed to the same."""
    user = UserFactory(email="ama@example.test")
    keep(user.person, by=resident(user))
    likes(user.person)
    return user


def likes(who):
    said = saving.Said(words="Tea", activities=frozenset({Activity.COOK}), speaks=frozenset({Language.TW}))
    saving.save(who, said, by=NOBODY, at=NOON)
    ShownList.objects.create(person=who, where="own_page", at=NOON)
    Exclusion.objects.create(person=who, opportunity=OpportunityFactory(), because="do_not_ask", at=NOON)
    return who


def keep(who, *, by=NOBODY, at=NOON):
    return consents.give(who, Purpose.KEEP_RECORD, wording=wordings.KEEP_RECORD, by=by, at=at)


def take_back(who, *, at=NOON):
    assert consents.withdraw(who, Purpose.KEEP_RECORD, by=NOBODY, at=at)
    return Person.objects.get(pk=who.pk)


def says_yes(who, *, at=NOON):
    """A yes of theirs to a date in eight days."""
    sign_up = signing_up.say_yes(SessionFactory(opportunity__at_once=True), yes("Joan"), by=NOBODY, at=at)
    spare = sign_up.person
    for model in (Consent, Reach, SignUp):
        model.objects.filter(person=spare).update(person=who)
    outbox.run(at=at)
    sign_up.refresh_from_db()
    return sign_up


def browser(who):
    client = Client()
    client.get(reverse("private_link", args=[links.make(who, OWN_PAGES, at=NOON, until=NOON + DAY)]))
    return client


def seen(client, page=PAGE):
    """Return a page with its white space as a browser shows it."""
    return " ".join(unescape(client.get(page, follow=True).content.decode()).split())


def address(who):
    return reverse("consent_take_back", args=[who.consents.get(purpose=Purpose.KEEP_RECORD).pk])


class TestWhatGoes:
    def test_is_what_they_would_like_and_what_was_suggested(self, ama):
        person = take_back(ama.person)

        assert not Preference.objects.filter(person=person).exists()
        assert not ShownList.objects.filter(person=person).exists()
        assert person.speaks == frozenset()

    def test_is_that_services_see_them(self, ama, bev):
        contacts.begin(ama.person, Way.COUNTER, by=bev, at=NOON)
        assert Reach.objects.live(at=NOON).filter(person=ama.person, why=Why.CONTACT).exists()

        take_back(ama.person)

        assert not Reach.objects.live(at=NOON).filter(person=ama.person).exists()
        assert not Person.objects.visible_to(bev).filter(pk=ama.person.pk).exists()

    def test_is_nothing_when_something_else_is_taken_back(self, ama, bev):
        contacts.begin(ama.person, Way.COUNTER, by=bev, at=NOON)
        consents.give(ama.person, Purpose.CONTACT_ME, wording="contact_me", by=resident(ama), at=NOON)

        consents.withdraw(ama.person, Purpose.CONTACT_ME, by=resident(ama), at=NOON)

        assert Preference.objects.filter(person=ama.person).exists()
        assert ShownList.objects.filter(person=ama.person).exists()
        assert Reach.objects.live(at=NOON).filter(person=ama.person).exists()


class TestWhatStays:
    def test_is_what_they_never_want_to_see(self, ama):
        take_back(ama.person)

        assert Exclusion.objects.filter(person=ama.person).exists()

    def test_is_the_account_with_its_name_and_its_ways(self, ama):
        persons.rename(ama.person, first_name="Ama", surname="Mensah")

        person = take_back(ama.person)

        assert (person.user, person.first_name, person.erased_at) == (ama, "Ama", None)
        assert persons.preferred_route(person).value == "ama@example.test"

    def test_is_what_they_said_yes_to_and_that_the_group_sees_them(self, joan):
        sign_up = says_yes(joan)

        person = take_back(joan)

        sign_up.refresh_from_db()
        assert (sign_up.status, person.first_name) == (Status.HELD, "Joan")
        assert persons.preferred_route(person) is not None
        assert Reach.objects.live(at=NOON).filter(person=joan, why=Why.SIGN_UP).exists()

    def test_is_a_yes_to_come_whatever_the_group_sees(self, joan):
        says_yes(joan)
        Reach.objects.filter(person=joan).update(ended_at=NOON)

        assert take_back(joan).first_name == "Joan"

    def test_is_what_waits_for_the_answer_of_a_group(self, joan, bev):
        group = OrganisationFactory()
        sent = referrals.pass_on(joan, group, wish="", needs=frozenset(), how=How.PHONE, by=bev, at=NOON)
        outbox.run(at=NOON)
        Reach.objects.filter(person=joan).update(ended_at=NOON)

        person = take_back(joan)

        sent.refresh_from_db()
        assert (sent.status, person.first_name) == ("sent", "Joan")


class TestWhoIsErased:
    def test_is_at_once_somebody_without_an_account_and_with_nothing_to_come(self, joan, bev):
        contacts.begin(joan, Way.COUNTER, by=bev, at=NOON)

        person = take_back(joan)

        assert (person.first_name, person.erased_at) == ("", NOON)
        assert not person.routes.exists()

    def test_is_nobody_who_has_still_to_be_told_something_until_they_were(self, joan):
        saving.send_own_link(joan, at=NOON)
        assert take_back(joan).first_name == "Joan"

        outbox.run(at=NOON)
        retention.run(at=NOON)

        assert Person.objects.get(pk=joan.pk).first_name == ""

    def test_is_the_rest_in_the_night_after_the_group_sees_them_no_more(self, joan):
        says_yes(joan)
        take_back(joan)
        ends = Reach.objects.get(person=joan, why=Why.SIGN_UP).until

        retention.run(at=ends - DAY)
        assert Person.objects.get(pk=joan.pk).first_name == "Joan"
        retention.run(at=ends + timedelta(minutes=1))

        assert Person.objects.get(pk=joan.pk).first_name == ""

    def test_is_nobody_who_agreed_again(self, joan):
        says_yes(joan)
        take_back(joan)
        keep(joan, at=NOON + DAY)

        retention.run(at=NOON + 200 * DAY)

        assert Person.objects.get(pk=joan.pk).first_name == "Joan"

    def test_is_nobody_with_an_account(self, ama):
        persons.rename(ama.person, first_name="Ama", surname="")
        take_back(ama.person)

        retention.run(at=NOON + DAY)

        assert Person.objects.get(pk=ama.person.pk).first_name == "Ama"

    def test_is_nobody_who_did_not_take_it_back(self, joan):
        retention.run(at=NOON + DAY)

        assert Person.objects.get(pk=joan.pk).first_name == "Joan"


class TestThePage:
    FIRST = "What you’d like is deleted, and no service sees you any more. What you said yes to stays."

    def test_says_first_what_follows_with_an_account(self, ama):
        client = Client()
        client.force_login(ama)

        words = seen(client, address(ama.person))

        assert f"{self.FIRST} So does your account." in words
        assert "stops this at once" not in words

    def test_says_first_that_it_erases_where_it_does(self, joan):
        words = seen(browser(joan), address(joan))

        assert f"{self.FIRST} Nothing is to come that needs your name, so it is erased at once" in words

    def test_says_first_what_is_kept_for_now(self, joan):
        says_yes(joan)

        words = seen(browser(joan), address(joan))

        assert f"{self.FIRST} Once nothing of it needs your name any more, it is erased" in words

    def test_closes_itself_to_somebody_who_is_erased(self, joan):
        client = browser(joan)

        answer = client.post(address(joan))

        assert answer.url == reverse("home")
        assert client.session[links.SESSION_KEY] == []
        assert "Your name and how to reach you are erased." in seen(client, answer.url)

    def test_leaves_what_others_opened_on_the_same_phone(self, joan, bev):
        pat = saving.welcome(saving.Newcomer("Pat", TEXT, "en-gb"), by=NOBODY, at=NOON)
        client = browser(joan)
        leave = links.make(pat, "sign_up", subject="1", at=NOON, until=NOON + DAY)
        session = client.session
        links.open_in(session, links.find(leave, at=NOON), at=NOON)
        session.save()

        client.post(address(joan))

        assert [entry["person"] for entry in client.session[links.SESSION_KEY]] == [str(pat.pk)]

    def test_claims_that_nobody_sees_them_only_where_it_is_so(self, bev):
        user = UserFactory()
        client = Client()
        client.force_login(user)
        assert "Nothing holds just now. No group or service sees your details." in seen(client)

        contacts.begin(user.person, Way.COUNTER, by=bev, at=NOON)

        words = seen(client)
        assert "Nothing holds just now. Because you talked with them, these still see your details" in words
        assert "for a time: Advice." in words
        assert "No group or service" not in words
