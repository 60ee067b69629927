"""Posting something to take part in: draft, show, pause, copy, close. What is missing is said in words an organiser can act on."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from hub.access.actors import Actor
from hub.audit import record
from hub.taxonomy.codes import Cause, Checks, Kind
from hub.words import folding
from opportunities.models import Opportunity, Session, State
from opportunities.models.opportunity import STATE_MOVES
from organisations.models import Organisation, Tier


class CannotPublish(Exception):
    """It cannot be shown yet; `missing` lists what to put right."""

    def __init__(self, missing: "list[Gap]") -> None:
        super().__init__(" ".join(gap.words for gap in missing))
        self.missing = missing


class CannotMove(Exception):
    """The opportunity is not in a state from which this can be done."""


@dataclass(frozen=True)
class Gap:
    """Something that is missing, and the step where it is put right (empty when it is not the organiser's to do)."""

    step: str
    words: str


@transaction.atomic
def draft(organisation: Organisation, *, kind: str, title: str, by: Actor, at: datetime) -> Opportunity:
    """Start a draft."""
    opportunity = Opportunity.objects.create(
        organisation=organisation,
        kind=kind,
        title=title,
        created_at=at,
        changed_at=at,
        words=folding.index(title),
        venue=organisation.venue,
        contact_email=organisation.email,
        contact_phone=organisation.phone,
    )
    record.record("opportunity.drafted", by=by, at=at, on=opportunity, kind=str(kind))
    return opportunity


@transaction.atomic
def change(opportunity: Opportunity, changes: dict[str, Any], *, by: Actor, at: datetime) -> Opportunity:
    """Change fields of an opportunity, and the words it is found by.

    Raises CannotPublish when something on show would lack what it must have.
    """
    for name, value in changes.items():
        setattr(opportunity, name, value)
    if opportunity.state == State.PUBLISHED and (missing := gaps(opportunity, at=at)):
        raise CannotPublish(missing)
    opportunity.changed_at = at
    opportunity.words = found_by(opportunity)
    opportunity.save()
    record.record("opportunity.changed", by=by, at=at, on=opportunity, fields=", ".join(sorted(changes)))
    return opportunity


def found_by(opportunity: Opportunity) -> str:
    """Return the stems an opportunity is found by: its own words, its organisation's name, its causes."""
    causes = " ".join(str(Cause(cause).label) for cause in opportunity.causes)
    return folding.index(
        opportunity.title, opportunity.summary, opportunity.what_you_do, opportunity.organisation.name, causes
    )


def gaps(opportunity: Opportunity, *, at: datetime) -> list[Gap]:
    """Return what keeps an opportunity from being shown: its own gaps, then what its organisation may not do yet."""
    sessions = Session.objects.upcoming(at=at).filter(opportunity=opportunity)
    wanted = [
        (opportunity.summary, Gap("what", _("Say in one line what difference it makes."))),
        (opportunity.what_you_do, Gap("what", _("Say what people will do."))),
        (opportunity.causes, Gap("what", _("Choose what it is for."))),
        (sessions.exists(), Gap("when", _("Add at least one date, or say that people choose their time."))),
        (opportunity.venue_id or opportunity.remote, Gap("where", _("Say where it is, or that it is done from home."))),
        (opportunity.costs, Gap("good-to-know", _("Say what it costs, or what you pay."))),
        (opportunity.contact_name, Gap("reply", _("Name the person people will meet."))),
    ]
    missing = [gap for there, gap in wanted if not there]
    if opportunity.kind == Kind.CO_DESIGN and not (opportunity.what_can_change and opportunity.hear_back_by):
        missing.append(Gap("what", _("Say what can change, and when people will hear back.")))
    return missing + _not_allowed(opportunity)


def _not_allowed(opportunity: Opportunity) -> list[Gap]:
    organisation = opportunity.organisation
    if organisation.tier < Tier.T1:
        return [Gap("", _("An adviser has to check who you are first. Until then this stays a draft."))]
    if organisation.suspended_at is not None:
        return [Gap("", _("Your organisation is paused. Ring us to talk about it."))]
    if needs_safe(opportunity) and not organisation.safe_to_work_with:
        return [
            Gap(
                "",
                _(
                    "This is with children or adults at risk. An adviser has to see that it is safe first: a lead and deputy, "
                    "a policy, the right checks, references and insurance."
                ),
            )
        ]
    return []


def needs_safe(opportunity: Opportunity) -> bool:
    """Whether people may take part only where the organisation is *safe to work with*."""
    return opportunity.people_at_risk or opportunity.checks in (Checks.ENHANCED, Checks.ENHANCED_BARRED)


def completeness(opportunity: Opportunity, *, at: datetime) -> tuple[int, int]:
    """Return how many of the eight things a good advert has are there: (done, of)."""
    missing = sum(1 for gap in gaps(opportunity, at=at) if gap.step)
    return 8 - min(missing, 8), 8


def publish(opportunity: Opportunity, *, by: Actor, at: datetime) -> Opportunity:
    """Put an opportunity on show. Raises CannotPublish with what is missing, CannotMove from a closed one."""
    missing = gaps(opportunity, at=at)
    if missing:
        record.record("opportunity.publish_refused", by=by, at=at, on=opportunity, gaps=len(missing))
        raise CannotPublish(missing)
    first = {"published_at": at} if opportunity.published_at is None else {}
    _move(opportunity, State.PUBLISHED, by=by, at=at, confirmed_at=at, **first)
    return opportunity


def pause(opportunity: Opportunity, *, by: Actor, at: datetime) -> Opportunity:
    """Take an opportunity off the lists for a while; those who said yes keep their places. Raises CannotMove."""
    return _move(opportunity, State.PAUSED, by=by, at=at)


def close(opportunity: Opportunity, *, by: Actor, at: datetime) -> Opportunity:
    """End an opportunity for good. Raises CannotMove when it was closed before."""
    return _move(opportunity, State.CLOSED, by=by, at=at, closes_at=at)


@transaction.atomic
def _move(opportunity: Opportunity, to: State, *, by: Actor, at: datetime, **also: datetime) -> Opportunity:
    sources = [state for state, onward in STATE_MOVES.items() if to in onward]
    moved = Opportunity.objects.filter(pk=opportunity.pk, state__in=sources).update(state=to, changed_at=at, **also)
    if not moved:
        raise CannotMove(_("This has changed in the meantime. Look at it again."))
    record.record(f"opportunity.{to}", by=by, at=at, on=opportunity)
    opportunity.refresh_from_db()
    return opportunity


COPIED = (
    "kind summary what_you_do lang causes activities skills access access_note costs costs_note languages commitment venue "
    "remote min_age checks checks_weeks people_at_risk answering joining contact_name contact_words contact_phone contact_email "
    "what_can_change hear_back_by"
).split()


@transaction.atomic
def copy(opportunity: Opportunity, *, by: Actor, at: datetime) -> Opportunity:
    """Make a draft with the same words and facts, and no dates."""
    title = _("%(title)s (copy)") % {"title": opportunity.title}
    fields = {name: getattr(opportunity, name) for name in COPIED}
    made = Opportunity(organisation=opportunity.organisation, title=title[:80], created_at=at, changed_at=at, **fields)
    made.words = found_by(made)
    made.save()
    record.record("opportunity.copied", by=by, at=at, on=made, source=opportunity.pk)
    return made
