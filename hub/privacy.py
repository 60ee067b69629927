"""The whole privacy inventory, gathered from every room."""

from collections.abc import Mapping
from importlib import import_module
from typing import Final

from hub.audit.privacy import Privacy, declared

ROOMS: Final = (
    "hub.audit",
    "hub.accounts",
    "hub.people",
    "hub.consent",
    "hub.messaging",
    "organisations",
    "opportunities",
    "matching.preferences",
    "matching.suggestions",
    "matching.frontline",
    "cms",
    "cms.toolkit",
)
"""The rooms that keep something of people; each declares it in its `privacy` module."""


def inventory() -> Mapping[str, Privacy]:
    """Return every field that holds or leads to a person, as "app_label.model.field" → what is to be known of it."""
    for room in ROOMS:
        import_module(f"{room}.privacy")
    return declared()
