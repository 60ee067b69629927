"""What somebody hears who sees nothing, and what stays readable when letters are spread out."""

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from hub.places import area
from opportunities.search.services import unmet
from tests import stage as stages
from tests.journeys.test_accessibility import BY, enter, sideways

pytestmark = pytest.mark.django_db(transaction=True)

SPACING = (
    "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }"
    "p { margin-bottom: 2em !important; }"
)
"""What WCAG 1.4.12 lets a reader set."""
FOCUSED = "document.activeElement.innerText"


@pytest.fixture
def stage(site):
    return stages.build()


@pytest.mark.parametrize("who", BY)
def test_no_page_scrolls_sideways_at_320_with_letters_spread_out(visit, stage, who):
    visitor = visit(viewport={"width": 320, "height": 700}, bypass_csp=True)
    enter(visitor, stage, who)
    trouble = []
    for name in BY[who].split():
        visitor.page.goto(stage.urls.get(name) or reverse(name))
        visitor.page.add_style_tag(content=SPACING)
        trouble += sideways(visitor.page)
    assert trouble == []


def test_a_filter_tells_the_count_and_a_wrong_place_without_a_new_page(visit, stage):
    page = visit().page
    page.goto(reverse("opportunities:list"))
    told = page.locator("#found")
    assert told.inner_text() == ""

    near = page.get_by_label("Postcode or place")
    near.fill("SW18 2PU")
    near.press("Enter")
    page.get_by_text("2 things near SW18 2PU").first.wait_for()
    assert told.inner_text() == "2 things near SW18 2PU"
    assert page.title() == "2 things near SW18 2PU – the Hub"
    assert page.evaluate("document.activeElement.id") == "id_near"

    near.fill("XX9 9ZZ")
    near.press("Enter")
    page.locator("#id_near[aria-invalid=true]").wait_for()
    assert "We do not know the postcode" in told.inner_text()
    assert page.title().startswith("Error: ")
    assert page.evaluate("document.activeElement.id") == "id_near"


def test_what_was_done_takes_the_focus(visit, stage):
    visitor = visit()
    enter(visitor, stage, "col")
    page = visitor.page
    page.goto(stage.urls["manage:inbox"])
    page.get_by_role("button", name="Yes, come along").first.click()
    page.get_by_text("They’re coming").wait_for()

    page.wait_for_function("document.activeElement.id === 'said'")
    assert "They’re coming" in page.evaluate(FOCUSED)


@pytest.mark.parametrize("change", ["language", "colours"])
def test_a_change_of_language_or_colours_keeps_what_is_typed(visit, stage, change):
    page = visit().page
    page.goto(stage.urls["opportunities:page"])
    page.locator("#id_name").fill("Zoë")
    page.locator("input[name=kind][value=email]").check()
    page.locator("#id_words").fill("Tea, please.\nNo milk.")

    if change == "language":
        page.get_by_role("button", name="Cymraeg").click()
        page.locator("html[lang=cy]").wait_for()
    else:
        page.locator("#colours").select_option("dark")
        page.get_by_role("button", name=re.compile("the colours$")).click()
        page.locator("html[data-scheme=dark]").wait_for()

    assert page.locator("#id_name").input_value() == "Zoë"
    assert page.locator("input[name=kind][value=email]").is_checked()
    assert page.locator("#id_words").input_value() == "Tea, please.\nNo milk."
    assert page.evaluate("sessionStorage.length") == 0


def test_a_password_never_waits(visit, stage):
    page = visit().page
    page.goto(reverse("account_login"))
    page.locator("#id_login").fill("ama@example.test")
    page.locator("#id_password").fill("secret")
    page.evaluate("document.querySelector('.languages').addEventListener('submit', (event) => event.preventDefault())")
    page.get_by_role("button", name="Cymraeg").click()

    kept = page.evaluate("sessionStorage.getItem('typed')")
    assert "ama@example.test" in kept
    assert "secret" not in kept


BUSY = """
for (const row of document.querySelectorAll(".bars tbody tr")) {
  row.querySelector("th").textContent = "Wandsworth Common";
  row.querySelector(".figures").textContent = "12,345";
  if (row.querySelector(".beside")) row.querySelector(".beside").textContent = "Companionship, 12 for each thousand";
}
for (const cell of document.querySelectorAll(".heat td")) cell.textContent = "1,234";
"""
"""The figures of a busy place, in a page that has few."""
CUT = """[...document.querySelectorAll(".table, .heat, .window label")].filter((part) => part.scrollWidth > part.clientWidth + 1)
.map((part) => part.innerText)"""


@pytest.mark.parametrize(
    ("who", "name"), [("max", "insight"), ("max", "insight_attention"), ("bev", "frontline:capture")]
)
def test_nothing_of_a_busy_place_is_wider_than_its_box_with_letters_spread_out(visit, stage, who, name):
    visitor = visit(viewport={"width": 320, "height": 700}, bypass_csp=True)
    enter(visitor, stage, who)
    visitor.page.goto(stage.urls.get(name) or reverse(name))
    visitor.page.evaluate(BUSY)
    visitor.page.add_style_tag(content=SPACING)

    assert sideways(visitor.page) == []
    assert visitor.page.evaluate(CUT) == []


@pytest.mark.parametrize("wide", [320, 390, 1280])
def test_bars_of_figures_are_seen_on_every_screen_once(visit, stage, wide):
    day = timezone.localdate() - timedelta(days=9)
    for _wish in range(7):
        unmet.note(day=day, ward=area.wards()[0][0], slots=[], causes=[], source="list")
    cache.clear()
    visitor = visit(viewport={"width": wide, "height": 800})
    enter(visitor, stage, "max")
    visitor.page.goto(reverse("insight"))

    rows = visitor.page.locator(".bars tbody tr")
    assert rows.count() > 0
    for row in rows.all():
        drawn = [bar.bounding_box()["width"] for bar in row.locator(".bar:visible").all()]
        assert len(drawn) == 1
        assert drawn[0] > 40
