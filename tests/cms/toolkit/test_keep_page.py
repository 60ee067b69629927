"""The page on which somebody keeps their place in the toolkit."""

import pytest
from django.urls import reverse

from tests import written

pytestmark = pytest.mark.django_db


def test_offers_a_code_and_shows_none_before_it_is_asked_for(client):
    written.pages()
    client.post(reverse("toolkit_begin"), {"name": "A bench outside the chemist"})

    page = client.get(reverse("toolkit_keep")).content.decode()

    assert "Show me a code" in page
    assert "tk-code" not in page
