"""Whoever waits is told: a group that was checked; and whoever must act: an adviser with a new group."""

from datetime import timedelta

import pytest

from hub.access.actors import NOBODY
from hub.access.roles import Role
from hub.messaging import outbox
from hub.messaging.models import Message
from opportunities.posting.services import posting
from organisations.models import Organisation, Tier
from organisations.services import joining, verification
from tests.factories import (
    MembershipFactory,
    OpportunityFactory,
    OrganisationFactory,
    SessionFactory,
    UserFactory,
    actor,
)

pytestmark = pytest.mark.django_db


def told(email, notice, at):
    outbox.run(at=at)
    return [message.words for message in Message.objects.filter(notice=notice) if message.sent_to == email]


@pytest.fixture
def ada():
    service = OrganisationFactory(service=True, tier=Tier.T2)
    return MembershipFactory(organisation=service, role=Role.ADVISER, user__email="ada@example.test")


@pytest.fixture
def group():
    owner = MembershipFactory(
        organisation=OrganisationFactory(unchecked=True, name="Larder & Co"),
        role=Role.OWNER,
        user__email="col@example.test",
    )
    return owner.organisation


class TestAGroup:
    def test_hears_that_it_is_checked_and_why(self, ada, group, noon):
        verification.set_tier(group, Tier.T1, reason="Rang them & met.", by=actor(ada), at=noon)
        (words,) = told("col@example.test", "organisation_checked", noon)
        assert "can now be seen by everybody" in words
        assert "Rang them & met." in words

    def test_hears_nothing_of_one_tier_more(self, ada, group, noon):
        verification.set_tier(group, Tier.T1, reason="Rang.", by=actor(ada), at=noon)
        verification.set_tier(group, Tier.T2, reason="Visited.", by=actor(ada), at=noon)
        assert len(told("col@example.test", "organisation_checked", noon)) == 1

    def test_hears_that_it_is_set_back(self, ada, group, noon):
        verification.set_tier(group, Tier.T1, reason="Rang.", by=actor(ada), at=noon)
        told("col@example.test", "organisation_checked", noon)
        verification.set_tier(group, Tier.T0, reason="Gone.", by=actor(ada), at=noon)
        assert "set Larder & Co back" in "".join(told("col@example.test", "organisation_checked", noon))

    @pytest.mark.parametrize(("safe", "words"), [(True, "is safe to work with"), (False, "stay off show")])
    def test_hears_whether_it_is_safe_to_work_with(self, ada, group, noon, safe, words):
        verification.set_tier(group, Tier.T1, reason="Rang.", by=actor(ada), at=noon)
        told("col@example.test", "organisation_checked", noon)
        if not safe:
            verification.set_safe(group, safe=True, reason="Seen.", by=actor(ada), at=noon)
        verification.set_safe(group, safe=safe, reason="Seen.", by=actor(ada), at=noon)
        assert words in "".join(told("col@example.test", "organisation_checked", noon))

    def test_hears_nothing_when_nothing_changed(self, ada, group, noon):
        verification.set_tier(group, Tier.T1, reason="Rang.", by=actor(ada), at=noon)
        told("col@example.test", "organisation_checked", noon)
        verification.set_safe(group, safe=False, reason="Not yet.", by=actor(ada), at=noon)
        assert len(told("col@example.test", "organisation_checked", noon)) == 1

    def test_is_not_told_what_was_decided_otherwise_since(self, ada, group, noon):
        verification.set_tier(group, Tier.T1, reason="Rang.", by=actor(ada), at=noon)
        verification.set_tier(group, Tier.T0, reason="A slip.", by=actor(ada), at=noon)
        assert len(told("col@example.test", "organisation_checked", noon)) == 1


class TestAnAdviser:
    def join(self, noon):
        return joining.join(UserFactory(), name="New Group", kind="group", ring_on="+441632960202", by=NOBODY, at=noon)

    def test_hears_of_a_new_group(self, ada, noon):
        made = self.join(noon)
        (words,) = told("ada@example.test", "group_waiting", noon)
        assert "New Group has joined" in words
        assert made.slug in words

    def test_is_not_told_of_one_that_somebody_checked_meanwhile(self, ada, noon):
        made = self.join(noon)
        verification.set_tier(made, Tier.T1, reason="Rang.", by=actor(ada), at=noon)
        assert told("ada@example.test", "group_waiting", noon) == []

    def test_where_there_is_none_an_administrator_hears(self, noon):
        MembershipFactory(organisation=None, role=Role.ADMINISTRATOR, user__email="adi@example.test")
        self.join(noon)
        assert len(told("adi@example.test", "group_waiting", noon)) == 1

    def test_one_whose_own_service_is_not_checked_does_not(self, noon):
        service = OrganisationFactory(service=True, unchecked=True)
        MembershipFactory(organisation=service, role=Role.ADVISER, user__email="ada@example.test")
        self.join(noon)
        assert told("ada@example.test", "group_waiting", noon) == []

    def test_hears_once_that_a_group_waits_to_be_seen_as_safe_and_finds_it_first(self, ada, group, noon):
        verification.set_tier(group, Tier.T2, reason="Visited.", by=actor(ada), at=noon)
        others = [OrganisationFactory(tier=Tier.T1) for _other in range(2)]
        opportunity = OpportunityFactory(draft=True, organisation=group, people_at_risk=True)
        SessionFactory(opportunity=opportunity, starts_at=noon + timedelta(days=2))
        col = actor(group.memberships.get(role=Role.OWNER))

        for _again in range(2):
            with pytest.raises(posting.CannotPublish, match="They hear of it when you press"):
                posting.publish(opportunity, by=col, at=noon)

        assert len(told("ada@example.test", "safe_asked", noon)) == 1
        assert Organisation.objects.to_check().first() == group

        verification.set_safe(group, safe=True, reason="Seen.", by=actor(ada), at=noon)
        assert {*Organisation.objects.to_check()[:2]} == {*others}
