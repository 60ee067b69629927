"""Adapters for allauth: create a Person with each user, and use our wording in its messages."""

from typing import Any, Final

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from hub.accounts import new_users
from hub.accounts.models import User
from hub.core import transactions
from hub.people import ways
from hub.people.services import persons

WRONG_CODE: Final = _("This is not the code. Look at it again, or ask for a new one.")
WAIT: Final = _("That was tried too often. Wait ten minutes, or ring us.")


class AccountAdapter(DefaultAccountAdapter):
    """Account adapter that creates the user and the Person in one transaction."""

    error_messages: Final = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("This account is closed. Ring us if it should be open."),
        "cannot_remove_primary_email": _("We write to this address. Choose another one first."),
        "duplicate_email": _("This address is in your account already."),
        "email_password_mismatch": _("The email address and the password don’t go together. Try again."),
        "email_taken": _("Somebody has an account with this email address."),
        "enter_current_password": _("This is not your password now. Try again."),
        "incorrect_code": WRONG_CODE,
        "incorrect_password": _("This is not your password. Try again."),
        "invalid_or_expired_key": _("This link is too old. Ask for a new one."),
        "invalid_login": _("The email address and the password don’t go together. Try again."),
        "invalid_password_reset": _("This link was used before, or is too old. Ask for a new one."),
        "max_email_addresses": _("You can have %d email addresses, and have them."),
        "too_many_login_attempts": WAIT,
        "rate_limited": WAIT,
        "unverified_primary_email": _("Check this address first: we send you a code."),
        "same_as_current": _("This is the one you have. Type another."),
    }

    def add_message(
        self, request: HttpRequest, level: int, message_template: str | None = None, *args: Any, **more: Any
    ) -> None:
        """Say what was done; never that an email was sent where none goes out."""
        if ways.emails_go_out() or not str(message_template).endswith("_sent.txt"):
            super().add_message(request, level, message_template, *args, **more)

    @transactions.atomic
    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:
        """Save a user from the sign-up form, and their Person with the given name."""
        saved: User = super().save_user(request, user, form, commit=commit)
        if commit:
            new_users.announce(saved)
            name = form.cleaned_data.get("name")
            if name:
                persons.rename(saved.person, first_name=name.first_name, surname=name.surname)
        return saved


class SecondStepAdapter(DefaultMFAAdapter):
    """Adapter for the second factor, with our wording."""

    error_messages: Final = DefaultMFAAdapter.error_messages | {
        "add_email_blocked": _("Take off your second step before you add an email address."),
        "cannot_delete_authenticator": _("This second step has to stay."),
        "cannot_generate_recovery_codes": _("Set up a passkey or an app first."),
        "incorrect_code": WRONG_CODE,
        "unverified_email": _("Check your email address first: we send you a code."),
    }
