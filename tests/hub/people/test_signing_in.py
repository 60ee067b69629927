"""Signing in, second steps and their e-mails speak our words."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.urls import reverse

from hub.accounts.models import User
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

PASSWORD = "three green bicycles"
STOCK = (
    "This field is required",
    "Thank you for using",
    "Hello from",
    "localhost:",
    "user user",
    "Authenticator",
    "Security Key",
    "Passwordless",
    "Two-Factor",
    "Remember Me",
    "Incorrect code",
)


def said(answer):
    return answer.content.decode()


def stock_words(text):
    return [words for words in STOCK if words in text]


@pytest.fixture
def ama(client):
    user = UserFactory(email="ama@example.test")
    user.set_password(PASSWORD)
    user.save()
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    client.post(reverse("account_login"), {"login": "ama@example.test", "password": PASSWORD})
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return user


class TestMakingAnAccount:
    FORM = {"name": "Ama", "email": "new@example.test", "password1": PASSWORD}

    def test_sends_a_code_in_our_words_that_lets_them_in(self, client):
        client.post(reverse("account_signup"), self.FORM)
        sent = mail.outbox[-1]
        code = re.search(r"^[A-Z0-9-]{6,}$", sent.body, re.MULTILINE)[0]

        answer = client.post(reverse("account_email_verification_sent"), {"code": code})

        assert sent.subject == "Your code for the Hub"
        assert "Rather talk to someone? Ring" in sent.body
        assert stock_words(sent.subject + sent.body) == []
        assert answer.status_code == 302
        assert User.objects.get(email="new@example.test").person.first_name == "Ama"

    def test_reads_a_name_and_an_address_as_they_are_pasted(self, client):
        client.post(reverse("account_signup"), self.FORM | {"name": "okoro, sam", "email": "new@example.test\u200b"})
        code = re.search(r"^[A-Z0-9-]{6,}$", mail.outbox[-1].body, re.MULTILINE)[0]

        client.post(reverse("account_email_verification_sent"), {"code": code.replace("-", "\u2011") + "\u200b"})

        person = User.objects.get(email="new@example.test").person
        assert (person.first_name, person.surname) == ("Sam", "Okoro")

    def test_says_what_to_do_when_the_code_is_wrong(self, client):
        client.post(reverse("account_signup"), self.FORM)

        answer = client.post(reverse("account_email_verification_sent"), {"code": "ZZZZZZ"})

        assert "This is not the code." in said(answer)

    def test_writes_to_the_owner_of_an_address_that_has_an_account(self, client):
        UserFactory(email="new@example.test")

        client.post(reverse("account_signup"), self.FORM)

        assert mail.outbox[-1].subject == "You have an account with the Hub"
        assert stock_words(mail.outbox[-1].body) == []


@pytest.mark.parametrize(
    ("page", "form"),
    [
        ("account_login", {}),
        ("account_signup", {}),
        ("account_reset_password", {}),
        ("account_request_login_code", {}),
        ("account_login", {"login": "nobody@example.test", "password": "wrong"}),
    ],
)
def test_what_is_missing_or_wrong_is_said_in_our_words(client, page, form):
    answer = client.post(reverse(page), form)

    assert answer.status_code == 200
    assert "error" in said(answer)
    assert stock_words(said(answer)) == []


def test_forgetting_a_password_ends_with_a_new_one(client):
    user = UserFactory(email="ama@example.test")
    client.post(reverse("account_reset_password"), {"email": user.email})
    address = re.search(r"https?://\S+", mail.outbox[-1].body)[0]

    page = client.get(address, follow=True)
    client.post(page.redirect_chain[-1][0], {"password1": PASSWORD, "password2": PASSWORD})

    assert mail.outbox[0].subject == "Choose a new password"
    assert stock_words(said(page) + mail.outbox[0].body + mail.outbox[-1].body) == []
    user.refresh_from_db()
    assert user.check_password(PASSWORD)


@pytest.mark.usefixtures("ama")
class TestTheAccount:
    @pytest.mark.parametrize(
        "page",
        [
            "account_email",
            "account_change_password",
            "mfa_index",
            "mfa_activate_totp",
            "mfa_add_webauthn",
            "mfa_list_webauthn",
            "usersessions_list",
            "account_reauthenticate",
        ],
    )
    def test_speaks_our_words_on_every_page(self, client, page):
        answer = client.get(reverse(page), follow=True)

        assert (answer.status_code, answer.redirect_chain) == (200, [])
        assert stock_words(said(answer)) == []

    def test_is_found_from_any_page(self, client):
        assert f'href="{reverse("account_email")}"' in said(client.get(reverse("home")))

    def test_changes_its_password(self, client, ama):
        form = {"oldpassword": PASSWORD, "password1": "four red tricycles", "password2": "four red tricycles"}

        client.post(reverse("account_change_password"), form)

        ama.refresh_from_db()
        assert ama.check_password("four red tricycles")
        assert mail.outbox[-1].subject == "Your password has changed"
