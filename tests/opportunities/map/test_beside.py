"""The map beside the list: its numbers are the list's, only what may be seen is on it, and its counts are the list's too."""

import re
from html import unescape

import pytest
from django.contrib.staticfiles import finders
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from hub.places import area as areas
from hub.places import outlines
from opportunities.map import beside
from opportunities.models import State
from tests.factories import DAY, OpportunityFactory, OrganisationFactory, SessionFactory, VenueFactory

pytestmark = pytest.mark.django_db

PINS = re.compile(r'<a\s+class="pin"\s+href="#thing-(\d+)"\s+data-numbers="([\d ]+)"\s+aria-label="([^"]*)"')


def page(query=""):
    """Return the list with the map in the page, as the link to the map leads to it."""
    return Client().get(f"{reverse('opportunities:list')}{query}{'&' if query else '?'}view=map").content.decode()


def later(query=""):
    """Return the list as it is first sent, and the map that a script fetches for it."""
    html = Client().get(f"{reverse('opportunities:list')}{query}").content.decode()
    address = unescape(re.search(r'hx-get="([^"]*/map/[^"]*)"', html)[1])
    return html, Client().get(address).content.decode()


def counts(query=""):
    return Client().get(f"{reverse('opportunities:map_counts')}{query}").json()


def pins(html):
    """Return {number: name of the pin it stands on}."""
    return {int(number): label for _first, numbers, label in PINS.findall(html) for number in numbers.split()}


def cards(html):
    """Return {number: title} as the list has it."""
    found = re.findall(r'<article class="card" id="thing-(\d+)">.*?class="card-title"><a [^>]*>([^<]*)<', html, re.S)
    return {int(number): title for number, title in found}


def thing(title="Sort food", days=3, **more):
    row = OpportunityFactory(title=title, published_at=timezone.now() - DAY, **more)
    SessionFactory(opportunity=row, starts_at=timezone.now() + days * DAY)
    return row


def hall(number):
    """A place of its own for each number, all in the area."""
    return VenueFactory(name=f"Hall {number}", lat=51.43 + number * 0.002, lon=-0.2 + number * 0.003)


class TestNumbers:
    def test_are_those_of_the_list(self):
        for number in range(4):
            thing(f"Thing {number}", days=3 + number, venue=hall(number))

        html = page()

        assert cards(html) == {1: "Thing 0", 2: "Thing 1", 3: "Thing 2", 4: "Thing 3"}
        assert pins(html) == {n + 1: f"{n + 1}: Thing {n}, Hall {n}" for n in range(4)}

    def test_go_on_over_the_page(self):
        for number in range(13):
            thing(f"Thing {number}", days=3 + number, venue=hall(number))

        html = page("?page=2")

        assert set(pins(html)) == set(cards(html)) == {11, 12, 13}
        assert 'data-counts="/opportunities/map/counts/"' in html

    def test_of_things_in_one_place_share_a_pin(self):
        venue = hall(1)
        thing("Sort food", venue=venue)
        thing("Lay tables", days=5, venue=venue)

        html = page()

        assert len(PINS.findall(html)) == 1
        assert pins(html)[2] == "1, 2: Sort food; Lay tables, Hall 1"

    def test_of_things_from_home_are_said_and_not_shown(self):
        thing("Sort food", venue=hall(1))
        thing("Ring someone", days=4, at_home=True)

        html = page()

        assert set(pins(html)) == {1}
        assert "Done from home, so not on the map: 2." in html

    def test_when_all_is_from_home_leave_the_area_alone_on_the_map(self):
        thing("Ring someone", at_home=True)

        html = page()

        assert pins(html) == {}
        assert "map-rim" in html
        assert "Numbers match the list." not in html

    def test_are_not_there_when_nothing_is_found(self):
        html = page("?words=nothing")

        assert "hub-map" not in html
        assert "See the map" not in html

    def test_are_fetched_with_the_rows_of_the_list_once_the_map_is_seen(self):
        rows = [thing(f"Thing {number}", days=3 + number, venue=hall(number)) for number in range(13)]

        html, part = later("?page=2&access=step_free&sort=soonest")

        assert "hub-map" not in html
        assert pins(part) == pins(page("?page=2&access=step_free&sort=soonest"))
        assert set(pins(part)) == set(cards(html)) == {11, 12, 13}
        assert f"rows={'.'.join(str(row.pk) for row in rows[10:])}&amp;first=11" in html

    def test_stay_the_lists_when_one_is_closed_in_between(self):
        first, second = thing("First", venue=hall(1)), thing("Second", days=5, venue=hall(2))
        address = f"{reverse('opportunities:map')}?rows={first.pk}.{second.pk}&first=1"
        type(first).objects.filter(pk=first.pk).update(state=State.CLOSED)

        assert set(pins(Client().get(address).content.decode())) == {2}

    def test_come_anew_with_the_change_of_a_filter(self):
        thing("Sort food", venue=hall(1))

        html = Client().get(reverse("opportunities:list"), headers={"HX-Request": "true"}).content.decode()

        assert 'id="map"' in html
        assert 'hx-trigger="revealed"' in html
        assert html.count('hx-swap-oob="true"') == 3  # the head of the list, the postcode's box, the map

    @pytest.mark.parametrize(
        "query", ["", "?rows=", "?rows=x.-1.9999999999999999999.²&first=x", "?rows=0&first=" + "9" * 400]
    )
    def test_that_cannot_be_read_give_an_empty_map(self, query):
        answer = Client().get(f"{reverse('opportunities:map')}{query}")

        assert answer.status_code == 200
        assert "hub-map" not in answer.content.decode()

    def test_are_ten_at_most(self):
        rows = [thing(f"Thing {number}", venue=hall(number)) for number in range(12)]
        address = f"{reverse('opportunities:map')}?rows={'.'.join(str(row.pk) for row in rows)}"

        assert len(pins(Client().get(address).content.decode())) == 10


class TestWhatIsOnIt:
    def test_is_only_what_is_open_and_may_be_seen(self):
        thing("Sort food", venue=hall(1))
        thing("Secret draft", venue=hall(2), draft=True)
        thing("Of nobody known", venue=hall(3), organisation=OrganisationFactory(unchecked=True))
        thing("Suspended", venue=hall(4), organisation=OrganisationFactory(suspended_at=timezone.now()))
        thing("Closed", venue=hall(5), state=State.CLOSED)
        thing("Over", days=-3, venue=hall(6))

        html = page()

        assert set(pins(html)) == {1}
        assert not re.search("Secret draft|Of nobody known|Suspended|Closed|Over|Hall [2-6]", html)
        assert counts()["total"] == 1

    def test_is_nothing_else_when_somebody_asks_for_its_row(self):
        secret = thing("Secret draft", venue=hall(2), draft=True)
        closed = thing("Closed", venue=hall(5), state=State.CLOSED)

        html = Client().get(f"{reverse('opportunities:map')}?rows={secret.pk}.{closed.pk}").content.decode()

        assert not re.search("Secret draft|Closed|Hall", html)

    def test_keeps_the_filters_of_the_list(self):
        thing("Sort food", venue=hall(1))
        thing("Sing songs", venue=hall(2))

        html = page("?words=songs&access=step_free")

        assert pins(html) == {1: "1: Sing songs, Hall 2"}
        assert 'data-counts="/opportunities/map/counts/?words=songs&amp;access=step_free"' in html
        assert counts("?words=songs&access=step_free")["total"] == 1

    def test_what_people_wrote_is_never_markup(self):
        thing('<script>alert("1")</script>', venue=VenueFactory(name='"><script>alert(2)</script>'))

        html = page('?near="><script>alert(3)</script>')

        assert "<script>alert" not in html
        assert " style=" not in html

    def test_says_where_a_thing_is_no_finer_than_the_open_interface(self):
        thing(venue=VenueFactory(lat=51.44231789, lon=-0.18771234))
        thing("As near as no matter", days=5, venue=VenueFactory(lat=51.44232111, lon=-0.18771999))

        html = page()

        assert len(PINS.findall(html)) == 1  # both round to one place
        assert "51.4423178" not in html
        assert beside.DECIMALS == 4

    def test_shows_where_somebody_looks_from(self):
        thing(venue=hall(3))

        near = page("?near=SW18+2PU")
        far = page("?near=M1+1AE")

        assert 'class="map-here"' in near
        assert "Yellow dot: SW18\u00a02PU." in near
        assert "about 15 minutes’ walk" in near
        assert "Dashed ring: 2 miles." in page("?near=SW18+2PU&within=2")
        assert 'class="map-here"' not in far

    def test_says_that_its_edges_are_rough_and_whose_data_it_is(self):
        thing()

        html = page()

        assert "so its edges are rough" in html
        assert "Contains OS data © Crown copyright" in html
        assert "GeoNames" in html


class TestCounts:
    def test_are_those_of_the_list(self):
        for number in range(4):
            thing(f"Thing {number}", days=3 + number)
        SessionFactory(opportunity=thing("Twice"), starts_at=timezone.now() + 9 * DAY)
        thing("In Putney", venue=VenueFactory(sector="SW15 2"))
        thing("From home", at_home=True)

        found = counts()

        assert found["total"] == 7
        assert found["home"] == 1
        assert {part["name"]: part["count"] for part in found["parts"]} == {"SW15 2": 1, "SW18 3": 5}
        assert "7 things on in Wandsworth" in page()

    def test_say_themselves_in_words(self):
        thing()

        (part,) = counts()["parts"]

        assert (part["things"], part["words"]) == ("1 thing", "SW18 3: 1 thing on")

    def test_take_one_query_and_stay_small(self, django_assert_num_queries):
        organisation = OrganisationFactory()
        for sector in [*areas.sectors()] * 2:
            thing(organisation=organisation, venue=VenueFactory(sector=sector.sector))
        client, address = Client(), reverse("opportunities:map_counts")
        client.get(address)

        with django_assert_num_queries(1):
            answer = client.get(address)

        assert len(answer.json()["parts"]) == len(outlines.of().shapes)
        assert len(answer.content) < 6_000

    def test_leave_out_what_cannot_be_read(self):
        thing()

        assert counts("?near=X1&day=99&within=x")["total"] == 1

    def test_hold_no_place_finer_than_a_sector(self):
        thing(venue=VenueFactory(lat=51.44231, lon=-0.18771))

        (part,) = counts()["parts"]

        assert part == {"name": "SW18 3", "count": 1, "things": "1 thing", "words": "SW18 3: 1 thing on"}


class TestQueries:
    @pytest.mark.parametrize("many", [1, 10])
    def test_of_the_map_is_one(self, django_assert_num_queries, many):
        organisation = OrganisationFactory()
        rows = [thing(organisation=organisation, venue=hall(number)) for number in range(many)]
        client, address = Client(), f"{reverse('opportunities:map')}?rows={'.'.join(str(row.pk) for row in rows)}"
        client.get(address)

        with django_assert_num_queries(1):
            html = client.get(address).content.decode()

        assert html.count('class="pin"') == many

    def test_of_the_list_are_no_more_for_the_map_in_it(self, django_assert_max_num_queries):
        thing(venue=hall(1))
        page()
        with CaptureQueriesContext(connection) as without:
            Client().get(reverse("opportunities:list"))

        with django_assert_max_num_queries(len(without)):
            page()


class TestTiles:
    def header(self, name="opportunities:list"):
        return Client().get(reverse(name)).headers["Content-Security-Policy"]

    def test_are_asked_of_nobody_by_default(self):
        thing()

        assert "img-src 'self' data:;" in self.header() + ";"
        assert 'data-tiles=""' in page()
        assert "vendor/pmtiles" not in page()

    def test_may_be_asked_of_the_operators_host_by_this_page_alone(self, settings):
        thing()
        settings.HUB_MAP_TILES = "https://tiles.example.org/{z}/{x}/{y}.png"
        settings.HUB_MAP_CREDIT = "Map: <b>our</b> council"

        html = page()

        assert "img-src 'self' data: https://tiles.example.org" in self.header()
        assert "tiles.example.org" not in self.header("home")
        assert 'data-tiles="https://tiles.example.org/{z}/{x}/{y}.png"' in html
        assert "Map: &lt;b&gt;our&lt;/b&gt; council" in html

    def test_in_one_file_may_be_read_from_its_host(self, settings):
        thing()
        settings.HUB_MAP_TILES = "https://maps.example.org/town.pmtiles"

        header = self.header()

        assert "connect-src 'self' https://maps.example.org" in header
        assert "blob:" in header
        assert "vendor/pmtiles/pmtiles.js" in page()


class TestFiles:
    @pytest.mark.parametrize(
        ("name", "words"),
        [
            ("leaflet/leaflet.js", "BSD|Leaflet"),
            ("pmtiles/pmtiles.js", "pmtiles"),
            ("protomaps/protomaps-leaflet.js", "protomapsL"),
        ],
    )
    def test_of_others_come_with_their_licence_and_name_no_source_map(self, name, words):
        with open(finders.find(f"opportunities/vendor/{name}")) as file:
            text = file.read()
        with open(finders.find(f"opportunities/vendor/{name.split('/')[0]}/LICENSE")) as file:
            licence = file.read()

        assert re.search(words, text)
        assert "sourceMappingURL" not in text
        assert "Redistribution and use in source and binary forms" in licence

    def test_of_ours_are_small_and_safe(self):
        with open(finders.find("opportunities/map.js")) as file:
            script = file.read()
        with open(finders.find("design/hub.js")) as file:
            shared = file.read()

        assert len(script) + len(shared) < 15_000
        assert not re.search(r"\beval\(|new Function|innerHTML|https?://(?!www\.w3\.org/2000/svg)", script)

    def test_style_uses_only_colours_there_are_and_nothing_old_phones_drop(self):
        with open(finders.find("opportunities/map.css")) as file:
            css = file.read()
        with open(finders.find("design/tokens.css")) as file:
            tokens = set(re.findall(r"(--[a-z0-9-]+)\s*:", file.read()))

        assert set(re.findall(r"var\((--[a-z0-9-]+)\)", css)) <= tokens
        assert "@layer" not in css and ":has(" not in css and "url(" not in css
