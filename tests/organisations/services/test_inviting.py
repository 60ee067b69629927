from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress

from hub import retention as nightly
from hub.access.roles import Role
from hub.audit.models import Entry
from hub.messaging import notices, outbox
from hub.messaging.models import Message
from hub.people import retention
from organisations.models import Invitation, Membership, Tier
from organisations.services import inviting, members
from tests.factories import DAY, HOUR, MembershipFactory, UserFactory, actor, resident

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner():
    return MembershipFactory(role="owner")


@pytest.fixture
def ama():
    user = UserFactory(email="ama@example.test")
    EmailAddress.objects.create(user=user, email="ama@example.test", verified=True, primary=True)
    return user


def invite(owner, at, email="ama@example.test", role=Role.ORGANISER):
    return inviting.invite(owner.organisation, email=email, role=role, by=actor(owner), at=at)


class TestInvite:
    def test_writes_to_the_address(self, owner, noon, mailoutbox):
        invite(owner, noon, email=" Ama@Example.test\u200b ")

        outbox.run(at=noon)

        (mail,) = mailoutbox
        assert mail.to == ["ama@example.test"]
        assert mail.subject == f"{owner.organisation.name} asks you to join"
        assert "as organiser" in mail.body
        assert "/invitations/" in mail.body
        assert "7 December" in mail.body

    def test_makes_nobody_a_member_by_itself(self, owner, ama, noon):
        invite(owner, noon)

        assert not Membership.objects.filter(user=ama).exists()

    def test_says_the_same_whether_there_is_an_account_or_not(self, owner, ama, noon):
        known, unknown = invite(owner, noon), invite(owner, noon, email="nobody@example.test")

        assert (known.used_at, known.until) == (unknown.used_at, unknown.until)

    def test_twice_to_one_address_is_refused(self, owner, noon):
        invite(owner, noon)

        with pytest.raises(inviting.CannotInvite, match="invited already"):
            invite(owner, noon, role=Role.OWNER)

    def test_to_what_is_no_address_is_refused(self, owner, noon):
        with pytest.raises(inviting.CannotInvite, match="not complete"):
            invite(owner, noon, email="ama")

    def test_again_after_it_ran_out_is_fine(self, owner, noon):
        invite(owner, noon)

        again = invite(owner, noon + 15 * DAY)

        assert list(Invitation.objects.live(at=noon + 15 * DAY)) == [again]

    def test_of_a_member_is_refused(self, owner, noon):
        with pytest.raises(inviting.CannotInvite, match="belong to it already"):
            invite(owner, noon, email=owner.user.email.upper(), role=Role.OWNER)

    def test_to_a_role_the_organisation_cannot_give_is_refused(self, owner, noon):
        with pytest.raises(inviting.CannotInvite):
            invite(owner, noon, role=Role.ADVISER)

    def test_is_for_a_few_a_day_however_many_are_taken_back(self, owner, noon):
        for number in range(inviting.MOST_A_DAY):
            inviting.withdraw(invite(owner, noon, email=f"p{number}@example.test"), by=actor(owner), at=noon)

        with pytest.raises(inviting.CannotInvite, match="enough for one day"):
            invite(owner, noon)
        assert invite(owner, noon + DAY + HOUR)

    def test_taken_back_before_it_went_writes_to_nobody(self, owner, noon, mailoutbox):
        inviting.withdraw(invite(owner, noon), by=actor(owner), at=noon)

        outbox.run(at=noon)

        assert mailoutbox == []


class TestTakeUp:
    def test_makes_a_member_and_tells_the_owners(self, owner, ama, noon):
        invitation = invite(owner, noon)

        made = inviting.take_up(invitation, ama, by=resident(ama), at=noon + HOUR)

        told = Message.objects.get()
        words = notices.of(told.notice, told.ref).content(told.person, "email", at=noon)
        assert (made.user, made.organisation, made.role) == (ama, owner.organisation, Role.ORGANISER)
        assert told.person == owner.user.person
        assert "has joined" in words.words
        assert Entry.objects.filter(event="member.added").exists()

    def test_works_once(self, owner, ama, noon):
        invitation = invite(owner, noon)
        membership = inviting.take_up(invitation, ama, by=resident(ama), at=noon)
        members.remove(membership, by=actor(owner), at=noon)

        with pytest.raises(inviting.CannotInvite):
            inviting.take_up(invitation, ama, by=resident(ama), at=noon)

    def test_is_refused_to_an_address_that_nobody_proved(self, owner, noon):
        stranger = UserFactory(email="ama@example.test")
        EmailAddress.objects.create(user=stranger, email="ama@example.test", verified=False, primary=True)

        assert not inviting.waiting_for(stranger, at=noon).exists()
        with pytest.raises(inviting.CannotInvite):
            inviting.take_up(invite(owner, noon), stranger, by=resident(stranger), at=noon)

    def test_is_refused_to_somebody_else(self, owner, ama, noon):
        dev = UserFactory()

        with pytest.raises(inviting.CannotInvite):
            inviting.take_up(invite(owner, noon), dev, by=resident(dev), at=noon)

    def test_is_refused_after_two_weeks_or_when_it_was_taken_back(self, owner, ama, noon):
        with pytest.raises(inviting.CannotInvite):
            inviting.take_up(invite(owner, noon), ama, by=resident(ama), at=noon + timedelta(days=14))

    def test_is_refused_once_the_organisation_may_no_longer_give_that_role(self, ama, noon):
        manager = MembershipFactory(role="manager", organisation__service=True)
        invitation = invite(manager, noon, role=Role.ADVISER)
        type(manager.organisation).objects.update(tier=Tier.T0)
        invitation.refresh_from_db()

        with pytest.raises(inviting.CannotInvite):
            inviting.take_up(invitation, ama, by=resident(ama), at=noon)

        assert not Membership.objects.filter(user=ama).exists()


class TestKeeping:
    def test_drops_invitations_30_days_after_they_ran_out(self, owner, noon):
        invite(owner, noon)

        nightly.run(at=noon + 43 * DAY)
        still = Invitation.objects.count()
        nightly.run(at=noon + 45 * DAY)

        assert (still, Invitation.objects.count()) == (1, 0)

    def test_drops_the_invitation_of_who_is_erased(self, owner, ama, noon):
        invite(owner, noon)

        retention.erase([ama.person.pk], at=noon)

        assert not Invitation.objects.exists()
