"""One capture, open in two tabs: the later save never undoes the earlier one unseen."""

import pytest

from hub.access import unsent
from hub.people.models import Person
from matching.frontline.capture.services import captures
from matching.frontline.models import Capture
from tests.html_forms import fields_of

pytestmark = pytest.mark.django_db


class Tab:
    """One tab with the capture in it."""

    def __init__(self, stage):
        self.client, self.url = stage.client("bev"), stage.urls["frontline:capture"]
        self.fields = fields_of(self.client.get(self.url).content.decode(), having="words")

    def types(self, words):
        """Save as the script does while it is typed; return the status."""
        self.fields |= {"words": [words]}
        return self.client.post(self.url, self.fields, headers={"HX-Request": "true"}).status_code

    def presses(self, do):
        return self.client.post(self.url, self.fields | {"do": [do]}).content.decode()


@pytest.fixture
def two(stage):
    return Tab(stage), Tab(stage)


def kept(two):
    pk = two[0].url.rstrip("/").rpartition("/")[2]
    return captures.fields_of(Capture.objects.get(pk=pk))["words"]


def test_the_second_tab_is_told_and_saves_nothing(two):
    assert [two[0].types("Tea"), two[0].types("Tea and chat")] == [200, 200]

    assert two[1].types("Choirs") == 409
    assert kept(two) == ["Tea and chat"]


@pytest.mark.parametrize("do", ["match", "keep", "clear"])
def test_a_button_of_the_second_tab_asks_which_to_keep(two, do):
    two[0].types("Tea")
    two[1].types("Choirs")

    page = two[1].presses(do)

    notice = page[page.index('id="elsewhere"') :].partition(">")[0]
    assert "hidden" not in notice
    assert fields_of(page, having="words")["words"] == ["Choirs"]
    assert kept(two) == ["Tea"]


def test_the_one_that_is_chosen_is_kept_and_the_other_is_told(two):
    two[0].types("Tea")
    two[1].types("Choirs")

    two[1].presses("mine")

    assert kept(two) == ["Choirs"]
    assert (two[1].types("Choirs and bingo"), two[0].types("Tea and cake")) == (200, 409)


def test_something_worrying_in_the_second_tab_loses_neither_text(two):
    two[0].types("Tea")
    two[1].types("Choirs")

    two[1].presses("stop")

    assert kept(two) == ["Tea"]
    back = two[1].client.get(two[1].url).content.decode()
    assert fields_of(back, having="words")["words"] == ["Choirs"]


def test_it_is_said_why_the_text_of_the_second_tab_is_not_saved(two):
    two[0].types("Tea")
    two[1].types("Choirs")
    two[1].presses("stop")

    back = two[1].client.get(two[1].url).content.decode()
    assert "This was also written in another tab. What you wrote here is below, but not saved yet." in back
    assert "You were signed out" not in back


def test_an_agreement_ticked_in_the_second_tab_alone_stops_asks_too(two):
    two[0].types("Tea")
    two[1].fields |= {"keep": ["on"], "first_name": ["Nia Ward"], "kind": ["phone"], "route": ["020 7946 0018"]}
    two[1].types("Choirs")

    two[1].presses("stop")
    said = two[1].client.get(f"{two[1].url}crisis/").content.decode()
    two[1].client.post(f"{two[1].url}crisis/")

    assert "their name and number stay, as they agreed" in said
    assert Person.objects.filter(first_name="Nia").exists()


def test_nothing_waits_once_the_ask_is_stopped(two):
    two[0].types("Tea")
    two[1].types("Choirs")
    two[1].presses("stop")
    assert unsent.KEY in two[1].client.session

    two[1].client.post(f"{two[1].url}crisis/")

    assert unsent.KEY not in two[1].client.session
