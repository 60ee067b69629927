"""Pairs of requests that meet: one that shows an organisation more of a person, and one that ends what it sees.

Each row of `DISCLOSING` and `ENDING` makes what it needs for a new person, and gives the request that its page would send.
Whoever comes first, nobody is left seen who does not agree, no place is counted wrongly, and no request fails.
"""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import timedelta

from django.db import connections
from django.urls import reverse
from django.utils import timezone

from hub.access.actors import Actor
from hub.access.roles import Role
from hub.consent import wordings
from hub.consent.models import Consent, How, Purpose
from hub.consent.services import consents
from hub.people.models import Person, Reach, Why
from hub.people.services import persons
from matching.frontline.models import Reason, Referral, Way
from matching.frontline.people.services import contacts
from matching.frontline.referrals.services import referrals
from opportunities.models import LIVE, TAKES_A_PLACE, Opportunity, Session, SignUp
from opportunities.signups.services import answering, signing_up
from organisations.models import Organisation
from tests import stage as stages
from tests.factories import (
    MembershipFactory,
    OpportunityFactory,
    OrganisationFactory,
    SessionFactory,
    UserFactory,
    actor,
    resident,
    yes,
)
from tests.races.serving import Browser

WEEK = timedelta(days=7)
Request = Callable[[], int]
"""Sends one request; returns the status of its answer."""


@dataclass
class Pair:
    """One person between a group with two dates and a service, each with a browser of their own."""

    number: int
    group: Organisation
    opportunity: Opportunity
    sessions: list[Session]
    organiser: Actor
    worker: Actor
    browsers: dict[str, Browser]
    port: int
    person: Person = field(init=False)
    sign_up: SignUp | None = None
    referral: Referral | None = None

    def __post_init__(self) -> None:
        """Add the person, with an account, who is known to the worker and agrees to that."""
        user = UserFactory(email=f"joan{self.number}@example.test")
        self.person, self.own = user.person, resident(user)
        persons.rename(self.person, first_name=f"Joan {self.number}", surname="Baptiste")
        for name in ("theirs", "their other"):
            self.browsers[name] = Browser(self.port, user)
        at = timezone.now()
        contacts.begin(self.person, Way.COUNTER, nothing_unsorted=True, by=self.worker, at=at)
        consents.give(self.person, Purpose.KEEP_RECORD, wording=wordings.KEEP_RECORD, by=self.own, at=at)

    def posts(self, who: str, address: str, **data: str) -> Request:
        """Return the request that somebody's browser sends."""
        return lambda: self.browsers[who].post(address, data)

    def asked(self, *, waiting: bool = False) -> SignUp:
        """Let the person ask for a place, or wait for one."""
        said = yes(f"Joan {self.number}", f"joan{self.number}@example.test")
        self.sign_up = signing_up.say_yes(self.sessions[0], said, waiting=waiting, by=self.own, at=timezone.now())
        return self.sign_up

    def sent(self) -> Referral:
        """Let the worker refer the person."""
        self.referral = referrals.pass_on(
            self.person,
            self.group,
            opportunity=self.opportunity,
            wish="Company.",
            needs=frozenset(),
            how=How.COUNTER,
            by=self.worker,
            at=timezone.now(),
        )
        return self.referral

    def at_group(self, name: str, *ids: object) -> str:
        """Return an address among the group's own pages."""
        return reverse(f"manage:{name}", args=[self.group.slug, *ids])


def accept(pair: Pair) -> Request:
    return pair.posts("organiser", pair.at_group("accept", pair.asked().pk))


def another_date(pair: Pair) -> Request:
    return pair.posts("organiser", pair.at_group("another", pair.asked().pk), session=str(pair.sessions[1].pk))


def offer_place(pair: Pair) -> Request:
    return pair.posts("organiser", pair.at_group("offer", pair.asked(waiting=True).pk))


def take_offer(pair: Pair) -> Request:
    sign_up = pair.asked(waiting=True)
    answering.offer_place(sign_up, by=pair.organiser, at=timezone.now())
    return pair.posts("their other", reverse("sign_up_take", args=[sign_up.pk]))


def sign_up_again(pair: Pair) -> Request:
    pair.asked()
    address = reverse("opportunities:join", args=[pair.opportunity.pk, pair.opportunity.slug])
    said = {"name": f"Joan {pair.number}", "kind": "email", "route": f"joan{pair.number}@example.test", "agree": "on"}
    return pair.posts("their other", address, session=str(pair.sessions[1].pk), **said)


def pass_on(pair: Pair) -> Request:
    pair.asked()
    address = reverse("frontline:pass_on", args=[pair.person.pk])
    return pair.posts("worker", address, organisation=str(pair.group.pk), wish="Company.", agree="on")


def accept_referral(pair: Pair) -> Request:
    address = pair.at_group("referral", pair.sent().pk)
    return pair.posts("organiser", address, do="accept", session=str(pair.sessions[0].pk))


DISCLOSING = (accept, another_date, offer_place, take_offer, sign_up_again, pass_on, accept_referral)


def _take_back(pair: Pair, purpose: Purpose) -> Request:
    consent = Consent.objects.filter(person=pair.person, purpose=purpose, withdrawn_at=None).latest("at")
    return pair.posts("theirs", reverse("consent_take_back", args=[consent.pk]))


def take_back_passing_on(pair: Pair) -> Request:
    return _take_back(pair, Purpose.PASS_ON)


def take_back_keeping(pair: Pair) -> Request:
    return _take_back(pair, Purpose.KEEP_RECORD)


def call_off(pair: Pair) -> Request:
    if pair.sign_up is None:
        return take_back_passing_on(pair)
    return pair.posts("theirs", reverse("sign_up_call_off", args=[pair.sign_up.pk]))


def decline(pair: Pair) -> Request:
    if pair.sign_up is None:
        assert pair.referral is not None
        return pair.posts(
            "another organiser", pair.at_group("referral", pair.referral.pk), do="decline", reason=Reason.FULL
        )
    return pair.posts("another organiser", pair.at_group("decline", pair.sign_up.pk))


def withdraw_referral(pair: Pair) -> Request:
    referral = pair.referral or pair.sent()
    return pair.posts("another worker", reverse("frontline:referral", args=[referral.pk]), do="withdraw")


def call_off_date(pair: Pair) -> Request:
    return pair.posts("another organiser", pair.at_group("call_off_date", pair.sessions[0].pk))


def close(pair: Pair) -> Request:
    return pair.posts("another organiser", pair.at_group("move", pair.opportunity.pk, "close"))


WITHDRAWING = (take_back_passing_on, take_back_keeping)
ENDING = (*WITHDRAWING, call_off, decline, withdraw_referral, call_off_date, close)


class World:
    """The group, the service and their browsers, which all pairs share."""

    def __init__(self, port: int) -> None:
        """Make them; the port is that of the server."""
        self.port = port
        self.group = OrganisationFactory()
        self.browsers: dict[str, Browser] = {}
        service = OrganisationFactory(service=True)
        who = {
            "organiser": MembershipFactory(organisation=self.group),
            "another organiser": MembershipFactory(organisation=self.group),
            "worker": MembershipFactory(organisation=service, role=Role.WORKER),
            "another worker": None,
        }
        who["another worker"] = who["worker"]
        for name, membership in who.items():
            if name != "another worker":
                stages.second_factor_for(membership.user)
            self.browsers[name] = Browser(port, membership.user)
        self.organiser, self.worker = actor(who["organiser"]), actor(who["worker"])
        self.made = 0

    def pair(self) -> Pair:
        """Return a new person at a new thing of the group with two dates."""
        self.made += 1
        at = timezone.now()
        opportunity = OpportunityFactory(organisation=self.group, published_at=at - WEEK)
        sessions = [SessionFactory(opportunity=opportunity, starts_at=at + days * WEEK, places=5) for days in (1, 2)]
        browsers = dict(self.browsers)
        return Pair(self.made, self.group, opportunity, sessions, self.organiser, self.worker, browsers, self.port)


class Meeting:
    """Two threads that send two requests at the same moment; each keeps its connection until the end."""

    def __enter__(self) -> "Meeting":
        """Start them."""
        self.pool = ThreadPoolExecutor(2)
        return self

    def __exit__(self, *_trouble: object) -> None:
        """Close their connections."""
        together = threading.Barrier(2)
        for job in [self.pool.submit(lambda: (together.wait(), connections.close_all())) for _thread in range(2)]:
            job.result()
        self.pool.shutdown()

    def of(self, *requests: Request) -> list[int]:
        """Send them; return what each was answered."""
        together = threading.Barrier(len(requests))

        def send(request: Request) -> int:
            together.wait()
            return request()

        return [job.result() for job in [self.pool.submit(send, request) for request in requests]]


def meet(world: World, meeting: Meeting, discloses: Callable[[Pair], Request], ends: Callable[[Pair], Request]) -> None:
    """Let one pair meet, and assert what must hold afterwards."""
    pair = world.pair()
    one, other = discloses(pair), ends(pair)
    agreed_before = list(Consent.objects.filter(person=pair.person, withdrawn_at=None).values_list("pk", flat=True))

    answers = meeting.of(one, other)

    what = f"{discloses.__name__} met {ends.__name__}: {answers}"
    disclosed, ended = answers
    # Who would disclose and came second may find that they may not see this person any more; an end is never refused.
    assert (disclosed < 400 or disclosed == 404) and ended < 400, what
    if ends in WITHDRAWING:
        purpose = Purpose.PASS_ON if ends is take_back_passing_on else Purpose.KEEP_RECORD
        still = Consent.objects.filter(pk__in=agreed_before, purpose=purpose, withdrawn_at=None)
        assert not still.exists(), what
    agreed = Consent.objects.live(at=timezone.now()).filter(person=pair.person, purpose=Purpose.PASS_ON)
    if not agreed.filter(withdrawn_at=None).exists():
        seen = Reach.objects.filter(person=pair.person, ended_at=None).exclude(why=Why.CONTACT)
        assert not seen.exists(), what
        assert not SignUp.objects.filter(person=pair.person, status__in=LIVE).exists(), what
        assert not Referral.objects.live().filter(person=pair.person).exists(), what
    for session in pair.sessions:
        session.refresh_from_db()
        held = SignUp.objects.filter(session=session, status__in=TAKES_A_PLACE).count()
        assert session.taken == held, f"{what}: {session.taken} taken, {held} held"


def run(port: int, *, withdrawals: int, others: int) -> int:
    """Let every pair meet so many times; return how many meetings that was."""
    world = World(port)
    done = 0
    with Meeting() as meeting:
        for discloses in DISCLOSING:
            for ends in ENDING:
                for _again in range(withdrawals if ends in WITHDRAWING else others):
                    meet(world, meeting, discloses, ends)
                    done += 1
    return done
