"""The history of the rest of the town: signing up, being asked at counters, being referred, coming, and coming back."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings

from cms.demo import moments
from cms.demo.content import loader
from cms.demo.crowd import wishing
from cms.demo.crowd.town import DAY, HOUR, Town
from hub.access.actors import NOBODY, Actor
from hub.consent import wordings
from hub.consent.models import How, Purpose
from hub.people.models import Channel, Person, Why
from matching.frontline.models import Answer, Ask, AskLimit, Contact, RaisedBy, Reason, Referral
from matching.frontline.models import Status as ReferralStatus
from matching.frontline.models.referral import FELL_THROUGH
from matching.frontline.people.services import contacts
from matching.frontline.referrals.services import referrals
from opportunities.models import Session, SignUp, Source, Status

AT_COUNTERS: Final = 0.4
"""How many of the town talked with a service."""
WELCOMED: Final = (ReferralStatus.ACCEPTED, ReferralStatus.FIRST_ATTENDED)
COME_BACK: Final = 0.62
"""How many of those who came once through a referral signed up again."""
NOT_KEPT: Final = 0.08
"""How many of those asked do not want to be on record, relative to the others."""
WISHES_A_PERSON: Final = 0.55

FURTHER: Final = (
    (2, Purpose.CONTACT_ME, wordings.CONTACT_ME),
    (3, Purpose.LEARN_FROM_CHOICES, wordings.LEARN),
    (9, Purpose.BRING_COMPANY, wordings.COMPANY),
)
"""What people with a preference agree to in addition, and how many of them."""


class Crowd(Town):
    """Creates the town's people: those who come by themselves, and those who are asked at a counter."""

    def somebody(self) -> None:
        """Add one resident with their history; sometimes, first, an ask to somebody who does not want to be on record."""
        if self.chance.random() >= AT_COUNTERS:
            self._by_themselves()
            return
        if self.chance.random() < NOT_KEPT:
            at = moments.between(self.first_day, self.at - 2 * HOUR, self.chance)
            self._asked(None, self._desk(), Answer.NO, RaisedBy.WORKER, at=at)
        self._at_a_counter()

    def _desk(self) -> Actor:
        return self.chance.choices([actor for actor, _often in self.desks], [often for _actor, often in self.desks])[0]

    def _named(self, *, by: Actor, at: datetime) -> Person:
        self.number += 1
        first, last = self.chance.choice(loader.crowd().first_names), self.chance.choice(loader.crowd().last_names)
        chosen = self.chance.random()
        if chosen < 0.5:
            channel, value = Channel.TEXT, f"07700 900{self.number % 1000:03}"
        elif chosen < 0.87:
            channel, value = Channel.EMAIL, f"{first}.{last}{self.number}@town.test".lower()
        elif chosen < 0.95:
            channel, value = Channel.PHONE, f"01632 960{self.number % 1000:03}"
        else:
            channel, value = Channel.LETTER, f"{self.number % 190 + 1} Sample Road\nLondon\nSW18 2PU"
        return self.rows.person(first, last, channel, value, by=by, at=at)

    def _by_themselves(self) -> None:
        at = moments.between(self.first_day, self.at - HOUR, self.chance)
        person = self._named(by=NOBODY, at=at)
        said = 1 + (self.chance.random() < 0.45) + (self.chance.random() < 0.25)
        source = self.chance.choices(
            [Source.BROWSING, Source.FRIEND, Source.SUGGESTED, Source.LETTER], [60, 20, 12, 8]
        )[0]
        for session in self._dates(said, after=at):
            self._says_yes(person, session, since=at, source=source)
        if self.chance.random() < 0.25:
            wishing.would_like(self.rows, person, chance=self.chance, at=at)
            self._agrees(person, by=NOBODY, how=How.ONLINE, at=at)

    def _agrees(self, person: Person, *, by: Actor, how: How, at: datetime) -> None:
        """Add agreements: every second to hear of new things, every third to learn from choices, every ninth to companion matches."""
        for every, purpose, wording in FURTHER:
            if self.number % every == 0:
                self.rows.agree(person, purpose, wording, by=by, at=at, how=how)

    # -- At a counter -----------------------------------------------------------------------------------------------
    def _at_a_counter(self) -> None:
        desk = self._desk()
        at = moments.between(self.first_day, self.at - 2 * HOUR, self.chance)
        raised = self.chance.choices([RaisedBy.WORKER, RaisedBy.PERSON], [70, 30])[0]
        person = self._named(by=desk, at=at)
        how = How.PHONE if self.chance.random() < 0.3 else How.COUNTER
        self.rows.agree(person, Purpose.KEEP_RECORD, wordings.KEEP_RECORD, by=desk, at=at, how=how)
        contact = self._talked(person, desk, how, at=at)
        if self.chance.random() < 0.7:
            wishing.would_like(self.rows, person, chance=self.chance, at=at)
            self._agrees(person, by=desk, how=how, at=at)
        answer = self.chance.choices(
            [Answer.YES_REFER, Answer.YES_KEEP, Answer.INFO_ONLY, Answer.NOT_NOW, Answer.NO, Answer.DO_NOT_ASK],
            [40, 18, 14, 12, 13, 3],
        )[0]
        ask = self._asked(person, desk, answer, raised, at=at, contact=contact)
        if answer == Answer.YES_REFER:
            self._passed_on(person, ask, desk, how, at=at)
        elif answer == Answer.YES_KEEP and self.chance.random() < 0.5:
            for session in self._dates(1, after=at + DAY):
                self._says_yes(person, session, since=at + DAY, source=Source.ASKED)

    def _talked(self, person: Person, desk: Actor, how: How, *, at: datetime) -> Contact:
        contact: Contact = self.rows.add(
            Contact(
                person=person,
                organisation_id=desk.acting_for,
                worker_id=desk.user_id,
                way=how.value,
                at=at,
                nothing_unsorted=True,
                outcome="asked",
            )
        )
        until = at + timedelta(days=settings.CONTACT_DAYS)
        self.rows.see(person, desk.acting_for, frozenset(contacts.SEES), Why.CONTACT, "contact", since=at, until=until)
        self.rows.log("contact.made", by=desk, at=at, on=contact, about=person, way=how.value, outcome="asked")
        return contact

    def _asked(
        self,
        person: Person | None,
        desk: Actor,
        answer: Answer,
        raised: RaisedBy,
        *,
        at: datetime,
        contact: Contact | None = None,
    ) -> Ask:
        ask: Ask = self.rows.add(
            Ask(
                person=person,
                contact=contact,
                organisation_id=desk.acting_for,
                worker_id=desk.user_id,
                raised_by=raised,
                way=contact.way if contact else "counter",
                no_effect_said=True,
                asked_at=at,
                answer=answer,
                answered_at=at,
            )
        )
        if person is not None:
            self.rows.log("ask.made", by=desk, at=at, on=ask, about=person, raised_by=str(raised), answer=str(answer))
            wait = timedelta(days=90 if answer == Answer.NOT_NOW else settings.ASK_DAYS)
            never = at if answer == Answer.DO_NOT_ASK else None
            self.rows.add(AskLimit(person=person, not_before=at + wait, never_since=never))
        return ask

    def _passed_on(self, person: Person, ask: Ask, desk: Actor, how: How, *, at: datetime) -> None:
        session = next(iter(self._dates(1, after=at + 2 * DAY, within=timedelta(days=21))), None)
        if session is None or (session.opportunity.published_at or at) >= at:
            return
        to = session.opportunity.organisation_id
        self.rows.agree(
            person,
            Purpose.PASS_ON,
            wordings.REFERRAL,
            by=desk,
            at=at,
            how=how,
            recipient_id=to,
            fields=frozenset(referrals.ALL),
        )
        status, answered = self._referral_status(session, at=at)
        referral = self._referral(person, ask, desk, session, status, answered, at=at)
        welcome = status in WELCOMED
        until = at + (referrals.KEPT_AFTER if welcome else timedelta(days=settings.REFERRAL_DAYS))
        shown = frozenset(referrals.ALL if welcome else referrals.FIRST_SIGHT)
        subject = str(referral.pk)
        self.rows.see(person, to, shown, Why.REFERRAL, subject, since=at, until=until, ended=referral.ended_at)
        for event in ("referral.drafted", "referral.sent"):
            self.rows.log(event, by=desk, at=at, on=referral, about=person)
        if status != ReferralStatus.SENT:
            when = answered or referral.ended_at or self.at
            self.rows.log(f"referral.{status}", by=NOBODY, at=when, on=referral, about=person)
        if status == ReferralStatus.FIRST_ATTENDED and self.chance.random() < COME_BACK:
            for again in self._dates(1, after=(session.ends_at or at) + DAY):
                self._says_yes(person, again, since=(session.ends_at or at) + HOUR, source=Source.REFERRED)

    def _referral(
        self,
        person: Person,
        ask: Ask,
        desk: Actor,
        session: Session,
        status: ReferralStatus,
        answered: datetime | None,
        *,
        at: datetime,
    ) -> Referral:
        """Add a referral in its final state, with the place taken when it was accepted."""
        welcome = answered if status in WELCOMED else None
        over = (answered or at + timedelta(days=settings.REFERRAL_DAYS)) if status in FELL_THROUGH else None
        declined = status == ReferralStatus.DECLINED
        referral: Referral = self.rows.add(
            Referral(
                person=person,
                organisation_id=session.opportunity.organisation_id,
                opportunity=session.opportunity,
                session=session if welcome else None,
                from_organisation_id=desk.acting_for,
                worker_id=desk.user_id,
                ask=ask,
                sign_up=self._referred_place(person, session, status, welcome) if welcome else None,
                status=status,
                wish=self.chance.choice(loader.crowd().likes),
                fields=frozenset(referrals.ALL),
                reason=self.chance.choice([Reason.FULL, Reason.SUITS, Reason.OVER]) if declined else "",
                made_at=at,
                sent_at=at,
                expires_at=at + timedelta(days=settings.REFERRAL_DAYS),
                answered_at=answered,
                first_attended_at=session.ends_at if status == ReferralStatus.FIRST_ATTENDED else None,
                ended_at=over,
                next_step_at=over + DAY if over and over + DAY < self.at else None,
            )
        )
        return referral

    def _referral_status(self, session: Session, *, at: datetime) -> tuple[ReferralStatus, datetime | None]:
        """Return the final state of a referral, and when it was answered."""
        answered = min(self._answered(session, at=at), (session.starts_at or self.at) - HOUR)
        if answered > self.at:
            return (ReferralStatus.ACKNOWLEDGED if self.chance.random() < 0.4 else ReferralStatus.SENT), None
        chosen = self.chance.random()
        if chosen < 0.1:
            return ReferralStatus.DECLINED, answered
        if chosen < 0.15 and at + timedelta(days=settings.REFERRAL_DAYS) < self.at:
            return ReferralStatus.EXPIRED, None
        came = session.ends_at and session.ends_at < self.at and self.chance.random() < 0.84
        return (ReferralStatus.FIRST_ATTENDED if came else ReferralStatus.ACCEPTED), answered

    def _referred_place(self, person: Person, session: Session, status: ReferralStatus, at: datetime) -> SignUp:
        past = session.ends_at is not None and session.ends_at < self.at
        came = status == ReferralStatus.FIRST_ATTENDED
        place_status = (Status.ATTENDED if came else Status.MISSED) if past else Status.HELD
        return self._place(
            person, session, place_status, Source.REFERRED, asked=at, answered=at, by=NOBODY, consent=False
        )

    # -- Saying yes -------------------------------------------------------------------------------------------------


def fill(crowd: Crowd, people: int, *, each: Callable[[int], None] = lambda _number: None, batch: int = 5_000) -> int:
    """Add a number of residents, with their history and their searches; return how many rows that was."""
    written = 0
    for number in range(people):
        crowd.somebody()
        each(number + 1)
        if number % batch == batch - 1:
            written += crowd.rows.write()
    wishing.in_vain(crowd.rows, round(people * WISHES_A_PERSON), chance=crowd.chance, at=crowd.at)
    return written + crowd.rows.write()
