"""The capture: started, saved field by field, cleared, and finished. It becomes a record only when the person agrees."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hub.access.actors import Actor
from hub.audit import record
from hub.consent.models import How
from hub.core import transactions
from hub.people import reading
from hub.people.models import Person
from matching.frontline.asks.services import asks, gate, limits
from matching.frontline.models import Answer, Ask, Capture, Contact, Outcome, RaisedBy, Referral, Way
from matching.frontline.people.services import contacts
from matching.frontline.referrals.services import referrals
from matching.preferences import meaning
from matching.preferences.models import Preference
from matching.preferences.services import saving
from matching.suggestions.models import Where
from matching.suggestions.selectors import suggesting
from matching.suggestions.services import shown_lists
from opportunities.models import Opportunity
from opportunities.models.unmet import Source
from opportunities.search.services import unmet

LONGEST: Final = 20_000
"""How much one draft may hold, in characters."""
HOW: Final = {Way.PHONE: How.PHONE, Way.COUNTER: How.COUNTER, Way.VISIT: How.COUNTER, Way.EVENT: How.COUNTER}


class ChangedElsewhere(Exception):
    """Another tab has written into this capture since this one was opened."""


class TwoAlready(Exception):
    """Two are open; one has to be finished or cleared first."""


@transactions.atomic
def begin(way: Way, *, person: Person | None = None, by: Actor, at: datetime) -> Capture:
    """Open an empty capture in the first free of the two slots. Raises TwoAlready."""
    for place in (1, 2):
        try:
            with transaction.atomic():
                capture = Capture.objects.create(
                    worker_id=by.user_id or 0,
                    organisation_id=by.acting_for,
                    person=person,
                    place=place,
                    way=way,
                    started_at=at,
                    changed_at=at,
                )
        except IntegrityError:
            continue
        record.record("capture.begun", by=by, at=at, on=capture, about=person.pk if person else None)
        return capture
    raise TwoAlready(_("You have two open already. Finish or clear one first."))


def fields_of(capture: Capture) -> dict[str, list[str]]:
    """Return what was typed, by field."""
    kept: dict[str, list[str]] = json.loads(capture.sealed)
    return kept


@transactions.atomic
def save(capture: Capture, fields: dict[str, list[str]], *, over: bool = False, at: datetime) -> bool:
    """Save the page's current values; return False if they are too long or the capture is gone.

    `over`: also over what another tab wrote. Raises ChangedElsewhere where one did.
    """
    text = json.dumps(fields)
    if len(text) > LONGEST:
        return False
    kept = Capture.objects.select_for_update(no_key=True).filter(pk=capture.pk).first()
    if kept is not None and not over and _by_another_tab(kept, fields):
        raise ChangedElsewhere
    return bool(Capture.objects.filter(pk=capture.pk).update(sealed=text, changed_at=at))


def _by_another_tab(kept: Capture, fields: dict[str, list[str]]) -> bool:
    """Whether what is saved came from another tab, after this one was opened, and differs.

    A tab names itself, since the answer to its own last save may never have reached it.
    """
    earlier = fields_of(kept)
    if not fields.get("tab") or earlier.get("tab") in (None, fields["tab"]):
        return False
    return fields.get("opened") != [opened(kept)] and _typed(earlier) != _typed(fields)


def opened(capture: Capture) -> str:
    """Return the mark by which a tab says what it was opened with."""
    return capture.changed_at.isoformat()


def _typed(fields: dict[str, list[str]]) -> dict[str, list[str]]:
    return {name: values for name, values in fields.items() if name not in ("tab", "opened")}


@transactions.atomic
def is_of(capture: Capture, person_id: UUID, *, by: Actor, at: datetime) -> None:
    """Go on with a capture as one of somebody known, whom the worker is talking with: that opens their record."""
    person = Person.objects.get(pk=person_id, erased_at=None)
    contacts.begin(person, Way(capture.way), by=by, at=at)
    Capture.objects.filter(pk=capture.pk, person=None).update(person=person, changed_at=at)
    record.record("capture.begun", by=by, at=at, on=capture, about=person.pk)


@transactions.atomic
def clear(capture: Capture, *, by: Actor, at: datetime) -> None:
    """Delete what was noted."""
    record.record("capture.cleared", by=by, at=at, on=capture, about=capture.person_id)
    capture.delete()


@dataclass(frozen=True)
class Finish:
    """What a worker enters at the end: who it was, what they said, and what they agreed to."""

    said: saving.Said
    keeping: bool = False
    may_contact: bool = False
    answer: str = ""
    nothing_unsorted: bool | None = None
    raised: bool = False
    no_effect: bool = False
    newcomer: saving.Newcomer | None = None
    met: tuple[reading.Route, str] | None = None
    """How somebody without a record is reached, and their first name, where both were given."""
    bound: limits.Limits = limits.NONE
    """The limits on asks to them."""
    reached: saving.Reached | None = None
    owed: dict[str, Any] | None = None
    because: str = ""
    yes: list[Opportunity] = field(default_factory=list)
    agreed: frozenset[int] = frozenset()
    handed: list[int] = field(default_factory=list)
    wish: Preference | None = None
    found: suggesting.Found | None = None
    """What was beside the fields at the end: the preference, and the suggestions for it."""


@dataclass(frozen=True)
class Done:
    """The result: the conversation and the ask (either may be missing), and the referrals that were sent."""

    contact: Contact | None
    ask: Ask | None
    referrals: list[Referral]


@transactions.atomic
def finish(capture: Capture, end: Finish, *, by: Actor, at: datetime) -> Done:
    """Turn a capture into records, all or nothing, and delete the draft.

    Raises asks.CannotAsk when an answer is given but this person may not be asked now, and referrals.CannotMove.
    """
    person = capture.person or (saving.welcome(end.newcomer, by=by, at=at) if end.newcomer else None)
    verdict = gate.verdict(
        person,
        bound=end.bound,
        nothing_unsorted=end.nothing_unsorted,
        owed=[*gate.owed_to(person, to=by.organisation_id), *_owed_now(end)],
        at=at,
    )
    contact = _kept(capture, person, end, by=by, at=at) if person else None
    ask = _asked(capture, person, contact, end, verdict, by=by, at=at) if end.answer else None
    if person is None and end.met and end.answer in asks.REFUSALS:
        route, first_name = end.met
        limits.note(route, first_name=first_name, until=asks.refused_until(end.answer, at=at), at=at)
    how = HOW[Way(capture.way)]
    sent = _passed_on(person, ask, end, how=how, by=by, at=at) if person and end.answer == Answer.YES_REFER else []
    capture.delete()
    _note_found(contact, end, by=by, at=at)
    return Done(contact, ask, sent)


def _note_found(contact: Contact | None, end: Finish, *, by: Actor, at: datetime) -> None:
    """Record what was shown and chosen, or count the search that found nothing."""
    if end.found is None or end.wish is None or meaning.of(end.wish).in_need:
        return
    if not end.found.rows:
        day = timezone.localdate(at)
        wish = end.wish
        unmet.note(day=day, ward=wish.ward, causes=wish.causes, slots=wish.slots, source=Source.CAPTURE)
    elif contact is not None:
        note_shown(contact.person, end.found, end.yes, by=by, at=at)


@transactions.atomic
def stop(capture: Capture, *, newcomer: saving.Newcomer | None = None, by: Actor, at: datetime) -> datetime | None:
    """Stop because of something worrying: delete the draft, and stop all asks to the person for a time.

    Returns until when, or None where there is no record that could hold it. `newcomer` is somebody new who agreed to be
    kept: only their name, route and agreement are.
    """
    person = capture.person or (saving.welcome(newcomer, by=by, at=at) if newcomer else None)
    until = asks.flag(person.pk, by=by, at=at) if person else None
    if person is not None:
        contacts.begin(person, Way(capture.way), outcome=Outcome.STOPPED, by=by, at=at)
    clear(capture, by=by, at=at)
    return until


def _owed_now(end: Finish) -> list[gate.Due]:
    return [gate.Due(end.owed["what"], end.owed["owner"], end.owed["due"])] if end.owed else []


def _kept(capture: Capture, person: Person, end: Finish, *, by: Actor, at: datetime) -> Contact:
    outcome = Outcome.ASKED if end.answer else Outcome.ELSE if end.because else Outcome.KEPT
    contact = contacts.begin(
        person,
        Way(capture.way),
        nothing_unsorted=end.nothing_unsorted,
        outcome=outcome,
        because=end.because,
        handed=end.handed,
        by=by,
        at=at,
    )
    if end.keeping:
        saving.save(person, end.said, by=by, at=at)
        saving.agree(person, may_contact=end.may_contact, how=HOW[Way(capture.way)], by=by, at=at)
        if end.reached is not None:
            saving.reach_by(person, end.reached, by=by, at=at)
    if end.owed:
        contacts.owe(person, **end.owed, by=by, at=at)
    return contact


def _asked(
    capture: Capture,
    person: Person | None,
    contact: Contact | None,
    end: Finish,
    verdict: gate.Verdict,
    *,
    by: Actor,
    at: datetime,
) -> Ask:
    asked = asks.Asked(
        raised_by=RaisedBy.PERSON if end.raised else RaisedBy.WORKER,
        way=capture.way,
        no_effect_said=end.no_effect,
        opportunity=end.yes[0] if end.yes else None,
    )
    return asks.make(person, asked, verdict=verdict, answer=end.answer, contact=contact, by=by, at=at)


def _passed_on(person: Person, ask: Ask | None, end: Finish, *, how: How, by: Actor, at: datetime) -> list[Referral]:
    """Send a referral for each yes whose organisation the person agreed to; the first carries the ask."""
    sent: list[Referral] = []
    for opportunity in end.yes:
        if opportunity.organisation_id not in end.agreed:
            continue
        referral = referrals.pass_on(
            person,
            opportunity.organisation,
            opportunity=opportunity,
            ask=None if sent else ask,
            wish=end.said.words,
            needs=end.said.ease,
            how=how,
            by=by,
            at=at,
        )
        sent.append(referral)
    return sent


@transactions.atomic
def note_shown(
    person: Person, found: suggesting.Found, chosen: Iterable[Opportunity], *, by: Actor, at: datetime
) -> None:
    """Record the last list shown to somebody while a worker talked with them, and what they chose from it."""
    kept = Preference.objects.filter(person=person).first()
    if kept is None:
        return
    shown_lists.note_shown(kept, found, where=Where.CAPTURE, by=by, at=at)
    for opportunity in chosen:
        shown_lists.note_chosen(person.pk, opportunity.pk, at=at)
