"""The form to say yes begins with what somebody has told us before, and with nothing for anybody else."""

import pytest
from django.urls import reverse
from django.utils import timezone

from hub.people.models import Channel, Person
from matching.frontline.referrals import private_links
from matching.preferences.services import saving

pytestmark = pytest.mark.django_db


def initial(client, stage):
    return client.get(stage.urls["opportunities:page"]).context["form"].initial


def test_a_stranger_begins_with_nothing(client, stage):
    assert {"name", "kind", "route"} & set(initial(client, stage)) == set()


def test_somebody_with_a_link_to_their_own_pages_begins_with_what_they_said(client, stage):
    joan = Person.objects.get(pk=stage.people["joan"].pk)
    client.get(reverse("private_link", args=[saving.own_token(joan, at=timezone.now())]))

    begun = initial(client, stage)

    assert begun["name"] == "Joan Baptiste"
    assert (begun["kind"], begun["route"]) == (Channel.TEXT, "07700 900151")


def test_an_organiser_s_link_to_answer_one_yes_says_nothing_of_anybody(client, stage):
    token = private_links.token(stage.users["col"].person, stage.referral, at=stage.at)
    client.get(reverse("private_link", args=[token]))

    assert {"name", "kind", "route"} & set(initial(client, stage)) == set()
