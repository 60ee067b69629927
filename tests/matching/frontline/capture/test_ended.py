"""An old tab of a capture that has ended says so and leads on; it tells a stranger nothing."""

from uuid import uuid4

import pytest
from django.urls import reverse

from hub.people.models import Person
from matching.frontline.models import Capture, Contact

pytestmark = pytest.mark.django_db

NEW = {
    "unsorted": "nothing",
    "no_effect": "on",
    "first_name": "Zadie",
    "keep": "on",
    "kind": "text",
    "route": "07700 900160",
}
SAYS = "This conversation is not open"


@pytest.fixture
def bev(stage):
    return stage.client("bev")


def ended(bev, stage, do="keep"):
    """End the capture of the stage; return its address."""
    bev.post(stage.urls["frontline:capture"], NEW | {"do": do})
    assert not Capture.objects.exists()
    return stage.urls["frontline:capture"]


@pytest.mark.parametrize("do", ["match", "keep", "pass_on", "clear", "clear_all", "mine"])
def test_every_button_says_that_it_has_ended_and_that_it_did_nothing(bev, stage, do):
    page = bev.post(ended(bev, stage), NEW | {"do": do})

    assert page.status_code == 404
    words = page.content.decode()
    assert SAYS in words
    assert "What you pressed just now did nothing" in words
    assert reverse("frontline:begin") in words
    assert Person.objects.filter(first_name="Zadie").count() == 1


def test_it_leads_to_the_record_that_came_of_it(bev, stage):
    page = bev.get(ended(bev, stage)).content.decode()

    person = Person.objects.get(first_name="Zadie")
    assert reverse("frontline:person", args=[person.pk]) in page
    assert "Zadie" not in page
    assert "What you pressed just now" not in page


def test_the_record_of_somebody_known_is_still_one_press_away(bev, stage):
    joan = stage.people["joan"]
    bev.post(reverse("frontline:capture_of", args=[joan.pk]), {"way": "counter"})
    address = reverse("frontline:capture", args=[Capture.objects.get(person=joan).pk])
    bev.post(address, {"do": "clear_all"})

    assert reverse("frontline:person", args=[joan.pk]) in bev.get(address).content.decode()


def test_it_leads_to_nobody_whom_the_service_sees_no_more(bev, stage):
    address = ended(bev, stage)
    person = Person.objects.get(first_name="Zadie")
    Contact.objects.filter(person=person).delete()

    assert str(person.pk) not in bev.get(address).content.decode()


def test_what_was_typed_while_signed_out_is_no_bare_error_either(bev, stage):
    address = stage.urls["frontline:capture"]
    bev.logout()
    bev.post(address, NEW | {"do": "match"})
    Capture.objects.all().delete()
    bev.force_login(stage.users["bev"])

    assert SAYS in bev.get(address).content.decode()


@pytest.mark.parametrize("who", ["bev", "max"])
def test_one_that_never_was_and_one_of_a_colleague_read_alike(stage, who):
    client = stage.client(who)
    never = client.get(reverse("frontline:capture", args=[uuid4()]))
    other = stage.client("max").get(stage.urls["frontline:capture"])

    assert (never.status_code, other.status_code) == (404, 404)
    assert SAYS in never.content.decode()
    assert SAYS in other.content.decode()


@pytest.mark.parametrize("who", ["ama", "col"])
def test_who_is_not_of_the_front_line_learns_nothing(stage, who):
    answer = stage.client(who).get(stage.urls["frontline:capture"])

    assert answer.status_code == 404
    assert SAYS not in answer.content.decode()


def test_a_script_gets_the_bare_answer(bev, stage):
    answer = bev.post(ended(bev, stage), NEW, headers={"HX-Request": "true"})

    assert answer.status_code == 404
    assert SAYS not in answer.content.decode()


class TestSomethingWorrying:
    def test_still_shows_whom_to_ring(self, bev, stage):
        page = bev.post(ended(bev, stage), NEW | {"do": "stop"}, follow=True).content.decode()

        assert "tel:999" in page
        assert "There is nothing left to stop here" in page
        assert "Stop the ask" not in page

    def test_an_old_tab_does_not_claim_to_have_stopped_anything(self, bev, stage):
        ended(bev, stage)

        answer = bev.post(stage.urls["frontline:crisis_in"])

        assert "tel:999" in answer.content.decode()
        assert "There is nothing left to stop here" in answer.content.decode()
        assert "The ask is stopped" not in answer.content.decode()
        assert str(Person.objects.get(first_name="Zadie").pk) in answer.content.decode()
