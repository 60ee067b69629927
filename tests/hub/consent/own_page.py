"""The page of what a person agreed to: its sentences by hand, and how tests open and read it."""

import re
from html import unescape

from django.test import Client
from django.urls import reverse

from hub.consent.models import Purpose
from hub.consent.services import consents
from tests.factories import NOON, resident

PAGE = "/me/consents/"

IN_FULL = {
    (
        "sign_up",
        Purpose.PASS_ON,
    ): "Yes, give my name and how to reach me to Earlsfield Larder, so they can answer me. Nobody else.",
    ("referral", Purpose.PASS_ON): (
        "Yes, tell Earlsfield Larder my first name, what I said and what makes it easier for me. When they say yes, my surname and how "
        "to reach me as well. Nobody else. I can take this back any time."
    ),
    ("keep_record", Purpose.KEEP_RECORD): (
        "Yes, keep my name, how to reach me and what I’d like, for 12 months. Nobody gets it unless I say yes to a named group. "
        "I can take this back any time."
    ),
    (
        "contact_me",
        Purpose.CONTACT_ME,
    ): "Yes, tell me when something new fits, or when a group wants to ask me, at most once a week. I can stop it any time.",
    ("learn", Purpose.LEARN_FROM_CHOICES): (
        "Yes, use what I choose to suggest better things to me and to others. My name is not part of it."
    ),
    ("company", Purpose.BRING_COMPANY): (
        "Yes, I’d like to come with somebody. You may tell them my first name. I can take this back any time."
    ),
}
"""By hand: what stands on the page for each sentence there is. One that changes is a new version, and a new line here."""


def browser_of(user):
    client = Client()
    client.force_login(user)
    return client


def agree(user, code="keep_record", purpose=Purpose.KEEP_RECORD, *, organisation=None, at=NOON, **more):
    return consents.give(
        user.person,
        purpose,
        recipient_id=organisation.pk if organisation else None,
        wording=code,
        by=resident(user),
        at=at,
        **more,
    )


def address(consent):
    return reverse("consent_take_back", args=[consent.pk])


def seen(mine, page=PAGE):
    """The words on the page, without its marks."""
    body = mine.get(page).content.decode().partition("<main")[2]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())


def over(mine):
    """The part of the page that tells what is over."""
    return seen(mine).partition("What is over")[2]
