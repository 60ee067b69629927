"""The people and organisations of the demo content, created through the ordinary services."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Final

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password

from cms.demo import accounts, moments
from cms.demo.content import loader
from cms.demo.content.shapes import Group, Place, Resident
from hub.access.actors import SYSTEM, Actor, Kind
from hub.access.roles import Role
from hub.accounts.models import User
from hub.people.models import ContactRoute, Person
from hub.places.models import Venue
from hub.places.services import venues
from opportunities.models import Opportunity
from organisations.models import Membership, Organisation, Tier
from organisations.services import joining, members, verification

FOUNDED: Final = timedelta(days=97)
"""How long before the day of loading the first organisation joined."""
A_FORTNIGHT: Final = 12
"""The number of days in which all of them joined, one after another."""


Progress = Callable[[int, int], None]
"""Called with the number of steps done and the number in all."""


@dataclass
class Town:
    """The demo content while it is being created."""

    at: datetime
    today: date
    groups: tuple[Group, ...]
    """Which organisations it has."""
    organisations: dict[str, Organisation] = field(default_factory=dict)
    organisers: dict[str, Actor] = field(default_factory=dict)
    """Who posts and answers for each organisation."""
    posts: dict[str, Opportunity] = field(default_factory=dict)
    accounts: dict[str, User] = field(default_factory=dict)
    places: dict[str, Venue] = field(default_factory=dict)

    def day(self, ago: int, clock: str = "10:00") -> datetime:
        """Return a local time so many days before the day of loading."""
        return moments.on(self.today - timedelta(days=ago), clock)

    def venue(self, place: Place) -> Venue:
        """Return a venue, created on first use."""
        if place.name not in self.places:
            self.places[place.name] = venues.make(
                name=place.name, address=place.street, postcode=place.postcode, getting_there=place.getting_there
            )
        return self.places[place.name]


def people(town: Town) -> None:
    """Create the eight accounts, everybody who answers for an organisation, and the residents who have an account."""
    password = make_password(accounts.PASSWORD)
    at = town.at - FOUNDED - timedelta(days=1)
    for account in accounts.ALL:
        _user(town, account.email, account.first_name, account.surname, at=at)
    User.objects.update(password=password)
    User.objects.filter(email="admin@demo.test").update(is_superuser=True)
    for group in town.groups:
        _user(town, _address(group), *group.keeper, at=at)
    for resident in loader.regulars()[1:]:
        _user(town, resident.email, resident.first_name, resident.surname, at=at)


def _address(group: Group) -> str:
    return f"{group.keeper[0]}@{group.key}.test".lower().replace("í", "i")


def _user(town: Town, email: str, first_name: str, surname: str, *, at: datetime) -> None:
    """Create a user with a verified address. The services use the current time, so it is corrected afterwards."""
    user = User.objects.create_user(email)
    User.objects.filter(pk=user.pk).update(date_joined=at)
    Person.objects.filter(user=user).update(first_name=first_name, surname=surname, created_at=at)
    ContactRoute.objects.filter(person__user=user).update(created_at=at, verified_at=at)
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    town.accounts[email] = user


def resident_actor(town: Town, resident: Resident) -> Actor:
    """Return a resident with an account as an actor."""
    user = town.accounts[resident.email]
    return Actor(kind=Kind.USER, user_id=user.pk, person_id=user.person.pk)


def member_actor(membership: Membership) -> Actor:
    """Return a member as an actor."""
    return Actor(
        kind=Kind.USER,
        user_id=membership.user_id,
        person_id=membership.user.person.pk,
        membership_id=membership.pk,
        organisation_id=membership.organisation_id,
        role=Role(membership.role),
    )


def organisations(town: Town) -> None:
    """Create every organisation with its members, and let the adviser verify it as far as the content says."""
    for number, group in enumerate(town.groups):
        ago = FOUNDED.days - number % A_FORTNIGHT if group.tier else 4
        _join(town, group, at=town.day(ago, "09:30"))
    for account in accounts.ALL:
        for key, role in account.belongs:
            if role != Role.OWNER:
                organisation = town.organisations[key] if key else None
                members.add(town.accounts[account.email], organisation, role, by=SYSTEM, at=town.day(FOUNDED.days - 13))
    adviser = member_actor(Membership.objects.get(role=Role.ADVISER))
    administrator = member_actor(Membership.objects.get(role=Role.ADMINISTRATOR))
    for number, group in enumerate(town.groups):
        if group.tier:
            # Nobody verifies their own: the administrator verified the adviser's service.
            by = administrator if verification.is_own(town.organisations[group.key], adviser) else adviser
            _check(town, group, by, at=town.day(FOUNDED.days - 13 - number % 2, "15:00"))


def _join(town: Town, group: Group, *, at: datetime) -> None:
    answerer = town.accounts[_address(group)]
    owners = [account for account in accounts.ALL if (group.key, Role.OWNER) in account.belongs]
    founder = town.accounts[owners[0].email] if owners else answerer
    by = Actor(kind=Kind.USER, user_id=founder.pk, person_id=founder.person.pk)
    contact = {"email": f"hello@{group.key}.test", "phone": group.phone}
    organisation = joining.join(founder, name=group.name, kind=group.kind, about=group.about, by=by, at=at, **contact)
    if founder != answerer:
        members.add(answerer, organisation, Role.ORGANISER, by=by, at=at)
    mine = Membership.objects.select_related("user__person").get(user=answerer, organisation=organisation)
    facts = {"venue": town.venue(group.place), "reply_hours": group.reply_hours, "is_desk": group.is_desk}
    town.organisers[group.key] = member_actor(mine)
    town.organisations[group.key] = joining.change(organisation, facts, by=by, at=at)


def _check(town: Town, group: Group, by: Actor, *, at: datetime) -> None:
    organisation = town.organisations[group.key]
    verification.set_tier(organisation, Tier(group.tier), reason=group.checked, by=by, at=at)
    if group.safe:
        reason = "Lead and deputy, policy, checks, references and insurance seen."
        verification.set_safe(organisation, safe=True, reason=reason, by=by, at=at + timedelta(minutes=10))
