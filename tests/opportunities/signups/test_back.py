"""The link at the top of an advert leads back to where somebody came from: the suggestions, or the list."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from hub.access.actors import SYSTEM
from matching.preferences.services import saving

pytestmark = pytest.mark.django_db

LIST = reverse("opportunities:list")


def way_back(answer):
    link = BeautifulSoup(answer.content, "html.parser").select_one(".back a")
    return link["href"], link.get_text(strip=True)


def opened(client, address, title):
    """Open the card of this title on a page of suggestions; return its address."""
    page = BeautifulSoup(client.get(address).content, "html.parser")
    return next(link["href"] for link in page.select(".card-title a") if link.get_text(strip=True) == title)


@pytest.fixture
def look(client, stage):
    return client.post(reverse("preferences"), {"look": "1", "words": "I like sorting food", "place": "SW18 3NP"}).url


def test_from_a_first_look_to_that_look(client, stage, look):
    advert = opened(client, look, stage.opportunity.title)

    assert way_back(client.get(advert)) == (look, "Back to what might suit you")


def test_from_their_own_page_to_their_own_page(stage):
    client, ama = stage.client("ama"), stage.users["ama"].person
    stage.opportunity.sessions.all().update(taken=0)
    saving.save(ama, saving.Said(words="I like sorting food"), by=SYSTEM, at=stage.at)
    titles = [card.title for _pk, card in client.get(reverse("me")).context["cards"]]

    advert = opened(client, reverse("me"), titles[0])

    assert way_back(client.get(advert)) == (reverse("me"), "Back to what might suit you")


def test_still_after_a_slip_in_the_form(client, stage, look):
    advert = opened(client, look, stage.opportunity.title)
    form = BeautifulSoup(client.get(advert).content, "html.parser").select_one("form[novalidate]")

    assert way_back(client.post(form["action"], {}))[0] == look


def test_from_the_list_to_the_list_near_the_same_place(client, stage):
    address = stage.opportunity.get_absolute_url()

    assert way_back(client.get(address)) == (LIST, "Back to the list")
    assert way_back(client.get(address, {"near": "SW18"}))[0].startswith(f"{LIST}?near=")


@pytest.mark.parametrize("key", ["me", "x", "A" * 22, "//evil.test"])
def test_who_has_no_such_page_goes_to_the_list(stage, look, key):
    address = stage.opportunity.get_absolute_url()

    assert way_back(Client().get(address, {"back": key}))[0] == LIST
    assert way_back(Client().get(address, {"back": look.rpartition("=")[2]}))[0] == LIST


@pytest.mark.parametrize("query", ["day=0&part=0&near=SW18+2AA", "day=5&part=0&access=step_free", ""])
def test_to_the_list_as_it_was_left_with_all_its_filters(client, stage, query):
    left = f"{LIST}?{query}".rstrip("?")

    advert = client.get(stage.opportunity.get_absolute_url(), headers={"Referer": f"http://testserver{left}"})

    assert way_back(advert) == (left, "Back to the list")


@pytest.mark.parametrize(
    "referer", [f"http://elsewhere.test{LIST}?day=0", "http://testserver/search/?q=food", "nonsense"]
)
def test_to_the_plain_list_for_who_comes_from_elsewhere(client, stage, referer):
    advert = client.get(stage.opportunity.get_absolute_url(), headers={"Referer": referer})

    assert way_back(advert) == (LIST, "Back to the list")
