"""Keeping what people tell us unreadable in the database, and still findable when it is typed again.

Values are encrypted with the first of `FIELD_KEYS` and read with any of them (MultiFernet), so keys can be changed
while serving. To find a value it is hashed with `LOOKUP_KEY` (HMAC-SHA256), which needs a re-hash of all rows to change.
"""

import hashlib
import hmac
from functools import cache
from typing import Any

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.db import models


@cache
def _box(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(key) for key in keys])


def seal(text: str) -> str:
    """Encrypt a text."""
    return _box(tuple(settings.FIELD_KEYS)).encrypt(text.encode()).decode()


def unseal(sealed: str) -> str:
    """Decrypt a text. Raises cryptography.fernet.InvalidToken when no key of ours made it."""
    return _box(tuple(settings.FIELD_KEYS)).decrypt(sealed.encode()).decode()


def fingerprint(kind: str, value: str) -> str:
    """Return 64 hex digits that stand for this value, the same each time, telling nothing without the key."""
    return hmac.new(settings.LOOKUP_KEY.encode(), f"{kind}:{value}".encode(), hashlib.sha256).hexdigest()


class EncryptedTextField(models.TextField[str, str]):
    """Text that only this program can read; it cannot be searched."""

    def from_db_value(self, value: str | None, _expression: Any, _connection: Any) -> str | None:
        """Decrypt on the way out."""
        return unseal(value) if value else value

    def get_prep_value(self, value: Any) -> Any:
        """Encrypt on the way in; an empty text stays empty."""
        return seal(str(value)) if value else value
