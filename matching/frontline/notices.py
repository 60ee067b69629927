"""Notifications to people, organisations and workers about asks and referrals. The text is in templates/notices/."""

from datetime import datetime
from typing import Any, ClassVar

from django.conf import settings
from django.urls import reverse

from hub.messaging.notices import Notice
from hub.people.models import Person
from matching.frontline.models import TO_ANSWER, Ask, Contact, Referral, Status
from matching.frontline.presenters import slips
from matching.frontline.referrals import private_links
from matching.preferences.models import Preference
from matching.preferences.notices import own_link
from opportunities.models import Opportunity
from opportunities.models import Status as Place
from opportunities.presenters import wording


class AboutAsk(Notice):
    """Something about one ask."""

    def context(self, person: Person, *, at: datetime) -> dict[str, Any] | None:
        """Return the template context; None when the ask is gone or the notice is no longer true."""
        ask = Ask.objects.for_own_page().filter(pk=self.ref).first()
        if ask is None or not self.holds(ask):
            return None
        facts = {"ask": ask, "opportunity": ask.opportunity, "organisation": ask.organisation}
        worker = ask.worker.person.first_name if ask.worker else ""
        return {**facts, "worker": worker, **self.links(person, ask, at=at)}

    def holds(self, ask: Ask) -> bool:
        """Whether the notice is still true."""
        return True

    def links(self, person: Person, ask: Ask, *, at: datetime) -> dict[str, str]:
        """Return the notice's link."""
        return own_link(person, at=at)


class Asked(AboutAsk):
    """To the person: somebody asks you."""

    code = "asked"

    def holds(self, ask: Ask) -> bool:
        """Whether it is unanswered and the person still allows asks."""
        return ask.answer == "" and ask.person_id is not None


class AskAnswered(AboutAsk):
    """To the worker: they answered."""

    code = "ask_answered"

    def links(self, person: Person, ask: Ask, *, at: datetime) -> dict[str, str]:
        """Return the link to the front line."""
        return {"link": settings.SITE_URL + reverse("frontline:home")}


class AboutReferral(Notice):
    """Something about one referral; its template gets the referral, where it goes, and a link."""

    true_while: ClassVar[tuple[Status, ...]] = tuple(Status)

    def context(self, person: Person, *, at: datetime) -> dict[str, Any] | None:
        """Return the template context; None when the referral is gone or the notice is no longer true."""
        referral = Referral.objects.for_rows().select_related("session", "sign_up__session").filter(pk=self.ref).first()
        if referral is None or referral.status not in self.true_while:
            return None
        session = referral.sign_up.session if referral.sign_up else None
        return {
            "referral": referral,
            "organisation": referral.organisation,
            "opportunity": referral.opportunity,
            "service": referral.from_organisation,
            "worker": referral.worker.person.first_name if referral.worker else "",
            "waits": referral.sign_up is not None and referral.sign_up.status == Place.WAITING,
            "when": wording.when(session) if session else "",
            "where": wording.where(referral.opportunity) if referral.opportunity else "",
            "check": wording.check_first(referral.opportunity) if referral.opportunity else "",
            "answer_by": wording.moment(referral.expires_at),
            **self.links(person, referral, at=at),
        }

    def links(self, person: Person, referral: Referral, *, at: datetime) -> dict[str, str]:
        """Return the notice's link."""
        return own_link(person, at=at)


class PassedOn(AboutReferral):
    """To the person: we passed your name on, to whom, and how to withdraw that."""

    code = "passed_on"
    at_once = True
    true_while = TO_ANSWER


class Welcomed(AboutReferral):
    """To the person: they said yes."""

    code = "welcomed"
    replaces = frozenset({"passed_on"})
    true_while = (Status.ACCEPTED,)

    def needed_by(self) -> datetime | None:
        """Return when the date they are expected for begins."""
        return Referral.objects.filter(pk=self.ref).values_list("sign_up__session__next_at", flat=True).first()


class NotThisTime(AboutReferral):
    """To the person: it did not work out there, kindly, and what comes next."""

    code = "not_this_time"
    replaces = frozenset({"passed_on"})
    true_while = (Status.DECLINED, Status.EXPIRED)


class TakenBack(AboutReferral):
    """To the person: it is withdrawn, and they no longer see you."""

    code = "taken_back"
    replaces = frozenset({"passed_on", "welcomed"})
    at_once = True
    true_while = (Status.WITHDRAWN,)


class ReferralWaiting(AboutReferral):
    """To an organiser: somebody is referred to you, please answer."""

    code = "referral_waiting"
    true_while = TO_ANSWER

    def links(self, person: Person, referral: Referral, *, at: datetime) -> dict[str, str]:
        """Return the link to a page that answers this one without signing in."""
        return {"link": private_links.address(private_links.token(person, referral, at=at))}


class ReferralRecalled(AboutReferral):
    """To an organiser: they withdrew, please delete what you noted."""

    code = "referral_recalled"
    replaces = frozenset({"referral_waiting"})
    at_once = True
    true_while = (Status.WITHDRAWN,)

    def links(self, person: Person, referral: Referral, *, at: datetime) -> dict[str, str]:
        """Return no link: there is nothing left to see."""
        return {}


class ReferralMoved(AboutReferral):
    """To the worker: how a referral went on."""

    code = "referral_moved"
    true_while = (Status.ACCEPTED, Status.FIRST_ATTENDED, Status.DECLINED, Status.EXPIRED, Status.WITHDRAWN)

    def links(self, person: Person, referral: Referral, *, at: datetime) -> dict[str, str]:
        """Return the link to the worker's page of it."""
        return {"link": settings.SITE_URL + referral.get_absolute_url()}


class SlipByText(Notice):
    """To the person: their slip as a text."""

    code = "slip"
    at_once = True
    only_by_text = True

    def context(self, person: Person, *, at: datetime) -> dict[str, Any] | None:
        """Return the contents of the slip."""
        contact = Contact.objects.filter(pk=self.ref).first()
        if contact is None:
            return None
        things = Opportunity.objects.open(at=at).filter(pk__in=contact.handed).for_cards(at=at)
        preference = Preference.objects.filter(person=person).first()
        free = preference.slots if preference else frozenset()
        dates = {thing.pk: slips.first_date(thing, free, at=at) for thing in things}
        items = [
            {
                "title": thing.title,
                "group": thing.organisation.name,
                "when": wording.when(date) if (date := dates[thing.pk]) else "",
                "where": wording.where(thing),
            }
            for thing in things
        ]
        return {"items": items, **own_link(person, at=at)}
