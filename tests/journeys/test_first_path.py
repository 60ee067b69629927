"""The first whole path, through the screens: posted, found, said yes to, answered, cancelled, offered on."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from hub.audit.models import Entry
from hub.people.models import Reach
from opportunities.dates.services import scheduling
from opportunities.models import SignUp, Status
from tests.journeys.conftest import PHONE, clock, clock_at_noon_tomorrow, post

pytestmark = pytest.mark.django_db(transaction=True)


def test_post_find_say_yes_answer_cancel_and_offer_on(visit, col, larder):
    organiser = visit()
    organiser.sign_in("col@example.test")
    organiser.page.wait_for_url("**/manage/earlsfield-larder/")
    post(organiser, places=1)

    ama = visit(**PHONE)
    ama.page.goto("/")
    ama.page.get_by_label("Your postcode or place").fill("SW18 2PU")
    ama.page.get_by_role("button", name="Show what’s near").click()
    ama.page.get_by_role("heading", name="1 thing near SW18 2PU").wait_for()
    ama.page.get_by_role("link", name="Sort and hand out food", exact=True).click()
    ama.page.get_by_text("They’ll answer you first").first.wait_for()
    ama.say_yes("Ama", "07700 900123")
    ama.page.get_by_text("We have your yes").wait_for()
    ama.open_their_link("Ama")
    ama.page.get_by_text("Earlsfield Larder will answer you by").wait_for()
    assert SignUp.objects.get().status == Status.REQUESTED

    pete = visit(**PHONE)
    pete.page.goto(SignUp.objects.get().session.opportunity.get_absolute_url())
    pete.page.get_by_role("heading", name="Wait for a place").wait_for()
    pete.say_yes("Pete", "pete@example.test", "Email", button="Put me on the list")
    pete.page.get_by_text("We have your name for the waiting list").wait_for()
    pete.open_their_link("Pete")
    pete.page.get_by_text("On the waiting list").wait_for()

    organiser.page.goto("/manage/earlsfield-larder/people/")
    organiser.page.get_by_role("heading", name="1 person to answer").wait_for()
    assert "07700 900123" not in organiser.page.content()
    organiser.page.get_by_role("button", name="Yes, come along").click()
    organiser.page.get_by_text("They’re coming.").wait_for()
    organiser.page.get_by_role("link", name="Answered").click()
    organiser.page.get_by_text("07700 900123").wait_for()
    assert Entry.objects.filter(event="person.seen", user_id=col.pk).exists()

    clock_at_noon_tomorrow()
    reader = visit()
    reader.page.goto("/demo/outbox/text/")
    text = reader.page.get_by_text(re.compile("says yes, come along: Sort and hand out food")).first
    text.wait_for()
    link = re.search(r"/t/\w+/", text.inner_text()).group()

    ama.page.goto(link)
    ama.page.get_by_text("They’re expecting you").wait_for()
    ama.page.get_by_role("link", name="Can’t make it").click()
    ama.page.get_by_role("button", name="Tell them").click()
    ama.page.get_by_text("You changed your mind").wait_for()
    assert not Reach.objects.live().filter(person__first_name="Ama").exists()

    waiting = SignUp.objects.get(person__first_name="Pete")
    assert waiting.status == Status.OFFERED
    clock(minutes=1)
    reader.page.goto("/demo/outbox/email/")
    reader.page.get_by_text("A place has come free: Sort and hand out food").first.wait_for()
    offer = re.search(r"/t/\w+/", reader.page.content().split("A place has come free at")[1]).group()
    pete.page.goto(offer)
    pete.page.get_by_role("button", name="Yes, ask for it").click()
    pete.page.get_by_text("will answer you by").first.wait_for()
    assert SignUp.objects.get(person__first_name="Pete").status == Status.REQUESTED


def test_a_full_thing_says_so_and_shows_three_others(visit, col, larder):
    """E7: six of six places taken; the seventh is told now, can wait, and sees three other things."""
    from tests.factories import OpportunityFactory, SessionFactory

    organiser = visit()
    organiser.sign_in("col@example.test")
    post(organiser, places=1)
    for title in ("Pack lunches", "Stack tins", "Weigh onions", "Write labels"):
        SessionFactory(
            opportunity=OpportunityFactory(organisation=larder, title=title, published_at=timezone.now()),
            starts_at=timezone.now() + timedelta(days=9),
        )
    first = visit(**PHONE)
    first.page.goto("/opportunities/")
    first.page.get_by_role("link", name="Sort and hand out food", exact=True).click()
    late = visit(**PHONE)
    late.page.goto(first.page.url)
    first.say_yes("Ama", "07700 900123")
    first.page.get_by_text("answers you first").wait_for()

    late.say_yes("Zoë O’Neill", "07700 900321")

    late.page.get_by_text("The last place has just gone").wait_for()
    assert late.page.get_by_label("Your name").input_value() == "Zoë O’Neill"
    assert late.page.locator(".alternatives .card").count() == 3
    late.page.get_by_role("button", name="Put me on the list").click()
    late.page.get_by_text("We have your name for the waiting list").wait_for()
    assert SignUp.objects.get(person__first_name="Zoë").status == Status.WAITING


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("X1", "X1"),
        ("XX9 9ZZ", "XX9 9ZZ"),
        ("M1 1AE", "is outside Wandsworth"),
    ],
)
def test_a_wrong_place_gets_an_answer_of_its_own_and_a_way_on(visit, larder, typed, words):
    """E10: wrong shape, unknown and outside are three answers; what was typed stays, and a part of the area can be chosen."""
    ama = visit(**PHONE)
    ama.page.goto("/")
    ama.page.get_by_label("Your postcode or place").fill(typed)
    ama.page.get_by_role("button", name="Show what’s near").click()

    ama.page.get_by_text(re.compile(re.escape(words))).first.wait_for()
    ama.page.locator("#filters-fold > summary").first.wait_for()
    assert ama.page.locator("#id_near").input_value() == typed


def test_a_place_name_and_a_ward_name_work_as_well_as_a_postcode(visit, larder):
    ama = visit()
    for name in ("Tooting", "Balham"):
        ama.page.goto(f"/opportunities/?near={name}")
        ama.page.get_by_role("heading", name=f"Nothing near {name} yet").wait_for()


def test_all_of_it_works_without_script(visit, larder):
    from tests.factories import OpportunityFactory, SessionFactory

    start = timezone.now() + timedelta(days=9)
    SessionFactory(
        opportunity=OpportunityFactory(organisation=larder, published_at=timezone.now(), at_once=True), starts_at=start
    )
    ama = visit(java_script_enabled=False, viewport={"width": 390, "height": 844})
    ama.page.goto("/")
    ama.page.get_by_label("Your postcode or place").fill("SW18 2PU")
    ama.page.get_by_role("button", name="Show what’s near").click()
    ama.page.get_by_role("link", name="Sort and hand out food", exact=True).click()

    ama.say_yes("Ama", "ama@example.test", "Email")
    ama.page.get_by_text("We have your yes").wait_for()
    ama.open_their_link("Ama")

    ama.page.get_by_text("They’re expecting you").wait_for()
    assert SignUp.objects.get().status == Status.HELD


def test_an_offer_that_nobody_takes_lapses_and_goes_on(visit, col, larder):
    organiser = visit()
    organiser.sign_in("col@example.test")
    post(organiser, places=1)
    address = ""
    for name in ("Ama", "Farida", "Pete"):
        person = visit(**PHONE)
        person.page.goto(address or "/opportunities/")
        if not address:
            person.page.get_by_role("link", name="Sort and hand out food", exact=True).click()
            address = person.page.url
        person.say_yes(name, f"{name.lower()}@example.test", "Email", button="Send to|Put me")
        person.page.get_by_role("heading", name="Sort and hand out food").wait_for()
        if name == "Ama":
            first = person
    first.open_their_link("Ama")
    first.page.get_by_role("link", name="Change my mind").click()
    first.page.get_by_role("button", name="Tell them").click()
    first.page.get_by_text("You changed your mind").wait_for()

    scheduling.clock_work(at=timezone.now() + timedelta(hours=40))

    assert SignUp.objects.get(person__first_name="Farida").ended == "lapsed"
    assert SignUp.objects.get(person__first_name="Pete").status == Status.OFFERED
