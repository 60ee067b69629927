"""Command to create the first administrator of a new installation, who signs in by a code sent to them."""

from typing import Any

from allauth.account.models import EmailAddress
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.forms import ValidationError
from django.utils import timezone

from hub.access.actors import SYSTEM
from hub.access.roles import Role
from hub.accounts.models import User
from hub.core import transactions
from hub.people import reading
from organisations.models import Membership
from organisations.services import members


class Command(BaseCommand):
    """Add an administrator by email address."""

    help = "Make somebody an administrator of the whole hub, with an account if they have none."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the email address."""
        parser.add_argument("email")

    @transactions.atomic
    def handle(self, *args: Any, **options: Any) -> str:
        """Create the account, the verified address and the membership, each unless it exists."""
        try:
            email = reading.email(str(options["email"]))
        except ValidationError:
            raise CommandError("This is not an email address.") from None
        user = User.objects.filter(email=email).first() or User.objects.create_user(email)
        EmailAddress.objects.update_or_create(user=user, email=email, defaults={"verified": True, "primary": True})
        if not Membership.objects.filter(user=user, role=Role.ADMINISTRATOR).exists():
            members.add(user, None, Role.ADMINISTRATOR, by=SYSTEM, at=timezone.now())
        return f"{email} is an administrator. They sign in with a code by email, then add a second step."
