"""One form, three ways to it: a resident with an account, somebody with a private link, a worker; and somebody new."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hub.access.actors import SYSTEM
from hub.access.roles import Role
from hub.audit.models import Entry
from hub.consent.models import Consent, Purpose
from hub.messaging import outbox
from hub.messaging.models import Message
from hub.people import reading
from hub.people.models import Channel, ContactRoute, Person
from hub.taxonomy.codes import Activity, Slot
from matching.frontline.models import Way
from matching.frontline.people.services import contacts
from matching.preferences.models import Preference
from matching.preferences.services import saving
from tests.factories import MembershipFactory, OrganisationFactory, UserFactory, actor
from tests.html_forms import fields_of
from tests.stage import second_factor_for

pytestmark = pytest.mark.django_db

PAGE = "/me/preferences/"
SAID = {"words": "Cooking. Not shops.", "activities": ["fix"], "slots": ["5"], "place": "SW18 2PU"}
REACHED = {"kind": "text", "route": "07700 900151"}
NEW = {"name": "Joan Baptiste", "keep": "on"}


@pytest.fixture
def ama():
    user = UserFactory(email="ama@example.test")
    client = Client()
    client.force_login(user)
    return client, user.person


@pytest.fixture
def joan():
    """Somebody without an account, and a browser in which her private link was opened."""
    at = timezone.now()
    reached = saving.Reached(reading.Route(Channel.TEXT, "+447700900151"))
    person = saving.welcome(saving.Newcomer("Joan", reached, "en-gb"), by=SYSTEM, at=at)
    client = Client()
    client.get(reverse("private_link", args=[saving.own_token(person, at=at)]), follow=True)
    return client, person


def worker_with(person):
    """A worker's browser; the worker has talked with this person."""
    member = MembershipFactory(role=Role.WORKER, organisation=OrganisationFactory(service=True))
    second_factor_for(member.user)
    contacts.begin(person, Way.COUNTER, by=actor(member), at=timezone.now())
    client = Client()
    client.force_login(member.user)
    return client, member


def form_of(page):
    """Return the form itself, without what stands round it on every page."""
    return page.partition('class="wishes"')[2].partition("</form>")[0]


def errors_next_to_fields(page):
    """Return the ids of the controls that are marked as wrong and name their message."""
    found = {}
    for tag in re.findall(r"<(?:input|textarea|select|fieldset)[^>]*>", page):
        described = re.search(r'aria-describedby="([^"]*)"', tag)
        named = re.search(r'(?:name|id)="([^"]*)"', tag)
        for one in described[1].split() if described else ():
            if one.endswith("_error") and f'id="{one}"' in page:
                found[one.removeprefix("id_").removesuffix("_error")] = named and named[1]
    return set(found)


class TestThreeWaysToOneForm:
    def test_a_resident_says_it_at_their_own_page(self, ama):
        client, person = ama

        answer = client.post(PAGE, SAID | REACHED)

        assert answer.status_code == 302
        assert answer.url == "/me/"
        kept = Preference.objects.get(person=person)
        assert (kept.words, kept.activities, kept.slots) == ("Cooking. Not shops.", {Activity.FIX}, {Slot.TUE_EVENING})
        assert (kept.sector, kept.place_name) == ("SW18 2", "SW18 2")
        assert ContactRoute.objects.get(person=person, preferred=True).value == "+447700900151"

    def test_somebody_says_it_by_their_private_link(self, joan):
        client, person = joan

        answer = client.post(PAGE, SAID | REACHED)

        assert answer.url == "/me/"
        assert Preference.objects.get(person=person).words == "Cooking. Not shops."
        assert Entry.objects.get(event="preference.saved").actor_kind == "link"
        assert Person.objects.count() == 1

    def test_a_worker_says_it_for_somebody(self, joan):
        _client, person = joan
        client, member = worker_with(person)

        answer = client.post(reverse("frontline:preference", args=[person.pk]), SAID | REACHED)

        assert answer.url == reverse("frontline:person", args=[person.pk])
        assert Preference.objects.get(person=person).words == "Cooking. Not shops."
        entry = Entry.objects.get(event="preference.saved")
        assert (entry.user_id, entry.person_id) == (member.user_id, person.pk)

    def test_they_are_asked_the_same_questions(self, ama, joan):
        worker, _member = worker_with(joan[1])
        pages = [
            ama[0].get(PAGE),
            joan[0].get(PAGE),
            worker.get(reverse("frontline:preference", args=[joan[1].pk])),
        ]

        asked = [set(re.findall(r'name="(\w+)"', form_of(page.content.decode()))) for page in pages]

        assert asked[0] == asked[1] == asked[2]
        assert asked[0] >= {"words", "causes", "activities", "slots", "how_far", "ease", "place", "kind", "route"}

    def test_each_finds_what_is_kept(self, joan):
        client, person = joan
        client.post(PAGE, SAID | REACHED)
        worker, _member = worker_with(person)

        for page in (client.get(PAGE), worker.get(reverse("frontline:preference", args=[person.pk]))):
            assert "Cooking. Not shops." in page.content.decode()
            assert page.context["form"]["activities"].value() == [Activity.FIX]


class TestWhatWasHeard:
    def test_is_read_back_on_the_page(self, ama):
        client, _person = ama
        client.post(PAGE, {"words": "Cooking. Not mornings."} | REACHED)

        page = client.get(PAGE).content.decode()

        assert "We heard" in page
        assert "cook or serve food" in page
        assert "You don’t want" in page

    def test_once_put_right_is_not_read_back_again(self, ama):
        client, person = ama
        client.post(PAGE, {"words": "Cooking. Not mornings.", "misheard": ["not:part:0"]} | REACHED)

        page = client.get(PAGE)

        board = page.context["heard"]
        assert [chip.label for chip in board.liked] == ["cook or serve food"]
        assert board.not_wanted == []
        assert [chip.keys for chip in board.put_right] == ["not:part:0"]
        assert Preference.objects.get(person=person).misheard == ["not:part:0"]

    def test_one_tap_puts_it_right_and_stays_on_the_page(self, ama):
        client, person = ama
        client.post(PAGE, {"words": "Cooking. Not mornings."} | REACHED)

        answer = client.post(PAGE, {"words": "Cooking. Not mornings.", "wrong": "activity:cook"} | REACHED)

        assert answer.url == PAGE
        assert Preference.objects.get(person=person).misheard == ["activity:cook"]

    def test_somebody_new_puts_it_right_before_anything_is_kept(self, client):
        page = client.post(PAGE, {"words": "Cooking. Not mornings.", "wrong": "not:part:0"}, follow=True)

        assert page.status_code == 200
        assert page.context["heard"].not_wanted == []
        assert not Preference.objects.exists()
        assert 'name="misheard" value="not:part:0"' in page.content.decode()


class TestSomethingWrong:
    def test_keeps_what_was_typed_with_a_message_next_to_each_field(self, ama):
        client, person = ama
        typed = SAID | {"kind": "text", "route": "12", "place": "Xyzzyville", "safe_from": "teatime"}

        answer = client.post(PAGE, typed)

        page = answer.content.decode()
        assert answer.status_code == 200
        assert errors_next_to_fields(page) == {"route", "place", "safe_from"}
        assert "Cooking. Not shops.</textarea>" in page
        for value in ("12", "Xyzzyville", "teatime"):
            assert f'value="{value}"' in page
        ticked = [tag for tag in re.findall(r"<input[^>]*>", page) if re.search(r"\bchecked\b", tag)]
        chosen = {(re.search(r'name="(\w+)"', tag)[1], re.search(r'value="(\w*)"', tag)[1]) for tag in ticked}
        assert chosen == {("activities", "fix"), ("slots", "5"), ("kind", "text"), ("how_far", "")}
        assert not Preference.objects.filter(person=person).exists()

    def test_offers_the_places_that_may_be_meant_and_takes_one_by_a_press(self, ama):
        client, person = ama
        page = client.post(PAGE, SAID | {"place": "Newport"}).content.decode()
        offered = re.findall(r'<button class="chip" name="place" value="([^"]+)"', page)

        client.post(PAGE, {**SAID, "place": ["Newport", offered[0]]})

        assert len(offered) > 1
        assert fields_of(page, having="words")["words"] == [SAID["words"]]
        assert Preference.objects.get(person=person).words == SAID["words"]
        assert offered[0].startswith(Preference.objects.get(person=person).place_name.split(",")[0])

    def test_enter_presses_none_of_them(self, ama):
        page = ama[0].post(PAGE, SAID | {"place": "Newport"}).content.decode()
        form = page[page.index("<main") :].partition('method="post"')[2]

        assert "name=" not in re.search(r"<button([^>]*)>", form)[1]

    def test_is_told_to_a_worker_the_same_way(self, joan):
        client, _member = worker_with(joan[1])

        answer = client.post(reverse("frontline:preference", args=[joan[1].pk]), SAID | {"kind": "email", "route": "x"})

        assert errors_next_to_fields(answer.content.decode()) == {"route"}
        assert not Preference.objects.exists()

    def test_of_somebody_new_makes_nobody(self):
        answer = Client().post(PAGE, SAID | REACHED)

        assert errors_next_to_fields(answer.content.decode()) == {"name", "keep"}
        assert not Person.objects.exists()


class TestSomebodyNew:
    def test_is_kept_with_their_yes_and_goes_to_their_own_page(self):
        client = Client()

        answer = client.post(PAGE, SAID | REACHED | NEW)

        assert answer.url == "/me/"
        person = Person.objects.get()
        assert (person.first_name, person.surname) == ("Joan", "Baptiste")
        assert Consent.objects.get(person=person).purpose == Purpose.KEEP_RECORD
        assert Preference.objects.get(person=person).words == "Cooking. Not shops."
        assert "Hello, Joan" in client.get("/me/").content.decode()

    def test_is_sent_a_private_link_to_come_back_to(self):
        Client().post(PAGE, SAID | REACHED | NEW)

        outbox.run(at=timezone.now())

        words = Message.objects.get(notice="own_pages").words
        came_back = Client()
        came_back.get(re.search(r"/t/\w+/", words)[0], follow=True)
        assert came_back.get(PAGE).context["form"]["words"].value() == "Cooking. Not shops."

    @pytest.mark.limits
    def test_is_sent_no_end_of_links_at_one_number(self):
        answers = [Client().post(PAGE, SAID | REACHED | NEW) for _time in range(7)]

        assert [answer.status_code for answer in answers] == [302] * 6 + [200]
        assert errors_next_to_fields(answers[-1].content.decode()) == {"route"}
        assert Person.objects.count() == 6


class TestWhoMayNot:
    def test_a_worker_who_has_not_talked_with_them(self, joan):
        other = UserFactory()
        client, _member = worker_with(other.person)

        answer = client.post(reverse("frontline:preference", args=[joan[1].pk]), SAID | REACHED)

        assert answer.status_code == 404
        assert not Preference.objects.exists()

    def test_a_worker_without_a_second_factor(self, joan):
        member = MembershipFactory(role=Role.WORKER, organisation=OrganisationFactory(service=True))
        contacts.begin(joan[1], Way.COUNTER, by=actor(member), at=timezone.now())
        client = Client()
        client.force_login(member.user)

        answer = client.get(reverse("frontline:preference", args=[joan[1].pk]))

        assert answer.status_code == 302
        assert answer.url.startswith("/second-step/")

    def test_a_resident_at_a_workers_page(self, ama, joan):
        answer = ama[0].get(reverse("frontline:preference", args=[joan[1].pk]))

        assert answer.status_code == 404

    def test_a_link_that_was_closed_finds_an_empty_form(self, joan):
        client, person = joan
        client.post(PAGE, SAID | REACHED)
        client.post(reverse("close_links"))

        page = client.get(PAGE)

        assert "Cooking. Not shops." not in page.content.decode()
        assert "name" in page.context["form"].fields
        assert person.first_name not in page.content.decode()


class TestALostLink:
    def sent(self, person):
        return [message.notice for message in Message.objects.filter(person=person)]

    def test_is_sent_anew_to_somebody_who_said_what_they_would_like(self, joan):
        _client, person = joan
        saving.save(person, saving.Said(words="Cooking"), by=SYSTEM, at=timezone.now())

        for _twice in range(2):
            Client().post(reverse("link_needed"), {"route": "07700 900151"})

        assert self.sent(person) == ["own_pages"]

    def test_of_a_person_who_said_nothing_is_none(self, joan):
        Client().post(reverse("link_needed"), {"route": "07700 900151"})

        assert self.sent(joan[1]) == []


@pytest.mark.parametrize("sent", [True, False])
def test_what_is_ticked_against_the_words_is_said_to_count(joan, sent):
    client, person = joan
    said = saving.Said(words="I like cooking. No mornings.", slots=frozenset({Slot.TUE_MORNING}))
    saving.save(person, said, by=SYSTEM, at=timezone.now())
    wrong = {"words": said.words, "slots": [str(Slot.TUE_MORNING.value)], "route": "nowhere"}

    answer = client.post(reverse("preferences"), wrong) if sent else client.get(reverse("preferences"))

    page = " ".join(answer.content.decode().split())
    assert "But you ticked Tuesday mornings, so we do suggest those." in page
