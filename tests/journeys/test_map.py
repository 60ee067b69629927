"""The map beside the list: without a script, by keyboard, in step with the list, and moved; nothing is asked of another site."""

import io
import re
from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories import OpportunityFactory, SessionFactory, VenueFactory
from tests.journeys.conftest import PHONE
from tests.journeys.test_accessibility import found, sideways

pytestmark = pytest.mark.django_db(transaction=True)

HALLS = {
    "Earlsfield Hall": (51.4423, -0.1877),
    "Putney Library": (51.4606, -0.2150),
    "Balham Baths": (51.4440, -0.1520),
}
MOVE = "Zoom and move the map"


@pytest.fixture
def things(larder):
    """Three things at three places, one of them with two, and one from home."""
    at = timezone.now()
    halls = {name: VenueFactory(name=name, lat=lat, lon=lon) for name, (lat, lon) in HALLS.items()}
    rows = [
        ("Sort and hand out food", halls["Earlsfield Hall"]),
        ("Read to children", halls["Putney Library"]),
        ("Ring someone", None),
        ("Swim with company", halls["Balham Baths"]),
        ("Lay tables", halls["Earlsfield Hall"]),
    ]
    for days, (title, venue) in enumerate(rows):
        row = OpportunityFactory(
            organisation=larder, title=title, venue=venue, remote=venue is None, published_at=at, at_once=True
        )
        SessionFactory(opportunity=row, starts_at=at + timedelta(days=3 + days))


def pin(page, number):
    return page.get_by_role("link", name=re.compile(rf"^{number}[,:]"))


class TestWithoutScript:
    def test_list_and_map_are_there_and_a_pin_leads_to_its_card(self, visit, things):
        visitor = visit(java_script_enabled=False, viewport={"width": 390, "height": 844})
        page = visitor.page
        page.goto("/opportunities/")

        assert page.locator(".card").count() == 5
        page.get_by_role("link", name="See the map").first.click()
        page.wait_for_url("**view=map#map")
        assert page.locator(".card").count() == 5
        assert page.locator(".pin").count() == 3
        assert not page.get_by_role("button", name=MOVE).is_visible()
        assert page.get_by_role("heading", name="On the map").is_visible()
        page.get_by_text("Done from home, so not on the map: 3.").wait_for()
        box, frame = pin(page, 2).bounding_box(), page.locator(".map-frame").bounding_box()
        assert frame["x"] <= box["x"] and box["x"] + box["width"] <= frame["x"] + frame["width"]
        pin(page, 2).click()

        page.wait_for_url("**#thing-2")
        assert page.locator("#thing-2").bounding_box()["y"] < 844

    def test_it_does_not_stand_in_the_way_of_the_list_on_a_phone(self, visit, things):
        page = visit(**PHONE).page
        page.goto("/opportunities/")

        last, heading = page.locator(".card").last, page.get_by_role("heading", name="On the map")
        assert page.locator(".pin").count() == 0  # nothing of the map has been asked for
        assert heading.bounding_box()["y"] > last.bounding_box()["y"] + last.bounding_box()["height"]
        heading.scroll_into_view_if_needed()
        page.locator(".pin").first.wait_for()


class TestByKeyboard:
    def test_pins_are_reached_in_the_order_of_their_numbers_and_enter_leads_to_the_card(self, visit, things):
        page = visit().page
        page.goto("/opportunities/")
        page.locator(".pin").first.wait_for()
        page.get_by_role("link", name="Lay tables", exact=True).focus()
        names = []
        for _press in range(3):
            page.keyboard.press("Tab")
            names.append(page.evaluate("document.activeElement.getAttribute('aria-label')"))

        assert names == [
            "1, 5: Sort and hand out food; Lay tables, Earlsfield Hall",
            "2: Read to children, Putney Library",
            "4: Swim with company, Balham Baths",
        ]
        assert page.locator("#thing-4").get_attribute("class") == "card on"

        page.keyboard.press("Enter")

        page.wait_for_timeout(300)
        assert page.evaluate("document.activeElement.textContent") == "Swim with company"
        assert page.url.endswith("#thing-4")
        assert pin(page, 4).get_attribute("class") == "pin on"

    def test_numbers_light_up_together_under_the_pointer(self, visit, things):
        page = visit().page
        page.goto("/opportunities/")
        page.locator(".pin").first.wait_for()
        page.wait_for_timeout(200)

        page.locator("#thing-5").hover()
        assert page.locator(".pin.on").get_attribute("data-numbers") == "1 5"
        pin(page, 2).hover()
        assert page.locator(".card.on").get_attribute("id") == "thing-2"
        page.locator("h1").hover()
        assert page.locator(".on").count() == 0


class TestMoved:
    def test_by_buttons_and_arrow_keys_and_put_back(self, visit, things):
        page = visit().page
        page.goto("/opportunities/")
        still = pin(page, 2).bounding_box()

        page.get_by_role("button", name=MOVE).click()
        page.locator(".counted").wait_for()
        live = page.get_by_role("application", name=re.compile("^Map"))
        assert page.evaluate("document.activeElement.classList.contains('map-live')")
        assert page.get_by_role("list", name="How much is on in each part").get_by_role("listitem").count() >= 1
        before = pin(page, 2).bounding_box()
        page.keyboard.press("ArrowRight")
        page.wait_for_timeout(500)
        assert pin(page, 2).bounding_box()["x"] < before["x"]
        page.get_by_role("button", name="Zoom in").click()
        page.wait_for_timeout(500)
        pin(page, 4).focus()
        page.wait_for_timeout(500)
        head, frame = pin(page, 4).bounding_box(), live.bounding_box()
        assert frame["x"] <= head["x"] and head["x"] + head["width"] <= frame["x"] + frame["width"]

        page.get_by_role("button", name="Back to the small map").click()

        back = pin(page, 2).bounding_box()
        assert (back["width"], back["height"]) == (still["width"], still["height"])
        assert page.locator(".map-all .pin").count() == 3
        assert page.get_by_role("button", name=MOVE).is_visible()

    def test_a_pin_that_is_dragged_leads_nowhere(self, visit, things):
        page = visit().page
        page.goto("/opportunities/")
        page.get_by_role("button", name=MOVE).click()
        page.locator(".counted").wait_for()
        box = pin(page, 2).bounding_box()

        page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 3)
        page.mouse.down()
        page.mouse.move(box["x"] + 60, box["y"] + 60, steps=5)
        page.mouse.up()
        page.wait_for_timeout(400)

        assert not page.url.endswith("#thing-2")

    def test_it_stays_in_step_when_a_filter_changes(self, visit, things):
        page = visit().page
        page.goto("/opportunities/")
        page.get_by_role("button", name=MOVE).click()
        page.locator(".counted").wait_for()

        page.get_by_label("Words").fill("children")
        page.get_by_label("Words").blur()
        page.get_by_role("heading", name="1 thing on").wait_for()
        page.locator(".counted").wait_for()

        assert page.locator(".pin").count() == 1
        assert pin(page, 1).get_attribute("aria-label") == "1: Read to children, Putney Library"
        assert page.get_by_role("button", name="Back to the small map").is_visible()
        page.locator("#thing-1").hover()
        assert page.locator(".pin.on").count() == 1

    @pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (1280, "dark")])
    def test_axe_finds_nothing_on_it(self, visit, things, width, scheme):
        page = visit(viewport={"width": width, "height": 900}, color_scheme=scheme).page
        page.goto("/opportunities/?near=SW18+2PU&within=2&view=map")
        assert found(page) + sideways(page) == []
        page.get_by_role("button", name=MOVE).click()
        page.locator(".counted").wait_for()

        assert found(page) + sideways(page) == []


class TestTiles:
    """An operator's own, answered here in their place."""

    def answer(self, page):
        from PIL import Image

        square = io.BytesIO()
        Image.new("RGB", (256, 256), "#cfe0cf").save(square, "PNG")
        asked = []

        def tile(route):
            asked.append(route.request.url)
            route.fulfill(body=square.getvalue(), content_type="image/png")

        page.route("**/own-tiles/**", tile)
        return asked

    def test_lie_below_our_own_drawing(self, visit, things, settings):
        settings.HUB_MAP_TILES, settings.HUB_MAP_CREDIT = "/own-tiles/{z}/{x}/{y}.png", "Map: the council"
        visitor = visit()
        asked = self.answer(visitor.page)

        visitor.page.goto("/opportunities/")
        visitor.page.locator(".leaflet-tile-loaded").first.wait_for()

        assert all(re.search(r"/own-tiles/\d+/\d+/\d+\.png$", url) for url in asked)
        assert visitor.page.locator(".map-live .pin").count() == 3
        visitor.page.get_by_text("How this map is made").click()
        visitor.page.get_by_text("Map: the council").wait_for()

    def test_when_they_do_not_answer_the_drawing_stays(self, visit, things, settings):
        settings.HUB_MAP_TILES = "/nowhere/{z}/{x}/{y}.png"
        page = visit().page

        page.goto("/opportunities/")
        page.locator(".map-live .map-world").wait_for()

        assert page.locator(".pin").count() == 3
