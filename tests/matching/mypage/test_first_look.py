"""Somebody new sees what fits before any contact detail is asked for; nothing is kept before they say so."""

import pytest
from django.urls import reverse

from hub.people.models import Person
from hub.taxonomy.codes import Activity
from matching.preferences.models import Preference
from opportunities.models import Opportunity
from tests.html_forms import fields_of

pytestmark = pytest.mark.django_db

PAGE = "/me/preferences/"
CONTACT = ("name", "kind", "route", "keep", "may_contact", "safe_from")
REACHED = {"name": "Rita Moss", "kind": "text", "route": "07700 900151", "keep": "on"}


def look(client, **said):
    return client.post(PAGE, {"look": "1"} | said)


def sent(answer):
    return fields_of(answer.content.decode(), having="words")


def test_the_first_page_asks_for_no_contact_detail(client):
    assert not set(CONTACT) & set(sent(client.get(PAGE)))


def test_looking_shows_what_fits_and_why_and_keeps_nothing(client, stage):
    people, preferences = Person.objects.count(), Preference.objects.count()

    answer = look(client, words="I like gardening", place="SW18 3NP")

    assert stage.opportunity.title in [card.title for card in answer.context["cards"]]
    assert (Person.objects.count(), Preference.objects.count()) == (people, preferences)


def test_every_question_can_be_left_blank(client, stage):
    answer = look(client)
    assert answer.context["cards"]
    assert not answer.context["form"].errors


def test_what_they_care_about_counts(client, stage):
    Opportunity.objects.filter(pk=stage.opportunity.pk).update(activities=[Activity.GARDEN])
    answer = look(client, activities=["garden"])
    assert answer.context["cards"][0].title == stage.opportunity.title


def test_after_looking_it_can_be_kept_with_one_way_to_reach_them(client, stage):
    fields = sent(look(client, words="I like gardening", activities=["garden"], place="SW18 3NP"))

    answer = client.post(PAGE, fields | {name: [value] for name, value in REACHED.items()})

    rita = Person.objects.get(first_name="Rita", surname="Moss")
    assert answer.url == reverse("me")
    assert rita.preference.words == "I like gardening"
    assert rita.preference.activities == {Activity.GARDEN}


def test_looking_again_keeps_what_was_said(client, stage):
    fields = sent(look(client, words="I like gardening"))
    answer = client.post(PAGE, fields | {"words": ["I like baking"], "look": ["1"]})
    assert sent(answer)["words"] == ["I like baking"]


def test_a_wish_that_cannot_be_read_is_said_and_nothing_is_asked_yet(client, stage):
    answer = look(client, place="Xyzzyville")
    assert list(answer.context["form"].errors) == ["place"]
    assert not set(CONTACT) & set(sent(answer))


def test_keeping_without_a_way_to_reach_them_says_so_and_still_shows_what_fits(client, stage):
    answer = client.post(PAGE, {"words": "I like gardening"})
    assert {"name", "kind", "route", "keep"} <= set(answer.context["form"].errors)
    assert answer.context["cards"]


def test_somebody_known_is_asked_for_all_of_it_at_once(stage):
    client = stage.client("ama")
    page = client.get(PAGE)
    assert "route" in sent(page)
    assert "See what fits</button>" not in page.content.decode()


def test_looking_may_be_done_more_often_than_being_kept(client, stage, settings):
    settings.ACCOUNT_RATE_LIMITS = {"hub_sign_up": "1/h/ip", "hub_look": "3/h/ip"}
    assert [look(client).status_code for _time in range(4)] == [200, 200, 200, 429]
