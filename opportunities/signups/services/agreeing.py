"""What an organisation sees of somebody who signed up: opened with the sign-up, widened once expected, then closed.

The agreement to a sign-up has no end of its own: it is in force until it is withdrawn. How long the organisation sees
the details is stored in the Reach, which moves with the date.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from hub.access.actors import Actor
from hub.consent import wordings
from hub.consent.models import Purpose
from hub.consent.services import consents
from hub.people.models import Field, Why
from hub.people.services import reach
from opportunities import private_links
from opportunities.models import SignUp, Status

FIRST_SIGHT: Final = (Field.FIRST_NAME, Field.WORDS, Field.NEEDS)
ON_ACCEPTING: Final = (Field.SURNAME, Field.ROUTE)


def open_up(sign_up: SignUp, *, by: Actor, at: datetime) -> None:
    """Record the agreement, and let the organisation see what it covers so far."""
    consents.give(
        sign_up.person,
        Purpose.PASS_ON,
        recipient_id=sign_up.session.opportunity.organisation_id,
        fields=(*FIRST_SIGHT, *ON_ACCEPTING),
        wording=wordings.SIGN_UP,
        by=by,
        at=at,
    )
    _show(sign_up, (*FIRST_SIGHT, *ON_ACCEPTING) if sign_up.status == Status.HELD else FIRST_SIGHT, at=at)


def widen(sign_up: SignUp, *, at: datetime) -> None:
    """Let the organisation see surname and route too, if the person's agreement is still in force."""
    organisation_id = sign_up.session.opportunity.organisation_id
    if consents.cover(sign_up.person, Purpose.PASS_ON, recipient_id=organisation_id, at=at) is not None:
        _show(sign_up, (*FIRST_SIGHT, *ON_ACCEPTING), at=at)


def _show(sign_up: SignUp, fields: tuple[Field, ...], *, at: datetime) -> None:
    """Let the organisation see these fields until 30 days after the current date of the sign-up."""
    reach.give(
        sign_up.person,
        sign_up.session.opportunity.organisation_id,
        fields,
        why=Why.SIGN_UP,
        subject=str(sign_up.pk),
        at=at,
        until=private_links.seen_until(sign_up.session),
    )


def run_out(sign_up: SignUp, *, at: datetime) -> None:
    """End what the organisation sees in 30 days, where no date set an end, because the opportunity was closed."""
    reach.set_end(why=Why.SIGN_UP, subjects=[str(sign_up.pk)], until=at + private_links.KEPT_AFTER)


def close(sign_up: SignUp, *, at: datetime) -> None:
    """Close what the organisation sees."""
    reach.end(why=Why.SIGN_UP, subject=str(sign_up.pk), at=at)


def show_referred(sign_up: SignUp, fields: Iterable[Field], *, at: datetime) -> None:
    """Let the organisation see what a referred person agreed to, for the place it has just given them."""
    _show(sign_up, tuple(fields), at=at)
