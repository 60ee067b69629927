"""Notifications about sign-ups, to people and organisers. The text is in templates/notices/."""

from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.urls import reverse

from hub.messaging.notices import Notice
from hub.people import ways
from hub.people.models import Channel, Person
from hub.people.services import links, persons
from opportunities import private_links, terms
from opportunities.models import LIVE, Ended, Opportunity, Session, SignUp, Status
from opportunities.presenters import terms as words_of_terms
from opportunities.presenters import wording
from opportunities.selectors import recommendations
from opportunities.signups.presenters import own


class AboutSignUp(Notice):
    """A notice about one sign-up. Its template gets the sign-up, when and where, and a private link."""

    for_organiser: ClassVar[bool] = False
    true_while: ClassVar[tuple[Status, ...]] = (Status.REQUESTED, Status.HELD, Status.WAITING)
    """The states in which the notice is still true when it is sent."""

    def context(self, person: Person, *, at: datetime) -> dict[str, Any] | None:
        """Return the template context; None when the sign-up is gone or the notice is no longer true."""
        sign_up = SignUp.objects.for_inbox().filter(pk=self.ref).first()
        if sign_up is None or not self.holds(sign_up, at=at):
            return None
        make = private_links.answer_token if self.for_organiser else None
        token = make(person, sign_up, at=at) if make else private_links.token(sign_up, at=at)
        return {
            "sign_up": sign_up,
            "opportunity": sign_up.session.opportunity,
            "organisation": sign_up.session.opportunity.organisation,
            "when": wording.when(sign_up.session),
            "when_said": wording.when_said(sign_up.session, of_reader=not self.for_organiser),
            "where": wording.where(sign_up.session.opportunity),
            "link": private_links.address(token),
            "code": links.grouped(token),
            "check": wording.check_first(sign_up.session.opportunity),
            "answer_by": wording.moment(sign_up.answer_by),
            "offer_until": wording.moment(sign_up.offer_until),
            "by_voice": self._by_voice(person),
            "list_link": settings.SITE_URL + reverse("opportunities:list"),
        }

    def needed_by(self) -> datetime | None:
        """Return when the date begins; whoever called it off themselves need not hear before."""
        if self.for_organiser:
            return None
        by_others = SignUp.objects.filter(pk=self.ref).exclude(ended=Ended.BY_PERSON)
        return by_others.values_list("session__next_at", flat=True).first()

    def holds(self, sign_up: SignUp, *, at: datetime) -> bool:
        """Whether the notice is still true."""
        return sign_up.status in self.true_while

    def _by_voice(self, person: Person) -> bool:
        route = persons.preferred_route(person)
        return route is not None and ways.used_for(route.kind) in (Channel.PHONE, Channel.LETTER)


class SignedUp(AboutSignUp):
    """To the person: we have your sign-up, what happens next, and how to change it."""

    code = "signed_up"
    at_once = True


class Accepted(AboutSignUp):
    """To the person: yes, come along."""

    code = "accepted"
    replaces = frozenset({"signed_up"})
    true_while = (Status.HELD,)


class PlaceOffered(AboutSignUp):
    """To the person: a place is yours if you say so in time."""

    code = "place_offered"
    replaces = frozenset({"signed_up"})
    true_while = (Status.OFFERED,)

    def needed_by(self) -> datetime | None:
        """Return when the offer ends."""
        return SignUp.objects.filter(pk=self.ref).values_list("offer_until", flat=True).first()

    def holds(self, sign_up: SignUp, *, at: datetime) -> bool:
        """Whether the offer has not expired."""
        return super().holds(sign_up, at=at) and sign_up.offer_until is not None and sign_up.offer_until > at


class PlaceChanged(AboutSignUp):
    """To the person: the thing they said yes to is somewhere else now."""

    code = "place_changed"
    true_while = LIVE


class TermsChanged(AboutSignUp):
    """To the person: what they said yes to has other terms now."""

    code = "terms_changed"
    true_while = LIVE

    def context(self, person: Person, *, at: datetime) -> dict[str, Any] | None:
        """Add how it is and how it was; None where it is again as it was."""
        found = super().context(person, at=at)
        if found is None:
            return None
        now = terms.of(found["opportunity"])
        # A term that an earlier release did not keep yet counts as unchanged.
        changes = words_of_terms.changes(now | (found["sign_up"].terms_before or {}), now)
        return found | {"changes": changes} if changes else None


class OnHold(AboutSignUp):
    """To the person: the group is on hold, so don't set out until you hear more."""

    code = "on_hold"
    replaces = frozenset({"signed_up", "accepted", "place_offered", "place_changed", "terms_changed", "goes_on"})
    true_while = LIVE

    def holds(self, sign_up: SignUp, *, at: datetime) -> bool:
        """Whether the group is on hold still."""
        return super().holds(sign_up, at=at) and sign_up.is_on_hold


class GoesOn(AboutSignUp):
    """To the person who heard that the group was on hold: it goes on."""

    code = "goes_on"
    replaces = frozenset({"on_hold"})
    true_while = LIVE

    def holds(self, sign_up: SignUp, *, at: datetime) -> bool:
        """Whether the group still goes on."""
        return super().holds(sign_up, at=at) and not sign_up.is_on_hold


class Declined(AboutSignUp):
    """To the person: not this time, kindly."""

    code = "declined"
    replaces = frozenset({"signed_up"})
    true_while = (Status.DECLINED,)

    def context(self, person: Person, *, at: datetime) -> dict[str, Any] | None:
        """Add three other opportunities with room, chosen by the person's preferences if known."""
        found = super().context(person, at=at)
        if found is None:
            return None
        others = recommendations.instead(found["opportunity"], person_id=person.pk, at=at)
        return found | {"others": [own.other(row) for row in others]}


class CalledOff(AboutSignUp):
    """To the person: this sign-up is over, and why."""

    code = "called_off"
    replaces = frozenset({"signed_up", "accepted", "place_offered", "place_changed", "terms_changed"})
    true_while = (Status.CANCELLED,)

    def context(self, person: Person, *, at: datetime) -> dict[str, Any] | None:
        """Add the advert, while it has dates to come, and whether the date has room."""
        found = super().context(person, at=at)
        if found is None:
            return None
        session, advert = found["sign_up"].session, found["opportunity"]
        coming = Session.objects.upcoming(at=at).filter(opportunity__in=Opportunity.objects.open(at=at))
        goes_on = coming.filter(opportunity=advert)
        link = settings.SITE_URL + advert.get_absolute_url() if goes_on.exists() else ""
        return found | {"advert_link": link, "has_room": goes_on.with_room().filter(pk=session.pk).exists()}


class Closed(AboutSignUp):
    """To somebody who helped at times of their own: this has come to an end."""

    code = "closed"
    replaces = frozenset({"signed_up", "accepted", "place_changed", "terms_changed"})
    true_while = (Status.HELD,)


class StillWaiting(AboutSignUp):
    """To an organiser: somebody waits longer than you promised. Refers to the one who waits longest."""

    code = "still_waiting"
    for_organiser = True
    true_while = (Status.REQUESTED,)

    def context(self, person: Person, *, at: datetime) -> dict[str, Any] | None:
        """Add how many wait for an answer, and the inbox."""
        found = super().context(person, at=at)
        if found is None:
            return None
        group = found["organisation"]
        waiting = SignUp.objects.of(group.pk).to_answer().to_come(at=at).filter(answer_by__lte=at).count()
        inbox = settings.SITE_URL + reverse("manage:inbox", args=[group.slug])
        waiting = max(1, waiting)
        return found | {"waiting": waiting, "others": waiting - 1, "link": inbox}


class LastCall(AboutSignUp):
    """To an organiser: somebody has waited for long, and hears soon that nothing came of it."""

    code = "last_call"
    for_organiser = True
    true_while = (Status.REQUESTED, Status.WAITING)
    days: ClassVar[int] = 7
    """How many days are left to answer."""

    def context(self, person: Person, *, at: datetime) -> dict[str, Any] | None:
        """Add until when they can still answer."""
        found = super().context(person, at=at)
        if found is None:
            return None
        told = found["sign_up"].reminded_at or at
        return found | {"ends": wording.moment(told + timedelta(days=self.days))}


class SomebodySaidYes(AboutSignUp):
    """To an organiser: somebody signed up, please answer (or: they are coming)."""

    code = "somebody_said_yes"
    for_organiser = True


class OfferTaken(AboutSignUp):
    """To an organiser: the person took the place they were offered."""

    code = "offer_taken"
    for_organiser = True
    true_while = (Status.HELD,)


class SomebodyCalledOff(AboutSignUp):
    """To an organiser: somebody cannot come; their place is offered to the next person."""

    code = "somebody_called_off"
    for_organiser = True
    true_while = (Status.CANCELLED,)
