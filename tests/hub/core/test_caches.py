"""While Redis is away, pages do without it; what could be guessed is refused, and nothing else."""

import pytest
from django.core.cache import caches as all_caches
from django.urls import reverse

from hub.access import limits
from hub.core import caches
from tests.factories import UserFactory

AWAY = {"default": {"BACKEND": "hub.core.caches.ForgivingRedis", "LOCATION": "redis://127.0.0.1:1/0"}}


@pytest.fixture
def redis_away(settings):
    settings.CACHES = AWAY
    settings.ACCOUNT_RATE_LIMITS = {"login": "30/m/ip", "hub_code": "30/m/ip", "hub_sign_up": "30/m/ip"}
    return all_caches["default"]


def test_a_value_is_not_there_and_not_kept(redis_away):
    redis_away.set("key", 1)

    assert redis_away.get("key") is None
    assert redis_away.get("key", "else") == "else"
    assert redis_away.get_many(["key"]) == {}
    assert redis_away.add("key", 1) is True
    assert redis_away.set_many({"key": 1}) == ["key"]
    assert redis_away.touch("key") is redis_away.delete("key") is redis_away.has_key("key") is False
    assert not caches.answers()
    redis_away.delete_many(["key"])


def test_another_kind_of_cache_is_taken_to_answer():
    assert caches.answers()


@pytest.mark.django_db
@pytest.mark.usefixtures("redis_away")
class TestPages:
    def test_somebody_can_sign_in(self, client):
        user = UserFactory()
        user.set_password("a long pass phrase")
        user.save()

        answer = client.post(reverse("account_login"), {"login": user.email, "password": "a long pass phrase"})

        assert answer.status_code == 302

    def test_search_and_the_list_answer(self, client):
        assert client.get(reverse("search"), {"q": "food"}).status_code == 200
        assert client.get(reverse("opportunities:list"), {"near": "SW18 2PU"}).status_code == 200

    def test_the_hub_says_it_is_not_ready(self, client):
        assert client.get("/readyz").status_code == 503

    def test_codes_that_could_be_guessed_are_refused_and_sign_ups_are_let_through(self, rf):
        assert not limits.within(rf.post("/"), "hub_code")
        assert limits.within(rf.post("/"), "hub_sign_up")
