"""STOP sticks to the number, whoever types it next; and who may use it again."""

from dataclasses import replace

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from hub.access.actors import NOBODY, OWN_PAGES, Actor, Grant, Kind
from hub.access.roles import Role
from hub.audit.models import Entry
from hub.messaging import notifications, outbox
from hub.messaging.models import Message
from hub.people import reading
from hub.people.models import Channel, ContactRoute, Person
from hub.people.services import links, persons
from matching.preferences.services import saving
from opportunities.signups.services import signing_up
from tests.factories import (
    DAY,
    HOUR,
    NOON,
    MembershipFactory,
    OrganisationFactory,
    SessionFactory,
    UserFactory,
    actor,
    person,
    resident,
    yes,
)

pytestmark = pytest.mark.django_db

NUMBER = "+447700900151"
ROUTE = reading.Route(Channel.TEXT, NUMBER)
REACHED = saving.Reached(ROUTE)
LATER = NOON + DAY


@pytest.fixture
def joan():
    """Joan, who had texts and said STOP."""
    who = person("Joan", NUMBER, Channel.TEXT)
    notifications.heard(NUMBER, "STOP", at=NOON + HOUR)
    outbox.run(at=NOON + HOUR)
    return who


@pytest.fixture
def bev():
    return actor(MembershipFactory(organisation=OrganisationFactory(service=True), role=Role.WORKER))


def by_link(who, subject=""):
    return Actor(kind=Kind.LINK, grants=frozenset({Grant(OWN_PAGES, who.pk, subject)}))


def is_used(who, kind=Channel.TEXT):
    return ContactRoute.objects.usable().filter(person=who, kind=kind).exists()


class TestWhoeverTypesItNext:
    def test_gets_a_route_that_is_stopped(self, joan):
        other = person("Tom", NUMBER, Channel.TEXT, at=LATER)

        assert not is_used(other)
        assert ContactRoute.objects.get(person=other).stopped_at == LATER

    def test_on_the_page_of_what_they_would_like_starts_no_texts(self, joan):
        client = Client()
        typed = {"name": "Tom", "kind": "text", "route": "07700 900151", "keep": "on"}
        before = Message.objects.filter(channel=Channel.TEXT).count()
        with time_machine.travel(LATER, tick=False):
            assert client.post(reverse("preferences"), typed).url == reverse("me")
            # The page is open in this browser now, which proves nothing: typed again there, it stays stopped.
            client.post(reverse("preferences"), {**typed, "words": "Tea"})
        outbox.run(at=LATER)

        assert not ContactRoute.objects.usable().filter(kind=Channel.TEXT).exists()
        assert Message.objects.filter(channel=Channel.TEXT).count() == before

    def test_who_began_before_the_stop_does_not_start_them_again_in_the_browser_they_typed_in(self):
        client = Client()
        typed = {"name": "Tom", "kind": "text", "route": "07700 900151", "keep": "on"}
        with time_machine.travel(NOON, tick=False):
            client.post(reverse("preferences"), typed)
        tom = Person.objects.get(first_name="Tom")
        notifications.heard(NUMBER, "STOP", at=NOON + HOUR / 6)
        with time_machine.travel(NOON + HOUR / 4, tick=False):
            assert client.post(reverse("preferences"), typed).url == reverse("me")

        assert not is_used(tom)

    def test_in_a_yes_starts_no_texts(self, joan):
        sign_up = signing_up.say_yes(SessionFactory(), yes("Tom", NUMBER, Channel.TEXT), by=NOBODY, at=LATER)

        assert not is_used(sign_up.person)

    def test_signed_in_as_somebody_else_starts_no_texts_however_often(self, joan):
        tom = UserFactory()
        for _time in range(2):
            saving.reach_by(tom.person, REACHED, by=resident(tom), at=LATER)

        assert not is_used(tom.person)

    def test_as_another_channel_or_number_is_free(self, joan):
        for_calls = person("Tom", NUMBER, Channel.PHONE, at=LATER)
        another = person("Pat", "+447700900152", Channel.TEXT, at=LATER)

        assert is_used(for_calls, Channel.PHONE)
        assert is_used(another)

    def test_after_its_owner_uses_it_again_is_free_as_before(self, joan):
        assert not is_used(person("Pat", NUMBER, Channel.TEXT, at=LATER))
        saving.reach_by(joan, REACHED, by=by_link(joan), at=LATER)

        assert is_used(person("Tom", NUMBER, Channel.TEXT, at=LATER))


class TestUsedAgain:
    def test_by_its_owner_by_a_link_that_came_to_them(self, joan):
        saving.reach_by(joan, REACHED, by=by_link(joan), at=LATER)

        assert is_used(joan)
        assert Entry.objects.filter(event="route.resumed", person_id=joan.pk).count() == 1

    def test_by_its_owner_signed_in(self):
        ama = UserFactory()
        persons.add_route(ama.person, ROUTE, at=NOON)
        notifications.stop(Channel.TEXT, NUMBER, at=NOON + HOUR)

        saving.reach_by(ama.person, REACHED, by=resident(ama), at=LATER)

        assert is_used(ama.person)

    def test_by_a_worker_on_their_word_as_the_text_says(self, joan, bev):
        saving.reach_by(joan, REACHED, by=bev, at=LATER)
        newcomer = person("Tom", "+447700900152", Channel.TEXT)

        assert is_used(joan)
        assert is_used(newcomer)

    def test_by_a_worker_even_where_it_began_stopped(self, joan, bev):
        other = person("Tom", NUMBER, Channel.TEXT, at=LATER)

        saving.reach_by(other, REACHED, by=bev, at=LATER)

        assert is_used(other)

    def test_by_nobody_else(self, joan):
        tom = UserFactory()
        organiser = actor(MembershipFactory(role=Role.ORGANISER))
        newcomers = by_link(joan, links.HERE)

        for by in (NOBODY, resident(tom), organiser, by_link(tom.person), newcomers, Actor(kind=Kind.LINK)):
            saving.reach_by(joan, REACHED, by=by, at=LATER)

        assert not is_used(joan)
        assert not Entry.objects.filter(event="route.resumed").exists()

    def test_not_by_a_worker_for_themself_where_it_began_stopped(self, joan, bev):
        own = Person.objects.get(pk=bev.person_id)

        saving.reach_by(own, REACHED, by=bev, at=LATER)

        assert not is_used(own)

    def test_by_a_link_that_came_beside_one_opened_here(self, joan):
        both = replace(by_link(joan), grants=by_link(joan).grants | by_link(joan, links.HERE).grants)

        saving.reach_by(joan, REACHED, by=both, at=LATER)

        assert is_used(joan)
