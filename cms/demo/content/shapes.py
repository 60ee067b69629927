"""The schema of the demo content's venues, organisations, posts and residents: plain values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, ValidationInfo

from cms.demo.content.dates import Anytime, Dates, when
from hub.core.content import Entry
from hub.core.content_fields import KEYED, found, key_of, named, one_of, some_of
from hub.people.models import Channel
from hub.taxonomy import codes
from opportunities.models import State
from organisations.models import Kind as OrganisationKind


def _name(text: Any) -> Any:
    """Split a first name and a surname, from a text such as "Saoirse Flynn"."""
    first, _space, surname = text.partition(" ") if isinstance(text, str) else ("", "", "")
    return (first, surname) if surname else text


@dataclass(frozen=True)
class Place(Entry):
    """A venue."""

    name: str
    street: str
    postcode: str
    getting_there: str = ""


@dataclass(frozen=True)
class Group(Entry):
    """An organisation, with the member who answers for it."""

    key: str
    name: str
    kind: Annotated[str, one_of(OrganisationKind.values)]
    about: str
    place: Annotated[Place, named("places")]
    keeper: Annotated[tuple[str, str], BeforeValidator(_name)]
    """First name and surname of the member who answers people, in addition to those of `accounts`."""
    tier: Annotated[int, Field(ge=0, le=3)] = 2
    safe: bool = False
    reply_hours: int = 48
    is_desk: bool = False
    phone: str = ""
    checked: str = ""


def _meet(value: Any, info: ValidationInfo) -> Any:
    """Return a name and a quote: from a mapping of one to the other, or from a name among `people`."""
    if isinstance(value, str):
        return value, found("people", value, info)
    return next(iter(value.items())) if isinstance(value, Mapping) and len(value) == 1 else value


@dataclass(frozen=True)
class Post(Entry):
    """An opportunity of the demo content."""

    key: str
    of: Annotated[str, key_of("groups")]
    kind: Annotated[str, one_of(codes.Kind.values)]
    title: str
    summary: str
    what_you_do: str
    when: tuple[Annotated[Dates | Anytime, BeforeValidator(when)], ...]
    causes: Annotated[str, some_of(codes.Cause.values)]
    activities: Annotated[str, some_of(codes.Activity.values)]
    meet: Annotated[tuple[str, str], BeforeValidator(_meet)] = ("", "")
    """Who people will meet, and what that person says."""
    costs: Annotated[str, some_of(codes.Costs.values)] = "free"
    access: Annotated[str, some_of(codes.Access.values)] = ""
    takes: Annotated[str, some_of(codes.Takes.values)] = ""
    access_no: Annotated[str, some_of(codes.Access.values)] = ""
    place: Annotated[Place | None, named("places")] = None
    remote: bool = False
    costs_note: str = ""
    access_note: str = ""
    skills: Annotated[str, some_of(codes.Skill.values)] = "none"
    languages: Annotated[str, some_of(codes.Language.values)] = "en"
    commitment: Annotated[str, one_of(codes.Commitment.values)] = ""
    min_age: int | None = None
    max_age: int | None = None
    checks: Annotated[str, one_of(codes.Checks.values)] = "none"
    checks_weeks: int | None = None
    people_at_risk: bool = False
    at_once: bool = False
    phone: str = ""
    email: str = ""
    what_can_change: str = ""
    hear_back_days: int = 0
    called_when: str = ""
    notice_hours: int | None = None
    term_months: int | None = None
    shown_days: int = 20
    """How many days ago it was published."""
    state: State = State.PUBLISHED


@dataclass(frozen=True)
class Part(Entry):
    """One file of the demo content: venues, organisations and their posts."""

    places: dict[str, Place] = field(default_factory=dict)
    people: dict[str, str] = field(default_factory=dict)
    """Whom people will meet, and what they say; posts name them."""
    groups: Annotated[dict[str, Group], KEYED] = field(default_factory=dict)
    posts: Annotated[dict[str, Post], KEYED] = field(default_factory=dict)


@dataclass(frozen=True)
class Resident(Entry):
    """A resident, their route, and how they write."""

    first_name: str
    surname: str
    channel: Channel
    value: str
    says: str
    email: str = ""
    """Where they sign in, if they have an account."""
