"""The sign-ups of the demo content, and how they ended, as steps on a timeline."""

import random
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import Final, Protocol
from uuid import UUID

from cms.demo import founding, moments
from cms.demo.content import loader
from cms.demo.content.shapes import Resident
from cms.demo.founding import Town
from cms.demo.timeline import Timeline
from hub.access.actors import NOBODY, SYSTEM, Actor
from hub.people import reading
from hub.people.services import persons
from opportunities.attendance.services import attendance
from opportunities.dates.services import scheduling
from opportunities.models import Ended, Opportunity, Session, SignUp
from opportunities.posting.services import posting
from opportunities.signups.services import answering, signing_up

HOUR: Final = timedelta(hours=1)
DAY: Final = timedelta(days=1)
IN_THE_INBOX: Final = 5
"""The first newcomers are reserved for the larder's inbox."""


class Ending(Protocol):
    """A service that takes a post off the lists."""

    def __call__(self, opportunity: Opportunity, *, by: Actor, at: datetime) -> Opportunity:
        """Pause or close it."""


@dataclass
class Planned:
    """One resident's sign-up, before and after it is made."""

    who: Resident
    session: Session
    words: str
    pk: UUID | None = None

    @property
    def sign_up(self) -> SignUp:
        """The current sign-up."""
        assert self.pk is not None
        return SignUp.objects.select_related("person", "session__opportunity__organisation").get(pk=self.pk)


@dataclass
class Happenings:
    """Makes steps: people signing up, answers, people coming."""

    town: Town
    line: Timeline
    chance: random.Random
    regulars: list[Resident] = field(default_factory=list)
    newcomers: list[Resident] = field(default_factory=list)
    seen: set[tuple[str, int]] = field(default_factory=set)
    turn: int = 0

    def __post_init__(self) -> None:
        self.regulars = list(loader.regulars()[1:])
        self.newcomers = sorted(loader.newcomers()[IN_THE_INBOX:], key=lambda one: one.channel != "letter")
        self.chance.shuffle(self.regulars)

    # -- Who --------------------------------------------------------------------------------------------------------
    def regular(self, session: Session) -> Resident:
        """Return the next resident with an account who has not signed up for this session."""
        while True:
            who = self.regulars[self.turn % len(self.regulars)]
            self.turn += 1
            if (who.value, session.pk) not in self.seen:
                return who

    def anybody(self, session: Session) -> Resident:
        """Return a newcomer sometimes, while there are any, else a regular."""
        if len(self.newcomers) > 12 and self.chance.random() < 0.6:
            return self.newcomers.pop(0)
        return self.regular(session)

    def actor(self, who: Resident) -> Actor:
        """Return a resident as an actor: themselves if they have an account, else a visitor."""
        return founding.resident_actor(self.town, who) if who.email else NOBODY

    def organiser(self, session: Session) -> Actor:
        """Return the actor who answers for a session's organisation."""
        organisation = session.opportunity.organisation_id
        return next(a for a in self.town.organisers.values() if a.organisation_id == organisation)

    # -- Which date -------------------------------------------------------------------------------------------------
    def dates(self, key: str) -> list[Session]:
        """Return the dates of a post in order."""
        rows = Session.objects.filter(opportunity=self.town.posts[key]).select_related("opportunity__organisation")
        return list(rows.order_by("starts_at", "pk"))

    def coming_dates(self, key: str) -> list[Session]:
        """Return the dates of a post that are still to come, or its flexible session."""
        return [date for date in self.dates(key) if date.next_at is None or date.next_at > self.town.at]

    def past_dates(self, key: str) -> list[Session]:
        """Return the past dates of a post, latest first."""
        over = [date for date in self.dates(key) if date.ends_at and date.ends_at < self.town.at]
        return over[::-1]

    # -- When -------------------------------------------------------------------------------------------------------
    def asked(self, session: Session, *, days: tuple[int, int]) -> datetime:
        """Return when somebody signed up: so many days before today, never before publication."""
        shown = self.shown_at(session.opportunity) + HOUR
        earliest = max(self.town.day(days[0], "08:00"), shown)
        return moments.between(earliest, max(self.town.day(days[1], "21:30"), earliest + HOUR), self.chance)

    def shown_at(self, opportunity: Opportunity) -> datetime:
        """Return when a post was published."""
        found = Opportunity.objects.get(pk=opportunity.pk).published_at
        assert found is not None
        return found

    # -- What -------------------------------------------------------------------------------------------------------
    def yes(
        self, who: Resident, session: Session, *, at: datetime, words: str | None = None, waiting: bool = False
    ) -> Planned:
        """Sign somebody up for a session, or put them on its waiting list."""
        said = who.says if words is None else words
        planned = Planned(who, session, said)
        self.seen.add((who.value, session.pk))

        def act(at: datetime) -> None:
            route = reading.route(who.channel, who.value)
            yes = signing_up.Yes(who.first_name, route, "en-gb", surname=who.surname, words=planned.words)
            planned.pk = signing_up.say_yes(session, yes, waiting=waiting, by=self.actor(who), at=at).pk

        self.line.then(at, act)
        return planned

    def accept(self, planned: Planned, *, at: datetime) -> None:
        """Let the organiser accept (nothing to do where a sign-up gets a place at once)."""
        if not planned.session.opportunity.answers_at_once:
            by = self.organiser(planned.session)
            self.line.then(at, lambda at: answering.accept(planned.sign_up, by=by, at=at))

    def in_time(self, planned: Planned, asked: datetime) -> datetime:
        """Return a time within the organisation's promise."""
        promised = planned.session.opportunity.organisation.reply_hours
        return asked + timedelta(minutes=self.chance.randrange(40, int(promised * 60 * 0.7)))

    def held(
        self, who: Resident, session: Session, *, days: tuple[int, int] = (7, 2), words: str | None = None
    ) -> Planned:
        """Let somebody sign up and be answered in time."""
        asked = self.asked(session, days=days)
        planned = self.yes(who, session, at=asked, words=words)
        self.accept(planned, at=self.in_time(planned, asked))
        return planned

    def came(self, who: Resident, session: Session, *, came: bool = True, late: timedelta | None = None) -> None:
        """Let somebody sign up for a past date, be answered (in time or late), and come or not."""
        assert session.starts_at is not None
        assert session.ends_at is not None
        earliest = max(session.starts_at - 9 * DAY, self.shown_at(session.opportunity) + HOUR)
        asked = moments.between(earliest, max(session.starts_at - 5 * DAY, earliest + HOUR), self.chance)
        planned = self.yes(who, session, at=asked, words="" if self.chance.random() < 0.4 else None)
        promised = timedelta(hours=session.opportunity.organisation.reply_hours)
        answered = asked + promised + late if late else self.in_time(planned, asked)
        self.accept(planned, at=min(answered, session.starts_at - HOUR))
        by = self.organiser(session)
        self.line.then(
            session.ends_at + HOUR / 2, lambda at: attendance.note_attendance(planned.sign_up, came=came, by=by, at=at)
        )


def all_of_it(town: Town, line: Timeline, chance: random.Random) -> None:
    """Put everything that happened on the timeline."""
    doings = Happenings(town, line, chance)
    _ended_posts(doings)
    _larder(doings)
    _denise(doings)
    _elsewhere(doings)
    _answers(doings)
    _second_thoughts(doings)
    _known_only(doings)


def _ended_posts(doings: Happenings) -> None:
    ends: dict[str, Ending] = {
        "swim": posting.pause,
        "piano": posting.pause,
        "supper": posting.close,
        "bulbplanting": posting.close,
    }
    for number, (key, end) in enumerate(ends.items()):
        by = doings.organiser(doings.dates(key)[0])

        act = partial(_end, doings.town.posts[key], end, by)
        doings.line.then(doings.town.day(3 + number, "11:00"), act)


def _end(opportunity: Opportunity, end: Ending, by: Actor, at: datetime) -> None:
    end(opportunity, by=by, at=at)


# -- The larder --------------------------------------------------------------------------------------------------------


def _larder(doings: Happenings) -> None:
    """A full next Tuesday with two waiting, three people to answer, and 46 of the last 48 answered in time."""
    full, second, third = doings.coming_dates("sort")[:3]
    _larder_history(doings)
    for number in range(7):
        doings.held(doings.regular(full), full, days=(10, 6), words="" if number % 2 else None)
    for session, people in ((second, 3), (third, 2)):
        for _number in range(people):
            doings.held(doings.regular(session), session, days=(6, 3))
    _larder_inbox(doings, full, second, third)
    refused = doings.yes(doings.regular(second), second, at=doings.town.day(8, "12:40"))
    by = doings.organiser(second)
    words = loader.happened().larder_no
    doings.line.then(
        doings.town.day(8, "17:15"), lambda at: answering.decline(refused.sign_up, words=words, by=by, at=at)
    )
    changed = doings.held(doings.regular(third), third, days=(9, 7))
    doings.line.then(doings.town.day(4, "13:00"), partial(_calls_off, doings, changed))


def _larder_history(doings: Happenings) -> None:
    """33 people over nine Tuesdays: four did not come, two were answered late."""
    past = doings.past_dates("sort")[:9]
    number = 0
    for week, session in enumerate(past):
        for place in range(4 if week < 6 else 3):
            who = loader.denise() if place == 0 and week in (1, 3, 4) else doings.regular(session)
            late = timedelta(hours=15) if number in (9, 21) else None
            doings.came(who, session, came=number % 9 != 5, late=late)
            number += 1


def _larder_inbox(doings: Happenings, full: Session, second: Session, third: Session) -> None:
    joyce, tunde, ana, farida, pete = loader.newcomers()[:IN_THE_INBOX]
    at = doings.town.at
    doings.held(loader.denise(), full, days=(9, 7))
    doings.yes(farida, full, at=doings.town.day(4, "14:05"), waiting=True)
    doings.yes(pete, full, at=doings.town.day(3, "19:10"), waiting=True)
    midnight = doings.town.day(0, "23:45")
    due = max(min(at + 5 * HOUR, midnight), at + HOUR / 12)
    doings.yes(joyce, second, at=at - 26 * HOUR)
    doings.yes(tunde, second, at=due - DAY)
    doings.yes(ana, third, at=at - 3 * HOUR)


def _denise(doings: Happenings) -> None:
    """What the resident's own page shows beside the larder: something held, asked, waited for, and a kind no."""
    table = doings.coming_dates("table")[1]
    doings.held(loader.denise(), table, days=(6, 4), words="I’d sit with anybody.")
    doings.yes(loader.denise(), doings.coming_dates("movein")[0], at=moments.awake(doings.town.at - 7 * HOUR))
    grants = doings.yes(loader.denise(), doings.coming_dates("grants")[0], at=doings.town.day(12, "20:10"))
    _declines(doings, grants, loader.happened().declined["grants"], at=doings.town.day(11, "09:20"))


# -- Everywhere else ---------------------------------------------------------------------------------------------------


def _elsewhere(doings: Happenings) -> None:
    for key in loader.happened().coming:
        session = doings.chance.choice(doings.coming_dates(key)[:2])
        doings.held(doings.anybody(session), session)
    for number, key in enumerate([*loader.happened().came, *loader.happened().missed]):
        past = doings.past_dates(key)[:3]
        session = past[number % len(past)]
        doings.came(doings.regular(session), session, came=number < len(loader.happened().came))
    for key in loader.happened().full:
        _full(doings, key)


def _full(doings: Happenings, key: str) -> None:
    """Fill the next date of a post, with two people (or Denise and one) on the waiting list."""
    session = doings.coming_dates(key)[0]
    for _number in range(session.places or 0):
        doings.held(doings.anybody(session), session, days=(10, 6))
    waiting = [loader.denise() if key == "crumble" else doings.anybody(session), doings.anybody(session)]
    for number, who in enumerate(waiting):
        doings.yes(who, session, at=doings.town.day(2 - number, "18:25"), waiting=True)


def _answers(doings: Happenings) -> None:
    for key in loader.happened().asking:
        session = doings.coming_dates(key)[0]
        hours = session.opportunity.organisation.reply_hours
        at = doings.town.at - timedelta(minutes=doings.chance.randrange(90, int(hours * 60 * 0.8)))
        doings.yes(doings.anybody(session), session, at=moments.awake(at))
    for key, late in loader.happened().asking_late.items():
        session = doings.coming_dates(key)[0]
        hours = session.opportunity.organisation.reply_hours
        doings.yes(doings.anybody(session), session, at=doings.town.at - timedelta(hours=hours + late))
    for key, words in loader.happened().declined.items():
        if key != "grants":
            session = doings.coming_dates(key)[0]
            asked = doings.asked(session, days=(8, 4))
            planned = doings.yes(doings.anybody(session), session, at=asked)
            _declines(doings, planned, words, at=doings.in_time(planned, asked))


def _declines(doings: Happenings, planned: Planned, words: str, *, at: datetime) -> None:
    by = doings.organiser(planned.session)
    doings.line.then(at, lambda at: answering.decline(planned.sign_up, words=words, by=by, at=at))


def _second_thoughts(doings: Happenings) -> None:
    for key in loader.happened().offered:
        _another(doings, key, asked=moments.awake(doings.town.at - 20 * HOUR), offered=doings.town.at - 3 * HOUR)
    for key in loader.happened().lapsed:
        _another(doings, key, asked=doings.town.day(6, "12:30"), offered=doings.town.day(5, "10:10"))
    for key in loader.happened().changed_their_mind:
        session = doings.coming_dates(key)[-1]
        planned = doings.held(doings.anybody(session), session, days=(8, 6))
        doings.line.then(doings.town.day(1, "17:30"), partial(_calls_off, doings, planned))
    session = doings.coming_dates(loader.happened().called_off)[-1]
    for _number in range(2):
        doings.held(doings.anybody(session), session, days=(8, 6))
    by = doings.organiser(session)
    doings.line.then(doings.town.day(1, "16:00"), lambda at: scheduling.call_off(session, by=by, at=at))


def _another(doings: Happenings, key: str, *, asked: datetime, offered: datetime) -> None:
    """Let somebody ask for one date and be offered a later one."""
    dates = doings.coming_dates(key)
    planned = doings.yes(doings.anybody(dates[0]), dates[0], at=asked)
    by = doings.organiser(dates[0])
    other = dates[-1]
    doings.line.then(offered, lambda at: answering.offer_another(planned.sign_up, other, by=by, at=at))


def _calls_off(doings: Happenings, planned: Planned, at: datetime) -> None:
    signing_up.call_off(planned.sign_up, because=Ended.BY_PERSON, by=doings.actor(planned.who), at=at)


def _known_only(doings: Happenings) -> None:
    """Add those who told a worker about themselves, and have not signed up for anything yet."""
    for number, who in enumerate(doings.newcomers):

        def act(at: datetime, who: Resident = who) -> None:
            route = reading.route(who.channel, who.value)
            persons.add(first_name=who.first_name, surname=who.surname, route=route, language="en-gb", by=SYSTEM, at=at)

        doings.line.then(doings.town.day(40 - 3 * number, "11:30"), act)
