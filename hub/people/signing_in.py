"""How allauth makes users and writes to them: with a Person beside each, and in our words."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import SignupForm as AllauthSignUp
from django import forms
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from hub.accounts import newcomers
from hub.accounts.models import User
from hub.people.models import Person


class SignUpForm(AllauthSignUp):  # type: ignore[misc]
    """An account: a name beside the address and the password."""

    name = forms.CharField(
        label=_("Your name"),
        help_text=_("First name is fine"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    field_order = ("name", "email", "password1")


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Ours: one transaction makes the user and the Person."""

    @transaction.atomic
    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:
        """Save a user who has just filled in the form, and their Person with the name they gave."""
        saved: User = super().save_user(request, user, form, commit=commit)
        if commit:
            newcomers.announce(saved)
            name = str(form.cleaned_data.get("name", "")).strip()
            first, _space, rest = name.partition(" ")
            if first:
                Person.objects.filter(user=saved).update(first_name=first[:60], surname=rest[:60])
        return saved
