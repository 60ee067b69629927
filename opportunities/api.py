"""The open API for opportunities: what people can sign up for now, field by field, and what has gone since a time.

It has nobody's name, number or address, not even the contact shown in an advert: that is on the advert's page, for
people.
"""

import re
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Annotated, Any, Final

from django.db.models import Count
from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Field, Query, Router, Schema
from ninja.errors import HttpError

from hub.core import addresses, cleaning
from hub.places import examples, gazetteer, locate
from hub.taxonomy.codes import Access, Cause, Kind, Slot, Takes
from opportunities import recurrence
from opportunities.models import Opportunity, Session
from opportunities.models.opportunity import OpportunityQuerySet
from opportunities.presenters import cards
from opportunities.selectors import updates
from organisations import api as shared
from organisations.models import Kind as OrganisationKind

WITHOUT_PLUS: Final = re.compile(r"(:\d\d(?:\.\d+)?) (\d\d:?\d\d)$")
"""A time zone whose plus sign was decoded as a space, as happens in URLs."""


def read_moment(typed: str) -> datetime:
    """Parse an ISO 8601 moment to UTC; without a time zone it is UTC. Raises ValueError."""
    found = datetime.fromisoformat(WITHOUT_PLUS.sub(r"\1+\2", cleaning.code(typed)))
    try:
        return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    except OverflowError as error:
        raise ValueError from error


def _codes(codes: Any) -> Any:
    return Field(json_schema_extra={"enum": [str(code) for code in codes]})


def _given(**more: str) -> Callable[[dict[str, Any]], None]:
    """Document a parameter by the type of its value: a URL cannot express null."""

    def describe(schema: dict[str, Any]) -> None:
        schema.update(schema.pop("anyOf")[0], **more)

    return describe


SLOTS: Final = {slot: slot.name.lower() for slot in Slot}
"""The 21 windows of a week by name: mon_morning to sun_evening."""


class Asked(shared.Paging):
    """The filters of a request. All of them must hold; of several causes or kinds, any one."""

    near: str | None = Field(
        None,
        max_length=gazetteer.LONGEST,
        description="A postcode or the name of a place. What is nearest comes first.",
        json_schema_extra=_given(),
    )
    within_km: float | None = Field(
        None,
        gt=0,
        le=1000,
        allow_inf_nan=False,
        description="No further than this from `near`; things from home stay.",
        json_schema_extra=_given(),
    )
    cause: list[Cause] = Field([], description="What it is for, by code. May be given several times.")
    kind: list[Kind] = Field([], description="Kind of thing, by code. May be given several times.")
    updated_since: str | None = Field(
        None,
        description="Only what has changed since (ISO 8601; without a zone, UTC). Then `gone` says what to drop.",
        json_schema_extra=_given(format="date-time", example="2026-11-23T12:00:00Z"),
    )

    @property
    def since(self) -> datetime | None:
        """The parsed moment. Raises HttpError when it cannot be parsed."""
        if self.updated_since is None:
            return None
        try:
            return read_moment(self.updated_since)
        except ValueError as error:
            raise HttpError(422, _("Write “updated_since” like this: 2026-11-23T12:00:00Z.")) from error


class Host(Schema):
    """The organisation of an opportunity."""

    name: str
    url: str
    kind: Annotated[str, _codes(OrganisationKind.values)]


class Times(Schema):
    """Start and end; no end where none was given."""

    starts_at: datetime
    ends_at: datetime | None


class OpportunityItem(Schema):
    """Something to take part in."""

    id: int
    url: str
    title: str
    summary: str
    kind: Annotated[str, _codes(Kind.values)]
    causes: list[Annotated[str, _codes(Cause.values)]]
    organisation: Host
    next_session: Times | None = Field(description="The next date; null where people choose their own time.")
    slots: list[Annotated[str, _codes(SLOTS.values())]] = Field(
        description="Windows of the week in which its dates to come fall."
    )
    place: shared.Place | None = Field(description="Null where it is done from home alone.")
    remote: bool = Field(description="Can be done from home.")
    access: list[Annotated[str, _codes(Access.values)]]
    access_no: list[Annotated[str, _codes(Access.values)]] = Field(
        description="What it says it does not have. Of what stands in neither list, nothing is known."
    )
    takes: list[Annotated[str, _codes(Takes.values)]] = Field(
        description="What it takes that not everybody can do or bear."
    )
    places_left: int | None = Field(description="On the next date; null where there is room for everybody.")
    min_age: int | None
    max_age: int | None = Field(description="The last age at which somebody may come; null for no limit.")
    last_confirmed: datetime | None = Field(description="When its organisation last said that this still holds.")
    published_at: datetime | None


class OpportunityList(Schema):
    """One page of open opportunities, ordered by id, or by distance with `near`; those from home come last."""

    count: int
    next: str | None = Field(description="The address of the next page, if there is one.")
    items: list[OpportunityItem]
    gone: list[int] = Field(
        [],
        description="On the first page of an answer to `updated_since`: ids of what was open once and is so no longer "
        "(closed, paused, past, or its organisation suspended). Drop them from your copy. It may name ids you never had.",
    )


def example() -> OpportunityList:
    """Return the example response of the documentation. It is built on demand, so that a missing field stops no command."""
    here = examples.of().sector
    return OpportunityList(
        count=1,
        next=None,
        items=[
            OpportunityItem(
                id=12,
                url=addresses.absolute("/opportunities/12-sort-and-hand-out-food/"),
                title="Sort and hand out food",
                summary="Nobody here goes without supper.",
                kind=Kind.REGULAR_ROLE.value,
                causes=[Cause.FOOD_MONEY.value],
                organisation=Host(
                    name="Riverside Larder", url=addresses.absolute("/organisations/riverside-larder/"), kind="group"
                ),
                next_session=Times(
                    starts_at=datetime(2026, 12, 1, 18, tzinfo=UTC), ends_at=datetime(2026, 12, 1, 20, tzinfo=UTC)
                ),
                slots=["tue_evening"],
                place=shared.Place(name="Riverside Hall", sector=here.sector, lat=here.lat, lon=here.lon),
                remote=False,
                access=["step_free", "friend"],
                access_no=["toilet"],
                takes=["standing"],
                places_left=3,
                min_age=None,
                max_age=None,
                last_confirmed=datetime(2026, 11, 20, 9, 30, tzinfo=UTC),
                published_at=datetime(2026, 11, 2, 10, tzinfo=UTC),
            )
        ],
        gone=[],
    )


router = Router(tags=["Opportunities"])


@router.get(
    "",
    response={200: OpportunityList, **shared.REFUSALS},
    summary="What is open",
    operation_id="opportunities",
    url_name="opportunities",
    openapi_extra=shared.HEADERS,
)
def opportunities(request: HttpRequest, asked: Query[Asked]) -> OpportunityList:
    """List everything open to sign up for, of verified organisations."""
    at = timezone.now()
    rows = _found(asked, at=at).for_cards(at=at)
    count, onward, page = shared.turned(rows, asked, request)
    first = asked.since if asked.page == 1 else None
    return OpportunityList(
        count=count, next=onward, items=[_item(row) for row in page], gone=updates.gone(first, at=at) if first else []
    )


@router.get(
    "/{int:pk}",
    response={200: OpportunityItem, **shared.REFUSALS},
    summary="One opportunity",
    operation_id="opportunity",
    url_name="opportunity",
    openapi_extra=shared.HEADERS,
)
def opportunity(request: HttpRequest, pk: int) -> OpportunityItem:
    """Return one opportunity by its id, while it is open."""
    at = timezone.now()
    row = Opportunity.objects.open(at=at).for_cards(at=at).filter(pk=pk).first()
    if row is None:
        raise Http404
    return _item(row)


def _found(asked: Asked, *, at: datetime) -> OpportunityQuerySet:
    rows = Opportunity.objects.open(at=at)
    if asked.cause:
        rows = rows.filter(causes__has_any=asked.cause)
    if asked.kind:
        rows = rows.filter(kind__in=asked.kind)
    if then := asked.since:
        rows = updates.since(then, rows, at=at)
    if asked.near is not None:
        return _near(asked.near, asked.within_km, rows)
    if asked.within_km:
        raise HttpError(422, _("Say near what place, with “near”."))
    return rows.order_by("pk")


def _near(typed: str, km: float | None, rows: OpportunityQuerySet) -> OpportunityQuerySet:
    try:
        here = locate.find(typed)
    except locate.CannotLocate as failure:
        raise HttpError(422, str(failure)) from failure
    rows = rows.with_distance(here.lat, here.lon)
    return (rows.within(km) if km else rows).nearest_first()


def _item(row: Opportunity) -> OpportunityItem:
    """Convert one opportunity. Expects rows loaded with `for_cards`."""
    sessions = row.upcoming
    host = row.organisation
    return OpportunityItem(
        id=row.pk,
        url=addresses.absolute(row.get_absolute_url()),
        title=row.title,
        summary=row.summary,
        kind=row.kind,
        causes=[code.value for code in cards.ordered(Cause, row.causes)],
        organisation=Host(name=host.name, url=addresses.absolute(host.get_absolute_url()), kind=host.kind),
        next_session=times(sessions[0]) if sessions else None,
        slots=[SLOTS[Slot(slot)] for slot in cards.slots(sessions)],
        place=shared.Place.of(row.venue),
        remote=row.remote,
        access=[code.value for code in cards.ordered(Access, row.access)],
        access_no=[code.value for code in cards.ordered(Access, row.access_no)],
        takes=[code.value for code in cards.ordered(Takes, row.takes)],
        places_left=sessions[0].left if sessions else None,
        min_age=row.min_age,
        max_age=row.max_age,
        last_confirmed=row.confirmed_at,
        published_at=row.published_at,
    )


def times(session: Session) -> Times | None:
    """Return start and end of a date, or of the next date of a run; None where people choose their own time."""
    if session.next_at is None or session.starts_at is None:
        return None
    ends_at = recurrence.end(session.next_at, first=session.starts_at, first_end=session.ends_at)
    return Times(starts_at=session.next_at, ends_at=ends_at)


def _open_counts(organisations: Iterable[int], *, at: datetime) -> dict[int, int]:
    rows = Opportunity.objects.open(at=at).filter(organisation__in=list(organisations))
    return dict(rows.values_list("organisation").annotate(Count("pk")).order_by())


shared.counts_open_with(_open_counts)
