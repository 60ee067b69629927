"""Whoever told people of something reads how they hear of it: only what went out is "told"."""

from datetime import UTC, datetime, time

import pytest

from hub.messaging import telling
from hub.people import reading
from hub.people.models import Channel
from hub.people.services import persons
from tests.factories import DAY, person

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
NIGHT = datetime(2026, 11, 23, 22, 0, tzinfo=UTC)
HOME = "4 Garratt Lane\nLondon\nSW18 4AA"


@pytest.fixture
def joan():
    return person("Joan", "joan@example.test", at=NOON)


@pytest.fixture
def texted(joan, settings):
    """Joan, who likes texts best."""
    settings.TEXT_CHANNEL = "any.provider"
    persons.add_route(joan, reading.Route(Channel.TEXT, "+447700900123"), at=NOON, preferred=True)
    return joan


def test_an_email_is_told(joan):
    assert telling.one(joan, at=NIGHT) == "We’ve told them."


def test_a_text_at_night_waits_for_the_morning(texted):
    assert telling.one(texted, at=NOON) == "We’ve told them."
    assert telling.one(texted, at=NIGHT) == "We’ll tell them at 8am, Tuesday 24 November."


def test_so_does_a_text_for_its_safe_time(texted):
    texted.routes.filter(kind=Channel.TEXT).update(safe_from=time(18), safe_until=time(19))

    assert telling.one(texted, at=NOON) == "We’ll tell them at 6pm, Monday 23 November."


def test_a_letter_that_comes_too_late_is_another_way(joan):
    persons.add_route(joan, reading.Route(Channel.LETTER, HOME), at=NOON, preferred=True)

    assert telling.one(joan, by=NOON + 9 * DAY, at=NOON) == "We’ll tell them by letter."
    assert telling.one(joan, by=NOON + DAY, at=NOON) == "We’ve told them."


def test_many_are_counted_by_how_they_hear():
    hows = [telling.How.RUNG, telling.How.SENT, telling.How.SENT, telling.How.NO_WAY, telling.How.LATER]

    words = telling.many(telling.Telling(how, NOON) for how in hows)

    assert words == "2 told, 1 to be told later, 1 to be rung, 1 whom we can’t reach"
    assert telling.many([]) == ""
