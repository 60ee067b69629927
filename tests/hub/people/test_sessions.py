"""Sessions of whoever is erased: they end, and no other browser's session names them."""

import re
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hub import housekeeping
from hub.access import unsent
from hub.accounts.models import User
from hub.people import retention
from hub.people.models import Channel
from hub.people.services import links
from tests.factories import HOUR, UserFactory, person

pytestmark = pytest.mark.django_db

PASSWORD = "correct horse battery"


@pytest.fixture
def ama():
    user = UserFactory(email="ama@example.test")
    user.set_password(PASSWORD)
    user.save()
    return User.objects.get(pk=user.pk)


def erase(who):
    retention.erase([who.pk], at=timezone.now())


def kept():
    """Return everything that all sessions hold, in words."""
    return str([session.get_decoded() for session in Session.objects.all()]).lower()


def test_who_is_signed_in_is_so_no_more(ama):
    browser = Client()
    browser.force_login(ama)

    erase(ama.person)

    assert not Session.objects.exists()
    assert browser.get(reverse("me")).status_code == 302


def test_nobody_else_is_signed_out(ama):
    tunde = Client()
    tunde.force_login(UserFactory(email="tunde@example.test"))

    erase(ama.person)

    assert tunde.get(reverse("me")).status_code == 200


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("account_request_login_code", {"email": "ama@example.test"}),
        ("account_login", {"login": "ama@example.test", "password": PASSWORD}),
    ],
)
def test_a_sign_in_half_way_through_names_nobody(ama, name, said):
    Client().post(reverse(name), said)
    assert "ama@example.test" in kept() or "user_pk" in kept()

    erase(ama.person)

    assert "ama@example.test" not in kept()
    assert f"'user_id': '{ama.pk}'" not in kept()
    assert "user_pk" not in kept()


def test_a_new_password_half_way_through_goes_nowhere(ama, mailoutbox):
    browser = Client()
    browser.post(reverse("account_reset_password"), {"email": "ama@example.test"})
    link = re.search(r"/accounts/password/reset/key/\S+", mailoutbox[-1].body).group()
    form = browser.get(link, follow=True).redirect_chain[-1][0]

    erase(ama.person)

    browser.post(form, {"password1": "another long password", "password2": "another long password"})
    assert "ama@example.test" not in kept()
    assert not User.objects.filter(email="ama@example.test").exists()


def test_an_opened_link_and_a_texted_code_name_nobody():
    joan = person("Joan", "+447700900151", Channel.TEXT)
    at = timezone.now()
    browser = Client()
    browser.get(reverse("private_link", args=[links.make(joan, "me", at=at, until=at + HOUR)]))
    asked = Client()
    asked.post(reverse("code_text"), {"number": "07700 900151"})
    lookup = joan.routes.get().lookup
    assert str(joan.pk) in kept()
    assert lookup in kept()

    erase(joan)

    assert str(joan.pk) not in kept()
    assert lookup not in kept()


def waits(text, at):
    browser = Client()
    session = browser.session
    fields = {"number": [text], "name": ["x"]}
    session[unsent.KEY] = unsent.seal(
        unsent.json.dumps({"path": "/", "who": "w", "at": at.isoformat(), "fields": fields})
    )
    session["colour"] = "plain"
    session.save()


@pytest.mark.parametrize("typed", ["0161 496 0151", "+441614960151", "ring 01614960151 please"])
def test_what_a_worker_typed_of_them_and_never_sent_goes(typed):
    joan = person("Joan", "+441614960151", Channel.PHONE)
    waits(typed, timezone.now())

    erase(joan)

    assert unsent.KEY not in kept()
    assert "plain" in kept()


def test_what_others_typed_stays(ama):
    waits("0161 496 0199", timezone.now())

    erase(ama.person)

    assert unsent.KEY in kept()


def test_what_was_never_sent_goes_with_the_night():
    waits("0161 496 0151", timezone.now() - timedelta(hours=3))
    waits("0161 496 0199", timezone.now())

    said = housekeeping.run(at=timezone.now())

    assert "1 texts" in said
    assert kept().count(unsent.KEY) == 1
