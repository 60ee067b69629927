import pytest
from django.db import IntegrityError, connection, transaction

from hub.access.actors import NOBODY, Actor, Grant, Kind
from hub.consent.models import Purpose
from hub.consent.services import consents
from hub.people.models import ContactRoute, Person, Reach
from opportunities.models import Ended
from opportunities.signups.services import answering, signing_up
from tests.factories import DAY, HOUR, MembershipFactory, SessionFactory, UserFactory, actor, person, resident, yes

pytestmark = pytest.mark.django_db


class TestVisibleTo:
    """Rows only; which fields are open is Reach's business."""

    @pytest.fixture
    def signed_up(self, noon):
        return signing_up.say_yes(SessionFactory(), yes(), by=NOBODY, at=noon - DAY)

    @pytest.fixture
    def col(self, signed_up):
        return actor(MembershipFactory(organisation=signed_up.session.opportunity.organisation))

    def test_shows_nobody_to_a_stranger(self, signed_up):
        assert not Person.objects.visible_to(NOBODY).exists()

    def test_shows_a_resident_only_themselves(self, signed_up):
        ama = UserFactory()

        assert list(Person.objects.visible_to(resident(ama))) == [ama.person]

    def test_shows_somebody_by_link_only_whom_the_link_is_of(self, signed_up):
        grants = frozenset({Grant("sign_up", signed_up.person_id, str(signed_up.pk))})

        assert list(Person.objects.visible_to(Actor(kind=Kind.LINK, grants=grants))) == [signed_up.person]

    def test_shows_an_organiser_those_who_signed_up_to_their_own(self, signed_up, col):
        assert signed_up.person in Person.objects.visible_to(col)

    def test_shows_another_organisation_nothing(self, signed_up):
        stranger = actor(MembershipFactory())

        assert signed_up.person not in Person.objects.visible_to(stranger)

    def test_closes_when_the_agreement_is_taken_back(self, signed_up, col, noon):
        consents.withdraw(
            signed_up.person, Purpose.PASS_ON, recipient_id=col.organisation_id, by=NOBODY, at=noon - HOUR
        )

        assert signed_up.person not in Person.objects.visible_to(col)

    def test_closes_when_the_sign_up_is_called_off(self, signed_up, col, noon):
        signing_up.call_off(signed_up, because=Ended.BY_PERSON, by=NOBODY, at=noon - HOUR)

        assert signed_up.person not in Person.objects.visible_to(col)

    def test_closes_when_it_is_declined(self, signed_up, col, noon):
        answering.decline(signed_up, words="", by=col, at=noon - HOUR)

        assert signed_up.person not in Person.objects.visible_to(col)

    def test_shows_an_administrator_nobody_without_a_reason(self, signed_up):
        admin = actor(MembershipFactory(organisation=None, role="administrator"))

        assert signed_up.person not in Person.objects.visible_to(admin)


class TestPerson:
    def test_is_made_with_every_user(self):
        assert UserFactory().person.routes.get().value.endswith("@example.test")

    def test_that_is_erased_keeps_no_name(self, noon):
        ama = person()

        with pytest.raises(IntegrityError), transaction.atomic():
            Person.objects.filter(pk=ama.pk).update(erased_at=noon)


class TestContactRoute:
    def test_is_unreadable_in_the_database(self):
        person(route="ama@example.test")

        with connection.cursor() as cursor:
            cursor.execute("SELECT value FROM people_contactroute")
            kept = cursor.fetchone()[0]

        assert "ama" not in kept
        assert ContactRoute.objects.get().value == "ama@example.test"

    def test_is_found_by_what_is_typed_again(self):
        from hub.core import encryption

        ama = person(route="ama@example.test")

        found = ContactRoute.objects.filter(lookup=encryption.fingerprint("email", "ama@example.test"))

        assert found.get().person == ama

    def test_of_one_person_is_preferred_once(self, noon):
        ama = person()

        with pytest.raises(IntegrityError), transaction.atomic():
            ContactRoute.objects.create(person=ama, kind="text", value="x", lookup="y", preferred=True, created_at=noon)


class TestReach:
    def test_is_one_for_each_reason(self, noon):
        sign_up = signing_up.say_yes(SessionFactory(), yes(), by=NOBODY, at=noon)
        reach = Reach.objects.get()

        with pytest.raises(IntegrityError), transaction.atomic():
            Reach.objects.create(
                person=sign_up.person,
                organisation_id=reach.organisation_id,
                why=reach.why,
                subject=reach.subject,
                since=noon,
            )
