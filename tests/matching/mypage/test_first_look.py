"""Somebody new sees what fits before any contact detail is asked for; nothing is kept before they say so."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hub.access import looks
from hub.people import sessions
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
    return client.post(PAGE, {"look": "1"} | said, follow=True)


def sent(answer):
    return fields_of(answer.content.decode(), having="words")


def test_the_first_page_asks_for_no_contact_detail(client):
    assert not set(CONTACT) & set(sent(client.get(PAGE)))


def test_looking_shows_what_fits_and_why_and_keeps_nothing(client, stage):
    people, preferences = Person.objects.count(), Preference.objects.count()

    answer = look(client, words="I like sorting food", place="SW18 3NP")

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
    fields = sent(look(client, words="I like sorting food", activities=["garden"], place="SW18 3NP"))

    answer = client.post(PAGE, fields | {name: [value] for name, value in REACHED.items()})

    rita = Person.objects.get(first_name="Rita", surname="Moss")
    assert answer.url == reverse("me")
    assert rita.preference.words == "I like sorting food"
    assert rita.preference.activities == {Activity.GARDEN}


def test_looking_again_keeps_what_was_said(client, stage):
    fields = sent(look(client, words="I like sorting food"))
    answer = client.post(PAGE, fields | {"words": ["I like baking"], "look": ["1"]}, follow=True)
    assert sent(answer)["words"] == ["I like baking"]


def test_a_wish_that_cannot_be_read_is_said_and_nothing_is_asked_yet(client, stage):
    answer = look(client, place="Xyzzyville")
    assert list(answer.context["form"].errors) == ["place"]
    assert not set(CONTACT) & set(sent(answer))


def test_keeping_without_a_way_to_reach_them_says_so_and_still_shows_what_fits(client, stage):
    answer = client.post(PAGE, {"words": "I like sorting food"})
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


class TestComingBackToALook:
    """After looking at one of the things, "back" asks for the same page again: with GET, so that no browser warns of a form."""

    @pytest.fixture
    def address(self, client, stage):
        return client.post(PAGE, {"look": "1", "words": "I like sorting food", "place": "SW18 3NP"}).url

    def test_shows_the_same_words_and_things(self, client, address, stage):
        client.get(stage.opportunity.get_absolute_url())
        page = client.get(address)
        assert sent(page)["words"] == ["I like sorting food"]
        assert stage.opportunity.title in [card.title for card in page.context["cards"]]

    def test_another_language_keeps_it(self, client, address):
        client.post(reverse("set_language"), {"language": "cy", "next": address})
        assert sent(client.get(address))["words"] == ["I like sorting food"]

    def test_the_usual_address_is_empty_for_whoever_sits_there_next(self, client, address):
        assert sent(client.get(PAGE))["words"] == [""]

    @pytest.mark.parametrize("key", ["", "x", "A" * 22])
    def test_no_other_address_shows_it(self, client, address, key):
        assert sent(client.get(PAGE, {"look": key}, follow=True))["words"] == [""]

    def test_another_browser_does_not_see_it(self, address):
        assert sent(Client().get(address, follow=True))["words"] == [""]

    def test_it_waits_for_an_hour(self, client, address):
        with time_machine.travel(timezone.now() + timedelta(minutes=61), tick=False):
            page = client.get(address, follow=True)
        assert sent(page)["words"] == [""]
        assert "gone" in page.content.decode()

    def test_it_can_be_cleared(self, client, address):
        client.post(PAGE, {"clear": "1", "words": "I like sorting food"})
        assert sent(client.get(address, follow=True))["words"] == [""]

    def test_it_goes_once_it_is_kept(self, client, address):
        client.post(PAGE, sent(client.get(address)) | {name: [value] for name, value in REACHED.items()})
        assert looks.KEY not in client.session

    def test_what_was_put_right_stays_right(self, client, address):
        again = client.post(PAGE, sent(client.get(address)) | {"wrong": ["activity:sort"]}, follow=True)
        assert "activity:sort" in sent(client.get(again.redirect_chain[-1][0]))["misheard"]

    def test_words_that_tell_of_need_do_not_wait(self, client, address):
        answer = client.post(PAGE, {"look": "1", "words": "I can't afford food this week"})
        assert answer.status_code == 200
        assert looks.KEY not in client.session

    def test_it_is_dropped_at_night(self, client, address):
        assert sessions.drop_unsent(at=timezone.now()) == 0
        assert sessions.drop_unsent(at=timezone.now() + timedelta(minutes=61)) == 1


class TestEnter:
    """Enter in a field presses the first button of the form."""

    def test_looks_while_nobody_said_how_to_reach_them(self, client, stage):
        answer = client.post(PAGE, {"enter": "1", "words": "I like sorting food", "name": "", "route": ""}, follow=True)
        assert answer.context["cards"]
        assert not answer.context["form"].errors

    def test_keeps_once_they_have(self, client, stage):
        client.post(PAGE, {"enter": "1", "words": "I like sorting food"} | REACHED)
        assert Person.objects.filter(first_name="Rita", surname="Moss").exists()


class TestAPlaceThatMayBeMeant:
    """ "Newcastle" asks which: the answer is a button of its own, and still only looks."""

    def test_is_taken_and_asks_for_no_name(self, client, stage):
        answer = client.post(
            PAGE, {"place": ["Newcastle", "Newcastle upon Tyne"], "words": "I like sorting food"}, follow=True
        )

        assert not answer.context["form"].errors
        assert sent(answer)["place"] == ["Newcastle upon Tyne"]

    def test_is_kept_for_whoever_said_how_to_reach_them(self, client, stage):
        client.post(PAGE, {"place": ["Balham", "Balham station"], "words": "I like sorting food"} | REACHED)

        assert Person.objects.filter(first_name="Rita").exists()


def test_a_place_outside_is_said(client, stage):
    assert "is outside" in look(client, words="I like sorting food", place="M1 1AE").content.decode()
    assert "is outside" not in look(client, words="I like sorting food", place="SW18 3NP").content.decode()


def test_the_empty_page_can_show_it_again_in_the_same_tab(client, stage):
    looked = look(client, words="I like sorting food")
    key = looked.redirect_chain[-1][0].partition("look=")[2]

    assert f'<hub-look data-key="{key}">' in looked.content.decode()
    assert '<hub-look data-key="">' in client.get(PAGE).content.decode()


def test_words_in_another_language_are_said_to_be_unread(client, stage):
    page = look(client, words="Lubię gotować i chcę pomagać starszym ludziom, ale nie mogę w soboty").content.decode()

    assert "This looks like Polish. We can’t read that by computer." in page
