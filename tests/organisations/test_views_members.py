"""The members page, one member's page, and saying yes or no to an invitation."""

import pytest
from allauth.account.models import EmailAddress
from django.urls import reverse
from django.utils import timezone

from hub.access.roles import Role
from organisations.models import Invitation, Membership
from organisations.services import inviting
from tests.factories import MembershipFactory, OrganisationFactory, actor

pytestmark = pytest.mark.django_db


@pytest.fixture
def max_(stage):
    return stage.client("max")


@pytest.fixture
def page(stage):
    return reverse("manage:members", args=[stage.service.slug])


def member(stage, who):
    membership = Membership.objects.get(user=stage.users[who])
    return membership, reverse("manage:member", args=[stage.service.slug, membership.pk])


def invited(stage, who="ama", role=Role.WORKER):
    user = stage.users[who]
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    by = actor(Membership.objects.get(user=stage.users["max"]))
    return inviting.invite(stage.service, email=user.email, role=role, by=by, at=timezone.now())


class TestMembers:
    def test_lists_who_belongs_and_who_was_asked(self, stage, max_, page):
        max_.post(page, {"email": "new@example.test", "role": "worker"})

        text = max_.get(page).content.decode()

        assert "bev@example.test" in text
        assert "new@example.test" in text
        assert "col@example.test" not in text

    def test_says_what_is_wrong(self, stage, max_, page):
        answer = max_.post(page, {"email": "bev@example.test", "role": "worker"})

        assert b"They belong to it already" in answer.content
        assert b"bev@example.test" in answer.content

    def test_takes_an_invitation_back(self, stage, max_, page):
        invitation = invited(stage)

        max_.post(page, {"withdraw": str(invitation.pk)})

        assert not Invitation.objects.live(at=timezone.now()).exists()

    def test_takes_back_no_invitation_of_another_organisation(self, stage, page):
        invitation = invited(stage)
        owner = MembershipFactory(role="owner", user=stage.users["dev"], organisation=OrganisationFactory(slug="choir"))
        client = stage.client("dev")
        client.post(reverse("acting"), {"membership": owner.pk})

        answer = client.post(reverse("manage:members", args=["choir"]), {"withdraw": str(invitation.pk)})

        assert answer.status_code == 404
        assert Invitation.objects.live(at=timezone.now()).exists()

    def test_is_in_the_header_of_those_who_may_open_it(self, stage, max_, page):
        home = reverse("manage:home", args=[stage.service.slug])

        assert page in max_.get(home).content.decode()
        assert page not in stage.client("bev").get(home).content.decode()


class TestMember:
    def test_changes_what_they_can_do(self, stage, max_):
        bev, address = member(stage, "bev")

        max_.post(address, {"role": "manager"})

        bev.refresh_from_db()
        assert bev.role == Role.MANAGER

    def test_removes_them(self, stage, max_):
        bev, address = member(stage, "bev")

        max_.post(address, {"remove": "1"})

        assert not Membership.objects.filter(pk=bev.pk).exists()

    def test_says_that_the_last_manager_has_to_stay(self, stage, max_):
        last, address = member(stage, "max")

        answer = max_.post(address, {"remove": "1"}, follow=True)

        assert b"Somebody has to run this place" in answer.content
        assert Membership.objects.filter(pk=last.pk).exists()

    def test_of_another_organisation_is_not_there(self, stage, max_):
        col = Membership.objects.get(user=stage.users["col"])

        assert max_.post(reverse("manage:member", args=[stage.service.slug, col.pk])).status_code == 404


class TestInvitations:
    def test_are_where_signing_in_leads(self, stage):
        invited(stage)

        assert stage.client("ama").get(reverse("landing")).headers["Location"] == reverse("invitations")

    def test_taken_up_lead_to_the_organisation_acting_for_it(self, stage):
        invitation = invited(stage)
        ama = stage.client("ama")
        assert b"Library" in ama.get(reverse("invitations")).content

        answer = ama.post(reverse("invitations"), {"invitation": str(invitation.pk), "answer": "yes"})

        assert answer.headers["Location"] == reverse("manage:home", args=[stage.service.slug])
        assert Membership.objects.get(user=stage.users["ama"]).role == Role.WORKER

    def test_said_no_to_are_over(self, stage):
        invitation = invited(stage)

        stage.client("ama").post(reverse("invitations"), {"invitation": str(invitation.pk), "answer": "no"})

        assert not Membership.objects.filter(user=stage.users["ama"]).exists()
        assert not Invitation.objects.live(at=timezone.now()).exists()

    def test_of_somebody_else_cannot_be_taken_up(self, stage):
        invitation = invited(stage)

        stage.client("dev").post(reverse("invitations"), {"invitation": str(invitation.pk), "answer": "yes"})

        assert not Membership.objects.filter(user=stage.users["dev"], organisation=stage.service).exists()


class TestAdviser:
    def test_of_a_service_that_lost_its_standing_checks_nobody(self, stage):
        ada = stage.client("ada")
        assert ada.get(reverse("to_verify")).status_code == 200

        type(stage.service).objects.filter(pk=stage.service.pk).update(suspended_at=timezone.now())

        assert ada.get(reverse("to_verify")).status_code == 404
