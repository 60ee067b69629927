"""What somebody tells a worker is not for them: left out for good, and put back in one press."""

import pytest
from django.urls import reverse

from hub.messaging import channels, desk
from hub.messaging.models import Message
from hub.people.models import Channel, Person
from matching.frontline.models import Answer, Ask
from matching.preferences.models import Because, Exclusion
from organisations.models import Membership
from tests.factories import actor

pytestmark = pytest.mark.django_db


@pytest.fixture
def bev(client, stage):
    client.force_login(stage.users["bev"])
    return client


def test_is_left_out_and_put_back(bev, stage):
    address = stage.urls["frontline:not_for_them"]

    left_out = bev.post(address, follow=True).content.decode()
    assert Exclusion.objects.get().because == Because.TOLD_WORKER
    put_back = bev.post(address, {"do": "back"}, follow=True).content.decode()

    assert "We don’t suggest that to them again." in left_out
    assert "Suggest it again" in left_out
    assert "It may be suggested to them again." in put_back
    assert not Exclusion.objects.exists()


def test_what_somebody_left_out_themselves_is_theirs_alone(bev, stage):
    person = stage.urls["frontline:ask"].split("/")[3]
    Exclusion.objects.create(person_id=person, opportunity=stage.opportunity, because=Because.NOT_FOR_ME, at=stage.at)

    page = bev.get(reverse("frontline:ask", args=[person])).content.decode()
    bev.post(stage.urls["frontline:not_for_them"], {"do": "back"})

    assert "Suggest it again" not in page
    assert Exclusion.objects.get().because == Because.NOT_FOR_ME


def test_what_asks_them_about_it_is_answered_and_posted_no_more(bev, stage):
    person = Person.objects.get(pk=stage.urls["frontline:ask"].split("/")[3])
    by = actor(Membership.objects.get(user=stage.users["bev"]))
    said = {"person": person, "organisation": stage.service, "raised_by": "worker", "way": "message"}
    ask, other = (
        Ask.objects.create(**said, no_effect_said=True, asked_at=stage.at, opportunity=about)
        for about in (stage.opportunity, None)
    )
    for one in (ask, other):
        message = Message.objects.create(
            person=person, notice="asked", ref=str(one.pk), channel=Channel.LETTER, created_at=stage.at
        )
        channels.hand_on(message, owner_id=by.acting_for, at=stage.at)

    page = bev.post(stage.urls["frontline:not_for_them"], follow=True).content.decode()

    assert "What asked them about it counts as a no." in page
    ask.refresh_from_db()
    other.refresh_from_db()
    assert (ask.answer, other.answer) == (Answer.NO, "")
    waiting = desk.to_post(by.acting_for)
    assert [task.message.ref for task in waiting.filter(message__notice="asked")] == [str(other.pk)]
