"""What the open interface says of organisations."""

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import NOON, OpportunityFactory, OrganisationFactory, SessionFactory, VenueFactory

pytestmark = pytest.mark.django_db

LIST = "/api/v1/organisations"
MOST = 8


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(NOON, tick=False):
        yield


def slugs(answer):
    return [item["slug"] for item in answer.json()["items"]]


class TestAnOrganisation:
    @pytest.fixture
    def larder(self):
        return OrganisationFactory(
            name="Earlsfield Larder", slug="earlsfield-larder", website="https://larder.test/", venue=VenueFactory()
        )

    def test_has_the_shape_that_was_settled(self, client, larder, settings):
        SessionFactory(opportunity__organisation=larder)
        SessionFactory(opportunity=OpportunityFactory(organisation=larder, state="paused"))

        found = client.get(LIST).json()

        assert found == {
            "count": 1,
            "next": None,
            "items": [
                {
                    "slug": "earlsfield-larder",
                    "url": f"{settings.SITE_URL}/organisations/earlsfield-larder/",
                    "name": "Earlsfield Larder",
                    "kind": "group",
                    "about": "We share food.",
                    "website": "https://larder.test/",
                    "place": {"name": "Earlsfield Hall", "sector": "SW18 3", "lat": 51.4423, "lon": -0.1877},
                    "reply_hours": 48,
                    "open_opportunities": 1,
                    "checked": "We know who they are",
                }
            ],
        }

    def test_is_found_alone_by_its_name_in_addresses(self, client, larder):
        assert client.get(f"{LIST}/earlsfield-larder").json() == client.get(LIST).json()["items"][0]

    def test_says_the_same_in_whatever_language_it_is_asked(self, client, larder):
        english, welsh = (client.get(LIST, headers={"accept-language": code}) for code in ("en-GB", "cy"))

        assert english.content == welsh.content
        assert welsh.headers["Content-Language"] == "en-gb"

    @pytest.mark.parametrize("hidden", [{"unchecked": True}, {"suspended_at": NOON}])
    def test_is_not_there_unless_everybody_may_see_it(self, client, hidden):
        OrganisationFactory(slug="hidden", **hidden)

        assert slugs(client.get(LIST)) == []
        assert client.get(f"{LIST}/hidden").status_code == 404

    def test_is_not_there_for_its_own_members_either(self, client):
        from tests.factories import MembershipFactory

        membership = MembershipFactory(organisation__unchecked=True)
        client.force_login(membership.user)

        assert slugs(client.get(LIST)) == []


class TestTurningPages:
    def test_meets_each_once(self, client, settings):
        made = {OrganisationFactory().slug for _number in range(7)}
        address, met = f"{LIST}?size=3", []

        while address:
            answer = client.get(address)
            met += slugs(answer)
            address = (answer.json()["next"] or "").removeprefix(settings.SITE_URL)

        assert sorted(met) == sorted(made)

    def test_takes_few_queries_however_long_a_page_is(self, client):
        found = []
        for _turn in range(2):
            SessionFactory()
            with CaptureQueriesContext(connection) as queries:
                client.get(LIST, {"size": 100})
            found.append(len(queries))
            for _number in range(50):
                SessionFactory(opportunity__organisation=OrganisationFactory(venue=VenueFactory()))

        assert found[0] <= MOST
        assert found[0] == found[1]
