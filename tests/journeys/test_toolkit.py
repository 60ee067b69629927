"""A newcomer with an idea, through the screens: five steps without an account, back by code and by link, then a group that keeps them."""

import re

import pytest
from django.urls import reverse

from cms.toolkit.models import Step, StepDone, Workspace
from hub.people.models import Person
from organisations.models import Organisation
from tests import written
from tests.factories import PASSWORD
from tests.journeys.conftest import PHONE, clock

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def pages(site):
    written.pages()


def finish(page):
    """Tick all of a step, and go on to the next that applies."""
    for box in page.locator(".tk-ticks input[type=checkbox]").all():
        box.check()
    page.get_by_role("button", name="Save and carry on").click()


def test_an_idea_becomes_a_group_and_keeps_its_steps(visit):
    visitor = visit(**PHONE, java_script_enabled=False)
    page = visitor.page
    page.goto("/toolkit/")
    page.get_by_role("link", name=re.compile("Begin|Start")).first.click()
    if "begin" not in page.url:
        page.goto(reverse("toolkit_begin"))
    page.get_by_label("What is your idea or group called?").fill("A bench outside the chemist")
    page.get_by_role("button", name="Show me my steps").click()
    page.get_by_text("A bench outside the chemist").first.wait_for()

    page.get_by_role("link", name=re.compile("Carry on|Begin")).first.click()
    seen = []
    for _step in range(5):
        seen.append(page.get_by_role("heading", level=1).inner_text())
        finish(page)
    assert len(set(seen)) == 5
    assert StepDone.objects.count() == 5

    page.goto(reverse("toolkit_keep"))
    page.get_by_role("button", name="Show me a code").click()
    code = page.locator(".tk-code").inner_text()
    assert Person.objects.exclude(first_name="").count() == 0

    elsewhere = visit()
    elsewhere.page.goto("/code/")
    elsewhere.page.get_by_label(re.compile("code", re.IGNORECASE)).first.fill(code.lower())
    elsewhere.page.get_by_role("main").get_by_role("button").first.click()
    elsewhere.page.get_by_text("A bench outside the chemist").first.wait_for()
    assert elsewhere.page.get_by_text(re.compile("5 of")).count() >= 1

    finish_at = Step.objects.live().get(number=6)
    elsewhere.page.goto(finish_at.url)
    finish(elsewhere.page)
    assert StepDone.objects.count() == 6


def mailed_code(mailoutbox):
    """Return the code in the newest mail."""
    return re.search(r"^\s*([A-Z0-9-]{6,9})\s*$", mailoutbox[-1].body, re.MULTILINE).group(1)


def test_the_link_that_is_sent_leads_back_and_the_group_takes_the_steps_along(visit, mailoutbox):
    visitor = visit(**PHONE)
    page = visitor.page
    page.goto(reverse("toolkit_begin"))
    page.get_by_label("What is your idea or group called?").fill("Sunday Soup")
    page.get_by_role("button", name="Show me my steps").click()
    page.goto(Step.objects.live().get(number=1).url)
    finish(page)
    page.goto(reverse("toolkit_keep"))
    page.get_by_label("Your name").fill("Ida")
    page.get_by_label("Email", exact=True).check()
    page.get_by_label("Phone number, email or address").fill("ida@example.test")
    page.get_by_label(re.compile("^Yes")).check()
    page.get_by_role("button", name="Send me the link").click()
    clock()

    back = visit()
    back.page.goto("/demo/outbox/email/")
    text = back.page.locator("main").inner_text()
    link = re.search(r"http://\S+/t/\S+", text)
    assert link, text
    back.page.goto(link.group().rstrip("."))
    back.page.get_by_text("Sunday Soup").first.wait_for()

    page = back.page
    page.goto("/accounts/signup/")
    page.get_by_label(re.compile("name", re.IGNORECASE)).first.fill("Ida")
    page.get_by_label("Email", exact=True).fill("ida@example.test")
    for field in page.locator("main input[type=password]").all():
        field.fill(PASSWORD)
    page.get_by_role("main").get_by_role("button").first.click()
    page.wait_for_url(lambda url: "signup" not in url)
    page.get_by_role("textbox", name="Code").fill(mailed_code(mailoutbox))
    page.get_by_role("button", name="Go on").click()
    page.wait_for_url(lambda url: "confirm" not in url)

    page.goto(reverse("organisations:join"))
    page.get_by_label("What is it called?").fill("Sunday Soup Club")
    page.get_by_label("Community group").check()
    page.get_by_label("What do you do?").fill("Soup for whoever is alone on a Sunday.")
    page.get_by_label("A number we can ring").fill("07700 900123")
    page.get_by_role("button", name="Add it").click()
    page.wait_for_url(lambda url: "join" not in url)

    page.goto(
        link.group().rstrip(".")
    )  # an account that signs in drops what was open: the link is opened again, as its own
    page.goto("/toolkit/")
    page.get_by_role("button", name="These steps are the group’s").click()
    page.get_by_text("Your steps are the group’s now").wait_for()
    page.get_by_text(re.compile("1 of")).first.wait_for()

    kept = Workspace.objects.get()
    assert kept.organisation == Organisation.objects.get(name="Sunday Soup Club")
    assert kept.person is None and kept.steps.count() == 1
    assert list(kept.steps.values_list("step__number", flat=True)) == [1]
    visitor.page.goto(Step.objects.live().get(number=2).url)
    assert visitor.page.get_by_text("Sunday Soup", exact=True).count() == 0
