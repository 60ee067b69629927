"""Finding somebody: by a whole number or address, else by a misspelt name; how little comes back; and that each look is logged."""

from dataclasses import asdict
from importlib import import_module

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse

from hub.access.actors import NOBODY, SYSTEM, Actor, Kind
from hub.access.roles import Role
from hub.audit.models import Entry
from hub.people import finding, reading, retention
from hub.people.models import Channel, NameGram, Person
from hub.people.services import persons
from matching.preferences.models import Preference
from tests.factories import NOON, MembershipFactory, OrganisationFactory, UserFactory, actor, person, resident
from tests.stage import second_factor_for

pytestmark = pytest.mark.django_db

CAST = {
    "Joyce Okoro": "joyce@example.test",
    "Renée Dubois": "renee@example.test",
    "Sean O’Brien": "sean@example.test",
    "Mary-Jane Watson": "mj@example.test",
    "Ann Smith-Jones": "ann@example.test",
    "Mohammed Khan": "mo@example.test",
    "Zoë Ångström": "zoe@example.test",
    "Grace Thomson": "grace@example.test",
    "Katherine Hale": "kath@example.test",
    "Linh Nguyễn": "linh@example.test",
    "Mei Ng": "mei@example.test",
    "Tom Carter": "tom@example.test",
    "Krystyna Wójcik": "kw@example.test",
    "Łukasz Bøe": "lb@example.test",
    "Иван Петров": "ivan@example.test",
    "王 小明": "wang@example.test",
    "ندى الحسن": "nada@example.test",
    "हिन्दी शर्मा": "sharma@example.test",
    "김 민준": "kim@example.test",
}

FOUND = [
    # As it is written, in any order and any case; one of the names is enough.
    ("Joyce Okoro", "Joyce Okoro"),
    ("Okoro Joyce", "Joyce Okoro"),
    ("okoro, joyce", "Joyce Okoro"),
    ("  JOYCE  ", "Joyce Okoro"),
    ("Okoro", "Joyce Okoro"),
    # A letter too many, too few or another.
    ("Okoroh", "Joyce Okoro"),
    ("Okorro", "Joyce Okoro"),
    ("Joyse Okoro", "Joyce Okoro"),
    ("Mohamed", "Mohammed Khan"),
    ("Mohammad Khan", "Mohammed Khan"),
    ("Thompson", "Grace Thomson"),
    ("Tomson", "Grace Thomson"),
    ("Catherine", "Katherine Hale"),
    ("Kathrine", "Katherine Hale"),
    ("Wattson", "Mary-Jane Watson"),
    # Double names: with a dash, a space or nothing, or half of it.
    ("Mary Jane", "Mary-Jane Watson"),
    ("Maryjane Watson", "Mary-Jane Watson"),
    ("Jane Watson", "Mary-Jane Watson"),
    ("Smith Jones", "Ann Smith-Jones"),
    ("Ann Jones", "Ann Smith-Jones"),
    ("Jones-Smith", "Ann Smith-Jones"),
    ("Smyth Jones", "Ann Smith-Jones"),
    # Accents, with and without.
    ("Renee", "Renée Dubois"),
    ("Rene Dubois", "Renée Dubois"),
    ("RENÉE DUBOIS", "Renée Dubois"),
    ("Angstrom", "Zoë Ångström"),
    ("zoe", "Zoë Ångström"),
    ("Nguyen", "Linh Nguyễn"),
    ("Kristina Wojcik", "Krystyna Wójcik"),
    # Apostrophes of either kind, none, or a space.
    ("O'Brien", "Sean O’Brien"),
    ("O’Brien", "Sean O’Brien"),
    ("OBrien", "Sean O’Brien"),
    ("O Brien", "Sean O’Brien"),
    ("Shaun O'Brien", "Sean O’Brien"),
    # A surname of two letters is one too.
    ("Ng", "Mei Ng"),
    # Letters that are no accented ones to a computer.
    ("Lukasz", "Łukasz Bøe"),
    ("łukasz boe", "Łukasz Bøe"),
    # Other alphabets: as they are written, in any case, or with a letter amiss.
    ("Иван", "Иван Петров"),
    ("ПЕТРОВ ИВАН", "Иван Петров"),
    ("Петроф", "Иван Петров"),
    ("王", "王 小明"),
    ("小明 王", "王 小明"),
    ("ندى", "ندى الحسن"),
    ("शर्मा", "हिन्दी शर्मा"),
    ("김 민준", "김 민준"),
]

NOT_FOUND = [
    # Somebody else's name.
    "Samira",
    "Sam",
    "Priya Patel",
    "Joan",
    "Smythe",
    # Too little to go by.
    "J",
    "И",
    "Ив",
    "明",
    "Мария",
    "李",
    "Jo",
    "Nh",
    "Ka",
    # No name at all.
    "",
    "   ",
    "!!!",
    "%",
    "%o%",
    "' OR 1=1 --",
    "\x00",
    "💥",
    "07700",
]


def lives_at(who, sector):
    Preference.objects.create(person=who, sector=sector, made_at=NOON, changed_at=NOON)


def names(found):
    return [one.name for one in found]


def short(name):
    """A name as it comes back: the first one, and the first letter of the rest."""
    first, _space, rest = name.partition(" ")
    return f"{first} {rest[:1]}"


@pytest.fixture
def bev():
    return actor(MembershipFactory(organisation=OrganisationFactory(service=True), role=Role.WORKER))


@pytest.fixture
def cast(db):
    return {name: person(name.partition(" ")[0], route, surname=name.partition(" ")[2]) for name, route in CAST.items()}


def find(bev, text):
    return finding.find(bev, text, at=NOON)


class TestByNumber:
    @pytest.mark.parametrize("kind", [Channel.TEXT, Channel.PHONE])
    @pytest.mark.parametrize(
        "typed",
        [
            "07700900123",
            "07700 900123",
            "07700 900 123",
            "077 0090 0123",
            " 07700 900123 ",
            "(07700) 900123",
            "07700-900-123",
            "07700.900.123",
            "+447700900123",
            "+44 7700 900123",
            "+44 (0)7700 900123",
            "0044 7700 900123",
            "07700/900123",
            "07700\u2011900\u2013123\u200b",
            "\uff10\uff17\uff17\uff10\uff10\u00a0900123",
        ],
    )
    def test_a_whole_number_is_found_however_it_is_written(self, bev, kind, typed):
        joyce = person("Joyce", "+447700900123", kind)
        person("Ama", "+447700900124", kind)

        assert [one.pk for one in find(bev, typed)] == [joyce.pk]

    @pytest.mark.parametrize("typed", ["07700 900124", "07700 90012", "900123", "0123", "+33 7700 900123"])
    def test_another_number_or_a_part_of_one_finds_nobody(self, bev, typed):
        person("Joyce", "+447700900123", Channel.TEXT)

        assert find(bev, typed) == []

    def test_two_who_share_a_phone_are_both_found_whoever_came_first_first(self, bev):
        first = person("Joyce", "+447700900123", Channel.TEXT)
        second = person("Ama", "+447700900123", Channel.PHONE, at=NOON.replace(hour=13))

        assert [one.pk for one in find(bev, "07700 900123")] == [first.pk, second.pk]

    def test_somebody_who_has_it_for_texts_and_for_calls_is_found_once(self, bev):
        joyce = person("Joyce", "+447700900123", Channel.TEXT)
        persons.add_route(joyce, reading.Route(Channel.PHONE, "+447700900123"), at=NOON)

        assert [one.pk for one in find(bev, "07700 900123")] == [joyce.pk]


class TestByAddress:
    @pytest.mark.parametrize(
        "typed", ["joyce@example.test", "Joyce@Example.TEST", "  joyce@example.test ", "joyce\uff20example.test\u200b"]
    )
    def test_a_whole_address_is_found_whatever_its_case(self, bev, cast, typed):
        assert names(find(bev, typed)) == ["Joyce O"]

    @pytest.mark.parametrize(
        "typed", ["joyce@example.org", "joyce@", "@example.test", "joyce@example", "oyce@example.test"]
    )
    def test_another_address_or_a_part_of_one_finds_nobody(self, bev, cast, typed):
        assert find(bev, typed) == []

    def test_an_address_is_never_taken_for_a_name(self, bev):
        person("Joyce", "+447700900123", Channel.TEXT)

        assert find(bev, "joyce@example.test") == []


class TestByName:
    @pytest.mark.parametrize(("typed", "name"), FOUND)
    def test_whoever_is_meant_stands_first(self, bev, cast, typed, name):
        assert names(find(bev, typed))[:1] == [short(name)]

    @pytest.mark.parametrize("typed", NOT_FOUND)
    def test_nobody_is_made_up(self, bev, cast, typed):
        assert find(bev, typed) == []

    def test_the_most_alike_come_first(self, bev):
        for name in ("Thompson", "Thomson", "Tompson"):
            person("Grace", f"{name}@example.test", surname=name)

        found = find(bev, "Grace Thomson")

        assert len(found) == 3
        assert Person.objects.get(pk=found[0].pk).surname == "Thomson"

    def test_a_new_name_is_found_and_the_old_one_is_not(self, bev, cast):
        persons.rename(cast["Tom Carter"], first_name="Tamsin", surname="Fletcher")

        assert names(find(bev, "Fletcher")) == ["Tamsin F"]
        assert find(bev, "Carter") == []

    def test_whoever_was_known_before_their_letters_were_kept_is_found_once_it_is_put_right(self, bev):
        ivan = person("Иван", "ivan@example.test")
        tom = person("Tom", "tom@example.test")
        NameGram.objects.filter(person=ivan).delete()
        NameGram.objects.create(person=ivan, gram="old")
        before = set(NameGram.objects.filter(person=tom).values_list("pk", flat=True))

        import_module("hub.people.migrations.0004_grams_of_every_script").fill(apps, None)

        assert [one.pk for one in find(bev, "Иван")] == [ivan.pk]
        assert not NameGram.objects.filter(gram="old").exists()
        assert set(NameGram.objects.filter(person=tom).values_list("pk", flat=True)) == before

    def test_twenty_at_most_come_back(self, bev):
        for number in range(23):
            person("Ama", f"ama{number}@example.test", surname="Mensah")

        assert len(find(bev, "Ama Mensah")) == 20


class TestWhatComesBack:
    def test_is_the_least_that_tells_two_of_one_name_apart(self, bev):
        first = person("Joyce", "+447700900123", Channel.TEXT, surname="Okoro")
        second = person("Joyce", "+441632960245", Channel.PHONE, surname="Okafor")
        lives_at(first, "SW18 4")
        lives_at(second, "SW17 0")

        found = {one.pk: asdict(one) for one in find(bev, "Joyce")}

        assert found == {
            first.pk: {"pk": first.pk, "name": "Joyce O", "sector": "SW18 4", "phone_ends": "23"},
            second.pk: {"pk": second.pk, "name": "Joyce O", "sector": "SW17 0", "phone_ends": "45"},
        }

    def test_is_a_name_alone_for_somebody_of_whom_nothing_else_is_known(self, bev):
        ama = person("Ama", "ama@example.test")

        assert find(bev, "Ama") == [finding.Seen(pk=ama.pk, name="Ama", sector="", phone_ends="")]

    def test_on_the_page_holds_neither_surname_nor_a_way_to_reach_anybody(self):
        joyce = person("Joyce", "+447700900123", Channel.TEXT, surname="Okoro")
        persons.add_route(joyce, reading.Route(Channel.EMAIL, "queen@example.test"), at=NOON)
        member = MembershipFactory(organisation=OrganisationFactory(service=True), role=Role.WORKER)
        second_factor_for(member.user)
        client = Client()
        client.force_login(member.user)

        page = client.post(reverse("frontline:find"), {"text": "Joyce"}).content.decode()

        assert "Joyce O" in page
        assert [word for word in ("Okoro", "900123", "900 123", "queen@") if word in page] == []


class TestEachLook:
    def test_is_in_the_log_of_each_person_shown_with_who_looked(self, bev, cast):
        found = find(bev, "Joyce Okoro")

        rows = Entry.objects.filter(event="person.found")
        assert {row.person_id for row in rows} == {one.pk for one in found} == {cast["Joyce Okoro"].pk}
        row = rows.get()
        assert (row.at, row.user_id, row.organisation_id, row.role) == (
            NOON,
            bev.user_id,
            bev.organisation_id,
            "worker",
        )

    def test_again_is_in_the_log_again(self, bev, cast):
        find(bev, "Okoro")
        find(bev, "joyce@example.test")

        assert Entry.objects.about(cast["Joyce Okoro"].pk).filter(event="person.found").count() == 2

    def test_says_nothing_in_the_log_of_those_beyond_the_twenty(self, bev):
        for number in range(23):
            person("Ama", f"ama{number}@example.test")

        found = find(bev, "Ama")

        assert {row.person_id for row in Entry.objects.filter(event="person.found")} == {one.pk for one in found}

    @pytest.mark.parametrize(("typed", "count"), [("Okoro", 1), ("Priya Patel", 0), ("07700 900199", 0)])
    def test_is_counted_even_where_nobody_was_found(self, bev, cast, typed, count):
        find(bev, typed)

        assert Entry.objects.get(event="people.searched").details == {"count": count}

    @pytest.mark.parametrize("typed", ["Okoro", "joyce@example.test", "07700 900123"])
    def test_leaves_what_was_typed_nowhere(self, bev, typed):
        person("Joyce", "joyce@example.test", surname="Okoro")

        find(bev, typed)

        kept = str(list(Entry.objects.filter(event__in=("person.found", "people.searched")).values()))
        assert [word for word in ("Okoro", "joyce", "900123", typed) if word in kept] == []


class TestWhoMayFind:
    @pytest.mark.parametrize("role", [Role.WORKER, Role.MANAGER])
    def test_workers_and_managers_find_anybody_of_any_service(self, cast, role):
        looker = actor(MembershipFactory(organisation=OrganisationFactory(service=True), role=role))

        assert names(find(looker, "Okoro")) == ["Joyce O"]

    @pytest.mark.parametrize("text", ["Okoro", "joyce@example.test"])
    @pytest.mark.parametrize("role", [role for role in Role if role not in (Role.WORKER, Role.MANAGER)])
    def test_no_other_role_finds_anybody_or_leaves_a_trace(self, cast, role, text):
        before = Entry.objects.count()
        looker = Actor(kind=Kind.USER, user_id=1, organisation_id=OrganisationFactory().pk, role=role)

        assert find(looker, text) == []
        assert Entry.objects.count() == before

    def test_neither_does_a_resident_nobody_or_the_hub_itself(self, cast):
        for looker in (resident(UserFactory()), NOBODY, SYSTEM):
            assert find(looker, "Okoro") == []

    def test_nobody_finds_somebody_who_was_erased(self, bev, cast):
        retention.erase([cast["Joyce Okoro"].pk], at=NOON)

        for text in ("Joyce Okoro", "joyce@example.test"):
            assert find(bev, text) == []
        assert not NameGram.objects.filter(person=cast["Joyce Okoro"]).exists()

    @pytest.mark.parametrize("audience", ["nobody", "resident", "organiser", "adviser"])
    def test_the_page_is_shut_to_everybody_else(self, cast, audience):
        client = Client()
        if audience == "resident":
            client.force_login(UserFactory())
        elif audience != "nobody":
            organisation = OrganisationFactory(service=audience == "adviser")
            member = MembershipFactory(organisation=organisation, role=Role(audience))
            second_factor_for(member.user)
            client.force_login(member.user)

        answer = client.post(reverse("frontline:find"), {"text": "Okoro"})

        assert answer.status_code == (302 if audience == "nobody" else 404)
        assert not Entry.objects.filter(event="person.found").exists()

    def test_a_worker_without_a_second_step_is_led_to_it_first(self, cast, settings):
        settings.SECOND_FACTOR = True
        client = Client()
        client.force_login(MembershipFactory(organisation=OrganisationFactory(service=True), role=Role.WORKER).user)

        answer = client.post(reverse("frontline:find"), {"text": "Okoro"})

        assert answer.url.startswith(reverse("second_factor"))
        assert not Entry.objects.filter(event="person.found").exists()
