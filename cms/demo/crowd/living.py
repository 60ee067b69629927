"""What the rest of the town did: found things, were asked at counters, were passed on, came, and came back."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings

from cms.demo import moments
from cms.demo.content import loader
from cms.demo.crowd import wishing
from cms.demo.crowd.rows import Rows
from hub.access.actors import NOBODY, Actor
from hub.consent import wordings
from hub.consent.models import How, Purpose
from hub.people import encryption, reading
from hub.people.models import Channel, Person, Why
from hub.taxonomy.slots import LOCAL
from matching.frontline.models import Answer, Ask, AskLimit, Contact, RaisedBy, Reason, Referral
from matching.frontline.models import Status as Standing
from matching.frontline.models.referral import FELL_THROUGH
from matching.frontline.people.services import contacts
from matching.frontline.referrals.services import referrals
from opportunities.models import Attendance, Ended, Session, SignUp, Source, Status
from opportunities.private_links import seen_until
from opportunities.signups.services import agreeing, signing_up

DAY: Final = timedelta(days=1)
HOUR: Final = timedelta(hours=1)
SPARE: Final = 3
"""So many places of each date stay free, so that there is something to say yes to."""
BIGGEST: Final = 30
"""So many come at most where there is room for everybody."""
AT_COUNTERS: Final = 0.4
"""How many of the town talked with a service."""
WELCOMED: Final = (Standing.ACCEPTED, Standing.FIRST_ATTENDED)
COME_BACK: Final = 0.62
"""How many who came once through a referral said yes again."""
NOT_KEPT: Final = 0.08
"""How often somebody is asked who does not want to be kept, against those who do."""
WISHES_A_PERSON: Final = 0.55

FURTHER: Final = (
    (2, Purpose.CONTACT_ME, wordings.CONTACT_ME),
    (3, Purpose.LEARN_FROM_CHOICES, wordings.LEARN),
    (9, Purpose.BRING_COMPANY, wordings.COMPANY),
)
"""What those who say what they would like agree to besides, and how many of them."""

Places = dict[int, int]


@dataclass
class Crowd:
    """The town while it is being written. `desks`: who talks with residents, as what, and how often."""

    at: datetime
    chance: random.Random
    sessions: list[Session]
    desks: list[tuple[Actor, int]]
    rows: Rows
    room: Places
    number: int = 0

    @classmethod
    def of(
        cls, sessions: list[Session], desks: list[tuple[Actor, int]], *, at: datetime, chance: random.Random
    ) -> "Crowd":
        """Return a town that has these dates to say yes to, in order of time."""
        now_on = {one.pk for one in sessions if one.starts_at and one.starts_at <= at <= (one.ends_at or at)}
        dated = [
            one for one in sessions if one.starts_at and not one.rule and not one.cancelled_at and one.pk not in now_on
        ]
        dated.sort(key=lambda one: (one.starts_at or at, one.pk))
        room = {s.pk: (BIGGEST if s.places is None else s.places - s.taken - SPARE) for s in dated}
        return cls(at, chance, dated, desks, Rows(), room)

    @property
    def first_day(self) -> datetime:
        """When the twelve weeks begin."""
        return self.at - timedelta(weeks=wishing.WEEKS)

    # -- People -----------------------------------------------------------------------------------------------------
    def somebody(self) -> None:
        """Add one resident with all they did; and now and then, before, somebody who was asked and did not want to be kept."""
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
        """Let every second one hear of new things, every third let us learn from what they choose, and every ninth wish for company."""
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
        standing, answered = self._referral_standing(session, at=at)
        referral = self._referral(person, ask, desk, session, standing, answered, at=at)
        welcome = standing in WELCOMED
        until = at + (referrals.KEPT_AFTER if welcome else timedelta(days=settings.REFERRAL_DAYS))
        shown = frozenset(referrals.ALL if welcome else referrals.FIRST_SIGHT)
        subject = str(referral.pk)
        self.rows.see(person, to, shown, Why.REFERRAL, subject, since=at, until=until, ended=referral.ended_at)
        for event in ("referral.drafted", "referral.sent"):
            self.rows.log(event, by=desk, at=at, on=referral, about=person)
        if standing != Standing.SENT:
            when = answered or referral.ended_at or self.at
            self.rows.log(f"referral.{standing}", by=NOBODY, at=when, on=referral, about=person)
        if standing == Standing.FIRST_ATTENDED and self.chance.random() < COME_BACK:
            for again in self._dates(1, after=(session.ends_at or at) + DAY):
                self._says_yes(person, again, since=(session.ends_at or at) + HOUR, source=Source.REFERRED)

    def _referral(
        self,
        person: Person,
        ask: Ask,
        desk: Actor,
        session: Session,
        standing: Standing,
        answered: datetime | None,
        *,
        at: datetime,
    ) -> Referral:
        """Gather a referral as it came to stand, with the place that a welcome took."""
        welcome = answered if standing in WELCOMED else None
        over = (answered or at + timedelta(days=settings.REFERRAL_DAYS)) if standing in FELL_THROUGH else None
        declined = standing == Standing.DECLINED
        referral: Referral = self.rows.add(
            Referral(
                person=person,
                organisation_id=session.opportunity.organisation_id,
                opportunity=session.opportunity,
                session=session if welcome else None,
                from_organisation_id=desk.acting_for,
                worker_id=desk.user_id,
                ask=ask,
                sign_up=self._referred_place(person, session, standing, welcome) if welcome else None,
                status=standing,
                wish=self.chance.choice(loader.crowd().likes),
                fields=frozenset(referrals.ALL),
                reason=self.chance.choice([Reason.FULL, Reason.SUITS, Reason.OVER]) if declined else "",
                made_at=at,
                sent_at=at,
                expires_at=at + timedelta(days=settings.REFERRAL_DAYS),
                answered_at=answered,
                first_attended_at=session.ends_at if standing == Standing.FIRST_ATTENDED else None,
                ended_at=over,
                next_step_at=over + DAY if over and over + DAY < self.at else None,
            )
        )
        return referral

    def _referral_standing(self, session: Session, *, at: datetime) -> tuple[Standing, datetime | None]:
        """Return how passing somebody on came to stand, and when it was answered."""
        answered = min(self._answered(session, at=at), (session.starts_at or self.at) - HOUR)
        if answered > self.at:
            return (Standing.ACKNOWLEDGED if self.chance.random() < 0.4 else Standing.SENT), None
        chosen = self.chance.random()
        if chosen < 0.1:
            return Standing.DECLINED, answered
        if chosen < 0.15 and at + timedelta(days=settings.REFERRAL_DAYS) < self.at:
            return Standing.EXPIRED, None
        came = session.ends_at and session.ends_at < self.at and self.chance.random() < 0.84
        return (Standing.FIRST_ATTENDED if came else Standing.ACCEPTED), answered

    def _referred_place(self, person: Person, session: Session, standing: Standing, at: datetime) -> SignUp:
        past = session.ends_at is not None and session.ends_at < self.at
        came = standing == Standing.FIRST_ATTENDED
        status = (Status.ATTENDED if came else Status.MISSED) if past else Status.HELD
        return self._place(person, session, status, Source.REFERRED, asked=at, answered=at, by=NOBODY, consent=False)

    # -- Saying yes -------------------------------------------------------------------------------------------------
    def _dates(self, count: int, *, after: datetime, within: timedelta = timedelta(days=35)) -> list[Session]:
        """Return some dates with room that begin after a time: of the nearest few weeks, at most one of each thing."""
        first = self._place_of(after + DAY)
        last = self._place_of(after + within)
        found: dict[int, Session] = {}
        for _try in range(6 * count):
            if first >= last or len(found) == count:
                break
            session = self.sessions[self.chance.randrange(first, last)]
            if self.room[session.pk] > 0:
                found.setdefault(session.opportunity_id, session)
        return list(found.values())

    def _place_of(self, at: datetime) -> int:
        low, high = 0, len(self.sessions)
        while low < high:
            middle = (low + high) // 2
            if self.sessions[middle].starts_at < at:  # type: ignore[operator]
                low = middle + 1
            else:
                high = middle
        return low

    def _says_yes(self, person: Person, session: Session, *, since: datetime, source: Source) -> None:
        starts = session.starts_at
        assert starts is not None
        shown = max(since, (session.opportunity.published_at or since) + HOUR)
        asked = moments.between(max(shown, starts - 20 * DAY), min(starts - HOUR, self.at), self.chance)
        if asked >= min(starts, self.at):
            return
        answered = asked if session.opportunity.answers_at_once else self._answered(session, at=asked)
        if answered > min(self.at, starts):
            # An answer that is owed and not late yet; the story alone has people who wait too long.
            owed = signing_up.promised(session, at=asked)
            if owed > self.at and starts > self.at:
                self._place(person, session, Status.REQUESTED, source, asked=asked, answered=None, by=NOBODY)
            return
        self._place(person, session, self._outcome(session), source, asked=asked, answered=answered, by=NOBODY)

    def _outcome(self, session: Session) -> Status:
        over = session.ends_at is not None and session.ends_at < self.at
        if over:
            return self.chance.choices([Status.ATTENDED, Status.MISSED, Status.CANCELLED], [84, 9, 7])[0]
        return self.chance.choices([Status.HELD, Status.DECLINED, Status.CANCELLED], [92, 4, 4])[0]

    def _answered(self, session: Session, *, at: datetime) -> datetime:
        """Return when an organisation answers: in time more often now than twelve weeks ago."""
        weeks_ago = (self.at - at) / timedelta(weeks=1)
        promised = session.opportunity.organisation.reply_hours
        late = self.chance.random() < 0.07 + 0.025 * weeks_ago
        hours = promised * (1.1 + self.chance.random()) if late else promised * (0.05 + 0.7 * self.chance.random())
        return at + timedelta(minutes=round(hours * 60))

    def _place(
        self,
        person: Person,
        session: Session,
        status: Status,
        source: Source,
        *,
        asked: datetime,
        answered: datetime | None,
        by: Actor,
        consent: bool = True,
    ) -> SignUp:
        """Gather a yes with what hangs on it: agreement, what the organisation sees, whether they came, the log."""
        to = session.opportunity.organisation_id
        at_once = session.opportunity.answers_at_once or not consent
        sign_up: SignUp = self.rows.add(
            SignUp(
                person=person,
                session=session,
                status=status,
                source=source,
                words=self.chance.choice(loader.crowd().says) if consent and self.chance.random() < 0.5 else "",
                route_lookup=encryption.fingerprint(Channel.EMAIL, f"crowd {person.pk}"),
                folded_name=reading.folded_name(person.first_name)[:60],
                asked_at=asked,
                answer_by=None if at_once else signing_up.promised(session, at=asked),
                answered_at=answered,
                ended=Ended.BY_PERSON if status == Status.CANCELLED else "",
            )
        )
        fields = frozenset((*agreeing.FIRST_SIGHT, *agreeing.ON_ACCEPTING))
        if consent:
            self.rows.agree(person, Purpose.PASS_ON, wordings.SIGN_UP, by=by, at=asked, recipient_id=to, fields=fields)
        if status not in (Status.CANCELLED, Status.DECLINED):
            self.rows.taken[session.pk] += 1
            self.room[session.pk] -= 1
        sees = fields if answered else frozenset(agreeing.FIRST_SIGHT)
        over = (answered or asked) if status in (Status.CANCELLED, Status.DECLINED) else None
        self.rows.see(
            person, to, sees, Why.SIGN_UP, str(sign_up.pk), since=asked, until=seen_until(session), ended=over
        )
        self._log_place(sign_up, person, session, at_once=at_once, by=by)
        return sign_up

    def _log_place(self, sign_up: SignUp, person: Person, session: Session, *, at_once: bool, by: Actor) -> None:
        """Gather what became of a yes: the log, and whether they came."""
        first = Status.HELD if at_once else Status.REQUESTED
        self.rows.log("sign_up.made", by=by, at=sign_up.asked_at, on=sign_up, about=person, status=str(first))
        if sign_up.answered_at and sign_up.status == Status.DECLINED:
            self.rows.log("sign_up.declined", by=by, at=sign_up.answered_at, on=sign_up, about=person)
        elif sign_up.answered_at and not at_once:
            self.rows.log("sign_up.accepted", by=by, at=sign_up.answered_at, on=sign_up, about=person)
        if sign_up.status in (Status.ATTENDED, Status.MISSED):
            came = sign_up.status == Status.ATTENDED
            noted = min((session.ends_at or sign_up.asked_at) + HOUR / 2, self.at)
            self.rows.add(Attendance(sign_up=sign_up, date=noted.astimezone(LOCAL).date(), came=came, noted_at=noted))
            self.rows.log("sign_up.attendance", by=by, at=noted, on=sign_up, about=person, came=came)


def fill(crowd: Crowd, people: int, *, each: Callable[[int], None] = lambda _number: None, batch: int = 5_000) -> int:
    """Add so many residents, with all they did and looked for; return how many rows that was."""
    written = 0
    for number in range(people):
        crowd.somebody()
        each(number + 1)
        if number % batch == batch - 1:
            written += crowd.rows.write()
    wishing.in_vain(crowd.rows, round(people * WISHES_A_PERSON), chance=crowd.chance, at=crowd.at)
    return written + crowd.rows.write()
