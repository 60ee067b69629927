"""Somebody whose words tell of need or distress is shown whom to ring, and is neither matched nor asked."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from hub.access.actors import NOBODY, SYSTEM
from hub.consent import wordings
from hub.consent.models import Purpose
from hub.consent.services import consents
from matching.frontline.asks.services import willing
from matching.mypage.services import companions
from matching.preferences.models import Preference
from matching.preferences.services import saving
from matching.suggestions.elsewhere import Recommends
from matching.suggestions.models import NightlyRun
from matching.suggestions.selectors import suggesting
from matching.suggestions.services import everyone as nightly
from matching.suggestions.services import news
from opportunities.models.unmet import UnmetWish
from tests import stage as stages
from tests.factories import DAY, person
from tests.matching.suggestions.things import cook, likes, thing

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
    assert "They may need help first" in text


def test_no_list_no_news_and_no_ask_reaches_them(stage, noon):
    preference = likes(stage.at, words=WORDS)

    assert suggesting.find(preference, at=stage.at).rows == ()
    assert suggesting.otherwise(preference, at=stage.at) == []
    assert suggesting.these(preference, [stage.opportunity.pk], at=stage.at) == []
    assert preference.person_id not in willing.look(stage.opportunity, at=stage.at).people
    assert news.send(at=stage.at + DAY) == 0


def test_they_are_on_no_nightly_list_and_not_counted_as_finding_nothing(stage, noon, tmp_path, settings):
    settings.MATCH_LISTS_DIR = tmp_path
    likes(stage.at, words=WORDS)

    nightly.go_on(at=noon + timedelta(hours=15))

    run = NightlyRun.objects.get()
    assert (run.people, run.without) == (Preference.objects.count() - 1, 0)
    assert not UnmetWish.objects.exists()


def test_nobody_is_put_together_with_them(noon, tmp_path, settings):
    settings.MATCH_LISTS_DIR = tmp_path
    thing("Supper")
    people = [person(name, f"{name.lower()}@example.test", at=noon) for name in ("Ama", "Bo")]
    for who in people:
        cook(noon, who=who)
        consents.give(who, Purpose.BRING_COMPANY, wording=wordings.COMPANY, by=NOBODY, at=noon)
    nightly.go_on(at=noon + timedelta(hours=15))
    Preference.objects.filter(person=people[0]).update(words=WORDS)  # since the night

    assert companions.pair(at=noon + DAY) == 0


def test_after_a_no_they_are_not_invited_elsewhere(stage):
    preference = likes(stage.at, words=WORDS)

    assert Recommends().instead(stage.opportunity, person_id=preference.person_id, at=stage.at) == []


def test_a_worker_who_asks_why_not_reads_that_help_comes_first(stage):
    joan = stage.people["joan"]
    saving.save(joan, saving.Said(words=WORDS), by=SYSTEM, at=stage.at)

    page = stage.client("bev").get(reverse("frontline:why_not", args=[joan.pk]), {"title": stage.opportunity.title})

    assert "They may need help first, by what they said." in page.content.decode()


def test_the_card_is_what_the_page_says_first(client, stage):
    page = client.post(reverse("preferences"), {"look": "1", "words": WORDS}).content.decode()

    assert "<title>It sounds as if you need help first" in page
    focused = BeautifulSoup(page, "html.parser").select_one("hub-focus [autofocus]")
    assert "It sounds as if you need help first" in focused.text
