"""The title of a page is the first that is heard of it: it names the page, its state and what is to put right."""

import re
from html import unescape

import pytest
from django.urls import reverse

from tests.factories import DAY, OpportunityFactory, SessionFactory
from tests.hostile.test_forms import GOOD, ROOMS, WHO, address_of
from tests.pages.test_pages import OPEN

pytestmark = pytest.mark.django_db

NO_PAGE = {"healthz"}
SAME = {
    frozenset({"opportunities:page", "opportunities:join"}),
    frozenset({"frontline:crisis", "frontline:crisis_in"}),
}
"""Addresses that show one and the same page."""


def title_of(answer):
    found = re.search(r"<title>(.*?)</title>", answer.content.decode(), re.DOTALL)
    return " ".join(unescape(found[1]).split())


def test_no_two_pages_have_one_title(stage):
    named = {}
    for name, who in OPEN.items():
        if name not in NO_PAGE:
            title = title_of(stage.client(who).get(stage.urls.get(name) or reverse(name)))
            named.setdefault((who, title), set()).add(name)

    assert [(key, names) for key, names in named.items() if len(names) > 1 and frozenset(names) not in SAME] == []


@pytest.mark.parametrize("name", GOOD)
def test_the_title_of_a_form_with_errors_begins_so_and_no_other_does(stage, name, settings):
    settings.ACCOUNT_RATE_LIMITS = False
    client = stage.client(WHO.get(name, ROOMS.get(name.partition(":")[0], "nobody")))
    address = address_of(stage, name)
    first = client.get(address)
    for typed in ({}, GOOD[name] | dict.fromkeys(GOOD[name], "\u202e" + "x" * 9000)):
        answer = client.post(address, typed)
        if answer.status_code == 200:
            wrong = 'class="error' in answer.content.decode() or "errorlist" in answer.content.decode()
            assert title_of(answer).startswith("Error: ") is wrong, (title_of(answer), wrong)
    assert not title_of(first).startswith("Error: ")


def test_the_second_page_of_a_list_says_so(stage):
    for number in range(12):
        SessionFactory(
            opportunity=OpportunityFactory(organisation=stage.larder, title=f"Thing {number}", published_at=stage.at),
            starts_at=stage.at + (3 + number) * DAY,
        )
    client = stage.client("nobody")

    assert "page 1" not in title_of(client.get(reverse("opportunities:list")))
    assert "page 2 of 2" in title_of(client.get(reverse("opportunities:list"), {"page": 2}))


def test_a_list_near_somewhere_names_what_it_found(stage):
    title = title_of(stage.client("nobody").get(reverse("opportunities:list"), {"near": "SW18 2PU"}))

    assert title.startswith("2 things near SW18 2PU")


def test_a_place_that_is_not_found_is_an_error_of_the_list(stage):
    assert title_of(stage.client("nobody").get(reverse("opportunities:list"), {"near": "XX9 9ZZ"})).startswith(
        "Error: "
    )


def test_the_title_follows_the_filters_without_a_new_page(stage):
    answer = stage.client("nobody").get(
        reverse("opportunities:list"), {"near": "SW18 2PU"}, headers={"HX-Request": "true"}
    )

    assert title_of(answer).startswith("2 things near SW18 2PU")


def test_each_answer_to_a_yes_has_a_title_of_its_own(stage):
    ama = stage.client("ama")
    advert = title_of(ama.get(stage.urls["opportunities:page"]))
    own = title_of(ama.get(stage.urls["sign_up"]))
    received = title_of(stage.client("visitor").get(stage.urls["opportunities:received"]))

    assert advert == "Sort and hand out food – the Hub"
    assert own == "Waiting for their answer: Sort and hand out food – the Hub"
    assert received == "We have your yes: Sort and hand out food – the Hub"


def test_a_tab_names_itself(stage):
    col = stage.client("col")

    assert title_of(col.get(stage.urls["manage:inbox"])) == "4 people to answer – the Hub"
    assert title_of(col.get(stage.urls["manage:answered"])) == "Answered – People you answered – the Hub"
    assert title_of(col.get(stage.urls["manage:waiting"])) == "Waiting – 1 person on a waiting list – the Hub"
