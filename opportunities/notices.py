"""What people and organisers are told about a sign-up. The words are in templates/notices/."""

from datetime import datetime
from typing import Any, ClassVar

from hub.messaging.notices import Notice
from hub.people.models import Channel, Person
from hub.people.services import links
from opportunities import private_links, wording
from opportunities.models import SignUp


class AboutSignUp(Notice):
    """Something about one sign-up; its template gets the sign-up, when and where, and a private link."""

    for_organiser: ClassVar[bool] = False

    def context(self, person: Person, *, at: datetime) -> dict[str, Any] | None:
        """Gather the words' facts; None when the sign-up is gone."""
        sign_up = SignUp.objects.for_inbox().filter(pk=self.ref).first()
        if sign_up is None:
            return None
        make = private_links.answer_token if self.for_organiser else None
        token = make(person, sign_up, at=at) if make else private_links.token(sign_up, at=at)
        return {
            "sign_up": sign_up,
            "opportunity": sign_up.session.opportunity,
            "organisation": sign_up.session.opportunity.organisation,
            "when": wording.when(sign_up.session),
            "where": wording.where(sign_up.session.opportunity),
            "link": private_links.address(token),
            "code": links.grouped(token),
            "answer_by": wording.moment(sign_up.answer_by),
            "offer_until": wording.moment(sign_up.offer_until),
            "by_voice": self._by_voice(person),
        }

    def _by_voice(self, person: Person) -> bool:
        return person.routes.filter(preferred=True, kind__in=(Channel.PHONE, Channel.LETTER)).exists()


class SignedUp(AboutSignUp):
    """To the person: we have your yes, what happens next, and how to change it."""

    code = "signed_up"
    at_once = True


class Accepted(AboutSignUp):
    """To the person: yes, come along."""

    code = "accepted"


class PlaceOffered(AboutSignUp):
    """To the person: a place is yours if you say so in time."""

    code = "place_offered"


class Declined(AboutSignUp):
    """To the person: not this time, kindly."""

    code = "declined"


class CalledOff(AboutSignUp):
    """To the person: this sign-up is over, and why."""

    code = "called_off"


class SomebodySaidYes(AboutSignUp):
    """To an organiser: somebody said yes, please answer (or: they are coming)."""

    code = "somebody_said_yes"
    for_organiser = True


class OfferTaken(AboutSignUp):
    """To an organiser: the person took the place they were offered."""

    code = "offer_taken"
    for_organiser = True


class SomebodyCalledOff(AboutSignUp):
    """To an organiser: somebody cannot come; the place goes on."""

    code = "somebody_called_off"
    for_organiser = True
