"""What was done with a person’s record and by whom, in words."""

import ast
from dataclasses import replace
from pathlib import Path

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from hub.access.actors import NOBODY, OWN_PAGES, SYSTEM, Actor, Kind
from hub.access.roles import Role
from hub.audit import record as audit
from hub.audit.models import Entry
from hub.consent.models import How
from hub.core import registry
from hub.messaging.models import MessageState
from hub.people import record
from hub.people.models import Channel
from hub.people.services import links, persons
from matching.frontline.referrals.services import referrals
from tests.factories import (
    DAY,
    HOUR,
    NOON,
    MembershipFactory,
    OrganisationFactory,
    UserFactory,
    actor,
    person,
    resident,
)

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).parents[3]
ROOMS = ("hub", "organisations", "opportunities", "matching", "cms")
PAGE, COPY = "/me/record/", "/me/record/copy/"

MADE_UP_AS_IT_GOES = {
    "'message.' + state": {f"message.{state}" for state in MessageState} - {"message.queued"},
}
"""By hand: audit events whose code is built where they are recorded, by that expression in the code."""


def events_about_people(code):
    """Return the audit events that some code writes down about a person, as they stand there."""
    found = set()
    for call in ast.walk(ast.parse(code)):
        if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Attribute) or call.func.attr != "record":
            continue
        if isinstance(call.func.value, ast.Name) and "about" in {word.arg for word in call.keywords}:
            event = call.args[0]
            found.add(event.value if isinstance(event, ast.Constant) else ast.unparse(event))
    return found


def written_down():
    """Return every audit event about a person that our code writes down, by the file it stands in."""
    paths = [path for room in ROOMS for path in (ROOT / room).rglob("*.py")]
    places = {event: path for path in paths for event in events_about_people(path.read_text())}
    found = {one: places[event] for event in places for one in MADE_UP_AS_IT_GOES.get(event, {event})}
    return found | {"person.seen": Path("hub/audit/record.py")}  # `looked` writes it, many at a time


def with_words():
    return {event: words for event, words in registry.audit_event_words().items() if words}


class TestEachDeed:
    def test_that_the_code_writes_down_of_a_person_has_words_for_that_person(self):
        without = {event: str(path) for event, path in written_down().items() if event not in with_words()}

        assert without == {}

    def test_that_has_words_is_still_written_down_somewhere(self):
        assert sorted(set(with_words()) - set(written_down())) == []

    def test_is_found_in_the_code_by_whatever_name_the_log_goes_there(self):
        code = (
            'record.record("a.b", by=by, at=at, about=pk)\n'
            'audit.record("c.d", by=by, at=at, about=None)\n'
            'record.record(f"e.{to}", by=by, at=at, about=pk)\n'
            'record.record("of.nobody", by=by, at=at)\n'
        )

        assert events_about_people(code) == {"a.b", "c.d", "f'e.{to}'"}

    def test_in_all_rooms_is_found(self):
        known = {"consent.given", "message.sent", "person.found", "sign_up.made", "preference.saved", "referral.sent"}

        assert known <= set(written_down())

    def test_is_said_in_a_whole_sentence(self):
        assert [words for words in map(str, with_words().values()) if not words.endswith(".")] == []


@pytest.fixture
def larder():
    return OrganisationFactory(name="Earlsfield Larder")


@pytest.fixture
def ama():
    return UserFactory(email="ama@example.test")


def line(person, **how):
    """The newest line of somebody's log, as who and what."""
    if how:
        audit.record(how.pop("event", "consent.given"), at=NOON, about=person.pk, **how)
    newest = record.lines(Entry.objects.about(person.pk)[:1], me=person.pk)[0]
    return newest.who, newest.what


class TestWho:
    def test_is_you_for_what_you_did_signed_in(self, ama):
        assert line(ama.person, by=resident(ama)) == ("You", "An agreement was written down.")

    def test_is_you_for_what_you_did_by_your_own_link(self, ama):
        assert line(ama.person, by=Actor(kind=Kind.LINK))[0] == "You"

    def test_is_the_organisation_and_the_role_for_what_its_people_did(self, ama, larder):
        assert line(ama.person, by=actor(MembershipFactory(organisation=larder)))[0] == "Earlsfield Larder, Organiser"

    @pytest.mark.parametrize("role", [Role.ORGANISER, None])
    def test_is_the_organisation_when_its_organiser_answered_by_link(self, ama, larder, role):
        col = UserFactory().person
        by_link = Actor(kind=Kind.LINK, person_id=col.pk, organisation_id=larder.pk, role=role)

        assert line(ama.person, by=by_link)[0].startswith("Earlsfield Larder")

    def test_is_the_hub_for_what_the_clock_did(self, ama):
        assert line(ama.person, by=SYSTEM)[0] == "The Hub"

    def test_is_somebody_without_an_account_for_a_visitor(self, ama):
        assert line(ama.person, by=NOBODY)[0] == "Somebody without an account"

    def test_is_a_group_when_its_name_is_gone(self, ama, larder):
        member = replace(actor(MembershipFactory(organisation=larder)), organisation_id=987654)

        assert line(ama.person, by=member)[0] == "A group, Organiser"

    def test_has_no_name_of_the_one_who_looked(self, ama, larder):
        col = MembershipFactory(organisation=larder)
        persons.rename(col.user.person, first_name="Colin", surname="Farrow")

        assert "Colin" not in " ".join(line(ama.person, by=actor(col)))

    def test_is_said_of_a_referral_that_was_really_answered_by_link(self, larder):
        joan = person("Joan", "joan@example.test")
        service = OrganisationFactory(service=True)
        bev = actor(MembershipFactory(organisation=service, role=Role.WORKER))
        col = MembershipFactory(organisation=larder).user.person
        with time_machine.travel(NOON, tick=False):
            sent = referrals.pass_on(joan, larder, wish="", needs=frozenset(), how=How.PHONE, by=bev, at=NOON)
            token = links.make(col, "referral", subject=str(sent.pk), at=NOON, until=NOON + DAY)
            client = Client()
            page = client.get(reverse("private_link", args=[token])).url
            client.post(page, {"do": "seen"})

        assert line(joan) == ("Earlsfield Larder, Organiser", "A group has seen that you were passed on.")


class TestThePage:
    def test_has_each_deed_newest_first_and_nobody_else_s(self, client, ama):
        audit.record("consent.given", by=SYSTEM, at=NOON, about=ama.person.pk)
        audit.record("person.seen", by=SYSTEM, at=NOON + HOUR, about=ama.person.pk)
        audit.record("call.made", by=SYSTEM, at=NOON, about=person("Tunde", "tunde@example.test").pk)
        client.force_login(ama)

        page = client.get(PAGE).content.decode()

        assert 0 < page.index("Looked at your details.") < page.index("An agreement was written down.")
        assert "You were rung." not in page

    def test_says_of_a_yes_no_more_than_that_there_was_one(self, ama, larder):
        """An organiser who accepts somebody that was passed on writes it down for them."""
        organiser = actor(MembershipFactory(organisation=larder))

        assert line(ama.person, event="sign_up.made", by=organiser)[1] == "A yes was written down."

    def test_calls_a_deed_it_has_no_words_for_a_change(self, ama):
        assert line(ama.person, event="odd.event", by=SYSTEM)[1] == "Something was changed."

    def test_opens_by_private_link_as_well(self, client):
        joan = person("Joan", "+447700900151", Channel.TEXT)
        with time_machine.travel(NOON, tick=False):
            token = links.make(joan, OWN_PAGES, at=NOON, until=NOON + DAY)
            client.get(reverse("private_link", args=[token]))

            assert "Your record was begun." in client.get(PAGE).content.decode()

    @pytest.mark.parametrize("page", [PAGE, COPY, f"{COPY}?format=json"])
    def test_leads_a_stranger_to_the_door(self, client, page):
        assert client.get(page).url.startswith(reverse("account_login"))

    def test_holds_thirty_to_a_page_and_none_is_lost(self, client, ama):
        before = Entry.objects.about(ama.person.pk).count()
        for _time in range(31 - before):
            audit.record("person.seen", by=SYSTEM, at=NOON, about=ama.person.pk)
        client.force_login(ama)

        counts = [client.get(PAGE, {"page": page}).content.decode().count('<li class="row-plain">') for page in (1, 2)]

        assert counts == [30, 1]
