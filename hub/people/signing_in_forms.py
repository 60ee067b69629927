"""allauth's forms with our wording: plain labels, and errors that say what to do."""

from typing import Any, ClassVar

from allauth.account import forms as account
from allauth.mfa.base import forms as second_step
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hub.core import cleaning
from hub.people.name_fields import NameField

Words = dict[str, tuple[Promise | str, Promise | str]]
TYPE_CODE = _("Type the code.")
TYPE_EMAIL = _("Type your email address.")
TYPE_PASSWORD = _("Type your password.")
GOOD_PASSWORD = _("12 characters or more. Three words you will remember do well.")
NEW_PASSWORD = (_("New password"), _("Choose a password of 12 characters or more."))
AGAIN = (_("The same once more"), _("Type the new password once more."))


class InOurWords:
    """Mixin that sets our label on each field, and our error for an empty field."""

    said: ClassVar[Words] = {}
    hints: ClassVar[dict[str, Promise | str]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, forms.Field] = self.fields  # type: ignore[attr-defined]
        for name, (label, empty) in self.said.items():
            if name in fields:
                fields[name].label = str(label)
                fields[name].error_messages["required"] = str(empty)
        for name, hint in self.hints.items():
            if name in fields:
                fields[name].help_text = str(hint)

    def full_clean(self) -> None:
        """Validate what was typed after cleaning it, as all our fields do. What was typed stays in the box."""
        typed = self.data  # type: ignore[has-type]
        self.data = self._cleaned(typed) if isinstance(typed, QueryDict) else typed
        super().full_clean()  # type: ignore[misc]
        self.data = typed

    def _cleaned(self, typed: QueryDict) -> QueryDict:
        """Return what was typed, cleaned. A password stays as it is."""
        sent = typed.copy()
        for name, field in self.fields.items():  # type: ignore[attr-defined]
            key = self.add_prefix(name)  # type: ignore[attr-defined]
            if key in sent and _is_typed(field):
                clean = cleaning.line if name == "name" else cleaning.code
                sent[key] = clean(str(sent[key]))
        return sent


def _is_typed(field: forms.Field) -> bool:
    """Whether a field is text in the open, neither a secret nor made by the browser."""
    return (
        isinstance(field, forms.CharField)
        and not isinstance(field.widget, forms.PasswordInput)
        and not field.widget.is_hidden
    )


class Login(InOurWords, account.LoginForm):
    """Sign in with email and password."""

    said: ClassVar[Words] = {
        "login": (_("Email"), TYPE_EMAIL),
        "password": (_("Password"), TYPE_PASSWORD),
        "remember": (_("Keep me signed in on this phone or computer"), ""),
    }
    hints: ClassVar[dict[str, Promise | str]] = {"password": ""}


class SignUp(InOurWords, account.SignupForm):
    """Create an account: name, email address and password."""

    said: ClassVar[Words] = {
        "email": (_("Email"), TYPE_EMAIL),
        "password1": (_("Password"), _("Choose a password of 12 characters or more.")),
    }
    hints: ClassVar[dict[str, Promise | str]] = {
        "password1": GOOD_PASSWORD,
    }
    name = NameField(
        label=_("Your name"),
        help_text=_("First name is fine"),
        error_messages={"required": _("Tell us your name. A first name is fine.")},
    )
    field_order = ("name", "email", "password1")


class AddEmail(InOurWords, account.AddEmailForm):
    """Add an email address."""

    said: ClassVar[Words] = {"email": (_("Email"), _("Type the email address."))}


class ChangePassword(InOurWords, account.ChangePasswordForm):
    """Change the password."""

    said: ClassVar[Words] = {
        "oldpassword": (_("Your password now"), TYPE_PASSWORD),
        "password1": NEW_PASSWORD,
        "password2": AGAIN,
    }
    hints: ClassVar[dict[str, Promise | str]] = {"oldpassword": "", "password1": GOOD_PASSWORD}


class SetPassword(InOurWords, account.SetPasswordForm):
    """Set a first password, for somebody who signed in with codes."""

    said: ClassVar[Words] = {"password1": NEW_PASSWORD, "password2": AGAIN}
    hints: ClassVar[dict[str, Promise | str]] = {"password1": GOOD_PASSWORD}


class ResetPassword(InOurWords, account.ResetPasswordForm):
    """Ask for the link to set a new password."""

    said: ClassVar[Words] = {"email": (_("Email"), TYPE_EMAIL)}


class ResetPasswordFromKey(InOurWords, account.ResetPasswordKeyForm):
    """Set a new password from the link."""

    said: ClassVar[Words] = {"password1": NEW_PASSWORD, "password2": AGAIN}
    hints: ClassVar[dict[str, Promise | str]] = {"password1": GOOD_PASSWORD}


class Reauthenticate(InOurWords, account.ReauthenticateForm):
    """Confirm the password again."""

    said: ClassVar[Words] = {"password": (_("Password"), TYPE_PASSWORD)}
    hints: ClassVar[dict[str, Promise | str]] = {"password": ""}


class RequestLoginCode(InOurWords, account.RequestLoginCodeForm):
    """Ask for a code to sign in."""

    said: ClassVar[Words] = {"email": (_("Email"), TYPE_EMAIL)}


class ConfirmLoginCode(InOurWords, account.ConfirmLoginCodeForm):
    """Type the code from the email."""

    said: ClassVar[Words] = {"code": (_("Code"), TYPE_CODE)}


class ConfirmEmailCode(InOurWords, account.ConfirmEmailVerificationCodeForm):
    """Type the code that proves ownership of an address."""

    said: ClassVar[Words] = {"code": (_("Code"), TYPE_CODE)}


class Authenticate(InOurWords, second_step.AuthenticateForm):
    """The second factor, by code."""

    said: ClassVar[Words] = {"code": (_("Code"), TYPE_CODE)}


class ReauthenticateByCode(InOurWords, second_step.ReauthenticateForm):
    """The second factor again, by code."""

    said: ClassVar[Words] = {"code": (_("Code"), TYPE_CODE)}


class ActivateApp(InOurWords, ActivateTOTPForm):
    """The first code from an app."""

    said: ClassVar[Words] = {"code": (_("Code from the app"), TYPE_CODE)}


class AddPasskey(InOurWords, AddWebAuthnForm):
    """A name for a new passkey. It always lets its owner in without a password: that is what a passkey is."""

    said: ClassVar[Words] = {"name": (_("A name for it"), "")}
    hints: ClassVar[dict[str, Promise | str]] = {"name": _("For example, my phone.")}


class RenamePasskey(InOurWords, EditWebAuthnForm):
    """Rename a passkey."""

    said: ClassVar[Words] = {"name": (_("A name for it"), _("Give it a name."))}
