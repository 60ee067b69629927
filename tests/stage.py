"""A small world with one example of every page: the fixed cast, their organisations, and an address for each named route.

Ama is a resident with an account, Col organises the Larder, Bev is a worker of a service that is also the desk, Max its manager, Ada an
adviser, Eve an editor, Adi an administrator, Dev organises another group. Several tests walk over the same world: who may open
what, what a screen reader meets, how many queries a page takes.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hub.access.actors import NOBODY, SYSTEM
from hub.access.roles import Role
from hub.accounts.models import User
from hub.messaging import outbox
from hub.people.models import Channel
from opportunities import private_links
from opportunities.models import Opportunity, Session, SignUp
from opportunities.services import answering, scheduling, signing_up
from organisations.models import Membership, Organisation
from organisations.services import members
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
    urls: dict[str, str] = field(default_factory=dict)

    def client(self, who: str) -> Client:
        """Return a browser of one of the cast; staff have their second step behind them."""
        client = Client()
        if who != "nobody":
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


def _addresses(stage: Stage) -> None:
    at, larder, sign_up = stage.at, stage.larder.slug, stage.sign_ups["requested"].pk
    pk, title = stage.opportunity.pk, stage.opportunity.slug
    named: dict[str, list[Any]] = {
        "opportunities:page": [pk, title],
        "opportunities:join": [pk, title],
        "opportunities:received": [pk, title],
        "organisations:page": [larder],
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
        "manage:session": [larder, stage.session.pk],
        "manage:call_off_date": [larder, stage.session.pk],
        "manage:calls": [stage.service.slug],
        "manage:members": [stage.service.slug],
        "manage:member": [stage.service.slug, Membership.objects.get(user=stage.users["bev"]).pk],
    }
    for name in ("accept", "decline", "another", "offer", "came"):
        named[f"manage:{name}"] = [larder, sign_up]
    for name in ("home", "about", "inbox", "answered", "waiting", "opportunities", "new"):
        named[f"manage:{name}"] = [larder]
    stage.urls |= {name: reverse(name, args=args) for name, args in named.items()}
    stage.urls["manage:close"] = reverse("manage:move", args=[larder, pk, "close"])


def build(at: datetime | None = None) -> Stage:
    """Make the world as of a time (now, if none is given)."""
    stage = Stage(at=at or timezone.now())
    steps: tuple[Callable[[Stage], None], ...] = (_cast, _posts, _people, _addresses)
    for step in steps:
        step(stage)
    scheduling.move_on(at=stage.at)
    return stage
