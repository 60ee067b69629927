"""What a private link opens in a browser: read anew each time, and of nobody once somebody else signed in there."""

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hub.people.models import Person, PrivateLink
from hub.people.services import links
from opportunities import private_links
from opportunities.signups.services import answering
from organisations.models import Membership
from tests.factories import HOUR, UserFactory, actor, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def joan():
    return person("Joan", "joan@example.test")


@pytest.fixture
def phone(joan):
    """A browser in which Joan's own pages are open."""
    at = timezone.now()
    token = links.make(joan, "me", at=at, until=at + HOUR)
    browser = Client()
    browser.get(reverse("private_link", args=[token]))
    assert shows_joan(browser)
    return browser


def shows_joan(browser):
    answer = browser.get(reverse("me"))
    return answer.status_code == 200 and "Joan" in answer.content.decode()


def change(**fields):
    PrivateLink.objects.update(**fields)


def erase(**_fields):
    Person.objects.filter(first_name="Joan").update(first_name="", surname="", user=None, erased_at=timezone.now())


@pytest.mark.parametrize(
    ("by", "fields"),
    [
        (change, {"spent_at": timezone.now()}),
        (change, {"until": timezone.now() - HOUR}),
        (erase, {}),
        (lambda: PrivateLink.objects.all().delete(), {}),
    ],
    ids=["spent", "out of date", "erased", "deleted"],
)
def test_a_link_that_ended_opens_nothing_more_where_it_was_open(phone, by, fields):
    by(**fields)

    assert not shows_joan(phone)
    assert phone.session[links.SESSION_KEY] == []


def test_an_answer_by_link_ends_it_in_every_browser(stage):
    token = private_links.answer_token(stage.users["col"].person, stage.sign_ups["requested"], at=stage.at)
    browser = Client()
    browser.get(reverse("private_link", args=[token]))
    assert "Tunde" in browser.get(stage.urls["answer"]).content.decode()

    answering.accept(
        stage.sign_ups["requested"], by=actor(Membership.objects.get(user=stage.users["col"])), at=stage.at
    )

    assert browser.get(stage.urls["answer"]).url == reverse("link_needed")


class TestAnAnswerByLink:
    @pytest.fixture
    def browser(self, stage):
        """A browser in which Col opened the link that answers Tunde."""
        token = private_links.answer_token(stage.users["col"].person, stage.sign_ups["requested"], at=stage.at)
        browser = Client()
        browser.get(reverse("private_link", args=[token]))
        return browser

    @pytest.mark.parametrize(
        ("answer", "said"),
        [("yes", "They’re coming. Nothing more is needed."), ("no", "This was answered: not this time.")],
    )
    def test_ends_at_what_came_of_it(self, stage, browser, answer, said):
        page = browser.post(stage.urls["answer"], {"answer": answer}, follow=True)

        assert said in page.content.decode()
        assert ("07700 900123" in page.content.decode()) == (answer == "yes")

    def test_shows_it_no_longer_than_the_link_was_open(self, stage, browser):
        browser.post(stage.urls["answer"], {"answer": "yes"})

        with time_machine.travel(timezone.now() + HOUR):
            assert browser.get(stage.urls["answer"]).url == reverse("link_needed")

    def test_is_shown_in_no_other_browser(self, stage, browser):
        token = private_links.answer_token(stage.users["col"].person, stage.sign_ups["requested"], at=stage.at)
        other = Client()
        other.get(reverse("private_link", args=[token]))

        browser.post(stage.urls["answer"], {"answer": "yes"})

        assert other.get(stage.urls["answer"]).url == reverse("link_needed")

    def test_cannot_be_given_again(self, stage, browser):
        browser.post(stage.urls["answer"], {"answer": "yes"})

        page = browser.post(stage.urls["answer"], {"answer": "no"}, follow=True).content.decode()

        assert "Somebody has answered this person already." in page
        assert "They’re coming." in page


class TestSomebodySignsIn:
    def test_and_sees_nothing_that_another_opened(self, phone):
        phone.force_login(UserFactory())

        assert not shows_joan(phone)
        assert phone.session[links.SESSION_KEY] == []

    def test_and_out_again_and_it_stays_closed(self, phone):
        phone.force_login(UserFactory())
        phone.post(reverse("account_logout"))

        assert not shows_joan(phone)

    def test_and_keeps_what_is_their_own(self, phone):
        user, at = UserFactory(), timezone.now()
        token = links.make(user.person, "me", at=at, until=at + HOUR)
        phone.get(reverse("private_link", args=[token]))

        phone.force_login(user)

        assert {grant.person_id for grant in phone.get("/").wsgi_request.actor.grants} == {user.person.pk}

    def test_and_then_opens_a_link_which_holds_until_they_sign_out(self, joan):
        at = timezone.now()
        token = links.make(joan, "me", at=at, until=at + HOUR)
        browser = Client()
        browser.force_login(UserFactory())
        browser.get(reverse("private_link", args=[token]))

        assert browser.get("/").wsgi_request.actor.grants
        browser.post(reverse("account_logout"))
        assert not browser.get("/").wsgi_request.actor.grants


def test_it_costs_one_query_where_links_are_open_and_none_elsewhere(phone, django_assert_num_queries):
    at = timezone.now()
    session = {}
    with django_assert_num_queries(0):
        links.grants_in(session, at=at)
    for _link in range(3):
        links.open_in(session, links.find(links.make(person(), "me", at=at, until=at + HOUR), at=at), at=at)
    with django_assert_num_queries(1):
        assert len(links.grants_in(session, at=at)) == 3
