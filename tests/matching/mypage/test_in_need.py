"""Somebody whose words tell of need or distress is shown whom to ring, and is neither matched nor asked."""

import pytest
from django.urls import reverse

from hub.access.actors import SYSTEM
from matching.frontline.asks.services import willing
from matching.preferences.services import saving
from matching.suggestions.selectors import suggesting
from matching.suggestions.services import news
from opportunities.models.unmet import UnmetWish
from tests import stage as stages
from tests.factories import DAY
from tests.matching.suggestions.things import likes

pytestmark = pytest.mark.django_db

WORDS = "I like cooking but we have no food in the house"


@pytest.fixture
def stage():
    return stages.build()


def test_a_first_look_shows_the_card_and_nothing_that_fits(client, settings, stage):
    settings.HUB_PHONE = "020 8871 6000"

    text = client.post(reverse("preferences"), {"look": "1", "words": WORDS}).content.decode()

    assert "It sounds as if you need help first" in text
    assert 'href="tel:116123"' in text
    assert 'href="tel:02088716000"' in text
    assert "What might suit you" not in text
    assert WORDS in text


def test_nothing_is_suggested_and_no_missing_wish_is_counted(stage):
    ama = stage.users["ama"].person
    saving.save(ama, saving.Said(words=WORDS), by=SYSTEM, at=stage.at)

    text = stage.client("ama").get(reverse("me")).content.decode()

    assert "It sounds as if you need help first" in text
    assert not UnmetWish.objects.exists()


def test_somebody_known_can_deny_it_where_they_change_their_words(stage):
    ama, browser = stage.users["ama"].person, stage.client("ama")
    saving.save(ama, saving.Said(words=WORDS), by=SYSTEM, at=stage.at)
    page = browser.get(reverse("preferences")).content.decode()

    browser.post(reverse("preferences"), {"words": WORDS, "wrong": "none:crisis"})

    assert "It sounds as if you need help first" in page
    assert 'name="wrong" value="none:crisis"' in page
    assert "It sounds as if you need help first" not in browser.get(reverse("me")).content.decode()


def test_it_can_be_put_right(client, stage):
    answer = client.post(reverse("preferences"), {"look": "1", "words": WORDS, "misheard": "none:crisis"}, follow=True)

    assert "It sounds as if you need help first" not in answer.content.decode()


def test_a_worker_sees_the_card_and_the_gate_says_not_now(stage):
    page = stage.client("bev").post(stage.urls["frontline:capture"], {"words": WORDS, "do": "match"})
    text = page.content.decode()

    assert "They may need help first" in text
    assert "Don’t ask, look after them first" in text
    assert "Nothing to suggest now" in text


def test_no_list_no_news_and_no_ask_reaches_them(stage, noon):
    preference = likes(stage.at, words=WORDS)

    assert suggesting.find(preference, at=stage.at).rows == ()
    assert suggesting.otherwise(preference, at=stage.at) == []
    assert suggesting.these(preference, [stage.opportunity.pk], at=stage.at) == []
    assert preference.person_id not in willing.look(stage.opportunity, at=stage.at).people
    assert news.send(at=stage.at + DAY) == 0
