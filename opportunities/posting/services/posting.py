"""Posting an opportunity: draft, publish, pause, copy, close. Errors say what is missing, so that an organiser can fix it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db import IntegrityError
from django.db.models import Case, Model, Q, When
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hub.access.actors import Actor
from hub.audit import record
from hub.core import transactions
from hub.places.models import Venue
from hub.places.services import venues
from hub.taxonomy.codes import Cause
from hub.words import folding
from opportunities import shapes, terms
from opportunities.dates.services import scheduling
from opportunities.models import UNSETTLED, Opportunity, Session, SignUp, State
from opportunities.models.opportunity import SAFE_CHECKS, STATE_MOVES
from opportunities.signups.services import moving, signing_up, taking
from organisations.models import Organisation, Tier
from organisations.services import verification


class CannotPublish(Exception):
    """It cannot be published yet; `missing` lists what to add."""

    def __init__(self, missing: "list[Gap]") -> None:
        super().__init__(" ".join(gap.words for gap in missing))
        self.missing = missing


class CannotMove(Exception):
    """The state of the opportunity does not allow this."""


@dataclass(frozen=True)
class Gap:
    """Something that is missing, and the step where it is added (empty when the organiser cannot add it)."""

    step: str
    words: str


@transactions.atomic
def draft(organisation: Organisation, *, kind: str, title: str, by: Actor, at: datetime) -> Opportunity:
    """Create a draft."""
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


@transactions.atomic
def change(opportunity: Opportunity, changes: dict[str, Any], *, by: Actor, at: datetime) -> Opportunity:
    """Change the given fields of an opportunity, and its search stems; other changes saved since it was read stay.

    Raises CannotPublish when something on show would lack a required field, CannotMove when it was published, paused or
    closed since it was read, or one of these fields was changed. Those who said yes are told of another place, and of terms
    that could keep them away.
    """
    kept = _lock(opportunity)
    before, old_terms = whereabouts(kept), terms.of(kept)
    if kept.state != opportunity.state or _changed_by_others(kept, opportunity, changes):
        raise CannotMove(MOVED)
    changes = {name: value for name, value in changes.items() if _saved(kept, name) != _as_saved(name, value)}
    if not changes:
        return opportunity
    for name, value in changes.items():
        setattr(kept, name, value)
    if kept.state == State.PUBLISHED and (missing := gaps(kept, at=at)):
        raise CannotPublish(missing)
    same = Opportunity.objects.filter(pk=kept.pk, state=kept.state)
    try:
        changed = same.update(**changes, changed_at=at, words=found_by(kept))
    except IntegrityError as error:  # with what others changed since it was read, it cannot be true
        raise CannotMove(MOVED) from error
    if not changed:
        raise CannotMove(MOVED)
    record.record("opportunity.changed", by=by, at=at, on=kept, fields=", ".join(sorted(changes)))
    opportunity.refresh_from_db()
    if whereabouts(kept) != before:
        moving.tell(opportunity, at=at)
    if terms.matter(old_terms, terms.of(opportunity)):
        moving.tell_terms(opportunity, old_terms, at=at)
    return opportunity


def whereabouts(opportunity: Opportunity) -> tuple[str, ...]:
    """Return what says where somebody goes; empty for from home alone."""
    venue = opportunity.venue
    return (venue.name, venue.address, venue.postcode) if venue else ()


def _changed_by_others(kept: Opportunity, read: Opportunity, changes: dict[str, Any]) -> bool:
    """Whether a column that is to change says something that its editor has not seen."""
    return any(_saved(kept, name) not in (_saved(read, name), _as_saved(name, changes[name])) for name in changes)


def _saved(opportunity: Opportunity, name: str) -> Any:
    """Return a column as the database has it, so that a list and a set of the same codes are equal."""
    return _as_saved(name, getattr(opportunity, name))


def _as_saved(name: str, value: Any) -> Any:
    column: Any = Opportunity._meta.get_field(name)
    return value.pk if isinstance(value, Model) else column.get_prep_value(value)


MOVED: Final = gettext_lazy("This has changed in the meantime. Look at it again.")


def _lock(opportunity: Opportunity) -> Opportunity:
    """Keep others from changing an opportunity until the transaction ends; return it fresh, with its organisation."""
    rows = Opportunity.objects.select_for_update(of=("self",), no_key=True).select_related("organisation")
    return rows.get(pk=opportunity.pk)


def place(opportunity: Opportunity, *, name: str, address: str, postcode: str, getting_there: str = "") -> Venue:
    """Return the venue: one the organisation has already, else a new one. Raises as `venues.make` does."""
    organisation = opportunity.organisation
    used = Opportunity.objects.filter(organisation=organisation, venue__isnull=False).values("venue")
    theirs = Venue.objects.filter(Q(pk__in=used) | Q(pk=organisation.venue_id))
    said = {"name": name, "address": address, "postcode": postcode, "getting_there": getting_there}
    its_own_first = Case(When(pk=opportunity.venue_id, then=0), default=1)
    return theirs.filter(**said).order_by(its_own_first, "pk").first() or venues.make(**said)


def found_by(opportunity: Opportunity) -> str:
    """Return the stems that speak to wishes in words: of its own text and its causes.

    A name is not its text: what Garden Court Housing offers is no gardening.
    """
    causes = " ".join(str(Cause(cause).label) for cause in sorted(opportunity.causes))
    return folding.index(opportunity.title, opportunity.summary, opportunity.what_you_do, causes)


def gaps(opportunity: Opportunity, *, at: datetime) -> list[Gap]:
    """Return what prevents publication: gaps of the opportunity, then what its organisation may not do yet."""
    return [gap for there, gap in _parts(opportunity, at=at) if not there] + _not_allowed(opportunity)


def _parts(opportunity: Opportunity, *, at: datetime) -> list[tuple[object, Gap]]:
    """Return what a good advert has: whether it is there, and the gap if not."""
    dates = Session.objects.upcoming(at=at).filter(opportunity=opportunity).exists()
    return [
        (opportunity.summary, Gap("what", _("Say in one line what difference it makes."))),
        (opportunity.what_you_do, Gap("what", _("Say what people will do."))),
        (opportunity.causes, Gap("what", _("Choose what it is for."))),
        (
            dates or scheduling.due(opportunity, at=at),
            Gap("when", _("Add at least one date, or say that people choose their time.")),
        ),
        (opportunity.venue_id or opportunity.remote, Gap("where", _("Say where it is, or that it is done from home."))),
        (opportunity.costs, Gap("good-to-know", _("Say what it costs, or what you pay."))),
        (opportunity.contact_name, Gap("reply", _("Name the person people will meet."))),
        (not shapes.lacks(opportunity), Gap("what", str(shapes.of(opportunity.kind).missing))),
    ]


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
                    "a policy, the right checks, references and insurance. They hear of it when you press “Put it on show”."
                ),
            )
        ]
    return []


def needs_safe(opportunity: Opportunity) -> bool:
    """Whether people may take part only where the organisation is *safe to work with*."""
    return opportunity.people_at_risk or opportunity.checks in SAFE_CHECKS


def completeness(opportunity: Opportunity, *, at: datetime) -> tuple[int, int]:
    """Return how many parts of a good advert are there: (done, of)."""
    parts = _parts(opportunity, at=at)
    return sum(1 for there, _gap in parts if there), len(parts)


def publish(opportunity: Opportunity, *, by: Actor, at: datetime) -> Opportunity:
    """Publish an opportunity and create its repeating dates. Raises CannotPublish with what is missing, CannotMove if closed."""
    missing = _publish(opportunity, by=by, at=at)
    if missing:
        raise CannotPublish(missing)
    return opportunity


@transactions.atomic
def _publish(opportunity: Opportunity, *, by: Actor, at: datetime) -> list[Gap]:
    """Publish an opportunity, or log that it was refused; return what is missing."""
    kept = _lock(opportunity)
    if State.PUBLISHED not in STATE_MOVES[State(kept.state)]:
        raise CannotMove(MOVED)
    scheduling.extend(kept, at=at)
    missing = gaps(kept, at=at)
    if missing:
        record.record("opportunity.publish_refused", by=by, at=at, on=opportunity, gaps=len(missing))
        if needs_safe(kept):
            verification.ask_safe(kept.organisation_id, by=by, at=at)
        return missing
    first = {"published_at": at} if kept.published_at is None else {}
    _move(opportunity, State.PUBLISHED, by=by, at=at, confirmed_at=at, **first)
    taking.offer_all(opportunity, at=at)
    return missing


def pause(opportunity: Opportunity, *, by: Actor, at: datetime) -> Opportunity:
    """Hide an opportunity from the lists for a while; people keep their places. Raises CannotMove."""
    return _move(opportunity, State.PAUSED, by=by, at=at)


@transactions.atomic
def close(opportunity: Opportunity, *, by: Actor, at: datetime) -> Opportunity:
    """Close an opportunity for good, and notify everybody with something still to come. Raises CannotMove if closed before."""
    _move(opportunity, State.CLOSED, by=by, at=at, closes_at=at)
    signing_up.end_for_closed(opportunity, by=by, at=at)
    return opportunity


def told_on_closing(opportunity: Opportunity, *, at: datetime) -> list[SignUp]:
    """Return the sign-ups of those who would be notified on closing: those with something still to come."""
    live = SignUp.objects.live().filter(session__opportunity=opportunity).for_telling()
    return [row for row in live if row.status in UNSETTLED or row.is_to_come(at=at)]


@transactions.atomic
def _move(opportunity: Opportunity, to: State, *, by: Actor, at: datetime, **also: datetime) -> Opportunity:
    if not Opportunity.objects.filter(pk=opportunity.pk).move(to, changed_at=at, **also):
        raise CannotMove(MOVED)
    record.record(f"opportunity.{to}", by=by, at=at, on=opportunity)
    opportunity.refresh_from_db()
    return opportunity


NOT_COPIED: Final = frozenset(
    {
        *("id", "organisation", "title", "state", "words"),
        *("created_at", "changed_at", "published_at", "confirmed_at", "closes_at"),
    }
)
"""Columns that a copy sets itself; all others are copied."""


@transactions.atomic
def copy(opportunity: Opportunity, *, by: Actor, at: datetime) -> Opportunity:
    """Create a draft with the same text and facts, without dates."""
    title = _copied(opportunity.title)
    columns = (field.name for field in Opportunity._meta.concrete_fields)
    fields = {name: getattr(opportunity, name) for name in columns if name not in NOT_COPIED}
    made = Opportunity(organisation=opportunity.organisation, title=title, created_at=at, changed_at=at, **fields)
    made.words = found_by(made)
    made.save()
    record.record("opportunity.copied", by=by, at=at, on=made, source=opportunity.pk)
    return made


def _copied(title: str) -> str:
    """Return the title of a copy; of a long one, its end gives way, so that the two are told apart."""
    marked = _("%(title)s (copy)")
    room = Opportunity.LONGEST_TITLE - len(marked % {"title": ""})
    return marked % {"title": Truncator(title).chars(room)}
