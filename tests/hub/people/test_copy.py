"""A copy of all that the hub holds of a person: as a page, and as a file to keep."""

import json
from datetime import time
from html import unescape

import pytest
import time_machine
from django.urls import reverse

from hub.access.actors import OWN_PAGES
from hub.audit.models import Entry
from hub.core import registry
from hub.messaging.models import Message
from hub.people import record
from hub.people.models import Channel, Field, Person
from hub.people.services import links
from hub.taxonomy.codes import Language
from matching.frontline.models import AskLimit
from matching.preferences.services import saving
from opportunities.models import Attendance
from organisations.models import Membership
from tests.factories import (
    DAY,
    HOUR,
    NOON,
    UserFactory,
    person,
    resident,
)
from tests.hub.people.philomena import NOT_IN_IT, SIGNS, known_everywhere

pytestmark = pytest.mark.django_db
PAGE, COPY = "/me/record/", "/me/record/copy/"


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
