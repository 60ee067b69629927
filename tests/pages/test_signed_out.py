"""Signed out in the middle of a form: after signing in again, what was typed is there, for the same user alone."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from hub.access import unsent
from matching.frontline.capture.services import captures
from matching.frontline.models import Capture

pytestmark = pytest.mark.django_db


def step(stage, name="what"):
    return reverse("manage:step", args=[stage.larder.slug, stage.opportunity.pk, name])


PAGES = {
    "posting": ("col", step, {"title": "Pack <the> bags", "summary": "", "causes": ["green", "older"]}, "title"),
    "a date": (
        "col",
        lambda stage: step(stage, "when"),
        {"date-date": "2100-12-01", "date-begins": "25:00"},
        "date-date",
    ),
    "the group's page": ("col", lambda stage: stage.urls["manage:about"], {"about": "We cook.\nEvery day."}, "about"),
    "a resident's preference": (
        "bev",
        lambda stage: stage.urls["frontline:preference"],
        {"words": "Tea & chat"},
        "words",
    ),
    "a capture": (
        "bev",
        lambda stage: stage.urls["frontline:capture"],
        {"words": "Tea & chat", "do": "match"},
        "words",
    ),
    "the toolkit": ("col", lambda _stage: reverse("toolkit_about"), {"name": "Larder Two"}, "name"),
    "declining": ("col", lambda stage: stage.urls["manage:decline"], {"words": "Next time, I hope."}, "words"),
}


@pytest.fixture(params=PAGES.values(), ids=PAGES)
def case(request, stage):
    who, url, typed, field = request.param
    return stage, who, url(stage), typed, field


def signed_out(stage, who, url):
    """A browser in which a user had a page open, and was signed out since."""
    browser = stage.client(who)
    browser.get(url)
    del browser.cookies["sessionid"]
    return browser


def value(page, field):
    form = page.context["form"] if field in page.context["form"].fields else page.context["date_form"]
    return form[field.removeprefix("date-") if form.prefix else field].value()


def rows(stage):
    stage.opportunity.refresh_from_db()
    stage.larder.refresh_from_db()
    return stage.opportunity.title, stage.larder.about, stage.sign_ups["requested"].status


def test_what_was_typed_is_there_after_signing_in(case):
    stage, who, url, typed, field = case
    before, browser = rows(stage), signed_out(stage, who, url)

    away = browser.post(url, typed)
    browser.force_login(stage.users[who])
    page = browser.get(url)

    assert away.status_code == 302
    assert page.status_code == 200
    assert value(page, field) == typed[field]
    assert "What you wrote is here, but not saved yet" in page.content.decode()
    assert rows(stage) == before


def test_it_is_shown_once(case):
    stage, who, url, typed, _field = case
    browser = signed_out(stage, who, url)
    browser.post(url, typed)
    browser.force_login(stage.users[who])
    browser.get(url)

    assert "What you wrote is here, but not saved yet" not in browser.get(url).content.decode()


def test_after_signing_out_by_the_button_too(stage):
    browser = stage.client("col")
    browser.get(step(stage))
    browser.post(reverse("account_logout"))
    browser.post(step(stage), {"title": "Pack the bags"})
    browser.force_login(stage.users["col"])

    assert value(browser.get(step(stage)), "title") == "Pack the bags"


def test_somebody_else_at_the_same_browser_sees_nothing_of_it(stage):
    browser = signed_out(stage, "bev", stage.urls["frontline:preference"])
    browser.post(stage.urls["frontline:preference"], {"words": "Only for Bev"})
    browser.force_login(stage.users["max"])

    assert b"Only for Bev" not in browser.get(stage.urls["frontline:preference"]).content


def test_nor_does_who_never_had_the_page(stage):
    browser = Client()
    browser.post(step(stage), {"title": "By a stranger"})
    browser.force_login(stage.users["col"])

    assert b"By a stranger" not in browser.get(step(stage)).content


def test_nor_anybody_after_an_hour(stage, monkeypatch):
    browser = signed_out(stage, "col", step(stage))
    browser.post(step(stage), {"title": "Late"})
    browser.force_login(stage.users["col"])
    monkeypatch.setattr(unsent, "WAITS", timedelta(0))

    assert b"not saved yet" not in browser.get(step(stage)).content


def test_what_waits_is_not_readable_in_the_session(stage):
    browser = signed_out(stage, "col", step(stage))
    browser.post(step(stage), {"title": "Pack the bags"})

    assert "Pack" not in str(dict(browser.session))


def test_a_capture_that_was_shown_again_is_kept_by_the_next_letter(stage):
    url = stage.urls["frontline:capture"]
    browser = signed_out(stage, "bev", url)
    browser.post(url, {"words": "Tea and chat", "first_name": "Pat"})
    browser.force_login(stage.users["bev"])
    browser.get(url)

    browser.post(url, {"words": "Tea and chat!", "first_name": "Pat"})

    assert captures.fields_of(Capture.objects.get())["words"] == ["Tea and chat!"]


class TestAStaleToken:
    """Signed out and in again in another tab: the first tab's form has an old token."""

    def send(self, stage, **headers):
        browser = Client(enforce_csrf_checks=True)
        browser.force_login(stage.users["col"])
        browser.get(step(stage))
        return browser, browser.post(
            step(stage), {"title": "Pack <the> bags", "csrfmiddlewaretoken": "x" * 64}, headers=headers
        )

    def test_shows_the_form_again_and_saves_nothing(self, stage):
        browser, answer = self.send(stage, referer=f"http://testserver{step(stage)}")
        page = browser.get(answer.headers["Location"])

        stage.opportunity.refresh_from_db()
        assert value(page, "title") == "Pack <the> bags"
        assert stage.opportunity.title != "Pack <the> bags"

    def test_from_another_site_shows_only_what_happened(self, stage):
        _browser, answer = self.send(stage, referer="http://elsewhere.example/")
        assert answer.status_code == 403


def test_every_cookie_is_named_on_the_page_about_privacy(stage):
    browser = stage.client("col")
    browser.get(step(stage))
    browser.post("/language/", {"language": "cy", "next": "/"})
    browser.post("/colours/", {"colours": "dark", "next": "/"})
    browser.post("/language/", {"language": "en-gb", "next": "/"})

    said = browser.get(reverse("privacy")).content.decode()
    named = {"sessionid": "still you", "csrftoken": "forms safe", "was": "what you typed", "colours": "colours"}
    for cookie in browser.cookies:
        assert named.get(cookie, "language") in said, cookie
