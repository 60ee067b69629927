"""The town while it is being built: its dates, and the places taken on them."""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Self

from cms.demo import moments
from cms.demo.content import loader
from cms.demo.crowd import wishing
from cms.demo.crowd.rows import Rows
from hub.access.actors import NOBODY, Actor
from hub.consent import wordings
from hub.consent.models import Purpose
from hub.core import encryption
from hub.people import reading
from hub.people.models import Channel, Person, Why
from hub.taxonomy.slots import LOCAL
from opportunities.models import Attendance, Ended, Session, SignUp, Source, Status
from opportunities.private_links import seen_until
from opportunities.signups.services import agreeing, signing_up

DAY: Final = timedelta(days=1)
HOUR: Final = timedelta(hours=1)
SPARE: Final = 3
"""Places of each date that stay free, so that visitors can sign up."""
BIGGEST: Final = 30
"""The largest number of people where everybody can come."""


Places = dict[int, int]


@dataclass
class Town:
    """The town while it is being built: its dates and places. `desks`: who talks with residents, in which role, how often."""

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
    ) -> Self:
        """Return a town with these dates, ordered by time."""
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

    def _dates(self, count: int, *, after: datetime, within: timedelta = timedelta(days=35)) -> list[Session]:
        """Return some dates with room that begin after a time: in the next few weeks, at most one per opportunity."""
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
            # Some answers are due and not late yet; only the story has people who wait too long.
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
        """Return when an organisation answers: more often in time now than twelve weeks ago."""
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
        """Add a sign-up with everything that depends on it: agreement, Reach, attendance, the audit log."""
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
        """Add the end of a sign-up: the audit log, and attendance."""
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
