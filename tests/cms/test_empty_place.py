"""A hub on its first day: every page of figures says that there is nothing to show yet, and no share is made of nothing."""

import re

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hub.access.actors import SYSTEM
from hub.access.roles import Role
from organisations.services import members
from tests import written
from tests.factories import OrganisationFactory, UserFactory
from tests.stage import second_factor_for

pytestmark = pytest.mark.django_db

ROLES = {
    "insight": Role.MANAGER,
    "insight_attention": Role.MANAGER,
    "hub_status": Role.ADMINISTRATOR,
    "frontline:home": Role.WORKER,
    "manage:home": Role.ORGANISER,
    "manage:inbox": Role.ORGANISER,
    "manage:calls": Role.WORKER,
    "me": None,
    "landing": None,
}


@pytest.fixture
def opened():
    """Open a page in a hub of one organisation and one user, as new_place leaves it; return its main part."""
    cache.clear()
    written.pages()

    def open_it(name):
        role = ROLES[name]
        organisation = OrganisationFactory(service=role != Role.ORGANISER, desk=role != Role.ORGANISER)
        user = UserFactory()
        if role is not None:
            of = None if role == Role.ADMINISTRATOR else organisation
            members.add(user, of, role, by=SYSTEM, at=timezone.now())
            second_factor_for(user)
        client = Client()
        client.force_login(user)
        args = [organisation.slug] if name.startswith("manage:") else []
        answer = client.get(reverse(name, args=args), follow=True)
        assert answer.status_code == 200
        whole = answer.content.decode()
        return re.sub(r"<[^>]+>", " ", whole[whole.index("<main") : whole.index("</main>")])

    yield open_it
    cache.clear()


@pytest.mark.parametrize("name", ROLES)
def test_no_share_is_made_of_nothing(opened, name):
    assert not re.search(r"\d\s*%|\d in 10|\bnan\b", opened(name))


def test_the_figures_say_that_there_is_nothing_to_show_yet(opened):
    page = opened("insight")

    assert page.count("Nothing to show yet") == 3
    assert "Too few people have been asked yet" in page


def test_the_status_never_calls_an_empty_hub_well(opened):
    page = opened("hub_status")

    assert "All is well" not in page
    assert "never" in page
