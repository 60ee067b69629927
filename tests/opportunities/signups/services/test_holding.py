"""A group is put on hold: whoever is to come hears it, their page says so, and they hear when it goes on."""

from datetime import timedelta

import pytest
from django.urls import reverse

from hub.desk.models import Task, TaskKind
from hub.messaging import channels, outbox
from hub.messaging.models import Message
from hub.people import reading
from hub.people.models import Channel
from hub.people.services import persons
from opportunities.models import Session, SignUp
from organisations.models import Membership
from organisations.services import verification
from tests.factories import actor

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def ada(stage):
    return actor(Membership.objects.get(user=stage.users["ada"]))


@pytest.fixture
def hold(stage, ada):
    def step(move, *, at):
        move(stage.larder, reason="Something to look into.", by=ada, at=at)
        outbox.run(at=at)

    return step


def told(person):
    found = person.messages.filter(notice__in=("on_hold", "goes_on")).order_by("created_at", "pk")
    return list(found.values_list("notice", flat=True))


def test_those_to_come_are_told_not_to_set_out_and_that_it_goes_on(stage, hold):
    sign_up = stage.sign_ups["own"]

    hold(verification.suspend, at=stage.at)
    words = Message.objects.get(person=sign_up.person, notice="on_hold").words
    hold(verification.lift, at=stage.at + HOUR)

    assert "Please don’t set out until you hear from us." in words
    assert told(sign_up.person) == ["on_hold", "goes_on"]


def test_their_own_page_says_so_and_leads_nowhere_that_is_not_there(stage, hold):
    browser, address = stage.client("ama"), reverse("sign_up", args=[stage.sign_ups["own"].pk])
    assert "Read about it again" in browser.get(address).content.decode()

    hold(verification.suspend, at=stage.at)
    page = browser.get(address).content.decode()

    assert "is on hold for now. Please don’t set out until you hear from us" in page
    assert "Read about it again" not in page
    assert "expecting you" not in page


def test_a_call_that_says_they_have_a_place_is_not_made_meanwhile(stage, hold, ada):
    person = stage.sign_ups["own"].person
    person.routes.all().delete()
    persons.add_route(person, reading.Route(Channel.PHONE, "+442079460000"), at=stage.at, preferred=True)
    said = Message.objects.create(
        person=person, notice="accepted", ref=str(stage.sign_ups["own"].pk), channel=Channel.PHONE, created_at=stage.at
    )
    channels.hand_on(said, owner_id=stage.service.pk, at=stage.at)

    SignUp.objects.update(status="held")
    Session.objects.update(next_at=stage.at + timedelta(days=9))
    hold(verification.suspend, at=stage.at)
    outbox.run(at=(stage.at + timedelta(days=1)).replace(hour=12))

    listed = Task.objects.filter(kind=TaskKind.CALL, closed_at=None, message__person=person)
    assert "accepted" not in listed.values_list("message__notice", flat=True)


def test_who_never_heard_that_it_was_on_hold_does_not_hear_that_it_goes_on(stage, ada):
    for move in (verification.suspend, verification.lift):
        move(stage.larder, reason="A slip of the finger.", by=ada, at=stage.at)
    outbox.run(at=stage.at)

    assert not Message.objects.filter(notice="goes_on").exists()
    assert not Message.objects.filter(notice="on_hold", state="sent").exists()


def test_people_of_other_groups_and_of_dates_that_are_over_hear_nothing(stage, hold):
    SignUp.objects.all().update(status="cancelled", ended="by_person")

    hold(verification.suspend, at=stage.at)

    assert not Message.objects.filter(notice="on_hold").exists()
