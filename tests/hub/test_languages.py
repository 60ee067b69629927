"""In Welsh: the pages' own words and every code's label are translated; what a group wrote stays as it wrote it, and is marked so."""

import re
from html import unescape

import pytest
import time_machine
from django.db.models import Choices
from django.test import Client
from django.urls import reverse
from django.utils import translation

from hub.design import times
from hub.taxonomy import codes
from tests.factories import HOUR, NOON, OpportunityFactory, SessionFactory

UNCHECKED = "Nid yw’r geiriau hyn wedi’u gwirio gan siaradwr eto."
SAME_IN_WELSH = {"Dari", "Mandarin", "Pashto", "Tigrinya", "Twi"}
"""Names of languages that Welsh writes as English does."""

LISTS = sorted(
    (
        thing
        for thing in vars(codes).values()
        if isinstance(thing, type) and issubclass(thing, Choices) and thing.choices
    ),
    key=lambda choices: choices.__name__,
)


@pytest.fixture
def in_welsh():
    """Leave the language as it was, whatever a request activated."""
    with translation.override(translation.get_language()):
        yield


@pytest.fixture
def browser(in_welsh):
    """A visitor who has chosen Welsh with the switch."""
    client = Client()
    answer = client.post(reverse("set_language"), {"language": "cy", "next": reverse("home")})
    assert answer.status_code == 302
    assert answer["Location"] == reverse("home")
    return client


def _text(answer) -> str:
    return unescape(answer.content.decode())


@pytest.mark.django_db
def test_the_switch_turns_the_home_page_welsh(browser):
    page = _text(browser.get(reverse("home")))

    assert '<html lang="cy"' in page
    assert re.search(r"<h1[^>]*>\s*Rhowch help llaw, yn agos i gartref", page)


@pytest.mark.django_db
def test_the_switch_turns_back_to_english(browser):
    browser.post(reverse("set_language"), {"language": "en-gb", "next": reverse("home")})

    page = _text(browser.get(reverse("home")))

    assert '<html lang="en-gb"' in page
    assert re.search(r"<h1[^>]*>\s*Lend a hand, close to home", page)


@pytest.mark.django_db
def test_the_footer_owns_up_to_unchecked_words_in_welsh_alone(browser):
    browser_in_english = Client()

    assert UNCHECKED in _text(browser.get(reverse("home")))
    assert "checked by a speaker" not in _text(browser_in_english.get(reverse("home")))


@pytest.mark.django_db
@time_machine.travel(NOON, tick=False)
def test_facts_are_welsh_and_the_groups_own_words_are_marked_english(browser):
    opportunity = OpportunityFactory(
        title="Sort and hand out food",
        what_you_do="Check dates and pack bags.",
        access=[codes.Access.STEP_FREE],
        costs=[codes.Costs.FARES],
        checks=codes.Checks.BASIC,
        lang="en-gb",
    )
    SessionFactory(opportunity=opportunity)

    page = _text(browser.get(opportunity.get_absolute_url()))

    for words in (
        "Heb risiau.",
        "Talu costau bws.",
        "Gwiriad diogelwch sylfaenol",
        "Dydd Mawrth 1 Rhagfyr",
        "6pm tan 8pm",
    ):
        assert words in page
    assert '<h1 lang="en-gb">Sort and hand out food</h1>' in page
    assert re.search(r'<div lang="en-gb"><p>Check dates and pack bags\.</p></div>', page)
    for words in ("Step-free", "Bus fares", "safety check", "Tuesday"):
        assert words not in page


@pytest.mark.django_db
def test_the_list_offers_every_kind_and_cause_in_welsh(browser):
    page = _text(browser.get(reverse("opportunities:list")))

    for words in ("Helpu’n rheolaidd", "Cymdogion hŷn", "Bod yn gymydog da"):
        assert words in page
    assert "Help out regularly" not in page


@pytest.mark.django_db
def test_a_welsh_form_says_in_welsh_what_is_missing(browser):
    page = _text(browser.post(reverse("code"), {}))

    assert "Teipiwch y cod." in page


@pytest.mark.parametrize("choices", LISTS, ids=lambda choices: choices.__name__)
def test_every_code_has_a_welsh_label(choices):
    with translation.override("en-gb"):
        english = {code: str(code.label) for code in choices}
    with translation.override("cy"):
        welsh = {code: str(code.label) for code in choices}

    assert all(welsh.values())
    same = {welsh[code] for code in choices if welsh[code] == english[code]}
    assert same <= SAME_IN_WELSH


def test_times_are_said_in_welsh():
    with translation.override("cy"):
        assert times.day(NOON) == "Dydd Llun 23 Tachwedd"
        assert times.hours(NOON, NOON + 6 * HOUR) == "hanner dydd tan 6pm"
        assert times.weekdays(NOON) == "Bob dydd Llun"


@pytest.mark.parametrize(
    ("number", "words"), [(1, "1 lle ar ôl"), (2, "2 le ar ôl"), (3, "3 lle ar ôl"), (8, "8 lle ar ôl")]
)
def test_numbers_take_their_welsh_form(number, words):
    with translation.override("cy"):
        assert translation.ngettext("%d place left", "%d places left", number) % number == words
