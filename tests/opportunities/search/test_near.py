"""A postcode alone means within three miles, wider by one press; outside the area the page says so."""

import pytest

from opportunities.search.forms import Find
from tests.factories import OpportunityFactory, SessionFactory, VenueFactory

pytestmark = pytest.mark.django_db

MILE_NORTH = 0.01447
"""Degrees of latitude in a mile: 1.609344 km ÷ 111.195 km."""


@pytest.fixture
def at_2_and_4_miles():
    here = VenueFactory()
    for miles in (2, 4):
        venue = VenueFactory(lat=here.lat + miles * MILE_NORTH, lon=here.lon, name=f"{miles} miles off")
        SessionFactory(opportunity=OpportunityFactory(title=f"At {miles} miles", venue=venue))


def page(client, query):
    return client.get(f"/opportunities/?{query}")


@pytest.mark.parametrize(
    ("typed", "meant"), [("Newcastle", "Newcastle upon Tyne"), ("balam", "Balham"), ("nowhere at all xyz", None)]
)
def test_what_may_be_meant_is_a_link_that_keeps_the_filters(client, typed, meant):
    chips = page(client, f"near={typed}&day=5&page=2").context["near_chips"].items

    urls = {chip.label: chip.url for chip in chips}
    if meant is None:
        assert not urls
        return
    answer = client.get(urls[meant])
    assert answer.context["near"].name == meant
    assert answer.context["find"].asked["day"] == ["5"]


def titles(answer):
    return [card.title for card in answer.context["cards"]]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("near=SW18+3NP", ["At 2 miles"]),
        ("near=SW18+3NP&within=", ["At 2 miles"]),
        ("near=SW18+3NP&within=1", []),
        ("near=SW18+3NP&within=5", ["At 2 miles", "At 4 miles"]),
        ("near=SW18+3NP&within=any", ["At 2 miles", "At 4 miles"]),
        ("within=1", ["At 2 miles", "At 4 miles"]),
    ],
)
def test_how_far(client, at_2_and_4_miles, query, found):
    assert sorted(titles(page(client, query))) == found


def test_the_page_says_how_far_and_leads_further(client, at_2_and_4_miles):
    answer = page(client, "near=SW18+3NP&words=")
    assert "Within 3 miles." in answer.content.decode()
    assert sorted(titles(client.get("/opportunities/" + answer.context["wider_url"]))) == ["At 2 miles", "At 4 miles"]


def test_a_chosen_distance_is_not_said_twice(client, at_2_and_4_miles):
    assert "Within 3 miles.</p>" not in page(client, "near=SW18+3NP&within=5").content.decode()


def test_nothing_within_three_miles_offers_to_look_further(client):
    here = VenueFactory()
    SessionFactory(opportunity=OpportunityFactory(venue=VenueFactory(lat=here.lat + 4 * MILE_NORTH, lon=here.lon)))
    body = page(client, "near=SW18+3NP").content.decode()
    assert "Nothing this near yet" in body
    assert "within=any" in body


class TestOutsideTheArea:
    @pytest.fixture
    def answer(self, client, at_2_and_4_miles):
        return page(client, "near=M1+1AE")

    def test_the_page_says_so_and_not_that_things_are_near(self, answer):
        body = answer.content.decode()
        assert "is outside" in body
        assert "things near" not in body

    def test_shows_what_is_nearest_whatever_the_distance(self, answer):
        assert len(titles(answer)) == 2


@pytest.mark.parametrize(
    ("query", "miles"),
    [({}, None), ({"near": "SW18 3NP"}, 3.0), ({"near": "SW18 3NP", "within": "0.5"}, 0.5), ({"near": "M1 1AE"}, None)],
)
def test_the_limit_in_miles(query, miles):
    find = Find(query)
    find.is_valid()
    assert find.miles == miles
