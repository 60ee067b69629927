"""What people say, through the screens: heard, put right, met with true reasons, and never asked in distress."""

import re

import pytest
from playwright.sync_api import expect

from matching.frontline.models import Ask, Referral
from matching.preferences.models import Exclusion, Preference
from tests.journeys.asking import GARDEN, at_work, begin_capture, show
from tests.journeys.conftest import DESK, PHONE

pytestmark = pytest.mark.django_db(transaction=True)

MESSY = (
    "well I love being out in nature but the knees are bad so I can't stand for long, no kids please. "
    "I'm a retired plumber. Tuesdays is best, or thursday mornings"
)


@pytest.fixture
def garden(visit, col, larder):
    """Three things in a garden, on Tuesday and Thursday mornings."""
    organiser = visit()
    organiser.sign_in("col@example.test")
    organiser.page.wait_for_url("**/manage/earlsfield-larder/")
    show(organiser, GARDEN)


@pytest.mark.parametrize("looks", [PHONE, {**PHONE, "java_script_enabled": False}], ids=["scripts", "none"])
def test_somebody_says_a_long_sentence_puts_one_thing_right_and_keeps_two(visit, garden, looks):
    resident = visit(**looks)
    page = resident.page
    page.goto("/me/preferences/")
    page.get_by_label("What would make a good hour for you?").fill(MESSY)
    page.get_by_label("Your postcode, or just the first half").fill("SW18 3NP")
    page.get_by_role("button", name="See what fits").click()
    page.get_by_role("heading", name="We heard").wait_for()
    not_wanted = page.locator(".chip-not")
    assert "children" in " ".join(not_wanted.all_inner_texts())
    assert page.locator(".cards .card").count() == 3
    assert page.get_by_label("Your name").input_value() == ""  # all of this before a name was asked for
    said = page.locator(".cards .reasons li").all_inner_texts()
    quotes = re.findall("said “(.+?)”", " ".join(said))
    assert quotes and all(quote.lower() in MESSY.lower() for quote in quotes)

    chips = page.locator(".chip.on")
    before = chips.count()
    chips.filter(has_text="Thursday").first.click()  # put right: Thursdays do not suit after all
    page.get_by_text("You took off:").wait_for()
    assert chips.count() < before
    assert page.get_by_label("What would make a good hour for you?").input_value() == MESSY

    page.get_by_label("Your name").fill("Len")
    page.get_by_label("Text message", exact=True).check()
    page.get_by_label("Phone number, email or address").fill("07700 900171")
    page.get_by_label("Yes, keep my name").check()
    page.get_by_role("button", name="Keep it and send me a link").click()
    page.wait_for_load_state()
    kept = Preference.objects.get()
    assert (kept.words, bool(kept.misheard)) == (MESSY, True)

    resident.open_their_link("Len")
    page.goto("/me/")
    shown = page.locator(".cards .card").count()
    page.get_by_role("button", name="Not for me").first.click()
    page.wait_for_load_state()
    assert Exclusion.objects.count() == 1
    assert page.locator(".cards .card").count() == shown - 1 == 2


def test_a_worker_types_while_talking_reads_out_true_reasons_and_prints_a_day_that_suits(visit, worker, garden):
    words = "She used to garden, no evenings, bad hip. Free Tuesday mornings."
    bev = at_work(visit, worker, "bev", "Roehampton Housing", **DESK)
    page = bev.page
    begin_capture(page, "On the phone")
    page.get_by_label("I said: it changes nothing").check()
    page.get_by_label("Name", exact=True).fill("Joan")
    page.get_by_label("Postcode or estate").fill("SW18 3NP")
    page.get_by_label("Their words").press_sequentially(words, delay=2)
    expect(page.locator("#heard")).to_contain_text("sitting", timeout=30_000)
    expect(page.locator("#heard .chip-not")).to_contain_text("evenings")
    match = page.locator(".match").filter(has_text="Dig the raised beds")
    expect(match.locator(".reasons")).to_contain_text("Tuesday mornings", timeout=30_000)
    reasons = page.locator(".match .reasons li").all_inner_texts()
    assert len(reasons) >= 3
    assert all(quote in words for quote in re.findall("said “(.+?)”", " ".join(reasons)))
    match.get_by_label("Yes please").check()
    page.get_by_label(re.compile("They said yes, out loud")).check()
    page.get_by_label("Yes, keep my name").check()
    page.get_by_label("Phone call", exact=True).check()
    page.get_by_label("Number, email or address").fill("07700 900172")
    page.get_by_role("button", name="Pass on and print slip").click()
    page.get_by_role("heading", name="Their slip").wait_for()
    assert re.search(r"Tuesday \d+ \w+", page.locator(".slip").inner_text())
    assert Referral.objects.get().person.first_name == "Joan"


def test_somebody_in_distress_is_never_asked(visit, worker, garden):
    words = "I like gardening but I can't go on, I don't want to be here any more"
    resident = visit(**PHONE)
    resident.page.goto("/me/preferences/")
    resident.page.get_by_label("What would make a good hour for you?").fill(words)
    resident.page.get_by_role("button", name="See what fits").click()
    resident.page.get_by_text("116 123").first.wait_for()
    assert resident.page.locator(".cards .card").count() == 0
    assert resident.page.get_by_label("Your name").count() == 0

    bev = at_work(visit, worker, "bev", "Roehampton Housing")
    page = bev.page
    begin_capture(page)
    page.get_by_label("Their words").fill(words)
    page.get_by_label("Their words").blur()
    expect(page.locator("#gate")).to_contain_text("Not now", timeout=30_000)
    page.get_by_text("116 123").first.wait_for()
    assert page.locator(".match").count() == 0
    assert not Ask.objects.exists()
