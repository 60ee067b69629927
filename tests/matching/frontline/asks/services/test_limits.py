"""A refusal binds the person, not the record: whoever is reached in the same way by the same name is not asked either."""

import pytest

from hub.access.actors import SYSTEM, Actor, Kind
from hub.people import reading, retention
from hub.people.models import Channel, ContactRoute
from hub.people.services import persons
from matching.frontline import retention as frontline
from matching.frontline.asks.services import asks, gate, limits
from matching.frontline.models import AskLimit, RaisedBy, Refusal
from tests.factories import DAY, NOON, person

pytestmark = pytest.mark.django_db

NUMBER = "07700 900461"


def joan(number=NUMBER, name="Joan", surname="Baptiste", kind=Channel.TEXT):
    """A record of Joan, one of several."""
    return person(name, reading.phone(number), kind, surname=surname)


def newcomer(number=NUMBER, name="Joan", surname="", kind=Channel.PHONE, at=NOON):
    """What limits asks to somebody without a record."""
    route = reading.Route(kind, reading.phone(number))
    return limits.of_newcomer(route, first_name=name, surname=surname, at=at)


def kind_of(verdict):
    return verdict.kind.value


class TestSomebodyNew:
    @pytest.mark.parametrize("number", ["07700 900461", "+44 7700 900461", "07700900461", "0044 7700-900-461"])
    @pytest.mark.parametrize("kind", [Channel.TEXT, Channel.PHONE])
    def test_at_the_number_of_somebody_who_said_never_is_not_asked_however_it_is_typed(self, number, kind):
        asks.never_again(joan(), by=SYSTEM, at=NOON)

        bound = newcomer(number, kind=kind)

        verdict = gate.verdict(None, bound=bound, nothing_unsorted=True, owed=[], at=NOON)
        assert kind_of(verdict) == "not_now"

    @pytest.mark.parametrize(
        ("name", "surname", "never", "somebody_else"),
        [
            ("Joan", "", True, False),
            ("joan", "Baptiste", True, False),
            ("Joann", "", True, False),
            ("Joan", "Baptist", True, False),
            ("Joan", "Okoro", False, True),
            ("Marcus", "", False, True),
            ("", "", False, True),
        ],
    )
    def test_is_bound_by_the_name_and_otherwise_warned_of_somebody_else(self, name, surname, never, somebody_else):
        asks.never_again(joan(), by=SYSTEM, at=NOON)

        bound = newcomer(name=name, surname=surname)

        assert (bound.never, bound.somebody_else) == (never, somebody_else)

    def test_at_another_number_is_free(self):
        asks.never_again(joan(), by=SYSTEM, at=NOON)

        assert newcomer("07700 900462") == limits.NONE

    def test_of_whom_no_way_to_reach_them_is_known_is_free(self):
        assert limits.of_newcomer(None, first_name="Joan", at=NOON) == limits.NONE

    def test_waits_as_long_as_the_record_does(self):
        until = asks.flag(joan().pk, by=SYSTEM, at=NOON)

        assert newcomer().flagged_until == until


class TestAnotherRecord:
    def test_of_the_same_person_is_not_asked(self):
        asks.never_again(joan(), by=SYSTEM, at=NOON)
        again = joan("+447700900461", kind=Channel.PHONE)

        verdict = gate.verdict(again, nothing_unsorted=True, owed=[], at=NOON)
        assert kind_of(verdict) == "not_now"
        with pytest.raises(asks.NeverAsk):
            asks.make(again, asks.Asked(RaisedBy.PERSON, "counter", True), verdict=verdict, by=SYSTEM, at=NOON)

    def test_waits_for_the_ask_of_the_first(self, scene):
        scene.ask(by=scene.bev)
        number = ContactRoute.objects.get(person=scene.joan)
        again = person(scene.joan.first_name, number.value, Channel(number.kind))

        ready = gate.Verdict(gate.Kind.READY, "")
        asked = asks.Asked(RaisedBy.WORKER, "counter", no_effect_said=True)
        with pytest.raises(asks.AskedLately):
            asks.make(again, asked, verdict=ready, by=scene.dan, at=NOON + DAY)

    def test_of_somebody_else_in_the_house_may_be_asked(self):
        asks.never_again(joan(), by=SYSTEM, at=NOON)
        marcus = joan(name="Marcus", surname="")

        bound = limits.of(marcus, at=NOON)
        assert (bound.never, bound.somebody_else) == (False, True)
        assert kind_of(gate.verdict(marcus, nothing_unsorted=True, owed=[], at=NOON)) == "ready"

    def test_is_free_again_when_a_worker_is_told_so(self, scene):
        first, again = joan(), joan(kind=Channel.PHONE)
        asks.never_again(first, by=SYSTEM, at=NOON)

        assert asks.ask_again(again, by=scene.bev, at=NOON)
        assert not limits.of(first, at=NOON).never

    def test_does_not_lift_it_by_a_number_that_was_only_typed_whatever_else_they_showed(self):
        first = joan()
        asks.never_again(first, by=SYSTEM, at=NOON)
        other = person("Joan", "joan.other@example.test", Channel.EMAIL)
        other.routes.update(verified_at=NOON)
        persons.add_route(other, reading.Route(Channel.TEXT, reading.phone(NUMBER)), at=NOON)
        own = Actor(kind=Kind.LINK, person_id=other.pk)

        assert not asks.ask_again(other, by=own, at=NOON)
        assert limits.of(first, at=NOON).never

    def test_lifts_it_themselves_at_a_number_that_they_showed_to_be_theirs(self):
        first, again = joan(), joan(kind=Channel.PHONE)
        asks.never_again(first, by=SYSTEM, at=NOON)
        again.routes.update(verified_at=NOON)

        assert asks.ask_again(again, by=Actor(kind=Kind.LINK, person_id=again.pk), at=NOON)
        assert not limits.of(first, at=NOON).never

    def test_does_not_lift_it_by_an_unproven_number_of_its_own(self, scene):
        first, again = joan(), joan(kind=Channel.PHONE)
        asks.never_again(first, by=SYSTEM, at=NOON)

        assert not asks.ask_again(again, by=SYSTEM, at=NOON)
        assert limits.of(again, at=NOON).never


class TestWithoutARecord:
    def test_the_bare_fingerprint_outlives_the_record(self):
        first = joan()
        asks.never_again(first, by=SYSTEM, at=NOON)

        retention.erase([first.pk], at=NOON)

        kept = Refusal.objects.get()
        assert (len(kept.route), len(kept.name), kept.until) == (64, 64, None)
        assert not AskLimit.objects.exists()
        assert newcomer().never
        assert newcomer(name="Marcus").somebody_else

    def test_nothing_outlives_the_record_of_somebody_who_refused_nothing(self):
        first = joan()

        retention.erase([first.pk], at=NOON)

        assert not Refusal.objects.exists()

    def test_a_day_until_which_nobody_asks_is_over_then(self):
        route = reading.Route(Channel.TEXT, reading.phone(NUMBER))
        limits.note(route, first_name="Joan", until=NOON + 5 * DAY, at=NOON)
        limits.note(route, first_name="Joan", until=NOON + 3 * DAY, at=NOON)

        assert newcomer().not_before == NOON + 5 * DAY
        assert newcomer(at=NOON + 6 * DAY) == limits.NONE

    def test_it_is_deleted_after_its_day_and_for_good_never(self):
        route = reading.Route(Channel.TEXT, reading.phone(NUMBER))
        limits.note(route, first_name="Joan", until=NOON + DAY, at=NOON)
        limits.note(route, first_name="Joan", at=NOON)

        assert [frontline.drop_refusals(before=NOON + day * DAY, at=NOON + day * DAY) for day in (1, 2, 900)] == [
            0,
            1,
            0,
        ]
        assert newcomer().never

    def test_it_is_forgotten_when_they_may_be_asked_again(self, scene):
        first = joan()
        asks.never_again(first, by=SYSTEM, at=NOON)
        retention.erase([first.pk], at=NOON)

        assert asks.ask_again(joan(), by=scene.bev, at=NOON)
        assert not Refusal.objects.exists()
