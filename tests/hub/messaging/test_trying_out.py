"""A test message to oneself: sent at once, or a sentence that says what to set. From the page of an administrator, too."""

import pytest
from django.contrib.messages import get_messages
from django.core import mail
from django.urls import reverse

from hub.access.roles import Role
from hub.messaging import channels, trying
from tests.factories import MembershipFactory
from tests.stage import second_factor_for


class Provider:
    """Takes texts, or is in trouble."""

    def __init__(self, trouble=None):
        self.sent, self.trouble = [], trouble

    def send(self, number, words, key):
        if self.trouble:
            raise self.trouble
        self.sent.append((number, words, key))


@pytest.fixture
def provider(monkeypatch, settings):
    """A provider of texts that works, outside a demo."""
    settings.DEMO, settings.HUB_NAME = False, "Wandsworth Hub"
    found = Provider()
    monkeypatch.setattr(channels, "provider", lambda: found)
    return found


class TestText:
    @pytest.mark.parametrize("typed", ["07700 900123", "+44 7700 900123", "tel:07700900123"])
    def test_goes_to_the_number_however_it_is_typed(self, provider, typed):
        trying.text(typed)

        ((number, words, _key),) = provider.sent
        assert (number, words) == ("+447700900123", "A test from Wandsworth Hub. Texts work.")

    def test_is_another_each_time_so_that_no_provider_takes_it_for_a_repeat(self, provider):
        trying.text("07700 900123")
        trying.text("07700 900123")

        assert len({key for _number, _words, key in provider.sent}) == 2

    @pytest.mark.parametrize(
        ("typed", "words"),
        [
            ("", "not a phone number"),
            ("01632 960202", "Texts need a mobile number"),
            ("07700", "too short"),
            ("x" * 301, "too long"),
        ],
    )
    def test_to_no_mobile_is_refused_with_the_reason(self, provider, typed, words):
        with pytest.raises(trying.NotSent, match=words):
            trying.text(typed)

        assert provider.sent == []

    def test_says_what_to_look_at_when_the_provider_refuses(self, provider):
        provider.trouble = ConnectionRefusedError()

        with pytest.raises(trying.NotSent, match="Not sent: ConnectionRefusedError. Look at TEXT_PROVIDER."):
            trying.text("07700 900123")

    def test_never_leaves_a_demo_place(self, provider, settings):
        settings.DEMO = True

        with pytest.raises(trying.NotSent, match="demo place"):
            trying.text("07700 900123")

        assert provider.sent == []

    def test_no_email_leaves_a_demo_place_either(self, settings):
        settings.DEMO = True

        with pytest.raises(trying.NotSent, match="No email leaves it"):
            trying.email("ama@example.test")

    def test_without_a_provider_says_what_to_set(self, monkeypatch, settings):
        settings.DEMO = False
        monkeypatch.setattr(channels, "provider", lambda: None)

        with pytest.raises(trying.NotSent, match="Set TEXT_PROVIDER first"):
            trying.text("07700 900123")


class TestEmail:
    def test_goes_to_oneself_at_once(self, settings, mailoutbox):
        settings.HUB_NAME = "Wandsworth Hub"

        trying.email("adi@example.test")

        (sent,) = mailoutbox
        assert (sent.to, sent.subject) == (["adi@example.test"], "A test from Wandsworth Hub")
        assert "email works" in sent.body

    def test_says_what_to_look_at_when_the_server_refuses(self, monkeypatch):
        def refuse(_message):
            raise TimeoutError

        monkeypatch.setattr(mail.EmailMessage, "send", refuse)

        with pytest.raises(trying.NotSent, match="Not sent: TimeoutError. Look at EMAIL_URL."):
            trying.email("adi@example.test")

    def test_without_a_server_says_what_to_set(self, settings, mailoutbox):
        settings.EMAIL_GOES_OUT = False

        with pytest.raises(trying.NotSent, match="Set EMAIL_URL first"):
            trying.email("adi@example.test")

        assert mailoutbox == []


@pytest.mark.django_db
class TestPage:
    address = reverse("hub_status")

    def open_as(self, client, role):
        organisation = (
            {"organisation": None} if role in (Role.ADMINISTRATOR, Role.EDITOR) else {"organisation__service": True}
        )
        member = MembershipFactory(role=role, user__email="adi@example.test", **organisation)
        second_factor_for(member.user)
        client.force_login(member.user)

    def said(self, answer):
        return [str(message) for message in get_messages(answer.wsgi_request)]

    def test_sends_an_email_to_whoever_asks(self, client, mailoutbox):
        self.open_as(client, Role.ADMINISTRATOR)

        answer = client.post(self.address, {"test": "email", "number": "07700 900123"})

        assert self.said(answer) == ["Sent. See whether it arrives."]
        assert [message.to for message in mailoutbox] == [["adi@example.test"]]

    def test_sends_a_text_to_the_number_typed(self, client, provider):
        self.open_as(client, Role.ADMINISTRATOR)

        client.post(self.address, {"test": "text", "number": "07700 900123"})
        refused = client.post(self.address, {"test": "text", "number": "none"})

        assert [number for number, _words, _key in provider.sent] == ["+447700900123"]
        assert "not a phone number" in self.said(refused)[-1]

    @pytest.mark.parametrize("role", [Role.EDITOR, Role.MANAGER, Role.ADVISER, Role.OWNER])
    def test_is_for_administrators_alone(self, client, role, mailoutbox):
        self.open_as(client, role)

        assert client.get(self.address).status_code == 404
        assert client.post(self.address, {"test": "email"}).status_code == 404
        assert mailoutbox == []
