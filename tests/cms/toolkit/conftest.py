"""An idea that was begun, and the owner of a group."""

import pytest
from django.urls import reverse

from cms.toolkit.models import Workspace
from hub.access.roles import Role
from tests.factories import MembershipFactory


@pytest.fixture
def begun(client):
    """A browser that has begun, and its idea."""
    client.post(reverse("toolkit_begin"), {"name": "A lunch club"})
    return Workspace.objects.get()


@pytest.fixture
def col(client):
    """The owner of a group, signed in."""
    member = MembershipFactory(role=Role.OWNER, organisation__name="Larder", organisation__slug="larder")
    client.force_login(member.user)
    return member
