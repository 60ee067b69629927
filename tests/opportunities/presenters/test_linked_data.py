"""What a page says to search engines: the right kind of thing, only public facts, and nothing that ends its script element."""

import json
import re

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from opportunities.models import Opportunity
from opportunities.presenters import linked_data
from tests.factories import (
    DAY,
    HOUR,
    NOON,
    OpportunityFactory,
    OrganisationFactory,
    RepeatFactory,
    SessionFactory,
    VenueFactory,
)

pytestmark = pytest.mark.django_db

SCRIPT = re.compile(r'<script type="application/ld\+json" nonce="([^"]+)">(.*?)</script>', re.S)


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(NOON, tick=False):
        yield


def said(row):
    return linked_data.opportunity(Opportunity.objects.for_cards(at=NOON).get(pk=row.pk))


class TestAnOpportunity:
    def test_with_a_date_is_an_event(self, settings):
        row = SessionFactory(
            opportunity__organisation__name="Larder", opportunity__organisation__slug="larder"
        ).opportunity
        page = f"{settings.SITE_URL}/opportunities/{row.pk}-sort-and-hand-out-food/"

        assert said(row) == {
            "@context": "https://schema.org",
            "@type": "Event",
            "name": "Sort and hand out food",
            "description": "Nobody in Earlsfield goes without supper.",
            "url": page,
            "inLanguage": "en-gb",
            "startDate": "2026-12-01T18:00+00:00",
            "endDate": "2026-12-01T20:00+00:00",
            "eventStatus": "https://schema.org/EventScheduled",
            "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
            "organizer": {"@type": "NGO", "name": "Larder", "url": f"{settings.SITE_URL}/organisations/larder/"},
            "location": {
                "@type": "Place",
                "name": "Earlsfield Hall",
                "address": {
                    "@type": "PostalAddress",
                    "streetAddress": "Magdalen Road",
                    "postalCode": "SW18 3NP",
                    "addressCountry": "GB",
                },
            },
        }

    def test_that_repeats_says_how(self):
        row = OpportunityFactory()
        repeat = RepeatFactory(opportunity=row, rule="FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", until=NOON.date() + 90 * DAY)
        SessionFactory(opportunity=row, repeat=repeat)

        assert said(row)["eventSchedule"] == {
            "@type": "Schedule",
            "repeatFrequency": "P2W",
            "byDay": "https://schema.org/Tuesday",
            "startDate": "2026-12-01",
            "endDate": "2027-02-21",
            "startTime": "18:00",
            "endTime": "20:00",
            "scheduleTimezone": "Europe/London",
        }

    def test_gives_local_times_in_summer(self):
        start = NOON.replace(month=12, day=1) + 210 * DAY
        row = SessionFactory(starts_at=start, ends_at=None).opportunity

        facts = said(row)

        assert facts["startDate"] == "2027-06-29T13:00+01:00"
        assert "endDate" not in facts

    def test_can_be_done_from_home_or_both_ways(self):
        home = SessionFactory(opportunity__at_home=True).opportunity
        both = SessionFactory(opportunity__remote=True).opportunity

        assert said(home)["eventAttendanceMode"].endswith("OnlineEventAttendanceMode")
        assert said(home)["location"] == {"@type": "VirtualLocation", "url": said(home)["url"]}
        assert [place["@type"] for place in said(both)["location"]] == ["Place", "VirtualLocation"]

    def test_without_a_date_is_an_action(self):
        row = SessionFactory(opportunity__at_home=True, flexible=True).opportunity

        facts = said(row)

        assert (facts["@type"], facts["target"]["urlTemplate"]) == ("Action", facts["url"])
        assert "startDate" not in facts

    def test_says_who_meets_people_to_nobody(self):
        row = SessionFactory(
            opportunity__contact_name="Precious",
            opportunity__contact_phone="020 7946 0000",
            opportunity__contact_email="p@x.test",
        ).opportunity

        text = json.dumps(said(row))

        assert not [word for word in ("Precious", "7946", "p@x.test") if word in text]


class TestThePage:
    def script(self, client, row):
        return SCRIPT.search(client.get(row.get_absolute_url()).content.decode())

    def test_carries_it_in_its_head(self, client):
        row = SessionFactory().opportunity

        found = self.script(client, row)

        assert json.loads(found[2]) == said(row)

    def test_takes_no_query_more_for_it(self, client, monkeypatch):
        row = SessionFactory().opportunity
        self.script(client, row)
        with CaptureQueriesContext(connection) as queries:
            self.script(client, row)
        monkeypatch.setattr("opportunities.presenters.linked_data.opportunity", lambda row: {})
        with CaptureQueriesContext(connection) as without:
            self.script(client, row)

        assert len(queries) == len(without)

    @pytest.mark.parametrize("hidden", [{"state": "paused"}, {"state": "closed"}, {"closes_at": NOON - HOUR}])
    def test_carries_none_for_what_is_not_open(self, client, hidden):
        assert self.script(client, SessionFactory(opportunity=OpportunityFactory(**hidden)).opportunity) is None

    @pytest.mark.parametrize(
        "title", ["</script><script>alert(1)</script>", "<!--<script>", 'A & B\'s "best"', "line\u2028end", "\\u003c"]
    )
    def test_cannot_be_broken_out_of(self, client, title):
        row = SessionFactory(opportunity__title=title, opportunity__summary=title).opportunity

        found = self.script(client, row)

        assert json.loads(found[2])["name"] == title
        assert not set("<>&\u2028") & set(found[2])

    def test_names_the_nonce_of_the_answer(self, client):
        row = SessionFactory().opportunity
        answer = client.get(row.get_absolute_url())

        assert f"'nonce-{SCRIPT.search(answer.content.decode())[1]}'" in answer.headers["Content-Security-Policy"]


class TestAnOrganisation:
    @pytest.mark.parametrize(
        ("kind", "as_what"), [("group", "NGO"), ("social_enterprise", "Organization"), ("service", "Organization")]
    )
    def test_says_what_it_is(self, settings, kind, as_what):
        row = OrganisationFactory(
            kind=kind, slug="larder", name="Larder", website="https://larder.test/", phone="1", email="e@x.test"
        )

        assert linked_data.organisation(row) == {
            "@context": "https://schema.org",
            "@type": as_what,
            "name": "Larder",
            "url": f"{settings.SITE_URL}/organisations/larder/",
            "description": "We share food.",
            "sameAs": "https://larder.test/",
        }

    def test_says_where_it_is(self):
        assert (
            linked_data.organisation(OrganisationFactory(venue=VenueFactory()))["location"]["name"] == "Earlsfield Hall"
        )

    def test_says_it_on_its_page(self, client):
        row = OrganisationFactory()

        found = SCRIPT.search(client.get(row.get_absolute_url()).content.decode())

        assert json.loads(found[2])["name"] == row.name

    def test_says_nothing_before_it_was_checked(self, client):
        from tests.factories import MembershipFactory

        membership = MembershipFactory(organisation__unchecked=True)
        client.force_login(membership.user)

        answer = client.get(membership.organisation.get_absolute_url())

        assert answer.status_code == 200
        assert SCRIPT.search(answer.content.decode()) is None
