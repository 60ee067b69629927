"""Private links of a sign-up: one for the person, to change it, and one for each organiser, to answer this sign-up only."""

from datetime import datetime, time, timedelta
from typing import Final

from django.conf import settings
from django.urls import reverse

from hub.people.models import Person
from hub.people.services import links
from hub.taxonomy.slots import LOCAL
from opportunities.models import Session, SignUp

SIGN_UP: Final = "sign_up"
ANSWER: Final = "answer"

KEPT_AFTER: Final = timedelta(days=30)
"""How long after a session its organisation still sees who came, and the person's link still opens."""


def seen_until(session: Session) -> datetime | None:
    """Return until when an organisation sees who came: 30 days after the session's end, or after the last day of a run.

    None for a run without a last day and for a flexible session: there it ends when the opportunity is closed.
    """
    last = session.ends_at or session.starts_at
    if session.rule:
        day = session.until
        last = datetime.combine(day + timedelta(days=1), time.min, LOCAL) if day else None
    return last + KEPT_AFTER if last else None


def token(sign_up: SignUp, *, at: datetime) -> str:
    """Create the token of a link to change or cancel a sign-up, valid until 30 days after it, or half a year."""
    until = seen_until(sign_up.session) or at + timedelta(days=183)
    return links.make(sign_up.person, SIGN_UP, subject=str(sign_up.pk), at=at, until=max(until, at + timedelta(days=1)))


def answer_token(organiser: Person, sign_up: SignUp, *, at: datetime) -> str:
    """Create the token of a link with which one organiser answers one person, valid for two weeks."""
    return links.make(organiser, ANSWER, subject=str(sign_up.pk), at=at, until=at + timedelta(days=14))


def address(token: str) -> str:
    """Return the absolute URL of a private link."""
    return settings.SITE_URL + reverse("private_link", args=[token])


def leads_to_sign_up(subject: str) -> str:
    """Return the page a person's link opens."""
    return reverse("sign_up", args=[subject])


def leads_to_answer(subject: str) -> str:
    """Return the page an organiser's link opens."""
    return reverse("answer", args=[subject])
