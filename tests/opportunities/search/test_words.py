"""The word box of the list finds what the search page finds; its filters and its order are its own."""

from datetime import timedelta

import pytest
from django.http import QueryDict
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from opportunities.search import selectors
from opportunities.search.forms import Find
from tests.factories import OpportunityFactory, OrganisationFactory, SessionFactory, VenueFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    for title, group, about in (
        ("Ring someone who’d like a chat", "Telephone Friends", ""),
        ("Have tea and talk English", "Mitcham Road Library", ""),
        ("Set up forty laptops", "Mend and Make", "Is it hard? It is not."),
        ("Sit with people who wait in A&E", "Friends of the ward", ""),
        ("Learn C++ with beginners", "Code club", ""),
        ("Sing at the memory café", "Lunch Table", "For people with dementia."),
        ("Be there on a club night", "Moffat", "For young people from eleven to eighteen."),
        ("Dig and weed", "Wandle Riverkeepers", "A walled garden."),
        ("Choose who fits kitchens", "Garden Court Housing", ""),
        ("Vitamin C and B", "Falcon Grove", "What it is and how it works."),
    ):
        thing = OpportunityFactory(
            organisation=OrganisationFactory(name=group), title=title, summary="", what_you_do=about, causes=[]
        )
        SessionFactory(opportunity=thing)


def listed(words, **more):
    find = Find(QueryDict(urlencode({"words": words, **more})))
    assert find.is_valid()
    return [row.title for row in selectors.search(find, at=timezone.now()).rows]


def searched(words):
    answer = Client().get(reverse("search"), {"q": words})
    return [row.title for row in answer.context["rows"] if row.kind == "opportunity"]


@pytest.mark.parametrize(
    ("words", "titles"),
    [
        ("befriending", ["Ring someone who’d like a chat"]),
        ("ESOL", ["Have tea and talk English"]),
        ("IT", ["Set up forty laptops"]),
        ("it", []),
        ("A&E", ["Sit with people who wait in A&E"]),
        ("C++", ["Learn C++ with beginners"]),
        ("dementia", ["Sing at the memory café"]),
        ("dementai", ["Sing at the memory café"]),
        ("something for teenagers", ["Be there on a club night"]),
        ("garden", ["Dig and weed"]),
        ("Garden Court Housing", ["Choose who fits kitchens"]),
        ("riverkeepers", ["Dig and weed"]),
    ],
)
def test_a_word_finds_the_same_in_both(place, words, titles):
    assert listed(words) == titles
    assert searched(words) == titles


def test_the_order_is_that_of_the_list():
    for title, days in (("Garden", 9), ("Weeding in a garden", 2)):
        start = timezone.now() + timedelta(days=days)
        SessionFactory(opportunity=OpportunityFactory(title=title), starts_at=start, next_at=start)

    assert listed("garden") == ["Weeding in a garden", "Garden"]
    assert searched("garden") == ["Garden", "Weeding in a garden"]


def test_other_filters_count_beside_the_words():
    SessionFactory(opportunity=OpportunityFactory(title="Garden", causes=["green"]))
    SessionFactory(opportunity=OpportunityFactory(title="Garden party", causes=["arts"]))

    assert listed("garden", cause="arts") == ["Garden party"]


@pytest.mark.parametrize(("address", "name"), [("search", "q"), ("opportunities:list", "words")])
@pytest.mark.parametrize("typed", ["SW18 3NP", "sw183np"])
def test_a_postcode_leads_to_the_list_near_it(address, name, typed):
    answer = Client().get(reverse(address), {name: typed})

    assert answer.url == f"{reverse('opportunities:list')}?near=SW18+3NP"


def test_a_postcode_among_filters_keeps_them_and_no_place_is_lost():
    VenueFactory()
    address = reverse("opportunities:list")

    assert Client().get(address, {"words": "SW18 3NP", "cause": "arts"}).url == f"{address}?cause=arts&near=SW18+3NP"
    assert Client().get(address, {"words": "SW18 3NP", "near": "Balham"}).status_code == 200
    assert Client().get(address, {"words": "over 60"}).status_code == 200


def test_a_card_says_the_word_by_which_it_was_found(place):
    page = Client().get(reverse("opportunities:list"), {"words": "teenagers"}).content.decode()

    assert "“For young people from eleven to eighteen.”" in page


def test_a_group_is_found_before_what_it_offers(place):
    rows = Client().get(reverse("search"), {"q": "garden court housing"}).context["rows"]

    assert [(row.kind, row.title) for row in rows][:2] == [
        ("organisation", "Garden Court Housing"),
        ("opportunity", "Choose who fits kitchens"),
    ]


def test_words_without_a_thing_lead_on_to_the_search_with_its_help():
    list_page = reverse("opportunities:list")

    alone = Client().get(list_page, {"words": "gas bill"}).context["empty"].url
    beside_others = Client().get(list_page, {"words": "gas bill", "cause": "arts"}).context["empty"].url

    assert Client().get(alone).context["help"].card
    assert beside_others == list_page
