"""What follows: three other opportunities when a referral failed, and the slip somebody takes home."""

from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from hub.access.actors import Actor
from hub.access.requests import HubRequest
from hub.consent import agreed
from hub.consent.models import Consent, GivenBy
from hub.design import times
from hub.design.components import OpportunityCard
from hub.messaging import notifications
from hub.people import ways
from hub.people.models import Channel
from hub.people.services import links, persons, reach
from matching.frontline import notices
from matching.frontline.asks.selectors import known
from matching.frontline.asks.services import gate
from matching.frontline.models import Contact, Referral
from matching.frontline.models.referral import ReferralQuerySet
from matching.frontline.presenters import slips
from matching.preferences import meaning
from matching.preferences.models import Preference
from matching.suggestions import showing
from matching.suggestions.models import Where
from matching.suggestions.selectors import suggesting
from matching.suggestions.services import shown_lists
from opportunities.models import Opportunity

CODE_OPENS_FOR: Final = timedelta(days=90)
SLIP_CODES: Final = "slip_codes"
"""The session key of the code of the slip on screen."""


def alternatives(referral: Referral, *, by: Actor, at: datetime) -> list[OpportunityCard]:
    """Return cards of three other opportunities for somebody a group could not take, and record what was shown."""
    kept = Preference.objects.visible_to(by).filter(person=referral.person).select_related("person").first()
    preference = kept or Preference(person=referral.person, words=referral.wish)
    skip = [*known.taken(referral.person, at=at), *([referral.opportunity_id] if referral.opportunity_id else [])]
    found = suggesting.find(preference, size=3, skip=skip, by_worker=True, at=at)
    if kept is not None:
        shown_lists.note_shown(kept, found, where=Where.NEXT_STEP, by=by, at=at)
    return [showing.card(row, preference) for row in found.rows]


def _contact(request: HubRequest, pk: UUID) -> Contact:
    actor = request.actor
    return get_object_or_404(Contact.objects.visible_to(actor).select_related("person"), pk=pk)


def slip(request: HubRequest, pk: UUID, *, at: datetime) -> dict[str, Any]:
    """Return the slip of a conversation with a fresh code; printing it again makes a new one."""
    actor = request.actor
    contact = _contact(request, pk)
    person = contact.person
    seen = reach.shown([person], to=actor, subjects={person.pk: "contact"}, why="slip", at=at)[person.pk]
    if not seen.first_name:
        raise Http404
    things = Opportunity.objects.visible_to(actor).filter(pk__in=contact.handed).for_cards(at=at)
    sent = set(_passed_on(contact).values_list("opportunity", flat=True))
    preference = Preference.objects.visible_to(actor).filter(person=person).first()
    large = request.GET.get("size") == "large"
    return {
        "contact": contact,
        "kept": True,
        "large": large,
        "can_text": _text_route(contact),
        "slip": slips.slip(
            seen.first_name,
            [thing for thing in things if thing.pk in sent],
            [thing for thing in things if thing.pk not in sent],
            free=meaning.free(preference) if preference else frozenset(),
            owed=_owed(contact),
            agreed=_agreed(contact, at=at),
            code=_code(request, contact, at=at),
            how_to_open=_how_to_open(contact),
            large=large,
            at=at,
        ),
    }


def _owed(contact: Contact) -> tuple[str, ...]:
    return tuple(
        _("We owe you: %(what)s. %(owner)s has it, by %(day)s.")
        % {"what": due.what, "owner": due.owner, "day": times.of(due.due)}
        for due in gate.owed_to(contact.person, to=contact.organisation_id)
        if due.what
    )


def _agreed(contact: Contact, *, at: datetime) -> tuple[str, ...]:
    """Return what was read out to them in this conversation and they said yes to, word by word, while it holds."""
    read_out = Consent.objects.live(at=at).filter(person=contact.person_id, given_by=GivenBy.WORKER, at__gte=contact.at)
    return tuple(row.wording for row in reversed(agreed.rows(read_out.for_page())))


def _how_to_open(contact: Contact) -> str:
    return _("To see your own page, type the code at %(address)s with %(fact)s.") % {
        "address": settings.SITE_URL.split("//")[-1] + reverse("code"),
        "fact": _fact(contact),
    }


def _passed_on(contact: Contact) -> ReferralQuerySet:
    """Return the live referrals from a conversation."""
    return Referral.objects.live().filter(
        person=contact.person_id, from_organisation=contact.organisation_id, made_at__gte=contact.at
    )


def _fact(contact: Contact) -> str:
    """Return the second fact that opens the code, depending on the person's route."""
    route = persons.preferred_route(contact.person)
    if route is not None and route.kind == Channel.EMAIL:
        return _("your email address")
    if route is not None and route.kind == Channel.LETTER:
        return _("your postcode")
    return _("the last four digits of your number")


def _text_route(contact: Contact) -> bool:
    route = persons.preferred_route(contact.person)
    return route is not None and route.kind == Channel.TEXT and ways.texts_go_out()


def _code(request: HttpRequest, contact: Contact, *, at: datetime) -> str:
    """Return the slip's code: the one made before in this worker's browser, or a new one."""
    codes: dict[str, str] = request.session.setdefault(SLIP_CODES, {})
    key = str(contact.pk)
    if key not in codes:
        codes.clear()  # one slip at a time: a code is a secret, and is kept no longer than needed
        codes[key] = links.make_slip_code(contact.person, at=at, until=at + CODE_OPENS_FOR)
        request.session.modified = True
    return links.grouped(codes[key])


def text_slip(request: HubRequest, pk: UUID, *, at: datetime) -> bool:
    """Send the slip by text, if that is the person's route and the service may still see them; return whether it was sent."""
    contact = _contact(request, pk)
    actor = request.actor
    person = contact.person
    seen = reach.shown([person], to=actor, subjects={person.pk: "contact"}, why="slip", at=at)[person.pk]
    if not seen.route or not _text_route(contact):
        return False
    notifications.notify(contact.person, notices.SlipByText(str(contact.pk)), at=at)
    return True
