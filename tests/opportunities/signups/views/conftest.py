"""A date of a group, and one who runs the group."""

import pytest
from django.utils import timezone

from hub.access.roles import Role
from tests.factories import DAY, MembershipFactory, OpportunityFactory, SessionFactory
from tests.stage import second_factor_for


@pytest.fixture
def at():
    return timezone.now()


@pytest.fixture
def session(at):
    opportunity = OpportunityFactory(organisation__slug="larder", organisation__name="Larder")
    return SessionFactory(opportunity=opportunity, starts_at=at + 7 * DAY, places=2)


@pytest.fixture
def col(client, session):
    """An organiser of the group, signed in with a second step."""
    member = MembershipFactory(role=Role.ORGANISER, organisation=session.opportunity.organisation)
    second_factor_for(member.user)
    client.force_login(member.user)
    return member
