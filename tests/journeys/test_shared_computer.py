"""A shared computer in a library: whoever comes next finds nothing of whoever was there before, by "Back" or by address."""

import re
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.urls import reverse
from django.utils import timezone

from hub.people.services import links
from opportunities.models import SignUp
from tests import stage as stages
from tests.factories import person
from tests.journeys.conftest import Visitor

pytestmark = pytest.mark.django_db(transaction=True)

NAME, EMAIL, WORDS = "Philomena", "philomena@example.test", "I use a wheelchair on stairs"
READ = "document.body.innerText + [...document.querySelectorAll('input, textarea')].map((field) => field.value).join()"
SHOWN = """() => new Promise((shown) => document.readyState === "complete" ? setTimeout(shown)
  : addEventListener("load", () => setTimeout(shown)))"""
FETCHED = """async (address) => {
  const answer = await fetch(address, { cache: "force-cache" });
  return answer.redirected ? "away" : answer.headers.get("content-type");
}"""


@pytest.fixture
def stage(site):
    found = stages.build()
    Authenticator.objects.all().delete()  # as in the demo, the password is enough
    for user in found.users.values():
        EmailAddress.objects.get_or_create(user=user, email=user.email, verified=True, primary=True)
    return found


@pytest.fixture
def desk(browser_type, browser_type_launch_args, site):
    """A browser that keeps pages for "Back", as people's do and those of tests do not."""
    browser = browser_type.launch(**browser_type_launch_args, ignore_default_args=["--disable-back-forward-cache"])
    visitor = Visitor(browser, site, viewport={"width": 1280, "height": 900})
    visitor.page.set_default_timeout(5000)
    yield visitor
    browser.close()
    assert visitor.trouble == []


def back(page):
    """Press "Back", and wait for what is shown then; return whether there was a page before."""
    before = page.url
    page.evaluate("window.setTimeout(() => history.back(), 0)")
    try:
        page.wait_for_url(lambda url: url != before, timeout=1500, wait_until="commit")
    except Exception:
        return False
    page.locator("body:not([hidden])").wait_for()
    page.evaluate(SHOWN)
    return True


def seen_going_back(page, secrets, times=5):
    """Go back some pages; return what each shows of these words, in its text or in its fields."""
    found = []
    for _time in range(times):
        if not back(page):
            break
        shown = page.evaluate(READ)
        found += [f"{page.url}: {secret}" for secret in secrets if secret in shown]
    return found


def fill(page):
    """Type who one is into the form beside the advert."""
    page.get_by_label("Your name").fill(NAME)
    page.get_by_label("Email", exact=True).check()
    page.get_by_label("Phone number, email or address").fill(EMAIL)
    page.locator("main textarea").first.fill(WORDS)


def test_nothing_of_a_resident_by_link_is_left_after_closing(stage, desk):
    page, at = desk.page, timezone.now()
    joan = person(NAME, EMAIL)
    token = links.make(joan, "me", at=at, until=at + timedelta(hours=1))
    advert = reverse("opportunities:join", args=[stage.opportunity.pk, stage.opportunity.slug])
    page.goto(advert)
    fill(page)
    page.get_by_role("link", name="Privacy").or_(page.locator("footer a[href='/privacy/']")).first.click()
    page.wait_for_url("**/privacy/")
    assert seen_going_back(page, (NAME, EMAIL, WORDS), times=1) == []

    page.goto(reverse("private_link", args=[token]))
    page.get_by_role("heading", name=f"Hello, {NAME}").wait_for()
    page.goto(advert)
    fill(page)
    page.get_by_label(re.compile("^Yes, give my name")).check()
    page.get_by_role("button", name=re.compile("^Send to")).click()
    page.get_by_role("button", name="Close this page").wait_for()
    own = page.url
    page.get_by_role("button", name="Close this page").click()
    page.get_by_text("Nobody on this phone or computer can see it now").wait_for()

    assert seen_going_back(page, (NAME, EMAIL, WORDS)) == []
    assert SignUp.objects.filter(person__first_name=NAME).exists()
    for address in (own, reverse("me"), reverse("record"), reverse("record_copy")):
        page.goto(address)
        assert NAME not in page.content()


def test_nothing_of_who_was_there_is_left_to_who_signs_in_next(stage, desk):
    page, at = desk.page, timezone.now()
    joan = person(NAME, EMAIL)
    page.goto(reverse("private_link", args=[links.make(joan, "me", at=at, until=at + timedelta(hours=1))]))
    page.get_by_role("heading", name=f"Hello, {NAME}").wait_for()
    page.goto(stage.urls["private_link"])
    page.get_by_text("Tunde").first.wait_for()
    by_link = page.url
    slip = stage.urls["frontline:slip"]
    pdf = stage.urls["frontline:slip_document"]

    desk.sign_in(stage.users["bev"].email)
    page.wait_for_url("**/frontline/")
    assert seen_going_back(page, (NAME, EMAIL, "Tunde"), times=4) == []
    assert page.goto(by_link).status == 404
    page.goto(stage.urls["frontline:person"])
    shown = page.locator("h1").inner_text()
    page.goto(slip)
    assert page.evaluate(FETCHED, pdf) == "application/pdf"
    page.goto(reverse("account_logout"))
    page.locator("main form[action='/accounts/logout/'] button").first.click()
    page.wait_for_url(lambda url: url.endswith("/"))

    theirs = (NAME, EMAIL, shown, stage.users["bev"].email)
    assert seen_going_back(page, theirs) == []
    assert page.evaluate(FETCHED, pdf) == "away"
    desk.sign_in(stage.users["col"].email)
    page.wait_for_url("**/manage/**")
    assert seen_going_back(page, theirs) == []
    for address in (slip, stage.urls["frontline:person"], reverse("me")):
        page.goto(address)
        assert not [word for word in theirs if word in page.content()]
