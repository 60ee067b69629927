"""Where no mail server is set, no page of signing in says that an email is on its way."""

import pytest
from django.core.cache import cache
from django.urls import reverse

from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

NOTHING = "nothing is on its way"


@pytest.fixture
def send(client):
    """Ask for an email on one of the pages; return what is read afterwards."""
    cache.clear()
    user = UserFactory()

    def ask(name):
        return client.post(reverse(name), {"email": user.email}, follow=True).content.decode()

    yield ask
    cache.clear()


@pytest.mark.parametrize("name", ["account_request_login_code", "account_reset_password"])
def test_a_page_that_sends_says_so_before_and_afterwards(client, send, settings, name):
    assert NOTHING not in send(name)

    settings.EMAIL_GOES_OUT = False
    client.cookies.clear()

    assert NOTHING in client.get(reverse(name)).content.decode()
    after = send(name)
    assert NOTHING in after
    assert "We sent it" not in after
    assert "We have sent" not in after
    assert "is on its way. If" not in after
