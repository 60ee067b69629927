"""A refusal said to one service is met in another, before anything of the person is kept there."""

import pytest
from playwright.sync_api import expect

from hub.people.models import Person
from tests.journeys.asking import GARDEN, at_work, begin_capture, show

pytestmark = pytest.mark.django_db(transaction=True)


def test_who_said_never_at_the_housing_office_is_met_as_that_in_the_library(visit, worker, col, larder):
    organiser = visit()
    organiser.sign_in("col@example.test")
    organiser.page.wait_for_url("**/manage/earlsfield-larder/")
    show(organiser, GARDEN[:1])

    hal = at_work(visit, worker, "hal", "Roehampton Housing")
    page = hal.page
    begin_capture(page)
    page.get_by_label("I said: it changes nothing").check()
    page.get_by_label("Name", exact=True).fill("Joan Baptiste")
    page.get_by_label("Please don’t ask me again").check()
    page.get_by_label("Yes, keep my name").check()
    page.get_by_label("Text message", exact=True).check()
    page.get_by_label("Number, email or address").fill("07700 900151")
    page.get_by_role("button", name="Keep it, no slip").click()
    page.get_by_text("Kept.", exact=True).wait_for()

    bev = at_work(visit, worker, "bev", "Earlsfield Library")
    page = bev.page
    begin_capture(page)
    page.get_by_label("Name", exact=True).fill("Joan")
    page.get_by_text("Keeping it, and how to reach them").click()
    page.get_by_label("Phone call", exact=True).check()
    for typed in ("+44 7700 900151", "0044 7700 900151", "07700-900-151"):
        page.get_by_label("Number, email or address").fill(typed)
        page.get_by_label("Number, email or address").blur()
        expect(page.locator("#gate")).to_contain_text("They said not to ask them again.", timeout=30_000)
        page.get_by_label("Number, email or address").fill("")
        page.get_by_label("Number, email or address").blur()
        expect(page.locator("#gate")).to_contain_text("Nothing is left unsorted today.", timeout=30_000)
    page.get_by_label("Number, email or address").fill("07700 900151")
    page.get_by_label("Name", exact=True).fill("Marcus")
    page.get_by_label("Name", exact=True).blur()
    expect(page.locator("#gate")).to_contain_text("Check who you are talking to.", timeout=30_000)
    assert Person.objects.filter(routes__isnull=False, user=None).count() == 1


def test_a_button_pressed_right_after_the_number_on_a_narrow_screen_does_what_it_says(visit, worker, larder):
    bev = at_work(visit, worker, "bev", "Earlsfield Library", viewport={"width": 390, "height": 844})
    page = bev.page
    begin_capture(page)
    page.get_by_label("Name", exact=True).fill("Joan")
    page.get_by_text("Keeping it, and how to reach them").click()
    page.get_by_label("Yes, keep my name").check()
    page.get_by_label("Text message", exact=True).check()
    page.get_by_label("Number, email or address").fill("07700 900151")
    page.get_by_role("button", name="Keep it, no slip").click()  # nothing may move away under the finger
    page.get_by_text("Kept.", exact=True).wait_for()
