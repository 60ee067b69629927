"""How long things are kept: one table. It runs each night, and the privacy page is written from it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.utils.functional import Promise
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Rule:
    """What is kept, for how long, and the function that ends it, called as `end(before=…, at=…)`."""

    what: Promise
    keep: timedelta
    kept_for: Promise
    function: str


RULES: Final = (
    Rule(
        _("What a worker writes down while you talk, until you agree"),
        timedelta(0),
        _("until the end of the day"),
        "matching.frontline.keeping.drop_captures",
    ),
    Rule(
        _("What was suggested to you"),
        timedelta(days=365),
        _("12 months"),
        "matching.suggestions.keeping.drop_lists",
    ),
    Rule(
        _("The words of emails, texts and letters"),
        timedelta(days=30),
        _("30 days"),
        "hub.messaging.keeping.blank_messages",
    ),
    Rule(
        _("Private links and codes"),
        timedelta(days=30),
        _("30 days after they stop working"),
        "hub.people.keeping.drop_links",
    ),
    Rule(
        _("Words that many searched for and nobody found, without who it was"),
        timedelta(days=180),
        _("6 months after the last time"),
        "cms.searching.missed.drop",
    ),
    Rule(
        _("Invitations to act for a group"),
        timedelta(days=30),
        _("30 days after they were answered or ran out"),
        "organisations.keeping.drop_invitations",
    ),
    Rule(
        _("People who said yes and were told not this time"),
        timedelta(days=90),
        _("90 days"),
        "opportunities.keeping.erase_declined",
    ),
    Rule(
        _("What was said when a group could not take you"),
        timedelta(days=90),
        _("90 days"),
        "matching.frontline.keeping.drop_declined",
    ),
    Rule(
        _("Your name and how to reach you, once you take back that we keep them and have no account"),
        timedelta(0),
        _("until nothing you said yes to needs them"),
        "hub.consent.keeping.erase_taken_back",
    ),
    Rule(
        _("People without an account who have nothing to come"),
        timedelta(days=365),
        _("12 months after the last thing they said yes to"),
        "opportunities.keeping.erase_inactive",
    ),
)


def run(*, at: datetime) -> str:
    """End everything whose time is over; say how much that was. Safe to run twice or late."""
    ended = [import_string(rule.function)(before=at - rule.keep, at=at) for rule in RULES]
    return f"{sum(ended)} records ended by {len(RULES)} rules."
