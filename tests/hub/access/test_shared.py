"""A computer that several people use: what is stored, what is forgotten, and who is signed out."""

from datetime import timedelta

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.conf import settings as configured
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hub.access import idle
from hub.people.models import PrivateLink
from hub.people.services import links
from tests.factories import HOUR, person
from tests.pages.test_pages import OPEN

pytestmark = pytest.mark.django_db

SIGN_OUTS = ("account_logout", "wagtailadmin_logout")
TYPED = (
    "name",
    "email",
    "tel",
    "address-line1",
    "postal-code",
    "one-time-code",
    "current-password",
    "new-password",
    "off",
)
PUBLIC = ("home", "opportunities:list", "opportunities:map", "organisations:list", "privacy", "search")


def link_of(who="Joan"):
    at = timezone.now()
    return reverse("private_link", args=[links.make(person(who), "me", at=at, until=at + HOUR)])


def is_stored(answer):
    return "no-store" not in answer.headers.get("Cache-Control", "")


def asks_who_you_are(html):
    """Whether a form that is sent has a field for somebody's details."""
    fields = BeautifulSoup(html, "html.parser").select("form[method=post] input, form[method=post] textarea")
    return any(field.name == "textarea" or field.get("autocomplete") in TYPED for field in fields)


class TestWhatIsStored:
    def test_is_no_page_of_somebody_and_none_that_asks_who_you_are(self, stage):
        wrong = []
        for name, who in {**OPEN, "account_login": "nobody", "account_signup": "nobody"}.items():
            answer = stage.client(who).get(stage.urls.get(name) or reverse(name))
            html = answer.content.decode() if answer["Content-Type"].startswith("text/html") else ""
            personal = who != "nobody" or asks_who_you_are(html)
            said = "data-personal" in html or "hub.js" not in html  # our script reads it, and has none to read on paper
            if personal and (is_stored(answer) or not said):
                wrong.append(name)
        assert wrong == []

    def test_is_no_answer_to_what_was_sent(self, stage):
        address = reverse("opportunities:join", args=[stage.opportunity.pk, stage.opportunity.slug])

        assert not is_stored(Client().post(address, {"name": "Joan", "words": "My back hurts."}))

    def test_is_nothing_while_a_link_is_open(self):
        browser = Client()
        browser.get(link_of())

        assert not is_stored(browser.get("/"))
        browser.post(reverse("close_links"))
        assert is_stored(browser.get("/"))

    @pytest.mark.parametrize("name", PUBLIC)
    def test_is_a_page_for_everybody(self, name):
        answer = Client().get(reverse(name))

        assert is_stored(answer)
        assert b"data-personal" not in answer.content


class TestWhoLeaves:
    @pytest.mark.parametrize("name", SIGN_OUTS)
    def test_by_signing_out_has_the_session_ended_and_the_browser_emptied(self, stage, name):
        browser = stage.client("adi")
        key = browser.session.session_key

        answer = browser.post(reverse(name))

        assert not Session.objects.filter(session_key=key).exists()
        assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
        assert browser.get(reverse("me")).status_code == 302

    @pytest.mark.parametrize("name", SIGN_OUTS)
    def test_is_asked_first_where_only_an_address_was_opened(self, stage, name):
        browser = stage.client("adi")
        browser.get(reverse("me"))

        answer = browser.get(reverse(name))

        assert b'action="/accounts/logout/"' in answer.content
        assert "sessionid" not in answer.cookies
        assert browser.get(reverse("me")).status_code == 200

    def test_by_closing_has_the_browser_emptied_even_where_nothing_was_open(self):
        browser = Client()
        browser.get(link_of())
        before = browser.cookies["sessionid"].value

        first, again = browser.post(reverse("close_links")), browser.post(reverse("close_links"))

        assert first.headers["Clear-Site-Data"] == again.headers["Clear-Site-Data"] == '"cache", "storage"'
        assert browser.cookies["sessionid"].value != before
        assert b"Closed." in browser.get("/").content

    def test_because_somebody_else_signs_in_or_the_link_ended_has_the_browser_emptied(self, stage):
        browser = Client()
        browser.get(link_of())
        browser.force_login(stage.users["col"])
        assert "Clear-Site-Data" in browser.get("/").headers
        assert "Clear-Site-Data" not in browser.get("/").headers
        browser.get(link_of())

        PrivateLink.objects.update(spent_at=timezone.now())

        assert "Clear-Site-Data" in browser.get("/").headers


LONG = timedelta(minutes=configured.HUB_IDLE_MINUTES)


class TestIdle:
    @pytest.mark.parametrize("who", ["bev", "max", "ada", "adi", "eve"])
    def test_staff_with_a_second_step_are_signed_out(self, stage, who):
        browser = stage.client(who)
        with time_machine.travel(timezone.now(), tick=False) as clock:
            browser.get("/")
            key = browser.session.session_key
            clock.shift(LONG)
            answer = browser.get(reverse("landing"))
            said = browser.get(answer.headers["Location"]).content.decode()

        assert answer.headers["Location"].startswith("/accounts/login/")
        assert not Session.objects.filter(session_key=key).exists()
        assert answer.headers["Clear-Site-Data"]
        assert "You were signed out, because nothing was done here for a while." in said

    @pytest.mark.parametrize("who", ["ama", "col"])
    def test_others_stay(self, stage, who):
        browser = stage.client(who)
        with time_machine.travel(timezone.now(), tick=False) as clock:
            browser.get("/")
            clock.shift(LONG)
            assert browser.get(reverse("me")).status_code == 200

    def test_who_is_busy_stays_and_the_session_is_written_once_a_minute(self, stage):
        browser = stage.client("bev")
        with time_machine.travel(timezone.now(), tick=False) as clock:
            for _time in range(4):
                clock.shift(LONG / 2)
                assert browser.get(reverse("me")).status_code == 200
            written = browser.session[idle.SESSION_KEY]
            clock.shift(timedelta(seconds=idle.EVERY - 1))
            browser.get(reverse("me"))
            assert browser.session[idle.SESSION_KEY] == written
            clock.shift(timedelta(seconds=1))
            browser.get(reverse("me"))
            assert browser.session[idle.SESSION_KEY] == written + idle.EVERY

    def test_an_open_page_of_the_editor_does_not_count_as_somebody_there(self):
        session = {}
        at = timezone.now()
        assert not idle.is_over(session, path="/admin/", at=at)
        assert not idle.is_over(session, path=f"{idle.BY_ITSELF}ping/", at=at + LONG / 2)
        assert idle.is_over(session, path=f"{idle.BY_ITSELF}ping/", at=at + LONG)

    def test_what_they_typed_is_there_when_they_are_back(self, stage):
        browser, url = stage.client("bev"), stage.urls["frontline:preference"]
        with time_machine.travel(timezone.now(), tick=False) as clock:
            browser.get(url)
            clock.shift(LONG)
            assert browser.post(url, {"words": "Tea and chat"}).headers["Location"].startswith("/accounts/login/")
            browser.force_login(stage.users["bev"])
            page = browser.get(url).content.decode()

        assert "Tea and chat" in page
        assert "What you wrote is here, but not saved yet" in page
