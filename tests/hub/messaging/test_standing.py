"""What administrators see of how the hub is doing, and the way to try again."""

import pytest
from django.urls import reverse

from hub.access.actors import NOBODY
from hub.messaging import outbox
from hub.messaging.models import Item, ItemState
from hub.people.models import Channel
from opportunities.services import signing_up
from tests import stage as stages
from tests.factories import SessionFactory, yes

pytestmark = pytest.mark.django_db


@pytest.fixture
def stage():
    return stages.build()


def page(stage):
    return stage.client("adi").get(reverse("standing")).content.decode()


def test_says_that_all_is_well(stage):
    assert "All is well" in page(stage)


def test_shows_what_was_given_up_and_takes_it_up_again(stage):
    outbox.add("message", "1", key="lost", at=stage.at)
    Item.objects.filter(key="lost").update(state=ItemState.DEAD, attempts=20, trouble="SMTPServerDisconnected")
    before = page(stage)

    stage.client("adi").post(reverse("standing"))

    assert "SMTPServerDisconnected" in before
    assert "All is well" not in before
    assert Item.objects.get(key="lost").state == ItemState.READY


def test_says_when_calls_are_on_nobodys_list(stage):
    stage.service.is_desk = False
    stage.service.save()
    signing_up.say_yes(SessionFactory(), yes("Joyce", "+441632960303", Channel.PHONE), by=NOBODY, at=stage.at)
    outbox.run(at=stage.at)

    assert "Nobody makes the calls" in page(stage)


def test_leads_there_from_the_page_editor_which_has_no_users(stage):
    editor = stage.client("adi").get("/admin/").content.decode()

    assert reverse("standing") in editor
    assert reverse("to_verify") in editor
    assert "/admin/users/" not in editor
    assert reverse("standing") not in stage.client("eve").get("/admin/").content.decode()
