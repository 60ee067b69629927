"""What administrators see of how the hub is doing, and the way to try again."""

import pytest
from django.urls import reverse
from django.utils import timezone

from hub.access.actors import NOBODY
from hub.access.roles import Role
from hub.messaging import channels, outbox, status
from hub.messaging.models import ClockRun, Item, ItemState
from hub.people.models import Channel
from opportunities.models import SignUp
from opportunities.signups.services import signing_up
from organisations.models import Membership
from tests.factories import HOUR, SessionFactory, yes

pytestmark = pytest.mark.django_db


def page(stage):
    return stage.client("adi").get(reverse("hub_status")).content.decode()


def struck():
    ClockRun.objects.create(name="outbox", last_at=timezone.now())


def test_says_that_all_is_well(stage):
    struck()

    assert "All is well" in page(stage)


def test_never_says_that_all_is_well_while_the_clock_stands(stage):
    assert "All is well" not in page(stage)


def test_a_number_to_try_is_never_cut_in_the_box(stage):
    assert 'maxlength="' not in page(stage)


def test_says_whether_the_service_that_makes_the_calls_has_somebody(stage):
    assert "has nobody yet" not in page(stage)

    Membership.objects.filter(organisation=stage.service).update(role=Role.ADVISER)

    assert "has nobody yet" in page(stage)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("TEXT_CHANNEL", "No text provider is set. We ring people instead."),
        ("EMAIL_GOES_OUT", "No mail server is set."),
    ],
)
def test_says_that_a_provider_is_missing(stage, settings, name, words):
    struck()
    before = page(stage)

    setattr(settings, name, "")

    assert words not in before
    assert words in page(stage)
    assert "All is well" not in page(stage)


def test_shows_what_was_given_up_and_takes_it_up_again(stage):
    outbox.add("message", "1", key="lost", at=stage.at)
    Item.objects.filter(key="lost").update(state=ItemState.DEAD, attempts=20, trouble="SMTPServerDisconnected")
    before = page(stage)

    stage.client("adi").post(reverse("hub_status"))

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

    assert reverse("hub_status") in editor
    assert reverse("to_verify") in editor
    assert "/admin/users/" not in editor
    assert reverse("hub_status") not in stage.client("eve").get("/admin/").content.decode()


def test_says_how_each_room_stands(stage):
    lines = {line.label: line for line in status.now(at=stage.at).lines}

    assert lines["Clock last struck"].words == "never"
    assert not lines["Clock last struck"].is_well
    assert lines["Oldest thing to do"].words
    assert "People who wait too long for an answer" in lines
    assert lines["Groups to check"].url == reverse("to_verify")


def test_counts_an_answer_that_is_late(stage):
    SignUp.objects.filter(status="requested").update(answer_by=stage.at - HOUR)
    waiting = SignUp.objects.filter(status="requested").count()

    lines = {line.label: line for line in status.now(at=stage.at).lines}

    assert lines["People who wait too long for an answer"].words == str(waiting) != "0"
    assert not lines["People who wait too long for an answer"].is_well


def test_sends_a_test_to_oneself_and_says_when_it_cannot(stage, mailoutbox, settings):
    client = stage.client("adi")
    mailoutbox.clear()
    sent = client.post(reverse("hub_status"), {"test": "email"}, follow=True)
    assert [mail.to for mail in mailoutbox] == [[stage.users["adi"].email]]
    assert "See whether it arrives" in sent.content.decode()

    settings.TEXT_CHANNEL = ""
    no_provider = client.post(reverse("hub_status"), {"test": "text", "number": "07700 900123"}, follow=True)

    assert "Set TEXT_PROVIDER first" in no_provider.content.decode()


def test_says_what_is_wrong_with_a_number(stage, monkeypatch):
    class Provider:
        def send(self, to, words, reference):
            raise AssertionError("nothing should go to what is no number")

    monkeypatch.setattr(channels, "provider", Provider)

    answer = stage.client("adi").post(reverse("hub_status"), {"test": "text", "number": "abc"}, follow=True)

    assert "This is not a phone number" in answer.content.decode()
