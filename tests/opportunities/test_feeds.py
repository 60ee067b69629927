"""The feed of what is new."""

import xml.etree.ElementTree as ElementTree

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hub.taxonomy.codes import Cause
from tests.factories import DAY, HOUR, NOON, OpportunityFactory, SessionFactory, VenueFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(NOON, tick=False):
        yield


def thing(**more):
    return SessionFactory(opportunity=OpportunityFactory(**more)).opportunity


def read(client, query="", **more):
    answer = client.get(reverse("feed") + query, **more)
    assert answer.status_code == 200
    return ElementTree.fromstring(answer.content).find("channel")


def titles(channel):
    return [item.findtext("title") for item in channel.findall("item")]


class TestTheFeed:
    def test_says_what_is_new_the_newest_first(self, client):
        thing(title="Older", published_at=NOON - 3 * DAY)
        thing(title="Newer", published_at=NOON - DAY)

        assert titles(read(client)) == ["Newer", "Older"]

    def test_gives_each_an_address_a_date_and_what_it_is_about(self, client, settings):
        row = thing(organisation__name="Earlsfield Larder")

        item = read(client).find("item")

        assert item.findtext("link") == settings.SITE_URL + row.get_absolute_url()
        assert item.findtext("pubDate") == "Sun, 22 Nov 2026 12:00:00 +0000"
        assert item.findtext("category") == str(Cause.FOOD_MONEY.label)
        assert item.findtext("{http://purl.org/dc/elements/1.1/}creator") == "Earlsfield Larder"
        assert item.findtext("description").splitlines() == [
            "Nobody in Earlsfield goes without supper.",
            "Tuesday 1 December, 6pm to 8pm",
            "Earlsfield Hall, Magdalen Road, SW18 3NP",
        ]

    def test_knows_a_thing_by_the_same_name_when_its_title_changes(self, client):
        row = thing()
        before = read(client).find("item").findtext("guid")
        row.title = "Sort food"
        row.save()

        assert read(client).find("item").findtext("guid") == before

    def test_ends_after_thirty_and_takes_few_queries(self, client):
        thing()
        found = []
        for _turn in range(2):
            with CaptureQueriesContext(connection) as queries:
                channel = read(client)
            found.append(len(queries))
            for _number in range(35):
                thing(venue=VenueFactory())

        assert len(titles(channel)) == 30
        assert found[0] <= 8
        assert found[0] == found[1]

    def test_is_narrowed_like_the_list(self, client):
        thing(title="Food")
        thing(title="Green", causes=[Cause.GREEN])
        thing(title="Far", venue=VenueFactory(lat=51.55, lon=-0.1))

        assert titles(read(client, "?cause=green")) == ["Green"]
        assert titles(read(client, "?near=Earlsfield&within=1&cause=food_money")) == ["Food"]

    @pytest.mark.parametrize(
        "query", ["?near=X1&cause=fun&day=9&sort=suits&within=x", "?near=%00%01&words=%00", "?page=-1"]
    )
    def test_leaves_out_what_it_cannot_read(self, client, query):
        thing()

        assert len(titles(read(client, query))) == 1

    def test_names_the_hubs_own_address_whatever_host_was_asked(self, client, settings):
        settings.SITE_URL, settings.ALLOWED_HOSTS = "https://hub.example.org", ["*"]
        thing()

        answer = client.get(reverse("feed") + "?cause=food_money", headers={"host": "elsewhere.example"})

        assert b"elsewhere" not in answer.content
        assert b"https://hub.example.org/opportunities/feed/?cause=food_money" in answer.content

    def test_holds_with_signs_that_xml_does_not_know(self, client):
        thing(title="Sort\x0b & <b>hand</b>\x01 out", summary="\ufffe\x1f Fine.", organisation__name="La\x02rder")

        assert titles(read(client)) == ["Sort & <b>hand</b> out"]

    def test_can_be_read_with_nothing_in_it(self, client):
        assert titles(read(client)) == []

    def test_is_named_by_the_list_with_what_that_is_narrowed_by(self, client):
        page = client.get("/opportunities/?cause=green&near=Tooting&page=2").content.decode()

        assert 'type="application/rss+xml"' in page
        assert f'href="{reverse("feed")}?cause=green&amp;near=Tooting"' in page

    def test_leaves_out_what_closed(self, client):
        thing(closes_at=NOON - HOUR)

        assert titles(read(client)) == []
