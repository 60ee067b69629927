import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hub.access.actors import NOBODY, SYSTEM
from hub.audit.models import Entry
from hub.messaging import notices, outbox
from hub.messaging.models import Message
from hub.people.models import Person, Reach
from opportunities.models import Opportunity
from opportunities.signups.services import signing_up
from organisations.models import Organisation, Tier, Verification
from organisations.services import verification
from tests import stage as stages
from tests.factories import HOUR, MembershipFactory, OrganisationFactory, SessionFactory, actor, yes

pytestmark = pytest.mark.django_db


@pytest.fixture
def adviser():
    return actor(MembershipFactory(role="adviser", organisation__service=True))


@pytest.fixture
def owner():
    return MembershipFactory(role="owner")


class TestOwnOrganisation:
    def test_is_not_checked_by_an_adviser_of_it(self, adviser, noon):
        own = Organisation.objects.get(pk=adviser.organisation_id)

        with pytest.raises(verification.CannotVerify, match="your own"):
            verification.set_tier(own, Tier.T3, reason="We are good.", by=adviser, at=noon)

    def test_is_not_checked_by_a_member_who_acts_for_another(self, noon):
        elsewhere = MembershipFactory(role="adviser", organisation__service=True)
        own = MembershipFactory(role="owner", user=elsewhere.user).organisation

        with pytest.raises(verification.CannotVerify, match="your own"):
            verification.set_safe(own, safe=True, reason="We are good.", by=actor(elsewhere), at=noon)

        assert not Verification.objects.exists()

    def test_says_so_on_the_page(self):
        stage = stages.build()
        address = reverse("verification", args=[stage.service.slug])

        answer = stage.client("ada").post(address, {"what": "tier", "tier-tier": "3", "tier-reason": "We are good."})

        assert b"your own" in answer.content
        assert Organisation.objects.get(pk=stage.service.pk).tier == Tier.T1


class TestSuspend:
    def test_takes_everything_off_show_with_reason_and_date(self, adviser, noon):
        shown = SessionFactory().opportunity

        verification.suspend(shown.organisation, reason="Money is missing.", by=adviser, at=noon)

        kept = Verification.objects.get()
        assert shown.organisation.suspended_at == noon
        assert (kept.what, kept.suspended, kept.reason, kept.by_id) == (
            "suspended",
            True,
            "Money is missing.",
            adviser.user_id,
        )
        assert not Opportunity.objects.open(at=noon).exists()
        assert Entry.objects.filter(event="organisation.suspended").exists()

    def test_tells_the_owners_why_and_nobody_else(self, adviser, owner, noon):
        MembershipFactory(role="organiser", organisation=owner.organisation)

        verification.suspend(owner.organisation, reason="Money is missing.", by=adviser, at=noon)

        told = Message.objects.get()
        words = notices.of(told.notice, told.ref).content(told.person, "email", at=noon)
        assert told.person == owner.user.person
        assert "Money is missing." in words.words
        assert "paused" in words.heading

    def test_asks_for_a_reason_and_an_adviser(self, adviser, owner, noon):
        with pytest.raises(verification.CannotVerify, match="Say why"):
            verification.suspend(owner.organisation, reason=" ", by=adviser, at=noon)
        with pytest.raises(verification.CannotVerify, match="Only an adviser"):
            verification.suspend(owner.organisation, reason="I say so.", by=actor(MembershipFactory()), at=noon)

    def test_twice_is_refused(self, adviser, owner, noon):
        verification.suspend(owner.organisation, reason="Money is missing.", by=adviser, at=noon)

        with pytest.raises(verification.CannotVerify, match="already"):
            verification.suspend(owner.organisation, reason="Again.", by=adviser, at=noon)

    def test_closes_what_it_sees_of_people(self, adviser, noon):
        sign_up = signing_up.say_yes(SessionFactory(), yes(), by=NOBODY, at=noon)
        organisation = sign_up.session.opportunity.organisation
        col = actor(MembershipFactory(organisation=organisation))

        verification.suspend(organisation, reason="Money is missing.", by=adviser, at=noon)

        assert not Reach.objects.live(at=noon + HOUR).exists()
        assert not Person.objects.visible_to(col).filter(pk=sign_up.person_id).exists()


class TestLift:
    def test_shows_everything_again_and_tells_the_owners(self, adviser, owner, noon):
        SessionFactory(opportunity__organisation=owner.organisation)
        verification.suspend(owner.organisation, reason="Money is missing.", by=adviser, at=noon)

        verification.lift(owner.organisation, reason="It was found.", by=adviser, at=noon + HOUR)

        told = Message.objects.order_by("created_at").last()
        words = notices.of(told.notice, told.ref).content(told.person, "email", at=noon)
        assert owner.organisation.suspended_at is None
        assert Opportunity.objects.open(at=noon).exists()
        assert "on show again" in words.heading

    def test_of_one_that_is_not_paused_is_refused(self, adviser, owner, noon):
        with pytest.raises(verification.CannotVerify, match="already"):
            verification.lift(owner.organisation, reason="Why not.", by=adviser, at=noon)


class TestReach:
    """Back at T0, or paused, an organisation of any kind sees nobody's details, on any page."""

    @pytest.mark.parametrize("closed", [{"tier": Tier.T0}, {"suspended_at": timezone.now()}])
    @pytest.mark.parametrize("kind", ["group", "service"])
    def test_is_closed_to_an_organisation_that_is_not_public(self, closed, kind):
        stage = stages.build()
        outbox.run(at=stage.at)
        page, inbox = stage.urls["manage:answered"], stage.urls["manage:inbox"]
        client: Client = stage.client("col")
        assert b"Joyce" in client.get(page).content

        Organisation.objects.filter(pk=stage.larder.pk).update(kind=kind, **closed)

        answered = client.get(page)
        assert b"Joyce" not in answered.content
        assert b"Details closed" in answered.content
        assert b"Tunde" not in client.get(inbox).content


class TestDecision:
    @pytest.mark.parametrize(
        "decision",
        [
            {"what": "suspended"},
            {"what": "suspended", "suspended": True, "safe": True},
            {"what": "tier", "tier": 1, "suspended": False},
        ],
    )
    def test_sets_one_thing(self, decision, noon):
        with pytest.raises(IntegrityError), transaction.atomic():
            Verification.objects.create(organisation=OrganisationFactory(), reason="x", at=noon, **decision)


class TestMakeDesk:
    @pytest.fixture
    def administrator(self):
        return actor(MembershipFactory(role="administrator", organisation=None))

    def test_moves_the_desk_from_another_service(self, administrator, noon):
        before, after = OrganisationFactory(desk=True), OrganisationFactory(service=True)

        verification.make_desk(after, by=administrator, at=noon)

        before.refresh_from_db()
        assert (before.is_desk, after.is_desk) == (False, True)
        assert Entry.objects.filter(event="organisation.made_desk").exists()

    @pytest.mark.parametrize("wrong", [{}, {"service": True, "unchecked": True}])
    def test_is_refused_to_what_is_no_checked_service(self, administrator, wrong, noon):
        desk = OrganisationFactory(desk=True)

        with pytest.raises(verification.CannotVerify):
            verification.make_desk(OrganisationFactory(**wrong), by=administrator, at=noon)

        assert Organisation.objects.get(is_desk=True) == desk

    @pytest.mark.parametrize("role", ["adviser", "manager"])
    def test_is_for_administrators(self, role, noon):
        by = actor(MembershipFactory(role=role, organisation__service=True))

        with pytest.raises(verification.CannotVerify, match="administrator"):
            verification.make_desk(OrganisationFactory(service=True), by=by, at=noon)

    def test_is_offered_on_the_page_to_administrators_alone(self):
        stage = stages.build()
        new = OrganisationFactory(service=True, slug="new-service")
        address = reverse("verification", args=[new.slug])

        to_ada, to_adi = stage.client("ada").get(address), stage.client("adi").get(address)
        stage.client("ada").post(address, {"what": "desk"})
        after_ada = Organisation.objects.get(is_desk=True)
        stage.client("adi").post(address, {"what": "desk"})

        assert b"calls and letters" not in to_ada.content
        assert b"calls and letters" in to_adi.content
        assert after_ada == stage.service
        assert Organisation.objects.get(is_desk=True) == new


def test_the_system_is_no_adviser(noon):
    with pytest.raises(verification.CannotVerify):
        verification.suspend(OrganisationFactory(), reason="x", by=SYSTEM, at=noon)
