"""A second step is told of once it is really there: the e-mail goes after the commit, so this test commits."""

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.core import mail
from django.urls import reverse

from tests.factories import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db(transaction=True)


def test_somebody_can_get_an_app_as_second_step_and_is_told_so(client):
    ama = UserFactory(email="ama@example.test")
    EmailAddress.objects.create(user=ama, email=ama.email, verified=True, primary=True)
    client.post(reverse("account_login"), {"login": ama.email, "password": PASSWORD})
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    page = client.get(reverse("mfa_activate_totp")).content.decode()
    secret = client.session["mfa.totp.secret"]
    code = totp.format_hotp_value(totp.hotp_value(secret, next(totp.yield_hotp_counters_from_time())))

    client.post(reverse("mfa_activate_totp"), {"code": code})

    assert " ".join(secret[at : at + 4] for at in range(0, len(secret), 4)) in page
    assert Authenticator.objects.filter(user=ama, type="totp").exists()
    assert mail.outbox[-1].subject == "An app now makes your codes"
    assert "If that was not you, ring us now" in mail.outbox[-1].body
