"""axe finds nothing on any page kind, at both widths, light and dark, nor after each kind of action; no page scrolls sideways.

Page kinds come from the route table: a named route without an example here, or a reason not to have one, fails.
"""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse

from hub.people.services import links
from matching.frontline.referrals import private_links as referral_links
from opportunities import private_links
from tests import stage as stages
from tests.architecture import exceptions, routes

pytestmark = pytest.mark.django_db(transaction=True)

LOOKS = [(390, "light"), (1280, "dark")]
"""What a page is opened in. Where each page is looked at, its colours are then looked at in the other scheme too."""
OTHER = {"light": "dark", "dark": "light"}

BY = {
    "nobody": (
        "home opportunities:list opportunities:page opportunities:join opportunities:received organisations:list "
        "organisations:page link_needed code code_text preferences "
        "search how_we_choose toolkit_begin wagtail_serve "
        "privacy accessibility worried api:docs design:gallery demo:tour demo:outbox demo:channel account_login account_signup "
        "account_reset_password account_request_login_code"
    ),
    "ama": (
        "me ask_yes ask_no consents consent_take_back record record_copy "
        "organisations:join invitations sign_ups sign_up sign_up_call_off account_email account_change_password "
        "account_reauthenticate usersessions_list mfa_index account_logout"
    ),
    "col": (
        "manage:home manage:about manage:inbox manage:answered manage:waiting manage:decline manage:another manage:opportunities "
        "manage:new manage:opportunity manage:people_near manage:step manage:session manage:referrals manage:referral "
        "manage:call_off_date manage:close acting second_factor "
        "toolkit_about toolkit_keep toolkit_whole"
    ),
    "bev": (
        "frontline:home frontline:crisis frontline:crisis_in frontline:find frontline:add frontline:person frontline:preference "
        "frontline:ask frontline:why_not frontline:pass_on frontline:capture frontline:slip frontline:referrals frontline:referral"
    ),
    "max": "insight insight_attention manage:calls manage:members manage:member",
    "ada": "to_verify verification",
    "adi": "hub_status",
    "link": "answer",
    "texted": "code_text_enter",
    "passed on": "answer_referral",
}


def test_every_page_kind_has_an_example():
    shown = {name for names in BY.values() for name in names.split()}
    ours = {name for name, _address, _view in routes.walk()}

    assert ours - shown - set(exceptions.NOT_PAGES) - set(exceptions.SKIPPED_ROUTES) == set()


OPTIONS = {"preload": False, "resultTypes": ["violations"]}
RECOLOURED = OPTIONS | {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}


def found(page):
    """Return what axe finds, short enough to read."""
    return said(page, Axe().run(page, options=OPTIONS).response)


def found_in(page, scheme):
    """Return what axe finds about the colours of a page that it has read already, in a scheme."""
    page.emulate_media(color_scheme=scheme)
    return said(page, page.evaluate("options => axe.run(document, options)", RECOLOURED))


def said(page, response):
    return [
        f"{page.url} {violation['id']}: {violation['nodes'][0]['html'][:160]}"
        for violation in response["violations"]
        if violation["id"] not in exceptions.AXE
    ]


def sideways(page):
    """Say when a page is wider than its window."""
    wide, window = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    return [f"{page.url} scrolls sideways: {wide} > {window}"] if wide > window else []


def blank(page):
    """Say when a page would print nothing of its main part."""
    page.emulate_media(media="print")
    words = page.locator("main, article").first.inner_text()
    page.emulate_media(media="screen")
    return [] if words.strip() else [f"{page.url} prints blank"]


@pytest.fixture
def stage(site):
    return stages.build()


def enter(visitor, stage, who):
    """Give a browser the session of one of the cast."""
    if who == "link":
        token = private_links.answer_token(stage.users["col"].person, stage.sign_ups["requested"], at=stage.at)
        assert links.find(token, at=stage.at)
        visitor.page.goto(reverse("private_link", args=[token]))
    elif who == "passed on":
        token = referral_links.token(stage.users["col"].person, stage.referral, at=stage.at)
        visitor.page.goto(reverse("private_link", args=[token]))
    elif who == "texted":
        visitor.page.goto(reverse("code_text"))
        visitor.page.get_by_label("Your mobile number").fill("07700 900151")
        visitor.page.get_by_role("button", name="Text me a code").click()
    elif who != "nobody":
        key = stage.client(who).cookies["sessionid"].value
        visitor.context.add_cookies([{"name": "sessionid", "value": key, "url": str(visitor.site)}])


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
@pytest.mark.parametrize("who", BY)
def test_axe_finds_nothing_on_any_page(visit, stage, who, width, scheme):
    visitor = visit(viewport={"width": width, "height": 900}, color_scheme=scheme)
    enter(visitor, stage, who)
    trouble = []
    for name in BY[who].split():
        visitor.page.goto(stage.urls.get(name) or reverse(name))
        trouble += found(visitor.page) + sideways(visitor.page)
        trouble += found_in(visitor.page, OTHER[scheme])
        visitor.page.emulate_media(color_scheme=scheme)
    assert trouble == []


def test_no_page_scrolls_sideways_at_320_or_prints_blank(visit, stage):
    trouble = []
    for who, names in BY.items():
        visitor = visit(viewport={"width": 320, "height": 700})
        enter(visitor, stage, who)
        for name in names.split():
            visitor.page.goto(stage.urls.get(name) or reverse(name))
            trouble += sideways(visitor.page) + blank(visitor.page)
    assert trouble == []


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_axe_finds_nothing_after_each_kind_of_action(visit, stage, width, scheme):
    looks = {"viewport": {"width": width, "height": 900}, "color_scheme": scheme}
    trouble = []

    visitor = visit(**looks)
    page = visitor.page
    page.goto(stage.urls["opportunities:page"])
    page.get_by_role("button", name=re.compile("^Send to|^Put me")).click()
    page.get_by_role("heading", name=re.compile("things to put right")).wait_for()
    assert page.evaluate("document.activeElement.closest('.errors, hub-focus') !== null")
    trouble += found(page)
    visitor.say_yes("Zoë", "zoe@example.test", "Email", button="Send to|Put me")
    page.get_by_text(re.compile("^We have your")).first.wait_for()
    trouble += found(page)
    page.goto("/opportunities/?near=X1&day=1")
    trouble += found(page)
    page.goto("/opportunities/?near=M1+1AE")
    trouble += found(page)
    page.goto("/code/")
    page.get_by_label("Your code", exact=True).fill("ABC")
    page.get_by_role("button", name="Open it").click()
    page.locator(".errors").first.wait_for()
    trouble += found(page)
    page.goto("/nowhere/")
    trouble += found(page)

    staff = visit(**looks)
    enter(staff, stage, "col")
    staff.page.goto(stage.urls["manage:inbox"])
    staff.page.get_by_role("button", name="Yes, come along").first.click()
    staff.page.get_by_text("They’re coming").wait_for()
    trouble += found(staff.page)
    staff.page.goto(reverse("manage:step", args=[stage.larder.slug, stage.opportunity.pk, "when"]))
    staff.page.get_by_role("button", name="Add this date").click()
    staff.page.locator(".errors").first.wait_for()
    trouble += found(staff.page)
    staff.page.goto(stage.urls["manage:draft"])
    staff.page.get_by_role("button", name="Put it on show").click()
    staff.page.get_by_text("Not on show yet").wait_for()
    trouble += found(staff.page)
    assert trouble == []
