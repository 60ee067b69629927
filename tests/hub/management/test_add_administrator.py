import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from hub.accounts.models import User
from hub.messaging import outbox

pytestmark = pytest.mark.django_db


def test_makes_an_account_that_may_edit_pages():
    said = call_command("add_administrator", "Adi@Example.test")
    outbox.run(at=timezone.now())

    user = User.objects.get(email="adi@example.test")
    assert "is an administrator" in said
    assert user.memberships.get().role == "administrator"
    assert user.groups.filter(name="Moderators").exists()


def test_twice_is_once():
    call_command("add_administrator", "adi@example.test")
    call_command("add_administrator", "adi@example.test")

    assert User.objects.get().memberships.count() == 1


def test_refuses_what_is_no_address():
    with pytest.raises(CommandError):
        call_command("add_administrator", "adi")
