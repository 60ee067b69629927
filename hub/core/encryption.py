"""Encryption of personal fields in the database, with a keyed hash so that a value can still be looked up.

Values are encrypted with the first of `FIELD_KEYS` and decrypted with any of them (MultiFernet), so keys can be rotated
without downtime. Lookups use an HMAC-SHA256 with `LOOKUP_KEY`; changing that key means hashing all rows again.
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
    """Decrypt a text. Raises cryptography.fernet.InvalidToken when it was encrypted with none of our keys."""
    return _box(tuple(settings.FIELD_KEYS)).decrypt(sealed.encode()).decode()


def fingerprint(kind: str, value: str) -> str:
    """Return the HMAC of a value as 64 hex digits: always the same for one value, and useless without the key."""
    return hmac.new(settings.LOOKUP_KEY.encode(), f"{kind}:{value}".encode(), hashlib.sha256).hexdigest()


class EncryptedTextField(models.TextField[str, str]):
    """Text that only this program can read; it cannot be searched."""

    def from_db_value(self, value: str | None, _expression: Any, _connection: Any) -> str | None:
        """Decrypt on the way out."""
        return unseal(value) if value else value

    def get_prep_value(self, value: Any) -> Any:
        """Encrypt on the way in; an empty text stays empty."""
        return seal(str(value)) if value else value
