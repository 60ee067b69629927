"""What the hub knows of where somebody belongs: in their copy, in lists for owners, and gone in time."""

from datetime import UTC, datetime, timedelta

import pytest
from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction
from django.utils import translation

from hub.access.actors import NOBODY
from hub.access.roles import Role
from organisations import data_export, listing, retention, selectors
from organisations.models import Invitation, Membership, Organisation, Tier, Verification
from organisations.models.organisation import everybody_may_see
from organisations.services import inviting
from tests.factories import DAY, HOUR, NOON, MembershipFactory, OrganisationFactory, UserFactory, actor, person

pytestmark = pytest.mark.django_db


def invitation(organisation=None, **more):
    facts = {"email": "ama@example.test", "role": "organiser", "at": NOON, "until": NOON + 14 * DAY} | more
    organisation = organisation or OrganisationFactory()
    return Invitation.objects.create(organisation=organisation, invited_by=UserFactory(), **facts)


class TestCopy:
    def test_names_each_membership_with_role_and_day(self):
        user = UserFactory()
        MembershipFactory(user=user, organisation__name="Larder", role="owner", since=NOON)
        MembershipFactory(user=user, organisation=None, role="editor", since=NOON - DAY)
        MembershipFactory(organisation__name="Not theirs")

        assert data_export.rows(user.person) == [
            {"Where": "The Hub", "As": "Editor", "Since": "22 November 2026, noon"},
            {"Where": "Larder", "As": "Owner", "Since": "23 November 2026, noon"},
        ]

    def test_says_the_hour_by_the_clock_in_london(self):
        user = UserFactory()
        MembershipFactory(user=user, organisation__name="Larder", since=datetime(2026, 7, 1, 23, 30, tzinfo=UTC))

        assert data_export.rows(user.person)[0]["Since"] == "2 July 2026, 12:30am"

    def test_names_invitations_to_their_address_newest_first_also_those_that_are_over(self):
        user = UserFactory(email="ama@example.test")
        invitation(OrganisationFactory(name="Larder"), at=NOON, withdrawn_at=NOON + HOUR)
        invitation(OrganisationFactory(name="Choir"), at=NOON + DAY, email="AMA@example.test")
        invitation(OrganisationFactory(name="Club"), email="tunde@example.test")

        rows = data_export.rows(user.person)

        assert [(row["Invited to"], row["As"]) for row in rows] == [("Choir", "Organiser"), ("Larder", "Organiser")]

    def test_is_empty_without_an_account(self):
        invitation()

        assert data_export.rows(person()) == []

    def test_is_empty_for_somebody_who_belongs_nowhere(self):
        assert data_export.rows(UserFactory().person) == []

    def test_takes_as_many_queries_for_many(self, django_assert_num_queries):
        user = UserFactory(email="ama@example.test")
        for _ in range(6):
            MembershipFactory(user=user)
            invitation()
        who = user.person

        with django_assert_num_queries(2):
            assert len(data_export.rows(who)) == 12


class TestRows:
    @pytest.mark.parametrize(
        ("first", "surname", "shown"),
        [("Ama", "Boateng", "Ama Boateng"), ("Ama", "", "Ama"), ("", "", "ama@example.test")],
    )
    def test_of_members_show_their_name_or_else_their_address(self, first, surname, shown):
        member = MembershipFactory(user__email="ama@example.test", organisation__slug="larder", since=NOON)
        member.user.person.first_name, member.user.person.surname = first, surname

        row = listing.member_row(member)

        assert (row.name, row.email, row.role, row.since) == (
            shown,
            "ama@example.test",
            "Organiser",
            "since 23 November",
        )
        assert row.url == f"/manage/larder/members/{member.pk}/"

    def test_of_members_come_longest_first_and_of_this_group_alone(self, django_assert_num_queries):
        group = OrganisationFactory()
        rows = [MembershipFactory(organisation=group, since=NOON - days * DAY) for days in (1, 3, 3, 2)]
        MembershipFactory()

        with django_assert_num_queries(1):
            found = list(Membership.objects.for_members(group))
            assert all(listing.member_row(row) for row in found)

        assert found == [rows[1], rows[2], rows[3], rows[0]]

    def test_of_invitations_are_those_that_can_be_taken_up_newest_first(self):
        group = OrganisationFactory(name="Larder")
        old = invitation(group, email="a@example.test")
        new = invitation(group, email="b@example.test", at=NOON + HOUR)
        invitation(group, email="c@example.test", withdrawn_at=NOON)
        invitation(group, email="d@example.test", used_at=NOON)
        invitation(group, email="e@example.test", until=NOON + HOUR)
        invitation(email="f@example.test")

        found = list(Invitation.objects.for_members(group, at=NOON + 2 * HOUR))

        assert found == [new, old]
        assert listing.invited_row(old).until == "good until 7 December"

    def test_are_dated_in_welsh_too(self):
        with translation.override("cy"):
            row = listing.invited_row(invitation())

        assert "Rhagfyr" in row.until


class TestLive:
    """An invitation ends to the second."""

    @pytest.mark.parametrize(
        ("after", "live"),
        [
            (timedelta(0), True),
            (inviting.GOOD_FOR - timedelta(seconds=1), True),
            (inviting.GOOD_FOR, False),
            (inviting.GOOD_FOR + timedelta(seconds=1), False),
        ],
    )
    def test_until_its_last_second(self, after, live):
        invitation()

        assert Invitation.objects.live(at=NOON + after).exists() is live

    def test_lasts_fourteen_days_of_24_hours_over_the_night_when_clocks_change(self):
        owner = MembershipFactory(role="owner")
        at = datetime(2026, 10, 20, 11, 0, tzinfo=UTC)

        made = inviting.invite(owner.organisation, email="a@b.test", role=Role.OWNER, by=actor(owner), at=at)

        assert made.until == datetime(2026, 11, 3, 11, 0, tzinfo=UTC)

    def test_is_for_nobody_who_is_not_signed_in(self):
        with pytest.raises(inviting.CannotInvite, match="Sign in first"):
            inviting.invite(OrganisationFactory(), email="a@b.test", role=Role.OWNER, by=NOBODY, at=NOON)


class TestGone:
    @pytest.mark.parametrize("ended", ["until", "used_at", "withdrawn_at"])
    @pytest.mark.parametrize(("second", "left"), [(-1, 0), (0, 1), (1, 1)])
    def test_are_invitations_that_ended_before_the_day(self, ended, second, left):
        at = NOON + timedelta(seconds=second)
        invitation(at=NOON - 30 * DAY, **({"until": NOON + 90 * DAY} | {ended: at}))

        dropped = retention.drop_invitations(before=NOON, at=NOON + 30 * DAY)

        assert (dropped, Invitation.objects.count()) == (1 - left, left)

    def test_are_all_invitations_to_any_address_of_somebody_who_is_erased(self):
        user = UserFactory(email="ama@example.test")
        EmailAddress.objects.create(user=user, email="Other@example.test", verified=False)
        for email in ("ama@example.test", "other@example.test", "tunde@example.test"):
            invitation(email=email)

        retention.forget([user.person.pk])

        assert [one.email for one in Invitation.objects.all()] == ["tunde@example.test"]

    def test_is_nothing_when_nobody_is_erased(self):
        invitation()

        retention.forget([])

        assert Invitation.objects.count() == 1


class TestQuestions:
    def test_no_desk_is_none(self):
        OrganisationFactory(service=True)

        assert selectors.desk_id() is None
        assert not selectors.desk_is_staffed()

    @pytest.mark.parametrize(
        ("role", "active", "staffed"),
        [("worker", True, True), ("manager", True, True), ("adviser", True, False), ("worker", False, False)],
    )
    def test_a_desk_is_staffed_by_those_who_may_open_its_list(self, role, active, staffed):
        desk = OrganisationFactory(desk=True)
        MembershipFactory(role=role, organisation=desk, user__is_active=active)
        MembershipFactory(role="worker", organisation__service=True)

        assert selectors.desk_id() == desk.pk
        assert selectors.desk_is_staffed() is staffed

    def test_names_are_given_for_those_that_are_there(self):
        one = OrganisationFactory(name="Larder")

        assert selectors.names_of({one.pk, one.pk + 1}) == {one.pk: "Larder"}
        assert selectors.names_of(set()) == {}

    def test_who_is_public_is_asked_alike_of_one_and_of_all(self):
        for tier in Tier:
            for suspended_at in (None, NOON):
                OrganisationFactory(tier=tier, suspended_at=suspended_at)

        listed = set(Organisation.objects.public())

        assert listed == {one for one in Organisation.objects.all() if one.is_public}
        assert len(listed) == 3
        assert set(Verification.objects.filter(everybody_may_see("organisation__"))) == set()

    def test_new_ones_are_checked_first_oldest_first(self):
        for name, tier, days in (("known", 1, 9), ("newer", 0, 1), ("older", 0, 2), ("best", 3, 30)):
            OrganisationFactory(name=name, tier=tier, created_at=NOON - days * DAY)

        assert [one.name for one in Organisation.objects.to_check()] == ["older", "newer", "known", "best"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"tier": 4},
        {"tier": 0, "safe_to_work_with": True},
        {"is_desk": True},
        {"reply_hours": 0},
    ],
)
def test_the_database_refuses_a_standing_that_cannot_be(wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        OrganisationFactory(**wrong)
