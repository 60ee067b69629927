"""Every field that holds or leads to a person is declared, and erasing does what the declaration says."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.db.models import ForeignKey

from hub import retention as nightly
from hub.access.actors import NOBODY, SYSTEM
from hub.access.roles import Role
from hub.accounts.models import User
from hub.audit.models import Entry
from hub.consent.models import How
from hub.core import registry
from hub.core.contract import AppContract, PersonalData
from hub.messaging import outbox
from hub.people import reading, retention
from hub.people.models import Channel, Person
from hub.people.services import persons
from hub.taxonomy.codes import Language
from matching.frontline.asks.services import asks, gate
from matching.frontline.capture.services import captures
from matching.frontline.models import RaisedBy, Reason, Way
from matching.frontline.people.services import contacts
from matching.frontline.referrals.services import referrals
from matching.preferences.models import Exclusion
from matching.preferences.services import saving
from matching.suggestions.models import Shown, ShownList
from opportunities.attendance.services import attendance
from opportunities.models import SignUp
from opportunities.signups.services import answering, signing_up
from organisations.models import Membership
from tests.factories import (
    DAY,
    HOUR,
    MembershipFactory,
    OpportunityFactory,
    OrganisationFactory,
    SessionFactory,
    UserFactory,
    actor,
    resident,
    yes,
)

OURS = ("hub", "organisations", "opportunities", "matching", "cms")
LATER = timedelta(days=400)


def our_models():
    return [model for model in apps.get_models() if model.__module__.partition(".")[0] in OURS]


def ways_to(model, end, seen=()):
    """Yield the look-ups that lead by foreign keys through our models to `end` ("message__person")."""
    for field in model._meta.concrete_fields:
        if not isinstance(field, ForeignKey) or field.related_model in (*seen, model):
            continue
        if field.related_model is end:
            yield field.name
        elif field.related_model in our_models():
            yield from (f"{field.name}__{rest}" for rest in ways_to(field.related_model, end, (*seen, model)))


def leads_to_somebody(model):
    return model in (Person, User, Entry) or any(True for end in (Person, User) for _way in ways_to(model, end))


def fields_of(model):
    return {f"{model._meta.label_lower}.{field.name}" for field in model._meta.concrete_fields}


class TestInventory:
    def test_has_every_field_that_holds_or_leads_to_a_person(self):
        wanted = {key for model in our_models() if leads_to_somebody(model) for key in fields_of(model)}

        assert sorted(wanted - set(registry.personal_data())) == []

    def test_names_no_field_that_is_not_there(self):
        there = {key for model in our_models() for key in fields_of(model)}

        assert sorted(set(registry.personal_data()) - there) == []

    def test_finds_those_who_are_led_to_by_way_of_others(self):
        names = {model._meta.label_lower for model in our_models() if leads_to_somebody(model)}

        assert {"messaging.letter", "opportunities.attendance", "organisations.verification"} <= names
        assert "opportunities.unmetwish" not in names

    def test_says_all_there_is_to_say(self):
        whole = [key for key, entry in registry.personal_data().items() if entry.purpose and entry.basis and entry.kept]

        assert whole == list(registry.personal_data())
        assert declared("delete", "blank", "keep") == sorted(registry.personal_data())

    def test_takes_no_field_twice(self):
        again = PersonalData("people.person", "surname", purpose="x", basis="x", kept="x", on_erase="keep")

        with pytest.raises(ImproperlyConfigured, match=r"people\.person\.surname"):
            registry.refuse_doubles((*registry.contracts(), AppContract(app="again", personal_data=(again,))))

    def test_cannot_be_changed_by_who_reads_it(self):
        with pytest.raises(TypeError):
            registry.personal_data()["people.person.surname"] = None


def declared(*does):
    return sorted(key for key, entry in registry.personal_data().items() if entry.on_erase in does)


BACKWARDS = {"desk.task": "message__person"}
"""Tables whose rows are about a person by what points to them."""


def rows_of(model, person, user_id=None):
    """Return a person's rows of a model; rows of their user where no way leads to the person."""
    if model is Person:
        return model.objects.filter(pk=person.pk)
    if model is User:
        return model.objects.filter(pk=user_id)
    ways = (
        [BACKWARDS[model._meta.label_lower]] if model._meta.label_lower in BACKWARDS else list(ways_to(model, Person))
    )
    if ways:
        return model.objects.filter(**{ways[0]: person.pk})
    way = next(ways_to(model, User), None)
    return model.objects.filter(**{way: user_id}) if way else model.objects.none()


def values(key, person):
    label, _dot, field = key.rpartition(".")
    return list(rows_of(apps.get_model(label), person, person.user_id).values_list(field, flat=True))


def _met_by_a_worker(ama, desk, larder, *, at):
    """A worker talked with her, owes her something, asked her, and a group could not take her; a draft of today is open."""
    bev = actor(MembershipFactory(organisation=desk, role=Role.WORKER))
    saving.save(ama, saving.Said(words="Company."), by=bev, at=at)
    contacts.begin(ama, Way.PHONE, by=bev, at=at)
    contacts.owe(ama, what="Mend the lift", owner="Dev", due=at.date(), by=bev, at=at)
    asked = asks.Asked(RaisedBy.PERSON, "phone", no_effect_said=True, words="Come along.")
    asks.make(ama, asked, verdict=gate.verdict(ama, nothing_unsorted=True, owed=[], at=at), answer="no", by=bev, at=at)
    passed = referrals.pass_on(ama, larder, wish="Company.", needs=frozenset(), how=How.PHONE, by=bev, at=at)
    organiser = actor(MembershipFactory(organisation=larder))
    referrals.decline(passed, reason=Reason.FULL, words="Next year.", by=organiser, at=at)
    captures.begin(Way.PHONE, person=ama, by=bev, at=at)
    Exclusion.objects.create(person=ama, organisation=larder, because="not_them", at=at)
    shown = ShownList.objects.create(person=ama, where="own_page", at=at)
    Shown.objects.create(shown_list=shown, opportunity=OpportunityFactory(), place=1, score=1.0)


def without_account(at):
    """Somebody who said yes, was rung, was written to and came, and whose every field that goes is filled."""
    larder = OrganisationFactory()
    desk = OrganisationFactory(desk=True)
    organiser = actor(MembershipFactory(organisation=larder))
    opportunity = OpportunityFactory(organisation=larder)
    session = SessionFactory(opportunity=opportunity)
    said = yes("Ama", "+441632960202", Channel.PHONE, surname="Mensah", words="I finish at 5.")
    first = signing_up.say_yes(session, said, by=NOBODY, at=at)
    Person.objects.filter(pk=first.person_id).update(speaks=frozenset({next(iter(Language))}))
    answering.accept(first, by=organiser, at=at)
    outbox.run(at=at)
    written = reading.Route(Channel.LETTER, "4 Garratt Lane\nLondon\nSW18 4AA")
    persons.add_route(first.person, written, at=at, preferred=True)
    attendance.note_attendance(first, came=True, by=organiser, at=session.starts_at + HOUR)
    other = SessionFactory(opportunity=opportunity, starts_at=session.starts_at + DAY)
    second = SignUp.objects.create(
        person=first.person,
        session=other,
        status="requested",
        words="Me again.",
        route_lookup="a" * 64,
        folded_name="ama",
        asked_at=at,
    )
    answering.decline(second, words="Next time.", by=organiser, at=at)
    _met_by_a_worker(first.person, desk, larder, at=at)
    outbox.run(at=at + HOUR)
    assert desk.is_desk
    return Person.objects.get(pk=first.person_id)


@pytest.mark.django_db
class TestErasing:
    @pytest.fixture
    def ama(self, noon):
        return without_account(noon)

    def held(self, person, *does):
        """Return {key: values} of the fields the person has rows for."""
        return {key: found for key in declared(*does) if (found := values(key, person))}

    def test_blanks_and_deletes_all_that_the_inventory_says(self, ama, noon):
        blanked, deleted = self.held(ama, "blank"), self.held(ama, "delete")
        filled = {key for key, found in blanked.items() if any(found)}

        nightly.run(at=noon + LATER)

        assert filled == set(declared("blank")) - {"people.person.user"}
        assert {key.rpartition(".")[0] for key in deleted} == {
            "people.contactroute",
            "people.privatelink",
            "desk.task",
            "messaging.letter",
            "people.namegram",
            "preferences.preference",
            "preferences.exclusion",
            "suggestions.shownlist",
            "suggestions.shown",
            "frontline.contact",
            "frontline.capture",
            "frontline.owed",
            "frontline.asklimit",
        }
        assert [key for key in deleted if values(key, ama)] == []
        left = {key: set(values(key, ama)) & {value for value in blanked[key] if value} for key in blanked}
        assert {key for key, same in left.items() if same} == set()
        ama.refresh_from_db()
        assert ama.erased_at == noon + LATER

    def test_at_once_leaves_no_words_that_retention_had_not_reached(self, ama, noon):
        retention.erase([ama.pk], at=noon + HOUR)

        assert set(values("messaging.message.words", ama)) == {""}
        assert set(values("messaging.message.sent_to", ama)) == {""}
        assert set(values("opportunities.signup.words", ama)) == {""}
        assert values("desk.task.id", ama) == []

    def test_leaves_what_counts(self, ama, noon):
        before = {key: len(found) for key, found in self.held(ama, "keep").items()}

        nightly.run(at=noon + LATER)

        assert {key: len(values(key, ama)) for key in before} == before
        assert "opportunities.attendance.came" in before
        assert "consent.consent.wording" in before

    def test_leaves_nobody_else_poorer(self, ama, noon):
        tunde = resident(UserFactory(email="tunde@example.test"))
        session = SessionFactory()
        signing_up.say_yes(session, yes("Tunde", "tunde@example.test", words="Hello."), by=tunde, at=noon)

        retention.erase([ama.pk], at=noon)

        kept = SignUp.objects.get(session=session)
        assert kept.words == "Hello."
        assert kept.person.first_name == "Tunde"
        assert kept.person.routes.count() == 1

    def test_ends_what_organisations_see(self, ama, noon):
        retention.erase([ama.pk], at=noon)

        assert ama.reaches.exists()
        assert not ama.reaches.filter(ended_at=None).exists()

    def test_takes_the_account_with_it(self, noon):
        col = UserFactory(email="col@example.test")
        membership = MembershipFactory(user=col)
        person = Person.objects.get(user=col)

        retention.erase([person.pk], at=noon)

        person.refresh_from_db()
        assert person.user is None
        assert not User.objects.filter(pk=col.pk).exists()
        assert not Membership.objects.filter(pk=membership.pk).exists()

    def test_is_in_the_log_by_id_alone(self, ama, noon):
        retention.erase([ama.pk], at=noon)

        entry = Entry.objects.get(event="person.erased")
        assert (entry.person_id, entry.actor_kind, entry.details) == (ama.pk, SYSTEM.kind, {})

    def test_two_people_who_never_got_an_answer_to_one_thing_can_both_be_erased(self, noon):
        session = SessionFactory()
        for name in ("ama", "tunde"):
            signing_up.say_yes(session, yes(name.title(), f"{name}@example.test"), by=NOBODY, at=noon)

        nightly.run(at=noon + LATER)

        assert Person.objects.filter(erased_at=None).count() == 0
