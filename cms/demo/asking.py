"""Whom the housing office asked in the demo content, and what followed, as steps on a timeline, made through the services."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Final

from cms.demo import founding
from cms.demo.content import loader
from cms.demo.content.shapes_story import Talk
from cms.demo.founding import Town
from cms.demo.timeline import Timeline
from hub.access.actors import SYSTEM, Actor
from hub.consent.models import How, Purpose
from hub.consent.services import consents
from hub.people.models import Person
from hub.places.locate import find
from hub.taxonomy.codes import Activity, Commitment, HowFar, Slot, Travel
from matching.frontline.asks.services import asks, gate
from matching.frontline.capture.services import captures
from matching.frontline.models import Ask, RaisedBy, Reason, Referral, Way
from matching.frontline.people.services import contacts
from matching.frontline.referrals.services import referrals
from matching.preferences.services import saving
from opportunities.models import Opportunity, Session
from organisations.models import Membership

HOUR: Final = timedelta(hours=1)
DAY: Final = timedelta(days=1)


@dataclass
class Office:
    """The worker who asks, and their service."""

    town: Town
    worker: Actor

    def person(self, first_name: str) -> Person:
        """Return a resident with an account by first name."""
        return Person.objects.get(first_name=first_name, user__isnull=False, user__memberships=None)

    def organiser(self, opportunity: Opportunity) -> Actor:
        """Return the actor who answers for an opportunity's organisation."""
        every = self.town.organisers.values()
        return next(actor for actor in every if actor.organisation_id == opportunity.organisation_id)


def all_of_it(town: Town, line: Timeline) -> None:
    """Plan every conversation and what follows, and the worker's current day."""
    maya = Membership.objects.select_related("user__person").get(user=town.accounts["frontline@demo.test"])
    office = Office(town, founding.member_actor(maya))
    for number, talk in enumerate(loader.asked().talks):
        line.then(town.day(talk.days, f"{9 + number % 7:02}:20"), partial(_talk, office, talk))
    line.then(town.day(1, "14:00"), partial(_denise, office))
    line.then(town.at, partial(_open_now, office))


def _talk(office: Office, talk: Talk, at: datetime) -> None:
    person = office.person(talk.who)
    by = office.worker
    opportunity = office.town.posts.get(talk.about)
    contact = contacts.begin(
        person,
        Way(talk.way),
        nothing_unsorted=not talk.owed,
        outcome="asked" if talk.answer else "kept",
        handed=[opportunity.pk] if opportunity else [],
        by=by,
        at=at,
    )
    if talk.words or talk.slots:
        saving.save(person, _said(talk), by=by, at=at)
    if talk.owed:
        contacts.owe(person, what=talk.owed, owner="Dev Patel", due=(at + 3 * DAY).date(), by=by, at=at)
    if not talk.answer:
        return
    asked_so = asks.Asked(RaisedBy.WORKER, talk.way, no_effect_said=True, opportunity=opportunity)
    verdict = gate.verdict(person, nothing_unsorted=True, owed=[], at=at)
    if talk.answer == "do_not_ask":
        asked_so = replace(asked_so, opportunity=None)
    ask = asks.make(person, asked_so, verdict=verdict, answer=talk.answer, contact=contact, by=by, at=at)
    if talk.then and opportunity:
        _refer(office, talk, person, opportunity, ask, at=at)


def _said(talk: Talk) -> saving.Said:
    return saving.Said(
        words=talk.words,
        activities=frozenset(talk.activities),
        slots=frozenset(talk.slots),
        how_far=talk.how_far,
        travel=frozenset(talk.travel),
        ease=frozenset(talk.ease),
        place=find(talk.near),
    )


def _refer(office: Office, talk: Talk, person: Person, opportunity: Opportunity, ask: Ask, *, at: datetime) -> None:
    """Refer somebody, and let the organisation answer, at its own times before now."""
    by = office.worker
    opportunity = Opportunity.objects.select_related("organisation").get(pk=opportunity.pk)
    referral = referrals.pass_on(
        person,
        opportunity.organisation,
        opportunity=opportunity,
        ask=ask,
        wish=talk.words,
        needs=frozenset(talk.ease),
        how=How.PHONE if talk.way == "phone" else How.COUNTER,
        by=by,
        at=at,
    )
    answerer = office.organiser(opportunity)
    if talk.then == "acknowledged":
        referrals.acknowledge(referral, by=answerer, at=at + 5 * HOUR)
    elif talk.then in ("accepted", "first_attended"):
        _accept(referral, answerer, talk, at=at + DAY)
    elif talk.then == "declined":
        words = "We’re full of sorters until spring. Do try the library, they’d love you."
        referrals.decline(referral, reason=Reason.FULL, words=words, by=answerer, at=at + DAY)
    elif talk.then == "withdrawn":
        me = Actor(kind=by.kind, user_id=person.user_id, person_id=person.pk)
        consents.withdraw(person, Purpose.PASS_ON, recipient_id=opportunity.organisation_id, by=me, at=at + DAY)
    elif talk.then == "expired":
        referrals.expire(at=at + 14 * DAY + HOUR)


def _accept(referral: Referral, by: Actor, talk: Talk, *, at: datetime) -> None:
    rows = Session.objects.upcoming(at=at).filter(opportunity=referral.opportunity).with_room().in_order()
    session = rows.select_related("opportunity__organisation").first()
    referrals.accept(referral, session=session, by=by, at=at)
    if talk.then == "first_attended":
        after = session.ends_at if session and session.ends_at else at + 7 * DAY
        referrals.came(referral, by=SYSTEM, at=after)


def _denise(office: Office, at: datetime) -> None:
    """Denise, the resident one can sign in as: her preference is saved, and one ask waits for her answer."""
    denise = office.person("Denise")
    own = Actor(kind=office.worker.kind, user_id=denise.user_id, person_id=denise.pk)
    said = saving.Said(
        words="Something with people, not too early. I like fixing things and I make a good cup of tea. Not shops.",
        activities=frozenset({Activity.TALK, Activity.FIX}),
        slots=frozenset(
            {
                Slot.TUE_EVENING,
                Slot.THU_EVENING,
                Slot.WED_AFTERNOON,
                Slot.SAT_MORNING,
                Slot.SAT_AFTERNOON,
                Slot.SUN_AFTERNOON,
            }
        ),
        often=Commitment.HOURS_MONTHLY,
        how_far=HowFar.HALF_HOUR,
        travel=frozenset({Travel.WALK, Travel.BUS}),
        place=find("SW18 3NP"),
    )
    saving.save(denise, said, by=own, at=at - DAY)
    contacts.begin(denise, Way.PHONE, nothing_unsorted=True, outcome="kept", by=office.worker, at=at - HOUR)
    asked_so = asks.Asked(
        RaisedBy.WORKER,
        asks.MESSAGE,
        no_effect_said=True,
        opportunity=office.town.posts["repair"],
        words=loader.asked().asks_denise,
    )
    verdict = gate.verdict(denise, nothing_unsorted=True, owed=[], at=at)
    asks.ask_by_message(denise, asked_so, verdict=verdict, by=office.worker, at=at)


def _open_now(office: Office, at: datetime) -> None:
    """Leave one capture of the worker open, half filled in."""
    capture = captures.begin(Way.PHONE, by=office.worker, at=at)
    fields = {
        "unsorted": ["nothing"],
        "first_name": ["Joyce"],
        "place": ["SW15 4EF"],
        "words": ["Bit of company. Used to cook for a school. Can’t stand long."],
        "activities": ["talk", "cook"],
        "slots": ["6", "7", "10"],
        "travel": ["bus"],
        "ease": ["seating", "step_free"],
    }
    captures.save(capture, fields, at=at)
