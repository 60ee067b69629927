"""A small world with one example of every page: the fixed cast, their organisations, and an address for each named route.

Ama is a resident with an account, Col organises the Larder, Bev is a worker of a service that is also the desk, Max its manager, Ada an
adviser, Eve an editor, Adi an administrator, Dev organises another group. Several tests walk over the same world: who may open
what, what a screen reader meets, how many queries a page takes.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cms.toolkit.applying import About
from cms.toolkit.models import Step
from cms.toolkit.services import workspaces
from hub.access.actors import NOBODY, SYSTEM
from hub.access.roles import Role
from hub.accounts.models import User
from hub.consent.models import GivenBy, How
from hub.messaging import outbox
from hub.people import reading
from hub.people.models import Channel, Person
from hub.taxonomy.codes import Ease, Slot
from matching.frontline.asks.services import asks, gate
from matching.frontline.capture.services import captures
from matching.frontline.models import RaisedBy, Referral, Way
from matching.frontline.people.services import contacts
from matching.frontline.referrals.services import referrals
from matching.preferences.services import saving
from matching.suggestions.models import CompanionMatch
from opportunities import private_links
from opportunities.dates.services import scheduling
from opportunities.models import Opportunity, Session, SignUp
from opportunities.signups.services import answering, signing_up
from organisations.models import Membership, Organisation
from organisations.services import members
from tests import written
from tests.factories import (
    OpportunityFactory,
    OrganisationFactory,
    SessionFactory,
    UserFactory,
    VenueFactory,
    actor,
    resident,
    yes,
)

AUDIENCES = ("nobody", "ama", "col", "dev", "bev", "max", "ada", "eve", "adi")


@dataclass
class Stage:
    """The world, and how to look at it."""

    at: datetime
    users: dict[str, User] = field(default_factory=dict)
    larder: Organisation = None  # type: ignore[assignment]
    other: Organisation = None  # type: ignore[assignment]
    service: Organisation = None  # type: ignore[assignment]
    opportunity: Opportunity = None  # type: ignore[assignment]
    session: Session = None  # type: ignore[assignment]
    sign_ups: dict[str, SignUp] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    referral: Referral = None  # type: ignore[assignment]
    urls: dict[str, str] = field(default_factory=dict)

    def client(self, who: str) -> Client:
        """Return a browser of one of the cast; staff have their second step behind them.

        "visitor" is nobody who is known, but has just sent a yes.
        """
        client = Client()
        if who == "visitor":
            kept = client.session
            kept["said_yes"] = {str(self.opportunity.pk): {"session": self.session.pk, "by": "email", "waits": False}}
            kept.save()
            client.cookies[settings.SESSION_COOKIE_NAME] = kept.session_key
        elif who != "nobody":
            client.force_login(self.users[who])
        return client


def second_factor_for(user: User) -> None:
    """Give a user an authenticator, as enrolment would."""
    from allauth.mfa.models import Authenticator

    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": "x"})


def _cast(stage: Stage) -> None:
    stage.larder = OrganisationFactory(name="Earlsfield Larder", slug="earlsfield-larder", venue=VenueFactory())
    stage.other = OrganisationFactory(name="Balham Bakers", slug="balham-bakers")
    stage.service = OrganisationFactory(name="Library", slug="library", desk=True)
    OrganisationFactory(name="New Group", slug="new-group", unchecked=True)
    places = {
        "col": (Role.ORGANISER, stage.larder),
        "dev": (Role.ORGANISER, stage.other),
        "bev": (Role.WORKER, stage.service),
        "max": (Role.MANAGER, stage.service),
        "ada": (Role.ADVISER, stage.service),
        "eve": (Role.EDITOR, None),
        "adi": (Role.ADMINISTRATOR, None),
    }
    for name in ("ama", *places):
        stage.users[name] = UserFactory(email=f"{name}@example.test")
    for name, (role, organisation) in places.items():
        members.add(stage.users[name], organisation, role, by=SYSTEM, at=stage.at)
        second_factor_for(stage.users[name])


def _posts(stage: Stage) -> None:
    at = stage.at
    start = (at + timedelta(days=7)).replace(hour=18, minute=0, second=0, microsecond=0)
    stage.opportunity = OpportunityFactory(organisation=stage.larder, published_at=at - timedelta(days=2))
    stage.session = SessionFactory(opportunity=stage.opportunity, starts_at=start, places=3)
    SessionFactory(opportunity=stage.opportunity, starts_at=start + timedelta(days=7), places=8)
    home = OpportunityFactory(
        organisation=stage.larder, at_home=True, title="Ring someone", published_at=at, at_once=True
    )
    SessionFactory(opportunity=home, flexible=True, places=None)
    draft = OpportunityFactory(organisation=stage.larder, draft=True, title="Paint the shed", what_you_do="")
    stage.urls["manage:draft"] = reverse("manage:opportunity", args=[stage.larder.slug, draft.pk])


def _people(stage: Stage) -> None:
    at = stage.at
    organiser = actor(Membership.objects.get(user=stage.users["col"]))
    said = {
        "requested": yes("Tunde", "+447700900123", Channel.TEXT, words="I finish work at 5."),
        "held": yes("Joyce", "+441632960202", Channel.PHONE, surname="Okoro"),
        "declined": yes("Leo", "leo@example.test"),
    }
    for state, who in said.items():
        stage.sign_ups[state] = signing_up.say_yes(stage.session, who, by=NOBODY, at=at)
    answering.accept(stage.sign_ups["held"], by=organiser, at=at)
    answering.decline(stage.sign_ups["declined"], words="Next time.", by=organiser, at=at)
    signing_up.say_yes(stage.session, yes("Pat", "pat@example.test"), by=NOBODY, at=at)
    letter = yes("Farida", "4 Garratt Lane\nLondon\nSW18 4AA", Channel.LETTER)
    stage.sign_ups["waiting"] = signing_up.say_yes(stage.session, letter, waiting=True, by=NOBODY, at=at)
    own = yes("Ama", "ama@example.test")
    second = stage.opportunity.sessions.order_by("-starts_at").first()
    assert second is not None
    stage.sign_ups["own"] = signing_up.say_yes(second, own, by=resident(stage.users["ama"]), at=at)
    outbox.run(at=at)


def _front_line(stage: Stage) -> None:
    """Bev has talked with Joan, who has no account: owes her something, passed her on, and asked Ama by message."""
    at = stage.at
    bev = actor(Membership.objects.get(user=stage.users["bev"]))
    way = saving.Reached(reading.Route(Channel.TEXT, "+447700900151"))
    joan = saving.welcome(
        saving.Newcomer("Joan", way, "en-gb", surname="Baptiste", given_by=GivenBy.WORKER), by=bev, at=at
    )
    stage.people["joan"] = joan
    said = saving.Said(words="Bit of company. I like gardening.", slots=frozenset({Slot.TUE_EVENING}))
    ama = stage.users["ama"].person
    for person in (joan, ama):
        saving.save(person, said if person == joan else saving.Said(words=said.words), by=bev, at=at)
    contact = contacts.begin(joan, Way.COUNTER, nothing_unsorted=True, handed=[stage.opportunity.pk], by=bev, at=at)
    owed = contacts.owe(joan, what="Mend the lift", owner="Dev Patel", due=at.date() + timedelta(days=3), by=bev, at=at)
    referral = referrals.pass_on(
        joan,
        stage.larder,
        opportunity=stage.opportunity,
        wish="Bit of company.",
        needs=frozenset({Ease.SEATING}),
        how=How.COUNTER,
        by=bev,
        at=at,
    )
    asked = asks.Asked(
        RaisedBy.PERSON, asks.MESSAGE, no_effect_said=True, opportunity=stage.opportunity, words="Come along."
    )
    verdict = gate.verdict(ama, nothing_unsorted=None, owed=[], at=at)
    ask = asks.ask_by_message(ama, asked, verdict=verdict, by=bev, at=at)
    capture = captures.begin(Way.PHONE, by=bev, at=at)
    captures.save(capture, {"first_name": ["Pat"], "words": ["I like gardening"], "unsorted": ["nothing"]}, at=at)
    outbox.run(at=at)
    stage.referral = referral
    one, other = sorted((joan, ama), key=lambda person: person.pk)
    company = CompanionMatch.objects.create(opportunity=stage.opportunity, one=one, other=other, at=at)
    consent = ama.consents.first()
    assert consent is not None
    named: dict[str, list[Any]] = {
        "ask_yes": [ask.pk],
        "together": [company.pk],
        "ask_no": [ask.pk],
        "consent_take_back": [consent.pk],
        "answer_referral": [referral.pk],
        "manage:referrals": [stage.larder.slug],
        "manage:referral": [stage.larder.slug, referral.pk],
        "frontline:owed_done": [owed.pk],
        "frontline:crisis_in": [capture.pk],
        "frontline:capture": [capture.pk],
        "frontline:slip": [contact.pk],
        "frontline:slip_document": [contact.pk],
        "frontline:referral": [referral.pk],
        "frontline:not_for_them": [joan.pk, stage.opportunity.pk],
        "not_for_me": [stage.opportunity.pk],
    }
    for name in ("person", "open", "preference", "capture_of", "ask", "pass_on", "why_not"):
        named[f"frontline:{name}"] = [joan.pk]
    stage.urls |= {name: reverse(name, args=args) for name, args in named.items()}


def _addresses(stage: Stage) -> None:
    at, larder, sign_up = stage.at, stage.larder.slug, stage.sign_ups["requested"].pk
    pk, title = stage.opportunity.pk, stage.opportunity.slug
    named: dict[str, list[Any]] = {
        "opportunities:page": [pk, title],
        "opportunities:join": [pk, title],
        "opportunities:received": [pk, title],
        "organisations:page": [larder],
        "api:opportunity": [pk],
        "api:organisation": [larder],
        "sign_up": [stage.sign_ups["own"].pk],
        "sign_up_call_off": [stage.sign_ups["own"].pk],
        "sign_up_take": [stage.sign_ups["own"].pk],
        "answer": [sign_up],
        "private_link": [private_links.token(stage.sign_ups["requested"], at=at)],
        "demo:channel": ["email"],
        "verification": ["new-group"],
        "manage:move": [larder, pk, "copy"],
        "manage:opportunity": [larder, pk],
        "manage:step": [larder, pk, "what"],
        "manage:people_near": [larder, pk],
        "manage:session": [larder, stage.session.pk],
        "manage:call_off_date": [larder, stage.session.pk],
        "manage:calls": [stage.service.slug],
        "manage:letters": [stage.service.slug],
        "manage:members": [stage.service.slug],
        "manage:member": [stage.service.slug, Membership.objects.get(user=stage.users["bev"]).pk],
    }
    for name in ("accept", "decline", "another", "offer", "came"):
        named[f"manage:{name}"] = [larder, sign_up]
    for name in ("home", "about", "inbox", "answered", "waiting", "opportunities", "new"):
        named[f"manage:{name}"] = [larder]
    stage.urls |= {name: reverse(name, args=args) for name, args in named.items()}
    stage.urls["manage:close"] = reverse("manage:move", args=[larder, pk, "close"])


def _toolkit(stage: Stage) -> None:
    """The first pages, and the larder on its way through the toolkit."""
    written.pages()
    by = actor(Membership.objects.get(user=stage.users["col"]))
    workspaces.begin(name="Earlsfield Larder", about=[About.FOOD], language="en-gb", by=by, at=stage.at)
    stage.urls |= {
        "toolkit_tick": reverse("toolkit_tick", args=[Step.objects.get(number=1).pk]),
        "toolkit_take_along": reverse("toolkit_take_along", args=[stage.larder.slug]),
        "picture": reverse("picture", args=["images/none.webp"]),
        "wagtaildocs_serve": reverse("wagtaildocs_serve", args=["999", "none.pdf"]),
        "wagtail_serve": reverse("wagtail_serve", args=["about/"]),
        "search": f"{reverse('search')}?q=food",
    }


def build(at: datetime | None = None) -> Stage:
    """Make the world as of a time (now, if none is given)."""
    stage = Stage(at=at or timezone.now())
    steps: tuple[Callable[[Stage], None], ...] = (_cast, _posts, _people, _front_line, _toolkit, _addresses)
    for step in steps:
        step(stage)
    scheduling.move_on(at=stage.at)
    return stage
