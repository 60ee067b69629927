"""What the open interface says of what is open: its shape, what can be asked, turning pages, and what has gone since."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from hub.access.actors import SYSTEM
from hub.taxonomy.codes import Access, Cause, Kind
from opportunities import api
from opportunities.dates.services import scheduling
from opportunities.models import Opportunity, Session
from opportunities.posting.services import posting
from opportunities.selectors import updates
from organisations.services import verification
from tests.factories import (
    DAY,
    HOUR,
    NOON,
    MembershipFactory,
    OpportunityFactory,
    OrganisationFactory,
    RepeatFactory,
    SessionFactory,
    VenueFactory,
    actor,
)

pytestmark = pytest.mark.django_db

LIST = "/api/v1/opportunities"
MOST = 8
BEFORE = "2026-11-23T11:00:00Z"


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def adviser():
    return actor(MembershipFactory(role="adviser", organisation__service=True))


def thing(**more):
    return SessionFactory(opportunity=OpportunityFactory(**more)).opportunity


def ids(answer):
    return [item["id"] for item in answer.json()["items"]]


class TestAnItem:
    def test_has_the_shape_that_was_settled(self, client, settings):
        organisation = OrganisationFactory(name="Earlsfield Larder", slug="earlsfield-larder")
        row = thing(organisation=organisation, min_age=16, confirmed_at=NOON - HOUR, access=["friend", "step_free"])
        Opportunity.objects.filter(pk=row.pk).update(access_no=["toilet"], max_age=25, takes=["lifting"])

        found = client.get(LIST).json()

        assert found == {
            "count": 1,
            "next": None,
            "gone": [],
            "items": [
                {
                    "id": row.pk,
                    "url": f"{settings.SITE_URL}/opportunities/{row.pk}-sort-and-hand-out-food/",
                    "title": "Sort and hand out food",
                    "summary": "Nobody in Earlsfield goes without supper.",
                    "kind": "regular_role",
                    "causes": ["food_money"],
                    "organisation": {
                        "name": "Earlsfield Larder",
                        "url": f"{settings.SITE_URL}/organisations/earlsfield-larder/",
                        "kind": "group",
                    },
                    "next_session": {"starts_at": "2026-12-01T18:00:00Z", "ends_at": "2026-12-01T20:00:00Z"},
                    "slots": ["tue_evening"],
                    "place": {"name": "Earlsfield Hall", "sector": "SW18 3", "lat": 51.4423, "lon": -0.1877},
                    "remote": False,
                    "access": ["step_free", "friend"],
                    "access_no": ["toilet"],
                    "takes": ["lifting"],
                    "places_left": 8,
                    "min_age": 16,
                    "max_age": 25,
                    "last_confirmed": "2026-11-23T11:00:00Z",
                    "published_at": "2026-11-22T12:00:00Z",
                }
            ],
        }

    def test_says_so_where_people_choose_their_time_at_home(self, client):
        SessionFactory(opportunity__at_home=True, flexible=True, places=None)

        item = client.get(LIST).json()["items"][0]

        assert (item["next_session"], item["place"], item["places_left"]) == (None, None, None)
        assert item["remote"]
        assert item["slots"] == ["wed_morning"]

    def test_gives_the_next_date_of_a_run(self, client):
        start = NOON - 6 * DAY + 6 * HOUR
        SessionFactory(starts_at=start, ends_at=start + HOUR, next_at=start + 7 * DAY, rule="FREQ=WEEKLY;BYDAY=TU")

        item = client.get(LIST).json()["items"][0]

        assert item["next_session"] == {"starts_at": "2026-11-24T18:00:00Z", "ends_at": "2026-11-24T19:00:00Z"}

    def test_is_found_alone_by_its_id(self, client):
        row = thing()

        assert client.get(f"{LIST}/{row.pk}").json() == client.get(LIST).json()["items"][0]

    @pytest.mark.parametrize("state", ["draft", "paused", "closed"])
    def test_is_not_found_when_it_is_not_open(self, client, state):
        row = thing(state=state)

        assert client.get(f"{LIST}/{row.pk}").status_code == 404

    @pytest.mark.parametrize("pk", [0, 10**12, 10**30])
    def test_is_not_found_by_any_other_number(self, client, pk):
        answer = client.get(f"{LIST}/{pk}")

        assert answer.status_code == 404
        assert answer.json() == {"detail": "There is nothing here, or it is no longer open."}


class TestAsking:
    def test_by_cause_takes_any_of_several(self, client):
        food, green, _arts = (thing(causes=[cause]) for cause in (Cause.FOOD_MONEY, Cause.GREEN, Cause.ARTS))

        assert ids(client.get(LIST, {"cause": ["food_money", "green"]})) == [food.pk, green.pk]

    def test_by_kind(self, client):
        thing()
        once = thing(kind=Kind.ONE_OFF)

        assert ids(client.get(LIST, {"kind": "one_off"})) == [once.pk]

    def test_near_a_place_gives_the_nearest_first_and_home_last(self, client):
        home = SessionFactory(opportunity__at_home=True).opportunity
        tooting = thing(venue=VenueFactory(lat=51.4275, lon=-0.168))
        earlsfield = thing()

        assert ids(client.get(LIST, {"near": "Earlsfield"})) == [earlsfield.pk, tooting.pk, home.pk]

    def test_within_a_distance_leaves_the_far_ones_out(self, client):
        earlsfield, home = thing(), SessionFactory(opportunity__at_home=True).opportunity
        thing(venue=VenueFactory(lat=51.4275, lon=-0.168))

        assert ids(client.get(LIST, {"near": "Earlsfield", "within_km": "1"})) == [earlsfield.pk, home.pk]

    @pytest.mark.parametrize(
        ("asked", "said"),
        [
            ({"near": "Nowhereville"}, "We do not know a place called"),
            ({"near": "X1"}, "not like any postcode"),
            ({"within_km": "2"}, "near"),
            ({"within_km": "nan", "near": "Tooting"}, "within_km"),
            ({"cause": "fun"}, "“cause”"),
            ({"kind": ["one_off", ""]}, "“kind”"),
            ({"page": "0"}, "“page”"),
            ({"size": "101"}, "“size”"),
            ({"updated_since": "yesterday"}, "“updated_since”"),
            ({"updated_since": "0001-01-01T00:00:00+10:00"}, "“updated_since”"),
            ({"page": "x", "size": "0"}, "“page”, “size”"),
        ],
    )
    def test_what_cannot_be_read_is_said_in_a_sentence(self, client, asked, said):
        answer = client.get(LIST, asked)

        assert answer.status_code == 422
        assert said in answer.json()["detail"]


class TestTurningPages:
    @pytest.mark.parametrize("near", [{}, {"near": "Earlsfield"}])
    @pytest.mark.parametrize("size", [1, 3, 100])
    def test_meets_each_once(self, client, size, near, settings):
        rows = {thing().pk for _number in range(7)}
        address, met = LIST, []
        asked = near | {"size": size}

        while address:
            answer = client.get(address, asked)
            met += ids(answer)
            asked, address = {}, (answer.json()["next"] or "").removeprefix(settings.SITE_URL)

        assert sorted(met) == sorted(rows)

    def test_goes_on_while_more_is_put_up(self, client):
        first = thing()
        answer = client.get(LIST, {"size": 1})
        second, third = thing(), thing()

        met = ids(answer) + [pk for page in (2, 3) for pk in ids(client.get(LIST, {"size": 1, "page": page}))]

        assert met == [first.pk, second.pk, third.pk]

    def test_beyond_the_last_gives_nothing(self, client):
        thing()

        assert client.get(LIST, {"page": 9}).json() == {"count": 1, "next": None, "items": [], "gone": []}

    def test_names_the_hubs_own_address_whatever_host_was_asked(self, client, settings):
        settings.SITE_URL, settings.ALLOWED_HOSTS = "https://hub.example.org", ["*"]
        thing(), thing()

        found = client.get(LIST, {"size": 1, "cause": "food_money"}, headers={"host": "elsewhere.example"})

        assert found.json()["next"] == "https://hub.example.org/api/v1/opportunities?size=1&cause=food_money&page=2"
        assert b"elsewhere" not in found.content

    @pytest.mark.parametrize("asked", [{}, {"near": "SW18 2PU", "within_km": 9}, {"updated_since": "2026-01-01"}])
    def test_takes_few_queries_however_long_a_page_is(self, client, asked):
        thing()
        few = self.queries(client, asked)
        for number in range(50):
            row = thing(venue=VenueFactory())
            repeat = RepeatFactory(opportunity=row)
            SessionFactory(opportunity=row, repeat=repeat, starts_at=NOON + (9 + number) * DAY)

        many = self.queries(client, asked)

        assert few <= MOST
        assert many == few

    def queries(self, client, asked):
        with CaptureQueriesContext(connection) as queries:
            client.get(LIST, asked | {"size": 100})
        return len(queries)


@pytest.mark.parametrize("near", ["SW18 2PU\u200b", "SW18\u20112PU", "12 Ash Lane, London, SW18 2PU, UK"])
def test_a_place_is_read_as_it_is_pasted(client, near):
    assert client.get(LIST, {"near": near}).status_code == 200


@pytest.mark.parametrize("then", ["2026–01–01", "2026-01-01\u200b", "\uff12026-01-01T00:00:00Z"])
def test_so_is_a_moment(client, then):
    assert client.get(LIST, {"updated_since": then}).status_code == 200


class TestUpdatedSince:
    def since(self, client, then=BEFORE):
        found = client.get(LIST, {"updated_since": then}).json()
        return [item["id"] for item in found["items"]], found["gone"]

    def test_leaves_out_what_is_as_it_was(self, client):
        thing()

        assert self.since(client) == ([], [])

    def test_gives_what_was_changed(self, client):
        row = thing()
        posting.change(row, {"title": "Sort food"}, by=SYSTEM, at=timezone.now())

        assert self.since(client) == ([row.pk], [])

    def test_gives_what_has_a_new_date_to_come(self, client):
        row = thing()
        now = timezone.now()
        scheduling.add(row, starts_at=now + 9 * DAY, ends_at=None, places=3, by=SYSTEM, at=now)

        assert self.since(client) == ([row.pk], [])

    @pytest.mark.parametrize("move", [posting.pause, posting.close])
    def test_names_what_was_taken_off(self, client, move):
        row, _other = thing(), thing()
        move(row, by=SYSTEM, at=timezone.now())

        assert self.since(client) == ([], [row.pk])

    def test_names_what_belongs_to_an_organisation_that_was_suspended_and_gives_it_again_afterwards(
        self, client, adviser
    ):
        row = thing()
        verification.suspend(row.organisation, reason="No answer.", by=adviser, at=timezone.now())
        during = self.since(client)
        row.organisation.refresh_from_db()

        verification.lift(row.organisation, reason="They rang.", by=adviser, at=timezone.now())

        assert (during, self.since(client)) == (([], [row.pk]), ([row.pk], []))

    def test_names_what_is_no_longer_safe(self, client, adviser):
        row = thing(organisation=OrganisationFactory(safe=True), people_at_risk=True)
        verification.set_safe(row.organisation, safe=False, reason="No deputy.", by=adviser, at=timezone.now())

        assert self.since(client) == ([], [row.pk])

    def test_names_what_has_passed_or_closed_by_itself(self, client):
        passed = SessionFactory(starts_at=NOON - HOUR / 2).opportunity
        closed = thing(closes_at=NOON - HOUR / 2)
        called_off = thing()
        Session.objects.filter(opportunity=called_off).update(cancelled_at=NOON - HOUR / 2)

        assert self.since(client) == ([], [passed.pk, closed.pk, called_off.pk])

    def test_gives_what_has_another_next_date(self, client):
        row = thing()
        SessionFactory(opportunity=row, starts_at=NOON - HOUR / 2)

        assert self.since(client) == ([row.pk], [])

    def test_names_nothing_that_was_gone_before(self, client):
        thing(state="closed")
        SessionFactory(starts_at=NOON - 2 * DAY)

        assert self.since(client) == ([], [])

    def test_names_no_draft_and_nothing_that_was_never_on_show(self, client):
        thing(draft=True, changed_at=NOON)
        thing(state="closed", published_at=None, changed_at=NOON)

        assert self.since(client) == ([], [])

    def test_names_what_is_gone_on_the_first_page_alone(self, client):
        gone = thing(state="closed", changed_at=NOON)
        for _number in range(2):
            thing(changed_at=NOON)

        pages = [client.get(LIST, {"updated_since": BEFORE, "size": 1, "page": page}).json() for page in (1, 2)]

        assert [page["gone"] for page in pages] == [[gone.pk], []]

    def test_keeps_a_copy_true_through_many_changes(self, client):
        """A copy that is mended by `updated_since` alone holds the ids that are open, after each of twelve changes."""
        rows = [thing() for _number in range(6)]
        copy = set(ids(client.get(LIST)))
        for step, row in enumerate(rows * 2):
            with time_machine.travel(NOON + (step + 1) * HOUR, tick=False):
                then = (timezone.now() - timedelta(minutes=5)).isoformat()
                move = (posting.pause, posting.publish)[step >= 6]
                move(row, by=SYSTEM, at=timezone.now())
                came, went = self.since(client, then)
                copy = (copy - set(went)) | set(came)

                assert copy == set(ids(client.get(LIST)))

    @pytest.mark.parametrize(
        "typed",
        [
            "2026-11-23T11:00:00Z",
            "2026-11-23T11:00:00",
            "2026-11-23 11:00",
            "2026-11-23T12:00:00+01:00",
            "2026-11-23T12:00:00 01:00",
            "2026-11-23T12:00:00.000 0100",
        ],
    )
    def test_reads_a_moment_as_people_write_it(self, typed):
        assert api.read_moment(typed) == NOON - HOUR

    def test_keeps_to_the_rows_it_is_given(self, noon):
        kept, _other = thing(changed_at=NOON), thing(changed_at=NOON)

        assert list(updates.since(NOON, Opportunity.objects.filter(pk=kept.pk), at=noon)) == [kept]


class TestTheDocument:
    def test_lists_every_code_in_use(self, client):
        schemas = client.get("/api/v1/openapi.json").json()["components"]["schemas"]
        item = schemas["OpportunityItem"]["properties"]

        assert item["kind"]["enum"] == list(Kind.values)
        assert item["access"]["items"]["enum"] == list(Access.values)
        assert len(item["slots"]["items"]["enum"]) == 21
