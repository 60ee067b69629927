"""Asks and their answers. Limits apply across all organisations, and reveal to nobody who asked."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import F, Q
from django.db.models.functions import Coalesce, Greatest
from django.utils.translation import gettext as _

from hub.access.actors import Actor
from hub.access.roles import Role
from hub.audit import record
from hub.core import transactions
from hub.design import times
from hub.messaging import channels, notifications
from hub.people import alike, reading
from hub.people.models import Channel, Person
from hub.people.services import persons
from matching.frontline import notices
from matching.frontline.asks.services import gate, limits
from matching.frontline.models import Answer, Ask, AskLimit, Contact, RaisedBy
from matching.preferences.models import Because, Exclusion, Preference
from matching.preferences.services import leaving_out
from matching.suggestions.models import Where
from matching.suggestions.selectors import suggesting
from matching.suggestions.services import shown_lists
from opportunities.models import Opportunity, Session, SignUp, Source
from opportunities.signups.services import signing_up

MESSAGE = "message"
HUB = "hub"
"""Asks through the hub: the organisation never learns who is asked, or who says no."""
REFUSALS = (Answer.NO, Answer.NOT_NOW, Answer.DO_NOT_ASK)
"""Answers that are recorded whatever the gate and the limits say."""


class CannotAsk(Exception):
    """This person may not be asked now; the message says why and what else can be done."""


class GateShut(CannotAsk):
    """The gate is not open, and the resident did not bring it up."""


class AskedLately(CannotAsk):
    """Somebody asked them recently, or they said not now."""


class NotSaid(CannotAsk):
    """The worker did not confirm saying that it changes nothing."""


class NeverAsk(CannotAsk):
    """They do not want to be asked again."""


class AlreadyAnswered(Exception):
    """This ask is answered already."""


@dataclass(frozen=True)
class Asked:
    """How an ask was made: who brought it up, how, about what, and whether "it changes nothing about your case" was said."""

    raised_by: RaisedBy
    way: str
    no_effect_said: bool
    opportunity: Opportunity | None = None
    words: str = ""


@transactions.atomic
def make(
    person: Person | None,
    asked: Asked,
    *,
    verdict: gate.Verdict,
    answer: str = "",
    contact: Contact | None = None,
    by: Actor,
    at: datetime,
) -> Ask:
    """Record an ask, with its answer if it was given at once. An ask without a person is only counted.

    Raises NeverAsk, GateShut or AskedLately. Only NeverAsk applies when the resident brought it up; none applies to a
    refusal, which is always recorded. Raises NotSaid where a worker asked without saying that it changes nothing.
    """
    if asked.raised_by == RaisedBy.WORKER and not asked.no_effect_said:
        raise NotSaid(_("Say that it changes nothing about their case, and tick it."))
    if person is not None:
        persons.hold(person.pk)
    if answer in REFUSALS:
        # A refusal is recorded even when it was asked too soon, and the ask counts.
        _claim(person, at=at) if person is not None and asked.raised_by == RaisedBy.WORKER else None
    elif person is not None:
        _hold_limits(person, asked, verdict, at=at)
    elif asked.raised_by == RaisedBy.WORKER and not verdict.is_open:
        raise GateShut(verdict.because)
    ask = Ask.objects.create(
        person=person,
        contact=contact,
        organisation_id=by.acting_for,
        worker_id=by.user_id if asked.way != HUB else None,
        opportunity=asked.opportunity,
        raised_by=asked.raised_by,
        way=asked.way,
        words=asked.words,
        no_effect_said=asked.no_effect_said,
        asked_at=at,
        answer=answer,
        answered_at=at if answer else None,
    )
    about = person.pk if person else None
    record.record("ask.made", by=by, at=at, on=ask, about=about, raised_by=str(asked.raised_by), answer=answer)
    if person is not None and answer:
        _remember(person, Answer(answer), ask, at=at)
    return ask


def _hold_limits(person: Person, asked: Asked, verdict: gate.Verdict, *, at: datetime) -> None:
    """Raise if a limit forbids the ask. A general ask claims its 28 days in the same UPDATE, so two services cannot both ask."""
    bound = limits.of(person, at=at)
    if asked.raised_by == RaisedBy.PERSON:
        if bound.never:
            raise NeverAsk(_("They said not to ask them again. They can change that on their own page, or tell you."))
        return
    if bound.never:
        raise NeverAsk(_("They said not to ask them again. They can change that on their own page, or tell you."))
    if not verdict.is_open:
        raise GateShut(verdict.because)
    if gate.asked_lately(bound, at=at) or not _claim(person, at=at):
        raise AskedLately(asked_lately_words(gate.asked_lately(limits.of(person, at=at), at=at)))


def _claim(person: Person, *, at: datetime) -> bool:
    """Claim the days without another general ask, if free and the person allows asks; return whether that worked."""
    AskLimit.objects.get_or_create(person=person)
    free = AskLimit.objects.filter(
        Q(not_before=None) | Q(not_before__lte=at),
        Q(flagged_until=None) | Q(flagged_until__lte=at),
        person=person,
        never_since=None,
    )
    return bool(free.update(not_before=at + timedelta(days=settings.ASK_DAYS)))


def asked_lately_words(until: datetime | None) -> str:
    """Return the message that somebody may not be asked before a time, without who asked or what they answered."""
    if until is None:
        return _("They were asked not long ago.")
    return _("They were asked not long ago. Wait until %(day)s, or until they raise it themselves.") % {
        "day": times.day(until)
    }


def _remember(person: Person, answer: Answer, ask: Ask, *, at: datetime) -> None:
    """Apply an answer to the ask limits of everybody, without revealing it.

    "Don’t ask about this again" excludes that opportunity for good; said about a general ask, it stops all asks.
    """
    limit, _made = AskLimit.objects.get_or_create(person=person)
    row = AskLimit.objects.filter(pk=limit.pk)
    until = refused_until(answer, at=at)
    if until is not None:
        row.update(not_before=Greatest(Coalesce(F("not_before"), at), until))
    if answer == Answer.DO_NOT_ASK and ask.opportunity_id is None:
        row.filter(never_since=None).update(never_since=at)
    elif answer == Answer.DO_NOT_ASK:
        Exclusion.objects.update_or_create(
            person=person, opportunity=ask.opportunity, defaults={"because": Because.DO_NOT_ASK, "at": at}
        )


def refused_until(answer: str, *, at: datetime) -> datetime | None:
    """Return until when nobody asks again after an answer; None for one that sets no day."""
    days = {Answer.NO: settings.ASK_DAYS_AFTER_NO, Answer.NOT_NOW: settings.ASK_DAYS_AFTER_NOT_NOW}.get(Answer(answer))
    return at + timedelta(days=days) if days is not None else None


@transactions.atomic
def ask_by_message(person: Person, asked: Asked, *, verdict: gate.Verdict, by: Actor, at: datetime) -> Ask:
    """Ask somebody by their preferred route; they answer on their own page. Raises as `make`."""
    ask = make(person, asked, verdict=verdict, by=by, at=at)
    notifications.notify(person, notices.Asked(str(ask.pk)), at=at)
    return ask


@transactions.atomic
def ask_of_found(
    person: Person, asked: Asked, found: suggesting.Found, *, nothing_unsorted: bool | None, by: Actor, at: datetime
) -> Ask:
    """Ask by message about one of the suggestions for somebody, if the gate is open. Raises as `make`."""
    owed = gate.owed_to(person, to=by.organisation_id)
    verdict = gate.verdict(person, nothing_unsorted=nothing_unsorted, owed=owed, at=at)
    ask = ask_by_message(person, asked, verdict=verdict, by=by, at=at)
    kept = Preference.objects.filter(person=person).first()
    if kept is not None:
        shown_lists.note_shown(kept, found, where=Where.CAPTURE, by=by, at=at)
    return ask


class NoRoute(Exception):
    """The person has no usable route; the message says what to do."""


@transactions.atomic
def say_yes(ask: Ask, session: Session, *, by: Actor, at: datetime) -> SignUp:
    """Answer an ask with a sign-up for one date: the place is taken, or asked for, in the same transaction.

    Raises NoRoute, AlreadyAnswered and signing_up.CannotSignUp; then nothing is stored.
    """
    person = ask.person
    route = persons.preferred_route(person) if person else None
    if person is None or route is None:
        raise NoRoute(_("We have no way to reach you. Add one under “What I’d like” first."))
    said = signing_up.Yes(
        first_name=person.first_name,
        surname=person.surname,
        route=reading.Route(Channel(route.kind), route.value),
        language=person.language,
        source=Source.ASKED,
    )
    answer(ask, Answer.YES_REFER, by=by, at=at)
    return signing_up.take_yes(session, said, waiting=session.is_full, person=person, by=by, at=at).sign_up


@transactions.atomic
def answer(ask: Ask, said: Answer, *, by: Actor, at: datetime) -> Ask:
    """Record the answer to an open ask, and notify the worker. Raises AlreadyAnswered."""
    if ask.person_id is not None:
        persons.hold(ask.person_id)
    if not Ask.objects.filter(pk=ask.pk, answer="").update(answer=said, answered_at=at):
        raise AlreadyAnswered(_("You have answered this already."))
    ask.refresh_from_db()
    record.record("ask.answered", by=by, at=at, on=ask, about=ask.person_id, answer=str(said))
    if ask.person is not None:
        _remember(ask.person, said, ask, at=at)
        channels.take_off(ask.person.pk, str(ask.pk), (notices.Asked.code,), at=at)
    if ask.worker is not None and ask.worker.person.pk != by.person_id:
        notifications.notify(ask.worker.person, notices.AskAnswered(str(ask.pk)), at=at)
    return ask


@transactions.atomic
def not_for_them(person: Person, opportunity: Opportunity, *, by: Actor, at: datetime) -> bool:
    """Suggest something to somebody no more, as they told a worker; return whether an open ask about it was answered so."""
    leaving_out.leave_out(person, opportunity, because=Because.TOLD_WORKER, by=by, at=at)
    waiting = list(Ask.objects.filter(person=person, opportunity=opportunity, answer="").order_by("pk"))
    for ask in waiting:
        answer(ask, Answer.NO, by=by, at=at)
    return bool(waiting)


@transactions.atomic
def ask_again(person: Person, *, by: Actor, at: datetime) -> bool:
    """Allow asks again, because the person says so; return whether they had stopped them.

    A worker who has them there lifts it for all records that may be theirs; they themselves only for those at a route that
    they showed to be theirs: else whoever types somebody's number could lift what that person refused.
    """
    alone = not by.has_role(Role.WORKER, Role.MANAGER) or by.own_id == person.pk
    people = {person.pk, *alike.of(person, proven=alone).same}
    persons.hold(*people)
    changed = AskLimit.objects.filter(person__in=people, never_since__isnull=False).update(never_since=None)
    changed += limits.lift(person, proven=alone)
    if changed:
        record.record("asking.allowed", by=by, at=at, about=person.pk)
    return bool(changed)


@transactions.atomic
def never_again(person: Person, *, by: Actor, at: datetime) -> None:
    """Record that a person wants no asks, from anybody."""
    limit, _made = AskLimit.objects.get_or_create(person=person)
    AskLimit.objects.filter(pk=limit.pk, never_since=None).update(never_since=at)
    record.record("asking.refused", by=by, at=at, about=person.pk)


@transactions.atomic
def flag(person_id: UUID, *, by: Actor, at: datetime) -> datetime:
    """Stop all asks for a time, because of something worrying; return until when. What it was is not stored."""
    limit, _made = AskLimit.objects.get_or_create(person_id=person_id)
    until = flagged_until(at=at)
    AskLimit.objects.filter(pk=limit.pk).update(flagged_until=until)
    record.record("asking.flagged", by=by, at=at, about=person_id)
    return until


def flagged_until(*, at: datetime) -> datetime:
    """Return until when nobody asks somebody about whom something worrying was heard just now."""
    return at + timedelta(days=settings.ASK_DAYS_AFTER_WORRY)


def not_now_until(*, at: datetime) -> datetime:
    """Return until when nobody asks somebody who says "not now" just now."""
    return at + timedelta(days=settings.ASK_DAYS_AFTER_NOT_NOW)
