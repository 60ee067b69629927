"""The door of the open interface: what it answers to whom, how often, and how it describes itself."""

import json
import re

import pytest
import time_machine
from django.core.cache import cache
from django.db import DatabaseError

from hub import api
from opportunities import api as opportunities_api
from opportunities.models import Opportunity
from tests.factories import (
    NOON,
    OpportunityFactory,
    SessionFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
LIST = "/api/v1/opportunities"


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(NOON, tick=False):
        yield


def thing(**more):
    return SessionFactory(opportunity=OpportunityFactory(**more)).opportunity


class TestTheDoor:
    @pytest.mark.parametrize("address", [LIST, "/api/v1/organisations", "/api/v1/openapi.json"])
    def test_lets_pages_of_any_site_read(self, client, address):
        answer = client.get(address, headers={"origin": "https://elsewhere.example"})

        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert "Access-Control-Allow-Credentials" not in answer.headers

    def test_sets_no_cookie(self, client):
        assert not client.get(LIST).cookies

    @pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
    def test_lets_nobody_write(self, client, method):
        answer = getattr(client, method)(LIST, {}, content_type="application/json")

        assert answer.status_code == 405
        assert answer.headers["Allow"] == "GET, HEAD, OPTIONS"
        assert answer.json()["detail"]

    def test_answers_a_question_before_a_question(self, client):
        answer = client.options(LIST, headers={"access-control-request-method": "GET"})

        assert answer.status_code == 204
        assert answer.headers["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"

    def test_gives_the_head_alone_when_that_is_asked(self, client):
        thing()
        whole, head = client.get(LIST), client.head(LIST)

        assert (head.status_code, head.content) == (200, b"")
        assert head.headers["Content-Length"] == str(len(whole.content))
        assert head.headers["ETag"] == whole.headers["ETag"]

    def test_says_304_while_nothing_is_new(self, client):
        row = thing()
        tag = client.get(LIST).headers["ETag"]

        same = client.get(LIST, headers={"if-none-match": tag})
        Opportunity.objects.filter(pk=row.pk).update(title="Sort food")
        other = client.get(LIST, headers={"if-none-match": tag})

        assert (same.status_code, same.content) == (304, b"")
        assert same.headers["Access-Control-Allow-Origin"] == "*"
        assert other.status_code == 200

    @pytest.mark.parametrize(
        "address", ["", "nothing", "opportunities/x", "opportunities/1/", "organisations/a b", "docs/"]
    )
    def test_says_in_json_that_nothing_is_there(self, client, address):
        answer = client.get(f"/api/v1/{address}")

        assert answer.status_code == 404
        assert answer.headers["Content-Type"] == "application/json"
        assert list(answer.json()) == ["detail"]

    def test_says_in_json_that_something_broke(self, client, monkeypatch):
        def broken(*_given, **_more):
            raise DatabaseError("secret")

        client.raise_request_exception = False
        monkeypatch.setattr("opportunities.api._found", broken)
        answer = client.get(LIST)

        assert answer.status_code == 500
        assert answer.json() == {"detail": "Something went wrong here. Try again later."}

    def test_keeps_what_a_signed_in_browser_gets_out_of_caches(self, client):
        client.force_login(UserFactory())

        assert "no-store" in client.get(LIST).headers["Cache-Control"]


@pytest.mark.limits
class TestTheLimit:
    @pytest.fixture(autouse=True)
    def counters(self):
        cache.clear()
        yield
        cache.clear()

    def calls(self, client, count, address=LIST, **more):
        return [client.get(address, **more).status_code for _turn in range(count)]

    def test_is_sixty_a_minute_and_the_61st_is_told_to_wait(self, client):
        assert set(self.calls(client, 60)) == {200}

        answer = client.get(LIST)

        assert answer.status_code == 429
        assert int(answer.headers["Retry-After"]) == 60
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert answer.json() == {"detail": "Too many calls from your address. Wait a minute, then go on."}

    def test_counts_all_addresses_and_methods_together(self, client):
        self.calls(client, 30)
        self.calls(client, 15, "/api/v1/organisations/nothing")
        for _turn in range(15):
            client.post(LIST)

        assert client.head("/api/v1/openapi.json").status_code == 429

    def test_is_over_after_a_minute(self, client):
        with time_machine.travel(NOON, tick=False) as traveller:
            self.calls(client, 61)
            traveller.shift(61)

            assert client.get(LIST).status_code == 200

    def test_is_each_addresss_own_and_cannot_be_got_round_by_claiming_another(self, client):
        self.calls(client, 60)

        assert client.get(LIST, REMOTE_ADDR="198.51.100.7").status_code == 200
        assert client.get(LIST, headers={"x-forwarded-for": "198.51.100.7"}).status_code == 429

    def test_leaves_the_page_for_people_alone(self, client):
        self.calls(client, 61)

        assert client.get("/api/v1/docs").status_code == 200

    def test_is_lifted_with_all_others(self, client, settings):
        settings.ACCOUNT_RATE_LIMITS = False

        assert set(self.calls(client, 70)) == {200}

    def test_keeps_nobody_waiting_while_the_shared_cache_is_away(self, client, monkeypatch):
        def away(*_given, **_more):
            raise DatabaseError

        monkeypatch.setattr("hub.access.limits.ratelimit.consume", away)

        assert client.get(LIST).status_code == 200


class TestTheDocument:
    @pytest.fixture
    def document(self, client):
        return client.get("/api/v1/openapi.json").json()

    def test_names_every_refusal_at_every_address(self, document):
        for operations in document["paths"].values():
            assert list(operations) == ["get"]
            assert {"200", "304", "404", "405", "422", "429"} <= set(operations["get"]["responses"])
            assert "Retry-After" in operations["get"]["responses"]["429"]["headers"]

    def test_describes_every_address_there_is(self, document):
        described = {re.sub(r"{\w+}", "x", path) for path in document["paths"]}
        data = {"opportunities", "opportunity", "organisations", "organisation"}
        routes = [route for route in api.urlpatterns if route.name in data]

        assert {"/api/v1/" + re.sub(r"<[^>]+>", "x", str(route.pattern)) for route in routes} == described
        assert len(routes) == 4

    def test_says_what_everything_asked_for_means(self, document):
        asked = document["paths"]["/api/v1/opportunities"]["get"]["parameters"]

        assert {part["name"] for part in asked} == set("page size near within_km cause kind updated_since".split())
        assert all(part["description"] for part in asked)

    def test_holds_the_only_fields_there_are(self, document):
        fields = {
            name: set(schema["properties"])
            for name, schema in document["components"]["schemas"].items()
            if "properties" in schema
        }

        assert fields.pop("OpportunityItem") == set(
            "id url title summary kind causes organisation next_session slots place remote access access_no takes "
            "places_left min_age max_age "
            "last_confirmed published_at".split()
        )
        assert fields.pop("OrganisationItem") == set(
            "slug url name kind about website place reply_hours open_opportunities checked".split()
        )
        assert fields.pop("Asked") == set("page size near within_km cause kind updated_since".split())
        assert fields.pop("Paging") == {"page", "size"}
        assert fields == {
            "OpportunityList": {"count", "next", "items", "gone"},
            "OrganisationList": {"count", "next", "items"},
            "Host": {"name", "url", "kind"},
            "Place": {"name", "sector", "lat", "lon"},
            "Times": {"starts_at", "ends_at"},
            "Problem": {"detail"},
        }


class TestThePageForPeople:
    @pytest.fixture
    def page(self, client):
        return client.get("/api/v1/docs").content.decode()

    def test_tells_of_everything_one_can_ask_for(self, client, page):
        document = client.get("/api/v1/openapi.json").json()
        for path, operations in document["paths"].items():
            assert path.removeprefix("/api/v1").replace("{pk}", "{id}") in page
            for part in operations["get"]["parameters"]:
                assert part["in"] == "path" or f"<code>{part['name']}</code>" in page

    def test_says_the_limit_and_the_licence(self, page, settings):
        assert f"{settings.API_LIMIT} times a minute" in page
        assert "Open Government Licence v3.0" in page

    def test_shows_an_example_that_has_every_field(self):
        item = json.loads(opportunities_api.example().model_dump_json())["items"][0]

        assert item["organisation"]["name"] == "Riverside Larder"
        assert set(item) == set(api.opportunities.OpportunityItem.model_fields)
