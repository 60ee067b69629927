import pytest
from django.db import IntegrityError, transaction

from hub.access.roles import Role
from hub.audit.models import Entry
from hub.messaging.models import Item, Message
from organisations.models import Invitation, Membership
from organisations.services import inviting, members
from tests.factories import MembershipFactory, OrganisationFactory, actor

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner():
    return MembershipFactory(role="owner")


class TestOffered:
    @pytest.mark.parametrize(
        ("organisation", "roles"),
        [
            ({}, {"owner", "organiser"}),
            ({"unchecked": True}, {"owner", "organiser"}),
            ({"kind": "social_enterprise"}, {"owner", "organiser"}),
            ({"service": True}, {"manager", "worker", "adviser"}),
        ],
    )
    def test_are_those_of_its_kind(self, organisation, roles):
        assert set(members.offered(OrganisationFactory(**organisation))) == roles

    def test_never_make_staff_of_a_service_that_nobody_has_checked(self):
        offered = members.offered(OrganisationFactory(service=True, unchecked=True))

        assert not {Role.ADVISER, Role.WORKER, Role.MANAGER} & set(offered)

    def test_are_none_while_it_is_suspended(self, noon):
        assert members.offered(OrganisationFactory(suspended_at=noon)) == ()


class TestChangeRole:
    def test_tells_the_member_and_the_log(self, owner, noon):
        other = MembershipFactory(organisation=owner.organisation)

        members.change_role(other, Role.OWNER, by=actor(owner), at=noon)

        assert other.role == Role.OWNER
        assert Message.objects.get().person == other.user.person
        assert Entry.objects.get(event="member.role_changed").details == {"role": "owner", "was": "organiser"}
        assert Item.objects.filter(kind=members.CHANGED, ref=str(other.user_id)).exists()

    def test_of_the_last_owner_is_refused(self, owner, noon):
        MembershipFactory(organisation=owner.organisation)

        with pytest.raises(members.CannotChange, match="Somebody has to run"):
            members.change_role(owner, Role.ORGANISER, by=actor(owner), at=noon)

        assert Membership.objects.get(pk=owner.pk).role == Role.OWNER

    @pytest.mark.parametrize("role", [Role.ADVISER, Role.ADMINISTRATOR, Role.EDITOR, Role.WORKER])
    def test_to_one_that_a_group_cannot_give_is_refused(self, owner, noon, role):
        other = MembershipFactory(organisation=owner.organisation)

        with pytest.raises(members.CannotChange, match="Choose one"):
            members.change_role(other, role, by=actor(owner), at=noon)

    def test_to_one_they_have_besides_is_refused(self, owner, noon):
        MembershipFactory(organisation=owner.organisation, role="owner")
        besides = MembershipFactory(organisation=owner.organisation, user=owner.user)

        with pytest.raises(members.CannotChange, match="already"):
            members.change_role(besides, Role.OWNER, by=actor(owner), at=noon)


class TestRemove:
    def test_ends_the_membership_and_tells_them(self, owner, noon):
        other = MembershipFactory(organisation=owner.organisation)

        members.remove(other, by=actor(owner), at=noon)

        assert list(Membership.objects.all()) == [owner]
        assert Message.objects.get().person == other.user.person
        assert Entry.objects.filter(event="member.removed").exists()
        assert Item.objects.filter(kind=members.CHANGED, ref=str(other.user_id)).exists()

    def test_of_the_last_owner_is_refused(self, owner, noon):
        MembershipFactory(organisation=owner.organisation)

        with pytest.raises(members.CannotChange, match="Somebody has to run"):
            members.remove(owner, by=actor(owner), at=noon)

        assert Membership.objects.filter(pk=owner.pk).exists()

    def test_of_an_owner_is_fine_while_a_manager_stays(self, noon):
        founder = MembershipFactory(role="owner", organisation__service=True)
        manager = MembershipFactory(role="manager", organisation=founder.organisation)

        members.remove(founder, by=actor(manager), at=noon)

        assert list(Membership.objects.all()) == [manager]

    def test_takes_back_the_invitations_they_sent(self, owner, noon):
        other = MembershipFactory(organisation=owner.organisation, role="owner")
        inviting.invite(owner.organisation, email="a@b.test", role=Role.OWNER, by=actor(other), at=noon)

        members.remove(other, by=actor(owner), at=noon)

        assert not Invitation.objects.live(at=noon).exists()


class TestInvitation:
    def one(self, organisation, by, at, **more):
        facts = {"email": "ama@example.test", "role": "organiser", "at": at, "until": inviting.GOOD_FOR + at}
        return Invitation.objects.create(organisation=organisation, invited_by=by, **(facts | more))

    def test_is_live_once_for_each_address(self, owner, noon):
        self.one(owner.organisation, owner.user, noon, withdrawn_at=noon)
        self.one(owner.organisation, owner.user, noon)

        with pytest.raises(IntegrityError), transaction.atomic():
            self.one(owner.organisation, owner.user, noon, email="AMA@example.test")

    @pytest.mark.parametrize("role", ["editor", "administrator", "king"])
    def test_is_never_to_the_whole_hub(self, owner, noon, role):
        with pytest.raises(IntegrityError), transaction.atomic():
            self.one(owner.organisation, owner.user, noon, role=role)

    def test_ends_one_way_and_after_it_begins(self, owner, noon):
        with pytest.raises(IntegrityError), transaction.atomic():
            self.one(owner.organisation, owner.user, noon, used_at=noon, withdrawn_at=noon)
        with pytest.raises(IntegrityError), transaction.atomic():
            self.one(owner.organisation, owner.user, noon, until=noon)


def test_the_log_names_nobody(owner, noon):
    inviting.invite(owner.organisation, email="a@b.test", role=Role.OWNER, by=actor(owner), at=noon)

    assert "a@b.test" not in str(Entry.objects.get(event="member.invited").details)
