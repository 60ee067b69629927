"""Factories: the smallest valid thing, with traits named like the vocabulary's adjectives."""

from datetime import UTC, datetime, timedelta
from typing import Any

import factory

from hub.access.actors import Actor, Kind
from hub.access.roles import Role
from hub.accounts.models import User
from hub.people import reading
from hub.people.models import Channel, Person
from hub.people.services import persons
from hub.places.models import Venue
from hub.taxonomy import codes
from opportunities.models import Opportunity, Repeat, Session, State
from opportunities.posting.services import posting
from opportunities.signups.services import signing_up
from organisations.models import Membership, Organisation, Tier

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
PASSWORD = "a-long-enough-word-for-tests"


class VenueFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Venue

    name = "Earlsfield Hall"
    address = "Magdalen Road"
    postcode = "SW18 3NP"
    lat = 51.4423
    lon = -0.1877
    sector = "SW18 3"
    ward_code = "E05014026"
    ward_name = "Wandle"
    council_code = "E09000032"
    council_name = "Wandsworth London Boro"
    created_at = NOON


class OrganisationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Organisation

    name = factory.Sequence(lambda n: f"Larder {n}")
    slug = factory.Sequence(lambda n: f"larder-{n}")
    kind = "group"
    about = "We share food."
    tier = Tier.T1
    created_at = NOON

    class Params:
        unchecked = factory.Trait(tier=Tier.T0)
        safe = factory.Trait(tier=Tier.T3, safe_to_work_with=True)
        service = factory.Trait(kind="service")
        desk = factory.Trait(kind="service", is_desk=True)


class UserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = User

    email = factory.Sequence(lambda n: f"person{n}@example.test")

    @classmethod
    def _create(cls, model_class: type[User], *args: Any, **kwargs: Any) -> User:
        return User.objects.create_user(kwargs.pop("email"), PASSWORD, **kwargs)


class MembershipFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Membership

    user = factory.SubFactory(UserFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    role = Role.ORGANISER
    since = NOON


class OpportunityFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Opportunity
        skip_postgeneration_save = True

    organisation = factory.SubFactory(OrganisationFactory)
    venue = factory.SubFactory(VenueFactory)
    kind = codes.Kind.REGULAR_ROLE
    title = "Sort and hand out food"
    summary = "Nobody in Earlsfield goes without supper."
    what_you_do = "Check dates, stack shelves and pack bags."
    causes = [codes.Cause.FOOD_MONEY]
    costs = [codes.Costs.FARES]
    access = [codes.Access.STEP_FREE]
    contact_name = "Precious"
    state = State.PUBLISHED
    published_at = NOON - DAY
    created_at = NOON - DAY
    changed_at = NOON - DAY

    class Params:
        draft = factory.Trait(state=State.DRAFT, published_at=None)
        at_once = factory.Trait(answering="at_once")
        at_home = factory.Trait(venue=None, remote=True)

    @factory.post_generation
    def found(self: Any, create: bool, extracted: Any, **kwargs: Any) -> None:
        self.words = posting.found_by(self)
        self.save(update_fields=["words"])


class RepeatFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Repeat

    opportunity = factory.SubFactory(OpportunityFactory)
    rule = "FREQ=WEEKLY;BYDAY=TU"
    starts_at = NOON + 8 * DAY + 6 * HOUR
    ends_at = NOON + 8 * DAY + 8 * HOUR
    places = 8


class SessionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Session

    opportunity = factory.SubFactory(OpportunityFactory)
    starts_at = NOON + 8 * DAY + 6 * HOUR
    ends_at = factory.LazyAttribute(lambda o: o.starts_at + 2 * HOUR if o.starts_at else None)
    next_at = factory.SelfAttribute("starts_at")
    slots = [codes.Slot.TUE_EVENING]
    places = 8

    class Params:
        flexible = factory.Trait(starts_at=None, slots=[codes.Slot.WED_MORNING])


def yes(
    name: str = "Ama", route: str = "ama@example.test", kind: Channel = Channel.EMAIL, **more: Any
) -> signing_up.Yes:
    """What somebody says when they say yes."""
    return signing_up.Yes(first_name=name, route=reading.Route(kind, route), language="en-gb", **more)


def person(name: str = "Ama", route: str = "ama@example.test", kind: Channel = Channel.EMAIL, **more: Any) -> Person:
    """A person with one route."""
    return persons.add(
        first_name=name, route=reading.Route(kind, route), language="en-gb", by=Actor(), at=more.pop("at", NOON), **more
    )


def actor(membership: Membership) -> Actor:
    """The actor of a member, second factor and all."""
    return Actor(
        kind=Kind.USER,
        user_id=membership.user_id,
        person_id=membership.user.person.pk,
        membership_id=membership.pk,
        organisation_id=membership.organisation_id,
        role=Role(membership.role),
        second_factor=True,
    )


def resident(user: User) -> Actor:
    """The actor of a signed-in resident."""
    return Actor(kind=Kind.USER, user_id=user.pk, person_id=user.person.pk)
