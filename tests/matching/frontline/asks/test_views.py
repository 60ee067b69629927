"""From a resident's agreement to a name in the organiser's inbox, through the screens, and what the other side sees on the way."""

import re

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hub.audit.models import Entry
from hub.messaging import outbox
from hub.taxonomy.codes import Activity, Cause, HowFar
from matching.frontline.models import Ask
from opportunities.models import Opportunity, SignUp
from tests.factories import DAY, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def stage(stage):
    cache.clear()
    wanted = {"causes": {Cause.ARTS}, "activities": {Activity.COOK}, "changed_at": timezone.now()}
    Opportunity.objects.filter(pk=stage.opportunity.pk).update(**wanted)
    mail.outbox.clear()
    return stage


def resident(client, name):
    """Have somebody sign in, say what they would like, and agree on their page to be told and asked."""
    user = UserFactory(email=f"{name.lower()}@example.test")
    type(user.person).objects.filter(pk=user.person.pk).update(first_name=name)
    client.force_login(user)
    said = {"words": "", "activities": [Activity.COOK], "how_far": HowFar.ANYWHERE, "place": "SW18 3NP"}
    answer = client.post(reverse("preferences"), said)
    assert answer.status_code == 302, answer.context["form"].errors
    client.post(reverse("agree"), {"to": "contact_me"})
    return user


def noon():
    return timezone.localtime().replace(hour=12, minute=0) + DAY


def test_a_yes_brings_a_name_and_a_no_brings_nothing(stage):
    yes, no, col = Client(), Client(), stage.client("col")
    willing, unwilling = resident(yes, "Philomena"), resident(no, "Quentin")
    people = reverse("manage:people_near", args=[stage.larder.slug, stage.opportunity.pk])
    assert "Fewer than 5 people" in col.get(people).content.decode()

    col.post(people, {"words": "We are short of two cooks."})
    outbox.run(at=noon())

    letters = {letter.to[0]: letter.body for letter in mail.outbox}
    assert set(letters) == {willing.email, unwilling.email}
    assert all("We are short of two cooks." in body for body in letters.values())
    asks = {ask.person_id: ask for ask in Ask.objects.filter(way="hub")}
    page = yes.get(reverse("ask_yes", args=[asks[willing.person.pk].pk])).content.decode()
    session = re.search(r'name="session" value="(\d+)"', page)[1]
    yes.post(reverse("ask_yes", args=[asks[willing.person.pk].pk]), {"session": session, "agree": "on"})
    no.post(reverse("ask_no", args=[asks[unwilling.person.pk].pk]), {"answer": "no"})
    mail.outbox.clear()
    outbox.run(at=noon() + DAY)

    assert SignUp.objects.get(person=willing.person).source == "asked"
    inbox = col.get(reverse("manage:inbox", args=[stage.larder.slug])).content.decode()
    seen = inbox + col.get(people).content.decode() + "".join(letter.body + letter.subject for letter in mail.outbox)
    assert "Philomena" in inbox
    assert "Quentin" not in seen
    assert "quentin@" not in seen
    events = Entry.objects.filter(person_id=unwilling.person.pk).values_list("event", flat=True)
    assert {"consent.given", "ask.made", "ask.answered"} <= set(events)
