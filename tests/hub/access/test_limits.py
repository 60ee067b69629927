"""How often one address may do a thing, and what somebody who must wait is told."""

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone
from redis.exceptions import ConnectionError as RedisConnectionError

from hub.design import phones
from opportunities.models import SignUp
from tests.factories import DAY, OpportunityFactory, SessionFactory

pytestmark = [pytest.mark.django_db, pytest.mark.limits]

ALLOWED = 30


@pytest.fixture(autouse=True)
def counters():
    """Start and end with nothing counted."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def address():
    opportunity = OpportunityFactory()
    SessionFactory(opportunity=opportunity, starts_at=timezone.now() + 7 * DAY)
    return reverse("opportunities:join", args=[opportunity.pk, opportunity.slug])


def posts(client, address, count, **more):
    """Send the empty form so many times; return the answers' status codes."""
    return [client.post(address, **more).status_code for _turn in range(count)]


class TestSayingYes:
    def test_is_stopped_the_31st_time_within_an_hour(self, client, address):
        assert posts(client, address, ALLOWED) == [200] * ALLOWED

        assert client.post(address).status_code == 429

    def test_tells_whoever_must_wait_what_still_works(self, client, address, settings):
        posts(client, address, ALLOWED)

        answer = client.post(address)

        assert phones.grouped(settings.HUB_PHONE) in answer.content.decode()
        assert answer.headers["Retry-After"] == "600"

    def test_takes_no_yes_from_whoever_must_wait(self, client, address):
        posts(client, address, ALLOWED)

        client.post(address, {"name": "Ama", "kind": "email", "route": "ama@example.test", "agree": "on"})

        assert not SignUp.objects.exists()

    def test_still_shows_the_page(self, client, address):
        posts(client, address, ALLOWED + 1)

        assert client.get(address).status_code == 200

    def test_counts_no_looking(self, client, address):
        for _turn in range(ALLOWED + 1):
            client.get(address)

        assert client.post(address).status_code == 200

    def test_leaves_other_addresses_alone(self, client, address):
        posts(client, address, ALLOWED + 1)

        assert client.post(address, REMOTE_ADDR="198.51.100.7").status_code == 200

    def test_cannot_be_got_round_by_claiming_another_address(self, client, address):
        posts(client, address, ALLOWED)

        assert client.post(address, HTTP_X_FORWARDED_FOR="198.51.100.7").status_code == 429

    def test_is_not_counted_when_limits_are_off(self, client, address, settings):
        settings.ACCOUNT_RATE_LIMITS = False

        assert set(posts(client, address, ALLOWED + 5)) == {200}


class TestWhenTheSharedCacheDoesNotAnswer:
    @pytest.fixture(autouse=True)
    def down(self, monkeypatch):
        def no(*_given, **_more):
            raise RedisConnectionError

        monkeypatch.setattr("hub.access.limits.ratelimit.consume", no)

    def test_a_yes_still_comes_through(self, client, address):
        assert client.post(address).status_code == 200

    def test_a_code_which_could_be_guessed_does_not(self, client):
        assert client.post(reverse("code"), {"code": "ABCD"}).status_code == 429
