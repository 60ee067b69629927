"""What search engines are told."""

import xml.etree.ElementTree as ElementTree

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page

from cms import sitemaps
from cms.models import HomePage, PlainPage
from tests.factories import DAY, OpportunityFactory, OrganisationFactory, SessionFactory

pytestmark = pytest.mark.django_db

SPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def addresses(client, **more):
    root = ElementTree.fromstring(client.get("/sitemap.xml", **more).content)
    return [place.text for place in root.iter(f"{SPACE}loc")]


@pytest.fixture
def opportunity():
    return SessionFactory(opportunity=OpportunityFactory(), starts_at=timezone.now() + DAY).opportunity


class TestTheSitemap:
    def test_lists_what_is_open_and_whose_it_is(self, client, opportunity, settings):
        found = addresses(client)

        assert settings.SITE_URL + opportunity.get_absolute_url() in found
        assert settings.SITE_URL + opportunity.organisation.get_absolute_url() in found

    def test_lists_pages_that_can_all_be_opened_by_anybody(self, client, opportunity, settings):
        found = addresses(client)

        assert len(found) == len(set(found)) > len(sitemaps.FIXED)
        assert {client.get(address.removeprefix(settings.SITE_URL)).status_code for address in found} == {200}

    def test_lists_what_editors_put_on_show_alone(self, client):
        home = HomePage.objects.get()
        home.add_child(instance=PlainPage(title="Shown canary", slug="shown-canary"))
        home.add_child(instance=PlainPage(title="Draft", slug="draft-canary", live=False))

        assert [address.rsplit("/", 2)[1] for address in addresses(client) if "canary" in address] == ["shown-canary"]
        assert Page.objects.filter(slug="draft-canary").exists()

    def test_names_the_hubs_own_address_whatever_host_was_asked(self, client, opportunity, settings):
        settings.SITE_URL, settings.ALLOWED_HOSTS = "https://hub.example.org", ["*"]

        found = addresses(client, headers={"host": "elsewhere.example"})

        assert {address.split("/")[2] for address in found} == {"hub.example.org"}
        assert {address.split(":")[0] for address in found} == {"https"}

    def test_takes_few_queries_however_much_there_is(self, client, opportunity):
        found = []
        for _turn in range(2):
            with CaptureQueriesContext(connection) as queries:
                addresses(client)
            found.append(len(queries))
            for _number in range(30):
                SessionFactory(opportunity__organisation=OrganisationFactory(), starts_at=timezone.now() + DAY)

        assert found[0] == found[1] <= 15


class TestRobots:
    def test_are_told_where_only_people_have_something_to_do(self, client, settings):
        lines = client.get("/robots.txt").content.decode().splitlines()

        assert {"Disallow: /me/", "Disallow: /t/", "Disallow: /frontline/"} <= set(lines)
        assert f"Sitemap: {settings.SITE_URL}/sitemap.xml" in lines

    def test_are_kept_out_of_nothing_that_is_listed(self, client, opportunity, settings):
        closed = [
            line.split(": ")[1]
            for line in client.get("/robots.txt").content.decode().splitlines()
            if "Disallow" in line
        ]

        assert not [
            address
            for address in addresses(client)
            if address.removeprefix(settings.SITE_URL).startswith(tuple(closed))
        ]

    def test_are_kept_out_of_the_demo_place(self, client, settings):
        settings.DEMO = True

        assert "Disallow: /" in client.get("/robots.txt").content.decode().splitlines()
