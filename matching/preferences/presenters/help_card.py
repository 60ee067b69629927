"""The help card: whom to ring, where somebody's words tell of need or distress."""

from django.conf import settings
from django.utils.translation import gettext as _

from hub.design.components import HelpCard


def for_person() -> HelpCard:
    """Return the card to the person who said it."""
    return HelpCard(
        title=_("It sounds as if you need help first"),
        text=_("So we don’t suggest anything now. Please talk to somebody today. You don’t have to say who you are."),
        phone=settings.HUB_PHONE,
        lines=_lines(),
        note=_("We don’t use this part to choose things for you. If we got it wrong, change your words."),
    )


def for_search() -> HelpCard:
    """Return the card to somebody who searched with such words."""
    return HelpCard(
        title=_("Do you need help with this?"),
        text=_("Please talk to somebody today. You don’t have to say who you are."),
        phone=settings.HUB_PHONE,
        lines=_lines(),
    )


def for_worker() -> HelpCard:
    """Return the card to the worker beside them."""
    return HelpCard(
        title=_("They may need help first"),
        text=_("Put joining in aside. Stay with them, and ring with them if they like."),
        phone=settings.HUB_PHONE,
        lines=_lines(),
        note=_("Nothing is suggested, and nobody asks them. If we got it wrong, change the words."),
    )


def _lines() -> tuple[tuple[str, str], ...]:
    return (
        ("999", _("if somebody is in danger now")),
        ("116 123", _("Samaritans, day and night, free")),
        ("111", _("for a health worry; choose 2 for your mind")),
    )
