"""A change of language shows a half-filled form as it was typed, also without scripts, and saves nothing of it."""

import re
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.urls import reverse
from django.utils import translation

from hub.people.models import Person
from matching.frontline.capture.services import captures
from matching.frontline.models import Capture
from matching.preferences.models import Preference
from tests import html_forms

pytestmark = pytest.mark.django_db

NEEDS_HELP = "I like cooking but we have no food in the house"


@pytest.fixture(autouse=True)
def language_as_before():
    with translation.override(translation.get_language()):
        yield


def press_welsh(client, address, answer=None, **typed):
    """Press the language button of a page with something typed into its form, as a browser without scripts does."""
    html = (answer or client.get(address)).content.decode()
    button = BeautifulSoup(html, "html.parser").select_one(".languages button[value=cy]")
    form = BeautifulSoup(html, "html.parser").find("form", id=button.get("form"))
    assert form is not None, "the button sends another form"
    sent = html_forms.fields_of(html, having="words") | {name: [value] for name, value in typed.items()}
    return client.post(address, sent | {button["name"]: button["value"]}, follow=True)


def words_in(answer):
    return html_forms.fields_of(answer.content.decode(), having="words")["words"]


def is_welsh(answer):
    return '<html lang="cy"' in answer.content.decode() and answer.client.cookies[settings.LANGUAGE_COOKIE_NAME]


class TestSomebodyNew:
    PAGE = "/me/preferences/"

    def test_finds_what_they_typed_and_is_not_asked_more_than_before(self, client):
        answer = press_welsh(client, self.PAGE, words="Tea and chat")

        assert is_welsh(answer)
        assert words_in(answer) == ["Tea and chat"]
        assert 'name="route"' not in answer.content.decode()
        assert not answer.context["form"].errors
        assert client.get(self.PAGE).context["form"]["words"].value() is None

    def test_finds_it_after_a_look_too_with_what_fits_and_no_scolding(self, client, stage):
        looked = client.post(self.PAGE, {"look": "1", "words": "I like sorting food", "place": "SW18 3NP"}).url

        answer = press_welsh(client, looked, name="Zadie", route="pat@example.test")

        assert is_welsh(answer)
        assert words_in(answer) == ["I like sorting food"]
        assert html_forms.fields_of(answer.content.decode(), having="route")["route"] == ["pat@example.test"]
        assert stage.opportunity.title in [card.title for card in answer.context["cards"]]
        assert not answer.context["form"].errors
        assert not Person.objects.filter(first_name="Zadie").exists()

    def test_in_need_still_sees_whom_to_ring(self, client):
        card = client.post(self.PAGE, {"look": "1", "words": NEEDS_HELP})

        answer = press_welsh(client, self.PAGE, card)

        assert is_welsh(answer)
        assert 'href="tel:116123"' in answer.content.decode()
        assert words_in(answer) == [NEEDS_HELP]

    def test_may_read_in_another_language_as_often_as_look(self, client, settings):
        settings.ACCOUNT_RATE_LIMITS = {"hub_sign_up": "1/h/ip", "hub_look": "5/h/ip"}

        there, back = [client.post(self.PAGE, {"words": "Tea", "page_language": code}) for code in ("cy", "en-gb")]

        assert (there.status_code, back.status_code) == (200, 200)


class TestSomebodyKnown:
    @pytest.mark.parametrize("who", ["ama", "bev"])
    def test_finds_what_was_typed_and_nothing_is_saved(self, stage, who):
        client = stage.client(who)
        address = reverse("preferences") if who == "ama" else stage.urls["frontline:preference"]
        before = list(Preference.objects.order_by("pk").values("words", "changed_at"))

        answer = press_welsh(client, address, words="Chess on Mondays")

        assert is_welsh(answer)
        assert words_in(answer) == ["Chess on Mondays"]
        assert list(Preference.objects.order_by("pk").values("words", "changed_at")) == before


class TestTheCapture:
    def test_keeps_the_draft_and_shows_whom_to_ring(self, stage):
        client, address = stage.client("bev"), stage.urls["frontline:capture"]

        answer = press_welsh(client, address, words=NEEDS_HELP, first_name="Pat")

        assert is_welsh(answer)
        assert urlsplit(answer.request["PATH_INFO"]).path == address
        assert words_in(answer) == [NEEDS_HELP]
        assert "tel:116123" in answer.content.decode()
        draft = captures.fields_of(Capture.objects.get())
        assert draft["words"] == [NEEDS_HELP]
        assert "page_language" not in draft

    def test_of_another_tab_is_not_written_over(self, stage):
        client, address = stage.client("bev"), stage.urls["frontline:capture"]
        old = client.get(address)
        press_welsh(client, address, words="Tea")

        answer = press_welsh(client, address, old, words="Choirs")

        assert re.search(r'id="elsewhere"\s*>', answer.content.decode())
        assert captures.fields_of(Capture.objects.get())["words"] == ["Tea"]


def test_a_language_that_we_do_not_speak_changes_nothing(client):
    answer = client.post(reverse("preferences"), {"words": "Tea", "page_language": "xx", "look": "1"}, follow=True)

    assert '<html lang="en-gb"' in answer.content.decode()


def test_pages_without_such_a_form_change_language_by_the_switch_alone(client):
    button = BeautifulSoup(client.get(reverse("home")).content, "html.parser").select_one(".languages button")

    assert (button["name"], button.get("form")) == ("language", None)
