"""Words of need lead to whom to ring, and questions about the Hub to the page that answers them, before anything else."""

import pytest
from django.test import Client
from django.urls import reverse

from cms.models import SearchedInVain
from cms.searching.presenters import help_rows
from hub.words import searching
from opportunities.models import UnmetWish
from tests.factories import OpportunityFactory, SessionFactory

NEED = (
    "gas bill",
    "help with my bills",
    "I can't pay",
    "I can't afford to eat",
    "debt",
    "homeless",
    "suicide",
    "eviction",
)


@pytest.mark.parametrize("typed", NEED)
def test_words_of_need_lead_to_whom_to_ring(typed, settings):
    card = help_rows.of(typed).card

    assert card.phone == settings.HUB_PHONE
    assert {number for number, _words in card.lines} == {"999", "116 123", "111"}


@pytest.mark.parametrize(
    ("typed", "page"),
    [
        ("how do I cancel", "sign_ups"),
        ("cancelling", "sign_ups"),
        ("I changed my mind", "sign_ups"),
        ("can’t come on Tuesday", "sign_ups"),
        ("sign in", "link_needed"),
        ("I lost my link", "link_needed"),
        ("delete my account", "privacy"),
        ("complaint", "worried"),
    ],
)
def test_questions_about_the_hub_lead_to_the_page_that_answers(typed, page):
    assert [answer.url for answer in help_rows.of(typed).answers] == [reverse(page)]


@pytest.mark.parametrize(
    "typed",
    ["", "garden", "sign language", "data protection", "annual report", "food bank", "call bingo numbers", "log cabin"],
)
def test_other_words_ask_for_no_help(typed):
    assert not help_rows.of(typed)


@pytest.mark.django_db
def test_help_stands_before_what_was_found():
    SessionFactory(opportunity=OpportunityFactory(title="Read a gas bill with a neighbour"))
    searching.forget()

    page = Client().get(reverse("search"), {"q": "gas bill"}).content.decode()

    assert 0 < page.index("Do you need help with this?") < page.index("Read a gas bill with a neighbour")


@pytest.mark.django_db
def test_what_help_answers_is_not_counted_as_missed():
    page = Client().get(reverse("search"), {"q": "cancel"}).content.decode()

    assert "We have counted" not in page
    assert not UnmetWish.objects.exists() and not SearchedInVain.objects.exists()
