"""The capture page: matches, the gate, agreements to ask for and the slip, from what is typed so far. Stores nothing."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from hub.access.actors import Actor
from hub.consent import wordings
from hub.design import spoken, week_words
from hub.design.components import Gate, HelpCard
from hub.people.models import Person
from hub.places import apart
from hub.taxonomy.codes import Language
from matching.frontline.asks.selectors.known import taken
from matching.frontline.asks.services import asks, gate, limits
from matching.frontline.asks.services.limits import Limits
from matching.frontline.capture.forms import Writing
from matching.frontline.capture.selectors import preference_from
from matching.frontline.components import Choice, Match, Slip
from matching.frontline.models import Answer, Capture
from matching.frontline.presenters import slips
from matching.preferences import meaning
from matching.preferences.models import Preference
from matching.preferences.presenters import folds, help_card, readback
from matching.suggestions import saying, showing
from matching.suggestions.selectors import suggesting
from matching.suggestions.selectors.suggesting import Suggested
from opportunities.models import Opportunity, Session
from opportunities.presenters import cards, wording
from organisations.models import Organisation

FIRST: Final = 3
"""How many matches are beside the fields."""
MORE: Final = 6
"""How many there are once the worker asks for more."""


@dataclass(frozen=True)
class Agreement:
    """One organisation that a yes would notify, and whether the person has agreed."""

    organisation: Organisation
    agreed: bool
    wording: str


@dataclass(frozen=True)
class Board:
    """The part of the page beside the fields."""

    gate: Gate
    limit: str
    heading: str
    heard: readback.HeardBoard
    help: HelpCard | None
    """Whom to ring, where their words tell of need or distress."""
    matches: list[Match]
    agreements: list[Agreement]
    slip: Slip
    yes: list[Opportunity]
    maybe: list[Opportunity]
    found: suggesting.Found
    preference: Preference
    more: bool
    """Whether the worker asked for more than the first."""
    place_trouble: str
    """Why the matches ignore the typed place; empty where they do not."""

    @property
    def has_more(self) -> bool:
        """Whether more would fit than stands there, and the worker has not asked for it."""
        return not self.more and self.found.total > FIRST

    @property
    def names(self) -> str:
        """The groups that a yes would notify, in words."""
        return week_words.listed(one.organisation.name for one in self.agreements)


def board(capture: Capture, form: Writing, *, by: Actor, at: datetime) -> Board:
    """Return everything beside the fields, from their current values."""
    form.full_clean() if not hasattr(form, "cleaned_data") else None
    preference = preference_from(form.said, capture.person, by=by)
    skip = [pk for pk in taken(capture.person, at=at) if pk not in form.yeses]
    chosen = [*form.yeses, *form.maybes]
    size = MORE if form.typed("more") else FIRST
    found = suggesting.find(preference, size=size, skip=skip, full_ones=1, also=chosen, by_worker=True, at=at)
    instead = suggesting.otherwise(preference, skip=skip, size=1, by_worker=True, at=at) if not found.rows else []
    rows = {row.opportunity.pk: row for row in found.rows}
    yes = [rows[pk].opportunity for pk in form.yeses if pk in rows]
    maybe = [rows[pk].opportunity for pk in form.maybes if pk in rows]
    verdict, limit = _gate(capture, form, by=by, at=at)
    in_need = meaning.needs_help(preference.words, preference.misheard)
    if in_need:
        verdict = gate.Verdict(gate.Kind.NOT_NOW, _("They may need help now. Don’t ask, look after them first."))
    return Board(
        gate=gate_part(verdict),
        limit=limit,
        heading=_("They may need help first") if in_need else _heading(found, instead),
        heard=readback.board(preference),
        help=help_card.for_worker() if in_need else None,
        matches=[match(row, preference, form.choices) for row in found.rows]
        or [match(row, preference, form.choices, but=BUT[kind]) for row, kind in _each_once(instead)],
        agreements=_agreements(yes, form.agreed),
        slip=slips.slip(form.called or _name(capture.person), yes, maybe, free=meaning.free(preference), at=at),
        yes=yes,
        maybe=maybe,
        found=found,
        preference=preference,
        more=size == MORE,
        place_trouble=" ".join(map(str, form.errors.get("place", []))),
    )


def _name(person: Person | None) -> str:
    return person.first_name if person else ""


def _gate(capture: Capture, form: Writing, *, by: Actor, at: datetime) -> tuple[gate.Verdict, str]:
    owed = gate.owed_to(capture.person, to=by.organisation_id)
    due = form.cleaned_data.get("owed_due")
    if form.typed("owed_what") and form.typed("owed_owner") and due:
        owed.append(gate.Due(form.typed("owed_what"), form.typed("owed_owner"), due))
    bound = limits.of(capture.person, at=at) if capture.person else form.bound(at=at)
    verdict = gate.verdict(capture.person, bound=bound, nothing_unsorted=form.nothing_unsorted, owed=owed, at=at)
    return verdict, limit_words(bound, at=at, raised=bool(form.typed("raised")))


def limit_words(bound: Limits, *, at: datetime, raised: bool = False) -> str:
    """Return what to mind before an ask, beside the gate: they were asked not long ago, or somebody else refused there."""
    if bound.somebody_else and not bound.never:
        return _("Somebody at this number or address asked not to be asked. Check who you are talking to.")
    until = None if raised else gate.asked_lately(bound, at=at)
    return asks.asked_lately_words(until) if until else ""


def gate_part(verdict: gate.Verdict) -> Gate:
    """Return the gate as a strip."""
    return Gate(verdict.kind.value, verdict.because)


FOLDS: Final = {
    "likes": (gettext_lazy("Tick what they like"), ("activities",)),
    "far": (gettext_lazy("How far, and what makes it easier"), ("how_far", "ease")),
    "reach": (gettext_lazy("Keeping it, and how to reach them"), ("kind", "route", "no_message")),
}
"""What is folded away: it is mostly heard in their words, or needed only after a yes."""

KEEPS: Final = frozenset({Answer.YES_REFER, Answer.YES_KEEP, Answer.DO_NOT_ASK})
"""The answers after which we need to know how they are reached: to keep it, or to ask them no more."""


def folded(form: Writing) -> dict[str, folds.Fold]:
    """Return the folds of the page; their details are open where a yes needs them."""
    found = folds.of(form, FOLDS)
    needed = form.yeses or form.typed("answer") in KEEPS or form.typed("keep") or form.errors.get("keep")
    return found | {"reach": replace(found["reach"], is_open=found["reach"].is_open or bool(needed))}


BUT: Final = {
    "other_times": gettext_lazy("It is not on when they are free."),
    "further": gettext_lazy("It is further than they would go."),
    "from_home": gettext_lazy("It is from home, and not on when they are free."),
    "lacking": gettext_lazy("They say it lacks something this person needs. Ring and ask."),
}
"""The text for each kind of match that fails one filter only."""


def _each_once(instead: list[suggesting.Otherwise]) -> list[tuple[Suggested, str]]:
    """Return what would suit if one filter were different, each opportunity once, with that difference."""
    found: dict[int, tuple[Suggested, str]] = {}
    for one in instead:
        for row in one.rows:
            found.setdefault(row.opportunity.pk, (row, one.kind))
    return list(found.values())


def _heading(found: suggesting.Found, instead: list[suggesting.Otherwise]) -> str:
    full = sum(1 for row in found.rows if row.is_full)
    fit = len(found.rows) - full
    if not found.rows:
        return _("Nothing fits just yet. This would, but for one thing") if instead else _("Nothing fits just yet")
    nothing_said = not any(row.why for row in found.rows)
    words = _("%d to talk about") % fit if nothing_said else ngettext("%d that fits", "%d that fit", fit) % fit
    return words + (ngettext(", %d is full", ", %d are full", full) % full if full else "")


def match(row: Suggested, preference: Preference, choices: dict[int, str], *, but: Promise | str = "") -> Match:
    """Return one match for the worker; `but` says which filter it fails, if any."""
    opportunity = row.opportunity
    sessions = opportunity.upcoming
    first = slips.date_for(sessions, meaning.free(preference))
    chosen = choices.get(opportunity.pk, "")
    tone, icon, head, strip = ("wait", "warning", _("But:"), str(but)) if but else _strip(row, sessions)
    yes = ("wait", _("Put on waiting list")) if row.is_full else ("yes", _("Yes please"))
    answers = (yes, ("maybe", _("Maybe")), ("no", _("No thanks")))
    return Match(
        pk=opportunity.pk,
        title=spoken.by(opportunity.title, opportunity.lang),
        url=opportunity.get_absolute_url(),
        organisation=opportunity.organisation.name,
        when=wording.when(first) if first else "",
        where=where(opportunity, preference),
        tone=tone,
        strip_icon=icon,
        strip_head=head,
        strip=strip,
        reasons=row.why or (saying.nothing(by_worker=True),),
        slots=cards.slots([first] if first else []),
        choices=tuple(Choice(value, words, chosen == value) for value, words in answers),
    )


def _strip(row: Suggested, sessions: list[Session]) -> tuple[str, str, str, str]:
    if row.is_full:
        return "stop", "prohibit", _("Full."), _("They can wait for a place.")
    if row.snag:
        return "wait", "warning", _("One thing:"), row.snag
    opportunity = row.opportunity
    facts = [wording.places_over(sessions)] if sessions else []
    facts.append(
        _("whoever says yes on its own page has a place at once")
        if opportunity.answers_at_once
        else wording.replies(opportunity.organisation)
    )
    said = ", ".join(facts)
    return "ok", "check-circle", _("It fits.") if row.why else _("It has room."), f"{said[:1].upper()}{said[1:]}."


def where(opportunity: Opportunity, preference: Preference) -> str:
    """Return how far something is from home, or the part of the area it is in."""
    venue = opportunity.venue
    if venue is None:
        return _("From their own home")
    home = showing.home(preference)
    return capfirst(apart.words(home, venue)) if home else str(venue.ward_name)


def _agreements(yes: list[Opportunity], agreed: list[int]) -> list[Agreement]:
    found: dict[int, Agreement] = {}
    for opportunity in yes:
        pk = opportunity.organisation_id
        wording = wordings.text(wordings.REFERRAL).replace("{organisation}", opportunity.organisation.name)
        found.setdefault(pk, Agreement(opportunity.organisation, pk in agreed, wording))
    return list(found.values())


def initial(capture: Capture, *, by: Actor) -> dict[str, Any]:
    """Return the initial values of a capture for somebody known: what they said before."""
    person = capture.person
    if person is None:
        return {}
    kept = Preference.objects.visible_to(by).filter(person=person).first()
    spoken = next((code for code in Language if code in person.speaks and code != Language.EN), "")
    known: dict[str, Any] = {"first_name": [person.first_name], "language": [str(spoken)]}
    if kept is not None:
        known |= {
            "words": [kept.words],
            "misheard": list(kept.misheard),
            "how_far": [kept.how_far],
            "place": [kept.place_name],
            **{
                name: [str(code.value) for code in getattr(kept, name)]
                for name in ("activities", "slots", "travel", "ease")
            },
        }
    return {name: [value for value in values if value] for name, values in known.items()}
