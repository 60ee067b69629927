"""Keeping what somebody would like: one save, sealed, in the log, and agreed to."""

from datetime import time, timedelta

import pytest
from django.db import connection

from hub.access.actors import NOBODY, OWN_PAGES, Actor, Grant, Kind
from hub.audit.models import Entry
from hub.consent.models import Consent, GivenBy, How, Purpose
from hub.messaging import outbox
from hub.messaging.models import Message
from hub.people import reading
from hub.people.models import Channel, ContactRoute, Person
from hub.people.services import links
from hub.places.locate import Located, Precision, find
from hub.taxonomy.codes import Activity, Language, Slot
from matching.preferences.models import Preference
from matching.preferences.services import saving
from tests.factories import DAY, HOUR, UserFactory, person, resident

pytestmark = pytest.mark.django_db

TEXT = saving.Reached(reading.Route(Channel.TEXT, "+447700900151"))


def kept_in_the_table(who):
    """Return words and the rest as the database has them."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT words, anything FROM preferences_preference WHERE person_id = %s", [who.pk.hex])
        return cursor.fetchone()


class TestSave:
    def test_keeps_all_that_was_said(self, noon):
        who = person()
        said = saving.Said(
            words="I like gardening",
            misheard=("cause:green",),
            activities=frozenset({Activity.TALK}),
            slots=frozenset({Slot.TUE_EVENING}),
            often="hours_once",
            anything="I am shy",
            speaks=frozenset({Language.PL}),
        )

        saving.save(who, said, by=NOBODY, at=noon)

        kept = Preference.objects.get(person=who)
        assert (kept.words, kept.misheard, kept.anything) == ("I like gardening", ["cause:green"], "I am shy")
        assert (kept.activities, kept.slots, kept.often) == ({Activity.TALK}, {Slot.TUE_EVENING}, "hours_once")
        assert Person.objects.get(pk=who.pk).speaks == {Language.PL}
        assert (kept.made_at, kept.changed_at) == (noon, noon)

    def test_again_takes_the_place_of_what_was_kept(self, noon):
        who = person()
        saving.save(who, saving.Said(words="Tea", activities=frozenset({Activity.TALK})), by=NOBODY, at=noon)

        saving.save(who, saving.Said(words="Cake"), by=NOBODY, at=noon + HOUR)

        kept = Preference.objects.get(person=who)
        assert kept.words == "Cake"
        assert kept.activities == set()
        assert (kept.made_at, kept.changed_at) == (noon, noon + HOUR)

    def test_words_lie_sealed_in_the_database(self, noon):
        who = person()

        saving.save(who, saving.Said(words="I like gardening", anything="I am shy"), by=NOBODY, at=noon)

        words, anything = kept_in_the_table(who)
        assert words
        assert "garden" not in words
        assert "shy" not in anything

    def test_is_in_the_log_by_whom_and_about_whom_without_a_word_of_it(self, noon):
        who, user = person(), UserFactory()

        saving.save(who, saving.Said(words="I like gardening"), by=resident(user), at=noon)

        entry = Entry.objects.get(event="preference.saved")
        assert (entry.person_id, entry.user_id, entry.at) == (who.pk, user.pk, noon)
        assert entry.details == {}

    def test_without_languages_keeps_those_there_are(self, noon):
        who = person()
        saving.save(who, saving.Said(speaks=frozenset({Language.SO})), by=NOBODY, at=noon)

        saving.save(who, saving.Said(speaks=None), by=NOBODY, at=noon)

        assert Person.objects.get(pk=who.pk).speaks == {Language.SO}

    def test_no_languages_at_all_takes_them_away(self, noon):
        who = person()
        saving.save(who, saving.Said(speaks=frozenset({Language.SO})), by=NOBODY, at=noon)

        saving.save(who, saving.Said(speaks=frozenset()), by=NOBODY, at=noon)

        assert Person.objects.get(pk=who.pk).speaks == set()


class TestWhereSomebodyLives:
    def test_is_kept_no_closer_than_a_postcode_sector(self, noon):
        who = person()

        saving.save(who, saving.Said(place=find("SW18 2PU")), by=NOBODY, at=noon)

        kept = Preference.objects.get(person=who)
        assert (kept.place_name, kept.sector) == ("SW18 2", "SW18 2")
        assert "2PU" not in f"{kept.place_name}{kept.sector}{kept.ward}"
        assert (kept.lat, kept.lon) == (round(kept.lat, 3), round(kept.lon, 3))

    def test_named_by_its_name_is_kept_by_it(self, noon):
        who = person()

        saving.save(who, saving.Said(place=find("Tooting")), by=NOBODY, at=noon)

        assert Preference.objects.get(person=who).place_name == "Tooting"

    def test_stays_where_none_is_said(self, noon):
        who = person()
        saving.save(who, saving.Said(place=find("Tooting")), by=NOBODY, at=noon)

        saving.save(who, saving.Said(words="Tea"), by=NOBODY, at=noon)

        assert Preference.objects.get(person=who).place_name == "Tooting"


class TestReachBy:
    def test_makes_it_the_preferred_one_with_its_safe_times(self, noon):
        who = person(route="ama@example.test")
        reached = saving.Reached(TEXT.route, time(14), time(18), may_leave_message=False)

        saving.reach_by(who, reached, by=NOBODY, at=noon)

        route = ContactRoute.objects.get(person=who, preferred=True)
        assert (route.kind, route.value) == (Channel.TEXT, "+447700900151")
        assert (route.safe_from, route.safe_until, route.may_leave_message) == (time(14), time(18), False)
        assert ContactRoute.objects.filter(person=who).count() == 2

    def test_uses_a_stopped_one_again(self, noon):
        who = person(route="ama@example.test")
        ContactRoute.objects.filter(person=who).update(stopped_at=noon - DAY)

        by = Actor(kind=Kind.LINK, grants=frozenset({Grant(OWN_PAGES, who.pk)}))
        saving.reach_by(who, saving.Reached(reading.Route(Channel.EMAIL, "ama@example.test")), by=by, at=noon)

        assert ContactRoute.objects.get(person=who).stopped_at is None

    def test_is_in_the_log_without_the_number(self, noon):
        saving.reach_by(person(), TEXT, by=NOBODY, at=noon)

        assert Entry.objects.get(event="route.chosen").details == {"channel": "text"}


class TestWelcome:
    def test_keeps_a_newcomer_who_agreed_for_twelve_months(self, noon):
        who = saving.welcome(saving.Newcomer("Joan", TEXT, "en-gb", surname="Baptiste"), by=NOBODY, at=noon)

        assert (who.first_name, who.surname) == ("Joan", "Baptiste")
        consent = Consent.objects.get(person=who)
        assert (consent.purpose, consent.until) == (Purpose.KEEP_RECORD, noon + timedelta(days=365))
        assert (consent.given_by, consent.how) == (GivenBy.PERSON, How.ONLINE)
        assert consent.wording.text.startswith("Yes, keep my name, how to reach me and what I’d like, for 12 months.")
        assert Entry.objects.filter(event="consent.given", person_id=who.pk).count() == 1

    def test_may_write_to_them_only_where_they_said_so(self, noon):
        silent = saving.welcome(saving.Newcomer("Joan", TEXT, "en-gb"), by=NOBODY, at=noon)
        glad = saving.welcome(saving.Newcomer("Pat", TEXT, "en-gb", may_contact=True), by=NOBODY, at=noon)

        assert {one.purpose for one in silent.consents.all()} == {Purpose.KEEP_RECORD}
        assert {one.purpose for one in glad.consents.all()} == {Purpose.KEEP_RECORD, Purpose.CONTACT_ME}

    def test_says_that_a_worker_wrote_it_down(self, noon):
        newcomer = saving.Newcomer("Joan", TEXT, "en-gb", given_by=GivenBy.WORKER, how=How.COUNTER)

        who = saving.welcome(newcomer, by=NOBODY, at=noon)

        consent = Consent.objects.get(person=who)
        assert (consent.given_by, consent.how) == (GivenBy.WORKER, How.COUNTER)

    def test_two_at_one_number_are_two_people(self, noon):
        first = saving.welcome(saving.Newcomer("Joan", TEXT, "en-gb"), by=NOBODY, at=noon)
        second = saving.welcome(saving.Newcomer("Joan", TEXT, "en-gb"), by=NOBODY, at=noon)

        assert first.pk != second.pk


class TestOwnLink:
    def test_opens_ones_own_pages_for_half_a_year(self, noon):
        who = person()

        token = saving.own_token(who, at=noon)

        link = links.find(token, at=noon + timedelta(days=182))
        assert (link.person_id, link.purpose) == (who.pk, OWN_PAGES)
        with pytest.raises(links.NotOpen):
            links.find(token, at=noon + timedelta(days=184))

    def test_is_sent_the_way_they_asked_for(self, noon):
        who = saving.welcome(saving.Newcomer("Joan", TEXT, "en-gb"), by=NOBODY, at=noon)

        saving.send_own_link(who, at=noon)
        outbox.run(at=noon)

        message = Message.objects.get(person=who, notice="own_pages")
        assert (message.channel, message.sent_to) == (Channel.TEXT, "+447700900151")
        assert "/t/" in message.words


@pytest.mark.parametrize(
    ("name", "precision", "kept"),
    [
        ("Tooting", "place", "Tooting"),
        ("SW18 2PU", "sector", "SW18 2"),
        ("x" * 60, "place", "x" * 60),
        ("x" * 61, "place", "SW18 2"),
    ],
)
def test_a_place_is_kept_by_a_name_that_has_room_or_by_its_sector(name, precision, kept):
    place = Located(name, 51.4, -0.2, Precision(precision), inside=True, sector="SW18 2")

    assert saving.position(place)["place_name"] == kept
