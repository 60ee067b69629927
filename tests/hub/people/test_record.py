"""A person's own record: what was done with it and by whom, in words, and a copy of all the hub holds."""

import ast
import json
from dataclasses import replace
from datetime import time
from html import unescape
from pathlib import Path
from uuid import UUID

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from cms.toolkit.models import Step
from cms.toolkit.models.workspace import Mark
from cms.toolkit.services import workspaces
from hub.access.actors import NOBODY, OWN_PAGES, SYSTEM, Actor, Kind
from hub.access.roles import Role
from hub.audit import record as audit
from hub.audit.models import Entry
from hub.consent.models import How
from hub.core import registry
from hub.messaging.models import Message, MessageState
from hub.people import reading, record
from hub.people.models import Channel, Field, Person
from hub.people.services import links, persons
from hub.taxonomy.codes import Ease, Language
from matching.frontline.asks.services import asks, gate
from matching.frontline.models import AskLimit, RaisedBy, Reason, Way
from matching.frontline.people.services import contacts
from matching.frontline.referrals.services import referrals
from matching.preferences.models import Exclusion
from matching.preferences.services import saving
from matching.suggestions.models import CompanionMatch, Recommendation, Shown, ShownList
from opportunities.attendance.services import attendance
from opportunities.models import Attendance
from opportunities.signups.services import answering, signing_up
from organisations.models import Invitation, Membership
from tests import written
from tests.factories import (
    DAY,
    HOUR,
    NOON,
    MembershipFactory,
    OpportunityFactory,
    OrganisationFactory,
    SessionFactory,
    UserFactory,
    actor,
    person,
    resident,
    yes,
)

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).parents[3]
ROOMS = ("hub", "organisations", "opportunities", "matching", "cms")
PAGE, COPY = "/me/record/", "/me/record/copy/"

MADE_UP_AS_IT_GOES = {
    "'message.' + state": {f"message.{state}" for state in MessageState} - {"message.queued"},
}
"""By hand: audit events whose code is built where they are recorded, by that expression in the code."""


# -- Every event has its words -------------------------------------------------------------------------------------


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


# -- Who did it ---------------------------------------------------------------------------------------------------


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


# -- The copy -----------------------------------------------------------------------------------------------------

SIGNS = {
    "people.person": "Philomena Quartermaine",
    "people.contactroute": "07700 900177",
    "people.reach": "they were in contact",
    "accounts.user": "phil@example.test",
    "audit.entry": "What you’d like was written down.",
    "consent.consent": "Yes, give my name and how to reach me to Earlsfield Larder, so they can answer me.",
    "messaging.message": "Bring your own mug.",
    "opportunities.signup": "I finish work at five.",
    "opportunities.attendance": "2026-12-01",
    "preferences.preference": "I used to sing in a choir.",
    "preferences.exclusion": "Paint the railings",
    "suggestions.shownlist": "on their own page",
    "suggestions.shown": "Mend old radios",
    "suggestions.recommendation": "Sort the seeds",
    "suggestions.companionmatch": "Row a boat",
    "frontline.contact": "Came about a bus pass.",
    "frontline.owed": "Bring back the walking frame",
    "frontline.ask": "You would be good at this.",
    "frontline.asklimit": "31 January",
    "frontline.referral": "Somewhere with a kettle.",
    "organisations.membership": "Quartermaine Quilters",
    "organisations.invitation": "Balham Bakers",
    "toolkit.workspace": "A choir for people who can’t sing",
    "toolkit.tick": "Ticked something in",
    "toolkit.stepdone": "not for us",
}
"""By hand: what gives a row of each table away in the copy. Anywhere in it will do."""

NOT_IN_IT = {
    "people.namegram": "pieces of the name, which is there",
    "people.privatelink": "hashes that say nothing",
    "messaging.call": "the message it says aloud is there",
    "messaging.letter": "the message it prints is there",
    "frontline.capture": "no record until they agree, and gone tonight",
    "opportunities.opportunity": "what an organisation shows everybody",
    "organisations.organisation": "what an organisation shows everybody",
    "organisations.verification": "a decision about an organisation",
    "cms.homepage": "what everybody reads",
    "cms.storyindex": "what everybody reads",
    "cms.plainpage": "what everybody reads",
    "cms.searchedinvain": "words that many searched for, and nobody's name",
    "cms.story": "what everybody reads; it leads to nobody's record",
    "cms.picture": "what everybody sees",
    "cms.rendition": "what everybody sees",
    "toolkit.toolkit": "what everybody reads",
    "toolkit.stage": "what everybody reads",
    "toolkit.step": "what everybody reads",
}
"""By hand: tables that lead to a person and have no part of their own in the copy, and why."""


def known_everywhere():
    """Philomena, with an account and a row in every table that leads to her."""
    user = UserFactory(email=SIGNS["accounts.user"])
    phil = user.person
    first, _space, surname = SIGNS["people.person"].partition(" ")
    persons.rename(phil, first_name=first, surname=surname)
    persons.add_route(phil, reading.Route(Channel.TEXT, "+447700900177"), at=NOON, preferred=True)
    larder = OrganisationFactory(name="Earlsfield Larder")
    bev = actor(MembershipFactory(organisation=OrganisationFactory(service=True), role=Role.WORKER))
    organiser = actor(MembershipFactory(organisation=larder))
    _said_yes(user, larder, organiser)
    _met(phil, larder, bev, organiser)
    Message.objects.create(person=phil, notice="n", ref="r", words=SIGNS["messaging.message"], created_at=NOON)
    shown = ShownList.objects.create(person=phil, where="own_page", at=NOON)
    radios = OpportunityFactory(title=SIGNS["suggestions.shown"])
    Shown.objects.create(shown_list=shown, opportunity=radios, place=1, score=1.0)
    seeds = OpportunityFactory(title=SIGNS["suggestions.recommendation"])
    Recommendation.objects.create(person=phil, opportunity=seeds, place=1, at=NOON)
    boat, bo = OpportunityFactory(title=SIGNS["suggestions.companionmatch"]), person("Bo", "bo@example.test")
    one, other = sorted((phil, bo), key=lambda one: one.pk)
    CompanionMatch.objects.create(opportunity=boat, one=one, other=other, at=NOON)
    railings = OpportunityFactory(title=SIGNS["preferences.exclusion"])
    Exclusion.objects.create(person=phil, opportunity=railings, because="do_not_ask", at=NOON)
    MembershipFactory(user=user, organisation=OrganisationFactory(name=SIGNS["organisations.membership"]))
    Invitation.objects.create(
        organisation=OrganisationFactory(name=SIGNS["organisations.invitation"]),
        email=user.email,
        role=Role.ORGANISER,
        invited_by_id=organiser.user_id,
        at=NOON,
        until=NOON + DAY,
    )
    _had_an_idea(user)
    return user


def _had_an_idea(user):
    written.pages()
    step, other = Step.objects.order_by("number")[:2]
    by, name = resident(user), SIGNS["toolkit.workspace"]
    workspace = workspaces.begin(name=name, about=(), language="en-gb", by=by, at=NOON)
    workspaces.tick(workspace, step, [UUID(str(step.actions[0].id))], by=by, at=NOON)
    workspaces.mark(workspace, other, Mark.LEFT_OUT, by=by, at=NOON)


def _said_yes(user, larder, organiser):
    session = SessionFactory(opportunity__organisation=larder)
    said = yes(user.person.first_name, user.email, words=SIGNS["opportunities.signup"])
    sign_up = signing_up.say_yes(session, said, by=resident(user), at=NOON)
    answering.accept(sign_up, by=organiser, at=NOON)
    attendance.note_attendance(sign_up, came=True, by=organiser, at=session.starts_at + HOUR)


def _met(phil, larder, bev, organiser):
    saving.save(phil, saving.Said(words=SIGNS["preferences.preference"]), by=bev, at=NOON)
    contacts.begin(phil, Way.COUNTER, outcome="else", because=SIGNS["frontline.contact"], by=bev, at=NOON)
    contacts.owe(phil, what=SIGNS["frontline.owed"], owner="Dev", due=NOON.date(), by=bev, at=NOON)
    asked = asks.Asked(RaisedBy.PERSON, "phone", no_effect_said=True, words=SIGNS["frontline.ask"])
    verdict = gate.verdict(phil, nothing_unsorted=True, owed=[], at=NOON)
    asks.make(phil, asked, verdict=verdict, answer="no", by=bev, at=NOON)
    AskLimit.objects.filter(person=phil).update(not_before=NOON.replace(year=2027, month=1, day=31))
    wish, needs = SIGNS["frontline.referral"], frozenset({Ease.SEATING})
    passed = referrals.pass_on(phil, larder, wish=wish, needs=needs, how=How.PHONE, by=bev, at=NOON)
    referrals.decline(passed, reason=Reason.FULL, words="Next year.", by=organiser, at=NOON)


@pytest.fixture
def phil(db):
    return known_everywhere()


def part(user, title):
    return dict(record.export(Person.objects.get(pk=user.person.pk)))[title]


def tables():
    return {key.rpartition(".")[0] for key in registry.personal_data()}


def as_page(client):
    return unescape(client.get(COPY).content.decode())


def as_file(client):
    return client.get(COPY, {"format": "json"})


class TestTheCopy:
    def test_says_of_every_table_in_the_privacy_inventory_whether_it_holds_it(self):
        assert set(SIGNS) & set(NOT_IN_IT) == set()
        assert sorted(tables()) == sorted(SIGNS | NOT_IN_IT)

    @pytest.mark.parametrize("table", SIGNS)
    def test_holds_what_each_table_has_of_the_person(self, phil, table):
        assert SIGNS[table] in json.dumps(record.export(phil.person), ensure_ascii=False)

    def test_is_of_somebody_who_has_a_row_in_each(self, phil):
        assert Attendance.objects.filter(sign_up__person=phil.person).exists()
        assert AskLimit.objects.filter(person=phil.person).exists()
        assert Membership.objects.filter(user=phil).exists()

    def test_holds_nothing_of_anybody_else(self, phil):
        tunde = UserFactory(email="tunde@example.test")

        copy = json.dumps(record.export(tunde.person), ensure_ascii=False)

        assert [sign for sign in SIGNS.values() if sign in copy] == []

    def test_does_not_stop_at_what_was_taken_back_or_stopped(self, phil):
        phil.person.consents.update(withdrawn_at=NOON + HOUR)
        phil.person.routes.update(stopped_at=NOON + HOUR)
        phil.person.reaches.update(ended_at=NOON + HOUR)

        copy = json.dumps(record.export(phil.person), ensure_ascii=False)

        for table in ("consent.consent", "people.contactroute", "people.reach"):
            assert SIGNS[table] in copy

    def test_says_of_each_way_to_reach_them_whether_it_is_preferred_and_safe(self, phil):
        phil.person.routes.filter(kind=Channel.TEXT).update(
            may_leave_message=False, safe_from=time(14), safe_until=time(18, 30)
        )
        Person.objects.filter(pk=phil.person.pk).update(speaks=frozenset({Language.FR, Language.BN}))

        own, email, text = part(phil, "You, and how to reach you")

        assert own["Speaks"] == "Bengali, French"
        assert (email["Preferred"], email["May we leave a message"], email["Safe times"]) == ("No", "Yes", "")
        assert (text["Preferred"], text["May we leave a message"]) == ("Yes", "No")
        assert text["Safe times"] == "14:00 to 18:30"

    def test_says_of_a_referral_what_was_told_and_why_it_fell_through(self, phil):
        row = part(phil, "Conversations, asks and where you were passed on")[-1]

        assert row["What makes it easier"] == "Sitting down most of the time"
        assert row["Which details"] == "first name, what was written, what makes it easier, surname, how to be reached"
        assert (row["Their reason"], row["What they wrote"]) == ("We’re full just now", "Next year.")

    def test_names_details_in_one_order_and_never_as_those_of_others(self, phil):
        seen = part(phil, "Who may see what of you")
        agreed = part(phil, "What you agreed to")

        whole = "first name, what was written, what makes it easier, surname, how to be reached"
        assert {row["What"] for row in seen if row["Why"] == "they were in contact"} == {f"{whole}, wishes"}
        assert {row["Which details"] for row in agreed} == {whole}
        assert [str(field.label) for field in Field if {"they", "them"} & set(str(field.label).split())] == []

    def test_says_by_when_something_is_owed_as_people_say_days(self, phil):
        rows = part(phil, "Conversations, asks and where you were passed on")

        assert [row["By"] for row in rows if "Owed to you by" in row] == ["Monday 23 November"]

    def test_says_where_a_message_went_and_how_it_stands(self, phil):
        Message.objects.filter(person=phil.person, ref="r").update(
            channel="text", sent_to="+447700900177", state="sent"
        )

        row = next(row for row in part(phil, "What we told you") if row["Words"] == "Bring your own mug.")

        assert (row["How"], row["Where"], row["How it stands"]) == ("Text message", "07700 900177", "Sent")

    def test_has_a_part_for_each_room_and_each_title_once(self, phil):
        titles = [title for title, _rows in record.export(phil.person)]

        assert len(titles) == len(set(titles))
        assert {"You, and how to reach you", "What you agreed to", "What we told you", "The log"} <= set(titles)

    def test_of_somebody_of_whom_nothing_is_known_is_short_and_no_error(self, client):
        client.force_login(UserFactory())

        assert "Nothing." in as_page(client)


class TestTheCopyAsAPage:
    def test_shows_all_of_it(self, client, phil):
        client.force_login(phil)

        page = as_page(client)

        assert [sign for table, sign in SIGNS.items() if sign not in page] == []

    def test_shows_words_as_words(self, client):
        user = UserFactory(email="ama@example.test")
        saving.save(user.person, saving.Said(words="<b>Bold</b>"), by=resident(user), at=NOON)
        client.force_login(user)

        assert "<b>Bold</b>" not in client.get(COPY).content.decode()
        assert "<b>Bold</b>" in as_page(client)

    def test_is_in_the_log_each_time(self, client, phil):
        client.force_login(phil)

        as_page(client)
        as_file(client)

        made = Entry.objects.about(phil.person.pk).filter(event="record.copied")
        assert [(row.user_id, row.actor_person_id) for row in made] == [(phil.pk, phil.person.pk)] * 2

    def test_is_not_for_somebody_who_was_erased_in_between(self, client, phil):
        client.force_login(phil)
        Person.objects.filter(pk=phil.person.pk).update(user=None)

        assert client.get(COPY).status_code == 404


class TestTheCopyAsAFile:
    def test_is_json_to_keep(self, client, phil):
        client.force_login(phil)

        answer = as_file(client)

        assert answer["Content-Type"] == "application/json"
        assert answer["Content-Disposition"] == 'attachment; filename="my-record.json"'
        assert "no-store" in answer["Cache-Control"]

    def test_holds_the_same_as_the_page_part_by_part(self, client, phil):
        client.force_login(phil)
        expected = {title: rows for title, rows in record.export(phil.person) if title != "The log"}

        kept = json.loads(as_file(client).content)
        kept.pop("The log")  # it has one line more: that this copy was made

        assert kept == expected
        assert list(kept) == list(expected)

    def test_has_its_own_making_in_its_log(self, client, phil):
        client.force_login(phil)

        log = json.loads(as_file(client).content)["The log"]

        assert [row["Who"] for row in log if row["What"] == "A copy of your record was made."] == ["You"]

    def test_can_be_read_by_people_too(self, client, phil):
        client.force_login(phil)

        text = as_file(client).content.decode()

        assert "What you’d like" in text
        assert "\\u2019" not in text
        assert text.count("\n") > 20

    def test_by_private_link_is_of_whom_the_link_is(self, client):
        joan = person("Joan", "+447700900151", Channel.TEXT, surname="Baptiste")
        with time_machine.travel(NOON, tick=False):
            token = links.make(joan, OWN_PAGES, at=NOON, until=NOON + DAY)
            client.get(reverse("private_link", args=[token]))

            parts = json.loads(as_file(client).content)

        assert parts["You, and how to reach you"][0]["Name"] == "Joan Baptiste"
