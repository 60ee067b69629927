"""Is it alive, and can it do its work: yes or no, and nothing else."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import DatabaseError
from django.utils import timezone
from redis.exceptions import ConnectionError as RedisConnectionError

from hub import health
from hub.messaging import outbox

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def disk(monkeypatch):
    """A disk with room, whatever this machine's looks like."""
    room = {"free": 50, "total": 100}
    monkeypatch.setattr(health.shutil, "disk_usage", lambda _path: type("Usage", (), room))
    return room


def late(seconds):
    at = timezone.now() - timedelta(seconds=seconds)
    outbox.add("message", "1", key="message:1", at=at)


def test_is_alive(client):
    assert client.get("/healthz").content == b"ok\n"


def test_is_ready_when_everything_is_well(client):
    answer = client.get("/readyz")

    assert answer.status_code == 200
    assert answer.json() == {"database": True, "cache": True, "disk": True, "outbox": True}


def test_is_not_ready_when_something_in_the_outbox_is_late(client):
    late(90)

    answer = client.get("/readyz")

    assert answer.status_code == 503
    assert answer.json() == {"database": True, "cache": True, "disk": True, "outbox": False}


def test_gives_the_outbox_a_minute(client):
    late(20)

    assert client.get("/readyz").status_code == 200


def test_does_not_wait_for_what_was_given_up(client):
    from hub.messaging.models import Item, ItemState

    late(90)
    Item.objects.update(state=ItemState.DEAD)

    assert client.get("/readyz").status_code == 200


def test_is_not_ready_on_a_full_disk(client, disk):
    disk["free"] = 5

    assert client.get("/readyz").json()["disk"] is False


def test_is_not_ready_when_the_cache_is_away(client, monkeypatch):
    def away(*_given, **_more):
        raise OSError("away")

    monkeypatch.setattr(cache, "set", away)

    answer = client.get("/readyz")

    assert answer.status_code == 503
    assert answer.json()["cache"] is False


def test_is_not_ready_when_migrations_are_missing(client, monkeypatch):
    monkeypatch.setattr(health.MigrationExecutor, "migration_plan", lambda *_given: ["one"])

    assert client.get("/readyz").status_code == 503


def test_says_no_more_than_yes_or_no_when_the_database_is_in_trouble(client, monkeypatch):
    def broken(*_given):
        raise DatabaseError("password authentication failed for hub at 10.0.0.7")

    monkeypatch.setattr(health.MigrationExecutor, "migration_plan", broken)

    answer = client.get("/readyz")

    assert answer.json()["database"] is False
    assert b"10.0.0.7" not in answer.content


@pytest.mark.parametrize("address", ["/healthz", "/readyz"])
def test_is_asked_only_by_get_and_never_kept(client, address):
    assert client.post(address).status_code == 405
    assert "no-store" in client.get(address).headers["Cache-Control"]


def test_answers_a_probe_that_names_no_host_of_ours(client, settings):
    settings.ALLOWED_HOSTS = ["hub.example.org"]

    assert client.get("/healthz", headers={"host": "10.0.0.7:8000"}).status_code == 200
    assert client.get("/readyz", headers={"host": "10.0.0.7:8000"}).status_code == 200
    assert client.get("/", headers={"host": "10.0.0.7:8000"}).status_code == 400


def test_is_not_ready_when_redis_does_not_answer(client, monkeypatch):
    def no(*_given, **_more):
        raise RedisConnectionError

    monkeypatch.setattr(cache, "set", no)

    answer = client.get("/readyz")

    assert (answer.status_code, answer.json()["cache"]) == (503, False)
