"""The page on which somebody keeps their place in the toolkit."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from hub.messaging.models import Message
from tests import written

pytestmark = pytest.mark.django_db


def test_offers_a_code_and_shows_none_before_it_is_asked_for(client):
    written.pages()
    client.post(reverse("toolkit_begin"), {"name": "A bench outside the chemist"})

    page = client.get(reverse("toolkit_keep")).content.decode()

    assert "Show me a code" in page
    assert "tk-code" not in page


def test_signing_in_says_that_the_link_is_opened_again_until_it_is(client, django_user_model):
    written.pages()
    client.post(reverse("toolkit_begin"), {"name": "A bench outside the chemist"})
    code = client.post(reverse("toolkit_code")).context["code"]
    said = "Your steps are not lost. Open your link again."
    pages = ("/toolkit/", reverse("toolkit_begin"))
    assert all(said not in client.get(page).content.decode() for page in pages)

    client.force_login(django_user_model.objects.create_user("ama@example.test"))
    assert all(said in client.get(page).content.decode() for page in pages)

    client.post(reverse("code"), {"code": code})
    street = client.get("/toolkit/").content.decode()
    assert said not in street
    assert "A bench outside the chemist" in street


def test_a_lost_link_is_sent_anew(client):
    written.pages()
    client.post(reverse("toolkit_begin"), {"name": "A bench outside the chemist"})
    reached = {"name": "Ama", "kind": "email", "route": "ama@example.test", "keep": "on"}
    assert client.post(reverse("toolkit_keep"), reached).status_code == 302
    Message.objects.update(created_at=timezone.now() - timedelta(days=1))

    client.post(reverse("link_needed"), {"route": "Ama@Example.test"})

    assert [message.notice for message in Message.objects.all()] == ["own_steps", "own_steps"]
