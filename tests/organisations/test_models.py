import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from hub.access.actors import NOBODY
from hub.access.roles import Role
from organisations.models import Membership, Organisation, Tier, Verification
from organisations.services import joining, members, verification
from tests.factories import MembershipFactory, OrganisationFactory, UserFactory, actor, resident

pytestmark = pytest.mark.django_db


class TestMembership:
    @pytest.mark.parametrize("role", ["editor", "administrator"])
    def test_of_the_whole_hub_has_no_organisation(self, role):
        with pytest.raises(IntegrityError), transaction.atomic():
            MembershipFactory(role=role)

    @pytest.mark.parametrize("role", ["owner", "organiser", "worker", "manager", "adviser"])
    def test_of_an_organisation_needs_one(self, role):
        with pytest.raises(IntegrityError), transaction.atomic():
            MembershipFactory(role=role, organisation=None)

    def test_of_the_whole_hub_is_held_once(self):
        editor = MembershipFactory(role="editor", organisation=None)

        with pytest.raises(IntegrityError), transaction.atomic():
            MembershipFactory(role="editor", organisation=None, user=editor.user)

    def test_as_a_worker_needs_a_service(self, noon):
        with pytest.raises(ValidationError, match="Only a public service"):
            members.add(UserFactory(), OrganisationFactory(), Role.WORKER, by=NOBODY, at=noon)


class TestVisibleTo:
    def test_hides_what_nobody_has_checked_from_strangers(self):
        OrganisationFactory(unchecked=True)

        assert not Organisation.objects.visible_to(NOBODY).exists()

    def test_shows_its_own_members_an_unchecked_one(self):
        member = MembershipFactory(organisation__unchecked=True)

        assert Organisation.objects.visible_to(actor(member)).exists()

    def test_shows_advisers_every_one(self):
        OrganisationFactory(unchecked=True)
        adviser = MembershipFactory(role="adviser", organisation__service=True)

        assert Organisation.objects.visible_to(actor(adviser)).count() == 2

    def test_hides_one_that_is_suspended(self, noon):
        OrganisationFactory(suspended_at=noon)

        assert not Organisation.objects.visible_to(NOBODY).exists()


class TestJoin:
    def test_makes_an_unchecked_organisation_with_its_owner(self, noon):
        user = UserFactory()

        made = joining.join(user, name="Balham Bakers", kind="group", about="Bread.", by=resident(user), at=noon)

        assert made.tier == Tier.T0
        assert made.slug == "balham-bakers"
        assert Membership.objects.get(organisation=made).role == Role.OWNER

    def test_finds_another_address_for_the_same_name(self, noon):
        OrganisationFactory(name="Join", slug="x")
        user = UserFactory()

        made = joining.join(user, name="Join", kind="group", by=resident(user), at=noon)

        assert made.slug == "join-2"


class TestVerification:
    @pytest.fixture
    def adviser(self):
        return actor(MembershipFactory(role="adviser", organisation__service=True))

    def test_sets_the_tier_with_reason_and_date(self, adviser, noon):
        group = OrganisationFactory(unchecked=True)

        verification.set_tier(group, Tier.T1, reason="Visited on Monday.", by=adviser, at=noon)

        kept = Verification.objects.get()
        assert group.tier == Tier.T1
        assert (kept.reason, kept.at, kept.by_id) == ("Visited on Monday.", noon, adviser.user_id)

    def test_is_for_advisers_and_administrators_only(self, noon):
        owner = actor(MembershipFactory(role="owner", organisation__unchecked=True))
        group = Organisation.objects.get(pk=owner.organisation_id)

        with pytest.raises(verification.CannotVerify):
            verification.set_tier(group, Tier.T3, reason="Trust me.", by=owner, at=noon)

    def test_asks_for_a_reason(self, adviser, noon):
        with pytest.raises(verification.CannotVerify, match="Say why"):
            verification.set_tier(OrganisationFactory(), Tier.T2, reason="  ", by=adviser, at=noon)

    def test_says_nobody_is_safe_before_it_knows_who_they_are(self, adviser, noon):
        group = OrganisationFactory(unchecked=True)

        with pytest.raises(verification.CannotVerify, match="First check who they are"):
            verification.set_safe(group, safe=True, reason="Seen.", by=adviser, at=noon)

    def test_back_to_the_beginning_ends_safe_too(self, adviser, noon):
        group = OrganisationFactory(safe=True)

        verification.set_tier(group, Tier.T0, reason="Gone quiet.", by=adviser, at=noon)

        assert not group.safe_to_work_with
