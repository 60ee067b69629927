"""The user: an email address and a way to sign in, nothing more. The human is a Person, in `hub.people`."""

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hub.accounts import new_users
from hub.core import transactions


class UserManager(BaseUserManager["User"]):
    """Creates users. Apps register for new users in their contracts, so that `hub.people` creates a Person with each."""

    @transactions.atomic
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Create a user and announce it to the apps, in one transaction. Without a password they sign in by a code."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        new_users.announce(user)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Create a user that passes all of Django's own permission checks (those of Wagtail)."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "User":
        """Return the user with this email address, whatever its case."""
        return self.get(email__iexact=username)


class User(AbstractBaseUser, PermissionsMixin):  # type: ignore[django-manager-missing]
    """Somebody who can sign in."""

    email = models.EmailField(_("email address"), unique=True)
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)
    date_joined = models.DateTimeField(default=timezone.now)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects: ClassVar[UserManager] = UserManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("email"), name="user_email_once", violation_error_message=_("Taken."))
        ]

    def __str__(self) -> str:
        return f"user {self.pk}"

    def get_full_name(self) -> str:
        """Return the name Wagtail shows for an editor: the part of the address before the @."""
        return self.email.partition("@")[0]

    get_short_name = get_full_name
    first_name = property(get_full_name)
    last_name = property(lambda self: "")
