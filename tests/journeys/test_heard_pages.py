"""Every kind of page, as it is heard: its title, its headings, its controls, its errors and the language of each piece."""

import pytest
from django.urls import reverse

from tests import stage as stages
from tests.journeys.heard import Heard
from tests.journeys.test_accessibility import BY, enter

pytestmark = pytest.mark.django_db(transaction=True)

NO_OWN = {"api:docs", "design:gallery", "demo:tour", "demo:outbox", "demo:channel"}
"""Pages for those who build the hub or try it; they are in English."""
RESIDENTS = ("nobody", "ama")
MORE = {
    "nobody": ("/opportunities/?near=SW18+2PU", "/opportunities/?near=XX9+9ZZ", "/nowhere/", "/about/", "/stories/")
}
FORMS = {
    "account_change_password",
    "account_email",
    "account_login",
    "account_request_login_code",
    "account_reset_password",
    "account_signup",
    "ask_yes",
    "code",
    "code_text",
    "code_text_enter",
    "frontline:add",
    "frontline:capture",
    "frontline:pass_on",
    "frontline:preference",
    "link_needed",
    "manage:about",
    "manage:another",
    "manage:members",
    "manage:new",
    "manage:referral",
    "manage:step",
    "opportunities:page",
    "organisations:join",
    "preferences",
    "toolkit_about",
    "toolkit_begin",
    "verification",
}
"""Pages whose first form has something to fill in; each is sent empty, too."""
TOLD = "document.activeElement.closest('.errors, #said, hub-focus') !== null"
SEND = """() => {
  const form = [...document.querySelectorAll("main form[method=post]")].find((form) =>
    form.querySelector("input:not([type=hidden]), textarea, select"));
  if (!form) return false;
  form.noValidate = true;
  for (const field of form.elements) if (/text|email|tel|search|password/.test(field.type)) field.value = "";
  document.sent = true;
  form.querySelector("button:not([formaction])").click();
  return true;
}"""


@pytest.fixture
def stage(site):
    return stages.build()


def empty_form(page, language):
    """Send the first form of a page with nothing in it; say what is heard wrong of the answer."""
    first = page.title()
    if not page.evaluate(SEND):
        return [f"{page.url}: no form"]
    page.wait_for_function("performance.timing.loadEventEnd > 0 && !document.sent")
    heard = Heard(page)
    told = page.evaluate(TOLD) or heard.title != first
    return [*heard.trouble(language), *([] if told else [f"{page.url} [{language}] the answer is not heard"])]


def walk(visitor, stage, who, language):
    """Go to each page of one of the cast, send its form empty, and say what is heard wrong."""
    page, trouble = visitor.page, []
    enter(visitor, stage, who)
    visitor.context.add_cookies([{"name": "language", "value": language, "url": str(visitor.site)}])
    for name in (*BY[who].split(), *MORE.get(who, ())):
        if name in NO_OWN:
            continue
        page.goto(name if name.startswith("/") else stage.urls.get(name) or reverse(name))
        trouble += Heard(page).trouble(language[:2])
        if name in FORMS:
            trouble += empty_form(page, language[:2])
    return trouble


@pytest.mark.parametrize("language", ["en-gb", "cy"])
def test_every_page_is_heard_whole_and_in_its_language(visit, stage, language):
    trouble = []
    for who in BY if language == "en-gb" else RESIDENTS:
        trouble += walk(visit(), stage, who, language)
    assert "\n".join(trouble) == ""
