"""The ask, through the screens: captured, matched, asked, passed on with agreement, answered and told."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from hub.audit.models import Entry
from hub.messaging.models import Message
from hub.people.models import Person
from matching.frontline.models import Ask, Capture, Owed, Referral, Status
from opportunities.models import SignUp, Source
from tests.journeys.asking import GARDEN, at_work, pass_on, show
from tests.journeys.conftest import DESK, PHONE, clock_at_noon_tomorrow, in_days

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def organiser(visit, col, larder):
    """An organiser signed in, with one thing in the garden on show."""
    organiser = visit()
    organiser.sign_in("col@example.test")
    organiser.page.wait_for_url("**/manage/earlsfield-larder/")
    show(organiser, GARDEN[:1])
    return organiser


@pytest.fixture
def garden(organiser):
    """Two more things in the garden."""
    show(organiser, GARDEN[1:])


class Keys:
    """A keyboard that counts what is pressed beyond typed words."""

    def __init__(self, page):
        self.page, self.pressed = page, 0

    def __call__(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)
            self.pressed += 1

    def type(self, words):
        self.page.keyboard.type(words)


def focus(page, selector):
    """Wait until the keyboard is where it should be."""
    page.wait_for_function("selector => document.activeElement.matches(selector)", arg=selector)


def test_a_worker_captures_by_keyboard_and_everybody_hears(visit, worker, organiser, garden):
    bev = at_work(visit, worker, "bev", "Roehampton Housing")
    page = bev.page
    page.add_init_script("window.print = () => { window.printed = true }")
    page.get_by_role("button", name="At the counter").click()
    page.wait_for_url("**/frontline/capture/*/")  # and its scripts are there
    focus(page, "#id_unsorted_0")
    keys = Keys(page)

    keys("ArrowDown", "Tab", "Space")  # something is not sorted; they raised it themselves
    keys("Tab", "Enter", "Tab")
    focus(page, "#id_owed_what")
    keys.type("Mend the damp in the bathroom")
    keys("Tab")
    keys.type("Dev Patel")
    keys("Tab")
    keys.type(f"1212{timezone.localdate().year + 1}")
    keys("Tab", "Tab", "Space", "Tab")  # past the calendar's button; "it changes nothing about your case"
    focus(page, "#id_first_name")
    keys.type("Femi")
    keys("Tab")
    keys.type("SW18 3NP")
    keys("Tab", "Tab")
    focus(page, "#id_words")
    keys.type("Anything outdoors.")
    page.locator("#heard .chip").first.wait_for()
    keys("Tab", "Tab", "Enter", "Tab", "g", "Space", "f", "Space")  # past what was heard; gardening, fixing
    keys("Tab", "t", "Space", "ArrowRight", "ArrowRight", "Space")  # Tuesday and Thursday mornings
    keys("Tab", "Space", "Tab", "Enter", "Tab", "ArrowDown")  # walking, about a mile
    page.locator(".match").nth(2).wait_for()
    assert page.get_by_role("heading", name="3 that fit").is_visible()
    ticked = page.locator("#capture :checked").evaluate_all("boxes => boxes.map(box => box.id)")
    expect(page.locator("#matches"), f"with {ticked}").to_contain_text("They’re free Tuesday mornings", timeout=30_000)
    keys("F9", "Space")  # what fits: yes please
    page.locator("#agreements input").wait_for()
    keys("F9")
    focus(page, "#agreements input")
    keys(
        "Space", "Tab", "Tab", "Tab", "Space"
    )  # agreed; past what they said, and the fold that the yes opened; keep it
    keys("Tab", "Tab", "Space", "Tab")  # past "tell me"; a text
    keys.type("07700 900101")
    keys("Tab", "Tab", "Enter")
    page.get_by_role("heading", name="Their slip").wait_for()
    focus(page, "hub-print button")
    keys("Enter")
    assert page.evaluate("window.printed") is True
    assert keys.pressed <= 60, keys.pressed
    slip = page.locator(".slip").inner_text()
    assert "For Femi" in slip and "Mend the damp" in slip and "Dev Patel" in slip
    assert "“Yes, tell Earlsfield Larder my first name, what I said" in slip
    assert "They answer you first." in slip

    referral = Referral.objects.get()
    assert (referral.status, referral.ask.answer, referral.ask.raised_by) == (Status.SENT, "yes_refer", "person")
    assert not Capture.objects.exists()
    clock_at_noon_tomorrow()
    assert Message.objects.filter(person=referral.person, notice="passed_on", channel="text").exists()

    column = organiser.page
    column.goto("/manage/earlsfield-larder/people/")
    column.get_by_text("Passed on by Bev, Roehampton Housing").wait_for()
    column.get_by_role("link", name="Answer Femi").click()
    assert "Anything outdoors" in column.content()
    assert "900101" not in column.content() and "damp" not in column.content()
    column.get_by_role("button", name="We’ve seen it").click()
    column.get_by_text("The worker can see that you’ve seen it.").wait_for()
    column.get_by_role("link", name="Answer Femi").click()
    column.get_by_role("button", name="Yes, come along").click()
    column.get_by_text("They’re coming.").wait_for()
    referral.refresh_from_db()
    assert referral.status == Status.ACCEPTED
    assert (referral.sign_up.source, referral.sign_up.person) == (Source.REFERRED, referral.person)
    column.goto(f"/manage/earlsfield-larder/referrals/{referral.pk}/")
    column.get_by_text("07700 900101").wait_for()

    clock_at_noon_tomorrow()
    told = set(Message.objects.filter(person=referral.person).values_list("notice", flat=True))
    assert {"passed_on", "welcomed"} <= told
    assert Message.objects.filter(person=referral.worker.person, notice="referral_moved").exists()
    page.goto("/frontline/")
    page.get_by_role("heading", name="They said yes").wait_for()
    done = list(
        Entry.objects.filter(event__startswith="referral.").order_by("at", "pk").values_list("event", flat=True)
    )
    assert done == ["referral.drafted", "referral.sent", "referral.acknowledged", "referral.accepted"]


def test_a_worker_captures_without_a_script(visit, worker, organiser, garden):
    bev = at_work(visit, worker, "bev", "Roehampton Housing", **DESK, java_script_enabled=False)
    page = bev.page
    page.get_by_role("button", name="On the phone").click()
    page.get_by_label("All is sorted").check()
    page.get_by_label("I said: it changes nothing").check()
    page.get_by_label("Name", exact=True).fill("Femi")
    page.get_by_label("Postcode or estate").fill("SW18 3NP")
    page.get_by_text("Tick what they like").click()
    page.get_by_label("Gardening").check()
    page.get_by_label("Walk", exact=True).check()
    page.get_by_text("How far, and what makes it easier").click()
    page.get_by_label("A mile").check()
    page.get_by_role("button", name="Match again").click()
    page.get_by_label("Yes please").first.check()
    page.get_by_role("button", name="Match again").click()
    page.get_by_label(re.compile("They said yes, out loud, to Earlsfield Larder")).check()
    page.get_by_label("Yes, keep my name").check()
    page.get_by_label("Text message").check()
    page.get_by_label("Number, email or address").fill("07700 900101")
    page.get_by_role("button", name="Pass on and print slip").click()
    page.get_by_text("Passed on to Earlsfield Larder.").wait_for()
    referral = Referral.objects.get()
    assert referral.status == Status.SENT

    clock_at_noon_tomorrow()
    link = re.search(r"/t/\S+", Message.objects.get(notice="referral_waiting").words)[0]
    by_link = visit(java_script_enabled=False)
    by_link.page.goto(link)
    by_link.page.get_by_role("heading", name="Femi").wait_for()
    by_link.page.get_by_label("We’re full just now").check()
    by_link.page.get_by_label("A kind word to them").fill("Do come in spring.")
    by_link.page.get_by_role("button", name="Not this time").click()
    by_link.page.get_by_text("The worker looks for something else.").wait_for()
    clock_at_noon_tomorrow()
    assert "Do come in spring." in Message.objects.get(person=referral.person, notice="not_this_time").words
    page.goto("/frontline/")
    page.get_by_role("link", name="Femi").first.click()
    page.get_by_role("heading", name="What next?").wait_for()
    assert page.locator(".cards .card").count() == 2
    page.get_by_role("button", name="That’s seen to").click()
    page.goto("/frontline/")
    page.get_by_text("Nobody. Everyone you passed on").wait_for()


def test_a_tick_is_not_taken_away_by_an_answer_to_what_stood_there_before(visit, worker, organiser):
    bev = at_work(visit, worker, "bev", "Roehampton Housing")
    page = bev.page
    page.get_by_role("button", name="On the phone").click()
    page.wait_for_url("**/frontline/capture/*/")  # and its scripts are there
    page.get_by_label("Postcode or estate").fill("SW18 3NP")
    page.get_by_label("Postcode or estate").blur()
    tick = page.locator(".match").first.get_by_label("Yes please")
    tick.wait_for()
    expect(page.locator("#saved")).to_contain_text("Saved.", timeout=30_000)
    page.wait_for_load_state("networkidle")

    def answer_late(route):
        """Answer when the worker has ticked meanwhile."""
        answer = route.fetch()
        tick.check()
        route.fulfill(response=answer)

    page.route("**/frontline/capture/**", answer_late, times=1)
    page.get_by_text("Tick what they like").click()
    page.get_by_label("Gardening").check()

    page.get_by_label(re.compile("They said yes, out loud")).check()
    expect(tick).to_be_checked()


def test_somebody_who_only_reads_letters_is_told_on_paper(visit, worker, organiser):
    worker("dee", "Earlsfield Library", desk=True)
    bev = at_work(visit, worker, "bev", "Earlsfield Library")
    page = bev.page
    page.get_by_role("button", name="On the phone").click()
    pass_on(page, "Farida", "Letter", "4 Garratt Lane, London, SW18 4AA")
    page.get_by_role("link", name="Large print, A4").click()
    points = page.locator(".slip-large").evaluate("slip => parseFloat(getComputedStyle(slip).fontSize) * 72 / 96")
    assert points >= 15.99  # a browser's pixels are rounded
    code = page.locator(".slip-code").inner_text()

    clock_at_noon_tomorrow()
    assert set(Message.objects.filter(person=Referral.objects.get().person).values_list("channel", flat=True)) == {
        "letter"
    }
    page.goto("/manage/earlsfield-library/calls/")
    page.get_by_text("Farida").first.wait_for()
    farida = visit(**PHONE)
    farida.page.goto("/code/")
    farida.page.get_by_label("Your code", exact=True).fill(code)
    farida.page.get_by_label(re.compile("^If your code has 8")).fill("SW18 4AA")
    farida.page.get_by_role("button", name="Open it").click()
    farida.page.get_by_role("heading", name="Hello, Farida").wait_for()
    farida.page.get_by_text("We passed your name on.").wait_for()


def find(visitor, text, name):
    """Find somebody, and open their record."""
    page = visitor.page
    page.goto("/frontline/people/")
    page.get_by_label("Phone number, email or name").fill(text)
    page.get_by_role("button", name="Look").click()
    page.get_by_role("button", name=re.compile(f"^at the counter ?: {name}")).click()
    page.wait_for_url("**/frontline/people/*-*/")


def add(visitor, name, number):
    """Add somebody at the counter, with their word."""
    page = visitor.page
    page.goto("/frontline/people/new/")
    page.get_by_label("Name", exact=True).fill(name)
    page.get_by_label("Text message").check()
    page.get_by_label("Phone number, email or address").fill(number)
    page.get_by_label("at the counter").check()
    page.get_by_label("Yes, keep my name").check()
    page.get_by_role("button", name="Keep it").click()
    page.wait_for_url("**/frontline/people/*-*/")


def test_a_librarian_helps_somebody_whom_housing_owes_something(visit, worker, organiser):
    hal = at_work(visit, worker, "hal", "Roehampton Housing")
    add(hal, "Joan Baptiste", "07700 900151")
    hal.page.get_by_role("button", name="Talk now: at the counter").click()
    hal.page.get_by_label("Something isn’t").check()
    hal.page.get_by_text("Add something we owe them").click()
    hal.page.get_by_label("What we owe them").fill("Mend the lift in Block C")
    hal.page.get_by_label("Who has it").fill("Dev Patel")
    hal.page.get_by_label("By when").fill(in_days().isoformat())
    hal.page.get_by_role("button", name="Keep it, no slip").click()
    hal.page.get_by_text("Kept.", exact=True).wait_for()
    assert Owed.objects.get().what == "Mend the lift in Block C"

    bev = at_work(visit, worker, "bev", "Earlsfield Library")
    find(bev, "07700 900151", "Joan B")
    bev.page.get_by_text("Check first.").wait_for()
    assert "lift" not in bev.page.content() and "Block C" not in bev.page.content()
    bev.page.get_by_role("button", name="Talk now: at the counter").click()
    page = bev.page
    assert "Mend the lift" not in page.content() and "Block C" not in page.content()
    page.get_by_label("They raised it themselves").check()
    page.get_by_label("I said: it changes nothing").check()
    page.get_by_label("Their words").fill("Help at story time, or outdoors.")
    page.locator(".match").first.wait_for()
    page.locator(".match").first.get_by_label("Yes please").check()
    page.get_by_label(re.compile("They said yes, out loud")).check()
    page.get_by_role("button", name="Pass on and print slip").click()
    page.get_by_text("Passed on to Earlsfield Larder.").wait_for()
    referral = Referral.objects.get()
    page.goto("/frontline/")
    page.get_by_text("They have until").wait_for()

    assert hal.page.goto(f"/frontline/referrals/{referral.pk}/").status == 404
    hal.page.goto("/frontline/")
    hal.page.get_by_text("Mend the lift in Block C", exact=True).wait_for()
    hal.page.get_by_role("button", name="Done").click()
    hal.page.get_by_text("Nothing. Nobody is asked for help").wait_for()


def test_a_limit_holds_across_services_and_names_nobody(visit, worker, organiser):
    bev = at_work(visit, worker, "bev", "Earlsfield Library")
    add(bev, "Joan Baptiste", "07700 900151")
    bev.page.get_by_role("button", name="Talk now: at the counter").click()
    bev.page.get_by_label("All is sorted").check()
    bev.page.get_by_label("I said: it changes nothing").check()
    bev.page.get_by_label("Not now").check()
    bev.page.get_by_role("button", name="Keep it, no slip").click()
    bev.page.get_by_text("Kept.", exact=True).wait_for()
    assert Ask.objects.get().answer == "not_now"

    hal = at_work(visit, worker, "hal", "Roehampton Housing")
    find(hal, "07700 900151", "Joan B")
    page = hal.page
    page.get_by_text("asked not long ago").first.wait_for()
    assert "Library" not in page.content() and "not now" not in page.content().lower()
    page.get_by_role("link", name="Ask by message").click()
    page.locator("form input[type=radio]").first.check()
    page.get_by_label("In your own words").fill("I thought of you.")
    page.get_by_label("Nothing is left unsorted today").check()
    page.get_by_role("button", name="Ask them").click()
    page.get_by_text("asked not long ago").first.wait_for()
    assert Ask.objects.count() == 1
    page.get_by_label("They raised it themselves").check()
    page.get_by_role("button", name="Ask them").click()
    page.wait_for_url("**/frontline/people/*-*/")
    assert Ask.objects.filter(raised_by="person").count() == 1


def test_somebody_without_an_account_says_what_they_would_like_and_comes_by_a_private_link(visit, organiser):
    ama = visit(**PHONE)
    page = ama.page
    page.goto("/me/preferences/")
    page.get_by_label("What would make a good hour for you?").fill("Out in nature, planting things. Not Mondays.")
    page.get_by_label("Your postcode, or just the first half").fill("SW18 3NP")
    assert not page.get_by_label("Your name").is_visible()
    page.get_by_role("button", name="See what fits").click()
    page.get_by_role("heading", name="What might suit you").wait_for()
    assert not Person.objects.filter(first_name="Ama").exists()
    page.get_by_label("Your name").fill("Ama")
    page.get_by_label("Text message").check()
    page.get_by_label("Phone number, email or address").fill("07700 900123")
    page.get_by_label("Yes, keep my name").check()
    page.get_by_role("button", name="Keep it and send me a link").click()
    page.get_by_role("heading", name="Hello, Ama").wait_for()

    clock_at_noon_tomorrow()
    person = Person.objects.get(first_name="Ama")
    link = re.search(r"/t/\S+", Message.objects.get(person=person, channel="text").words)[0]
    later = visit(**PHONE)
    page = later.page
    page.goto(link)
    page.get_by_role("heading", name="Hello, Ama").wait_for()
    page.get_by_text("You said “").first.wait_for()
    page.get_by_role("link", name="Dig the raised beds").click()
    later.say_yes("Ama", "07700 900123")
    page.get_by_text("Earlsfield Larder will answer you by").wait_for()
    sign_up = SignUp.objects.get()
    assert (sign_up.person, sign_up.source) == (person, Source.SUGGESTED)
    organiser.page.goto("/manage/earlsfield-larder/people/")
    organiser.page.get_by_role("button", name="Yes, come along").click()
    organiser.page.get_by_text("They’re coming.").wait_for()
    clock_at_noon_tomorrow()
    page.goto("/me/")
    page.get_by_text("They’re expecting you").wait_for()
