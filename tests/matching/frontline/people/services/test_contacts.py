"""Conversations: each opens a person to one service for a time, goes on within two hours, and leaves what is owed."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from hub.access.actors import NOBODY, SYSTEM, Actor, Kind
from hub.access.roles import Role
from hub.audit.models import Entry
from hub.consent.models import How
from hub.people.models import Field, Person, Reach
from matching.frontline.models import Contact, Outcome, Owed, Way
from matching.frontline.people.services import contacts
from tests.factories import DAY, HOUR, NOON, MembershipFactory, OrganisationFactory, actor, person

pytestmark = pytest.mark.django_db

SECOND = timedelta(seconds=1)


@pytest.fixture
def joan():
    return person("Joan", "joan@example.test")


@pytest.fixture
def library():
    return OrganisationFactory(service=True, name="Library")


@pytest.fixture
def bev(library):
    return actor(MembershipFactory(role=Role.WORKER, organisation=library))


def sees(who, joan, at):
    """Whether somebody's service sees Joan then."""
    return Reach.objects.live(at=at).filter(person=joan, organisation=who.organisation_id).exists()


class TestOpening:
    def test_lets_the_workers_service_see_the_person_and_no_other(self, joan, bev):
        other = actor(MembershipFactory(role=Role.WORKER, organisation__service=True))

        contacts.begin(joan, Way.COUNTER, by=bev, at=NOON)

        assert set(Person.objects.visible_to(bev)) >= {joan}
        assert not Person.objects.visible_to(other).filter(pk=joan.pk).exists()
        assert Reach.objects.get().fields == {
            Field.FIRST_NAME,
            Field.SURNAME,
            Field.ROUTE,
            Field.PREFERENCE,
            Field.NEEDS,
            Field.WORDS,
        }

    @pytest.mark.parametrize(("days", "seconds", "open_"), [(30, -1, True), (30, 0, False), (30, 1, False)])
    def test_holds_for_the_days_that_are_set(self, joan, bev, settings, days, seconds, open_):
        settings.CONTACT_DAYS = days

        contacts.begin(joan, Way.PHONE, by=bev, at=NOON)

        assert sees(bev, joan, NOON + days * DAY + seconds * SECOND) is open_

    def test_again_holds_anew_from_the_last_time(self, joan, bev, settings):
        settings.CONTACT_DAYS = 30
        contacts.begin(joan, Way.PHONE, by=bev, at=NOON)

        contacts.begin(joan, Way.PHONE, by=bev, at=NOON + 20 * DAY)

        assert sees(bev, joan, NOON + 49 * DAY)
        assert Reach.objects.count() == 1

    def test_again_after_it_had_ended_opens_it_once_more(self, joan, bev, settings):
        settings.CONTACT_DAYS = 30
        contacts.begin(joan, Way.PHONE, by=bev, at=NOON)

        contacts.begin(joan, Way.PHONE, by=bev, at=NOON + 90 * DAY)

        assert sees(bev, joan, NOON + 91 * DAY)

    def test_stands_in_the_log_of_the_person(self, joan, bev):
        contact = contacts.begin(joan, Way.VISIT, because="Rent, £40", outcome=Outcome.ELSE, by=bev, at=NOON)

        entry = Entry.objects.get(event="contact.made")
        assert (entry.person_id, entry.user_id, entry.subject_id) == (joan.pk, bev.user_id, str(contact.pk))
        assert entry.details == {"way": "visit", "outcome": "else"}

    def test_is_for_somebody_who_acts_for_a_service(self, joan):
        with pytest.raises(LookupError):
            contacts.begin(joan, Way.PHONE, by=SYSTEM, at=NOON)

        assert not Contact.objects.exists()

    def test_of_something_else_says_what(self, joan, bev):
        with pytest.raises(IntegrityError), transaction.atomic():
            contacts.begin(joan, Way.PHONE, outcome=Outcome.ELSE, by=bev, at=NOON)


class TestGoingOn:
    @pytest.mark.parametrize(
        ("later", "talks"),
        [
            (timedelta(0), 1),
            (contacts.SAME_TALK - SECOND, 1),
            (contacts.SAME_TALK, 2),
            (contacts.SAME_TALK + SECOND, 2),
            (-SECOND, 2),
        ],
    )
    def test_within_two_hours_is_the_same_talk(self, joan, bev, later, talks):
        contacts.begin(joan, Way.COUNTER, by=bev, at=NOON)

        contacts.begin(joan, Way.PHONE, by=bev, at=NOON + later)

        assert Contact.objects.count() == talks

    def test_keeps_when_it_began_and_takes_how_it_ended(self, joan, bev):
        first = contacts.begin(joan, Way.COUNTER, by=bev, at=NOON)

        second = contacts.begin(joan, Way.PHONE, outcome=Outcome.KEPT, handed=[3, 4], by=bev, at=NOON + HOUR)

        assert (second.pk, second.at, second.way, second.outcome, second.handed) == (
            first.pk,
            NOON,
            Way.PHONE,
            Outcome.KEPT,
            [3, 4],
        )
        assert Entry.objects.filter(event="contact.went_on").count() == 1

    @pytest.mark.parametrize(
        ("before", "now", "kept"), [(True, None, True), (False, None, False), (True, False, False), (None, True, True)]
    )
    def test_forgets_nothing_that_was_said_of_today(self, joan, bev, before, now, kept):
        contacts.begin(joan, Way.COUNTER, nothing_unsorted=before, by=bev, at=NOON)

        assert contacts.begin(joan, Way.COUNTER, nothing_unsorted=now, by=bev, at=NOON + HOUR).nothing_unsorted is kept

    def test_after_an_end_was_written_down_is_another_talk(self, joan, bev):
        contacts.begin(joan, Way.COUNTER, outcome=Outcome.KEPT, by=bev, at=NOON)

        contacts.begin(joan, Way.COUNTER, by=bev, at=NOON + HOUR)

        assert Contact.objects.count() == 2

    def test_with_a_colleague_is_another_talk(self, joan, bev, library):
        colleague = actor(MembershipFactory(role=Role.WORKER, organisation=library))
        contacts.begin(joan, Way.COUNTER, by=bev, at=NOON)

        contacts.begin(joan, Way.COUNTER, by=colleague, at=NOON + HOUR)

        assert Contact.objects.count() == 2
        assert Reach.objects.count() == 1


class TestWhoSeesTheTalk:
    @pytest.mark.parametrize(
        ("role", "same", "sees_it"),
        [
            (Role.WORKER, True, True),
            (Role.MANAGER, True, True),
            (Role.ADVISER, True, False),
            (Role.OWNER, True, False),
            (Role.WORKER, False, False),
        ],
    )
    def test_are_workers_and_managers_of_the_service(self, joan, bev, library, role, same, sees_it):
        contacts.begin(joan, Way.COUNTER, by=bev, at=NOON)
        service = library if same else OrganisationFactory(service=True)
        who = actor(MembershipFactory(role=role, organisation=service))

        assert Contact.objects.visible_to(who).exists() is sees_it

    @pytest.mark.parametrize("who", [NOBODY, Actor(kind=Kind.USER, role=Role.ADMINISTRATOR)])
    def test_are_not_visitors_nor_administrators(self, joan, bev, who):
        contacts.begin(joan, Way.COUNTER, by=bev, at=NOON)

        assert not Contact.objects.visible_to(who).exists()
        assert Contact.objects.visible_to(SYSTEM).count() == 1


class TestHowLast:
    @pytest.mark.parametrize(
        ("ways", "how"),
        [
            ([], How.COUNTER),
            ([Way.PHONE], How.PHONE),
            ([Way.PHONE, Way.VISIT], How.COUNTER),
            ([Way.COUNTER, Way.PHONE], How.PHONE),
        ],
    )
    def test_is_how_the_service_talked_last(self, joan, bev, ways, how):
        for number, way in enumerate(ways):
            contacts.begin(joan, way, outcome=Outcome.KEPT, by=bev, at=NOON + number * DAY)

        assert contacts.how_last(joan, by=bev) == how

    def test_is_not_how_another_service_did(self, joan, bev):
        other = actor(MembershipFactory(role=Role.WORKER, organisation__service=True))
        contacts.begin(joan, Way.PHONE, by=other, at=NOON)

        assert contacts.how_last(joan, by=bev) == How.COUNTER


class TestOwing:
    def owe(self, joan, bev, **facts):
        given = {"what": "Mend the lift", "owner": "Dev", "due": date(2026, 12, 1)} | facts
        return contacts.owe(joan, **given, by=bev, at=NOON)

    def test_is_kept_by_the_workers_service(self, joan, bev):
        owed = self.owe(joan, bev)

        assert (owed.organisation_id, owed.person, owed.noted_at, owed.done_at) == (
            bev.organisation_id,
            joan,
            NOON,
            None,
        )
        assert Entry.objects.get(event="owed.noted").details == {}

    def test_is_encrypted_where_it_is_stored(self, joan, bev):
        self.owe(joan, bev)
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT what FROM {Owed._meta.db_table}")
            (stored,) = cursor.fetchone()

        assert "lift" not in stored

    def test_needs_somebody_who_does_it(self, joan, bev):
        with pytest.raises(IntegrityError), transaction.atomic():
            self.owe(joan, bev, owner="")

    def test_is_done_once(self, joan, bev):
        owed = self.owe(joan, bev)

        first, second = contacts.done(owed, by=bev, at=NOON + DAY), contacts.done(owed, by=bev, at=NOON + 2 * DAY)

        owed.refresh_from_db()
        assert (first, second, owed.done_at) == (True, False, NOON + DAY)
        assert Entry.objects.filter(event="owed.done").count() == 1

    def test_is_owed_again_where_done_was_a_slip(self, joan, bev):
        owed = self.owe(joan, bev)
        contacts.done(owed, by=bev, at=NOON)

        assert contacts.not_done(owed, by=bev, at=NOON + HOUR / 2)
        assert not contacts.not_done(owed, by=bev, at=NOON + HOUR / 2)

        owed.refresh_from_db()
        assert owed.done_at is None
        assert Entry.objects.filter(event="owed.not_done").count() == 1

    def test_stays_done_after_an_hour(self, joan, bev):
        owed = self.owe(joan, bev)
        contacts.done(owed, by=bev, at=NOON)

        assert not contacts.not_done(owed, by=bev, at=NOON + HOUR)
