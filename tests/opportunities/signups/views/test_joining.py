"""Saying yes over HTTP: who may open what afterwards, and how often one number is written to."""

import re
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hub.messaging.models import Message
from hub.people.models import Person
from opportunities.models import SignUp
from tests.factories import DAY, OpportunityFactory, SessionFactory, UserFactory

pytestmark = pytest.mark.django_db

AGAIN = "We have your yes."


@pytest.fixture
def session():
    opportunity = OpportunityFactory(at_once=True)
    return SessionFactory(opportunity=opportunity, starts_at=timezone.now() + 7 * DAY)


@pytest.fixture
def say_yes(session):
    """Send the form from a browser; return the page that comes of it."""

    def send(browser, name="Ama", route="ama@example.test", **more):
        address = reverse("opportunities:join", args=[session.opportunity.pk, session.opportunity.slug])
        form = {"name": name, "kind": "email", "route": route, "session": session.pk, "agree": "on", "key": uuid4()}
        return browser.post(address, form | more, follow=True)

    return send


def words_of(answer):
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def page_of(sign_up):
    return reverse("sign_up", args=[sign_up.pk])


class TestTheSamePerson:
    """What nobody sees, or what means nothing, makes no second person of one."""

    @pytest.mark.parametrize(
        ("kind", "first", "second"),
        [
            ("email", "ama@example.test", "ama@example.test\u200b"),
            ("email", "ama@example.test", "\u202aAma@Example.test\u202c"),
            ("email", "ama@example.test", "ama\uff20example.test\ufe0f"),
            ("text", "07700 900123", "07700/900123\u200b"),
            ("text", "07700 900123", "07700\u2011900\u2013123"),
            ("phone", "07700 900123", "\uff107700\u00a0900123\u202e"),
            ("letter", "12 Ash Lane, London, SW18 2PU", "12 Ash Lane,\u200b London, swl8 2pu, UK"),
        ],
    )
    def test_has_one_sign_up(self, say_yes, kind, first, second):
        say_yes(Client(), kind=kind, route=first)
        say_yes(Client(), kind=kind, route=second, name="Ama\u200b")

        assert SignUp.objects.count() == 1
        assert Person.objects.count() == 1

    def test_with_a_title_and_a_surname_is_called_by_both(self, say_yes):
        say_yes(Client(), name="mr. okoro")

        assert (Person.objects.get().first_name, Person.objects.get().surname) == ("Mr Okoro", "")

    def test_with_the_surname_first_is_called_by_the_first_name(self, say_yes):
        say_yes(Client(), name="OKORO, Sam")

        assert (Person.objects.get().first_name, Person.objects.get().surname) == ("Sam", "Okoro")

    def test_with_a_long_name_is_told_and_nothing_is_cut(self, say_yes):
        answer = say_yes(Client(), name="Ama " + "b" * 61)

        assert "There is room for 60 letters" in answer.content.decode()
        assert not SignUp.objects.exists()


class TestARepeat:
    def test_reads_the_same_as_a_first_yes(self, say_yes, session):
        """Whether somebody is going is not told to whoever types their name and address."""
        session.opportunity.contact_phone = "020 7946 0000"
        session.opportunity.save()

        first, second, other = say_yes(Client()), say_yes(Client()), say_yes(Client(), "Leo", route="leo@example.test")

        assert first.redirect_chain == second.redirect_chain == other.redirect_chain
        assert words_of(first) == words_of(second) == words_of(other)
        assert SignUp.objects.count() == 2

    def test_opens_nothing(self, say_yes):
        stranger = Client()
        say_yes(stranger)

        answer = say_yes(stranger)

        assert AGAIN in answer.content.decode()
        assert "Your code is" not in answer.content.decode()
        assert stranger.get(page_of(SignUp.objects.get())).status_code == 302

    def test_says_nothing_of_how_it_stands(self, say_yes, session):
        session.opportunity.contact_phone = "020 7946 0000"
        session.opportunity.save()
        say_yes(Client())

        text = words_of(say_yes(Client()))

        assert session.opportunity.title in text
        assert "expecting you" not in text
        assert "Precious" not in text
        assert "Can’t make it" not in text

    def test_of_the_same_page_is_stored_once(self, say_yes):
        key = uuid4()
        say_yes(Client(), key=key)

        assert AGAIN in say_yes(Client(), key=key).content.decode()
        assert SignUp.objects.count() == 1

    def test_by_the_resident_whose_it_is_leads_to_it(self, say_yes):
        ama = UserFactory(email="ama@example.test")
        first, second = Client(), Client()
        first.force_login(ama)
        second.force_login(ama)
        say_yes(first)

        answer = say_yes(second)

        assert answer.redirect_chain[-1][0] == page_of(SignUp.objects.get())

    def test_sends_no_second_link_within_ten_minutes(self, say_yes):
        say_yes(Client())

        for _turn in range(3):
            say_yes(Client())

        assert Message.objects.filter(notice="signed_up").count() == 1


class TestAFirstYes:
    @pytest.mark.parametrize(
        ("kind", "route", "words"),
        [
            ("email", "ama@example.test", "an email with a link"),
            ("text", "07700 900123", "a text with a link"),
            ("phone", "020 7946 0000", "ring you and give you a code"),
            ("letter", "4 Garratt Lane, London SW18 4AA", "post you a code"),
        ],
    )
    def test_says_by_what_the_link_comes(self, say_yes, kind, route, words):
        answer = say_yes(Client(), kind=kind, route=route)

        assert words in words_of(answer)
        assert ("No link after a few minutes?" in words_of(answer)) == (kind in ("email", "text"))

    def test_is_confirmed_in_the_browser_that_sent_it_alone(self, say_yes, session):
        browser = Client()
        address = reverse("opportunities:received", args=[session.opportunity.pk, session.opportunity.slug])
        say_yes(browser)

        assert "We have your yes." in browser.get(address).content.decode()
        for asked in (address, f"{address}?session={session.pk}&by=email"):
            answer = Client().get(asked)
            assert answer.headers["Location"] == session.opportunity.get_absolute_url()

    def test_of_a_page_that_was_used_for_somebody_else_is_another(self, say_yes):
        browser, key = Client(), uuid4()
        say_yes(browser, "Ama", key=key)

        say_yes(browser, "Leo", key=key)

        assert SignUp.objects.filter(person__first_name="Leo").count() == 1

    def test_by_a_resident_opens_its_page(self, say_yes):
        ama = UserFactory(email="ama@example.test")
        Person.objects.filter(user=ama).update(first_name="Ama")
        browser = Client()
        browser.force_login(ama)

        assert say_yes(browser).redirect_chain[-1][0] == page_of(SignUp.objects.get())


@pytest.mark.limits
class TestOneNumber:
    @pytest.fixture(autouse=True)
    def counters(self):
        """Start and end with nothing counted."""
        cache.clear()
        yield
        cache.clear()

    def test_is_written_to_six_times_an_hour_from_wherever_it_is_typed(self, say_yes):
        for turn in range(6):
            say_yes(Client(REMOTE_ADDR=f"198.51.100.{turn}"), f"Name{turn}")

        answer = say_yes(Client(REMOTE_ADDR="198.51.100.99"), "Name")

        assert "a few times in the last hour" in answer.content.decode()
        assert SignUp.objects.count() == 6
        assert Message.objects.filter(notice="signed_up").count() == 6

    def test_does_not_count_for_another_one(self, say_yes):
        for turn in range(7):
            say_yes(Client(), f"Name{turn}")

        say_yes(Client(), "Leo", "leo@example.test")

        assert SignUp.objects.filter(person__first_name="Leo").exists()


def test_the_advert_says_what_difference_it_makes(session):
    page = Client().get(session.opportunity.get_absolute_url()).content.decode()

    assert session.opportunity.summary in page.partition('<div class="advert-more">')[0].partition("<h1")[2]
