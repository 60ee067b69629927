"""The open API for organisations, and what all parts of the API share: pages, places, errors.

Public fields only. Addresses and numbers of contact are left out: people find them on each organisation's page, and a
machine cannot collect them here as a list.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Annotated, Any, Final, Protocol, TypeVar

from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja import Field, Query, Router, Schema

from hub.core.addresses import absolute
from hub.places.models import Venue
from organisations.models import Kind, Organisation, Tier

Row = TypeVar("Row", bound=Model)
PLACES: Final = 4
"""Decimals of a degree, about ten metres: as good as the positions are."""


class Problem(Schema):
    """An error, in a sentence."""

    detail: str


class Paging(Schema):
    """The requested page of a list."""

    page: int = Field(1, ge=1, le=1_000_000, description="Which page, from 1.")
    size: int = Field(20, ge=1, le=100, description="How many on a page, at most 100.")


class Place(Schema):
    """Where something is: a public venue, with the first part of its postcode up to one figure of the second."""

    name: str
    sector: str = Field(description="The first part of the postcode, and one figure of the second.")
    lat: float = Field(description="Degrees north, WGS84.")
    lon: float = Field(description="Degrees east, WGS84.")

    @classmethod
    def of(cls, venue: Venue | None) -> "Place | None":
        """Convert a venue; None for none."""
        if venue is None:
            return None
        return cls(name=venue.name, sector=venue.sector, lat=round(venue.lat, PLACES), lon=round(venue.lon, PLACES))


class OrganisationItem(Schema):
    """A group, a social enterprise or a public service."""

    slug: str
    url: str = Field(description="Its public page, where one finds how to get in touch.")
    name: str
    kind: Annotated[str, Field(json_schema_extra={"enum": list(Kind.values)})]
    about: str
    website: str
    place: Place | None
    reply_hours: int = Field(description="Within how many hours it says that it answers people.")
    open_opportunities: int = Field(description="How many things one can say yes to now.")
    checked: str = Field(description="How far it has been checked, in words.")


class OrganisationList(Schema):
    """One page of organisations, oldest first."""

    count: int
    next: str | None = Field(description="The address of the next page, if there is one.")
    items: list[OrganisationItem]


class OpenCounts(Protocol):
    """Counts open opportunities per organisation. This app asks; `opportunities` implements it."""

    def __call__(self, organisations: Iterable[int], *, at: datetime) -> dict[int, int]:
        """Return {organisation id: number of open opportunities}; those without any may be left out."""


_open_counts: list[OpenCounts] = []


def counts_open_with(answer: OpenCounts) -> None:
    """Set who counts open opportunities (called once, when the API is assembled)."""
    _open_counts[:] = [answer]


REFUSALS: Final[dict[Any, Any]] = {404: Problem, 405: Problem, 422: Problem, 429: Problem}
"""Error responses that every address of the API may give."""

HEADERS: Final[dict[str, Any]] = {
    "responses": {
        304: {"description": "As you have it: nothing has changed since the answer with this ETag."},
        429: {
            "headers": {
                "Retry-After": {
                    "description": "After how many seconds to ask again.",
                    "required": True,
                    "schema": {"type": "integer", "minimum": 1},
                }
            }
        },
    }
}
"""Headers in the API's description of each address."""


def turned(rows: QuerySet[Row], paging: Paging, request: HttpRequest) -> tuple[int, str | None, list[Row]]:
    """Return the number of rows, the address of the next page, and the rows of this page."""
    count, first = rows.count(), (paging.page - 1) * paging.size
    if first + paging.size >= count:
        return count, None, list(rows[first : first + paging.size]) if first < count else []
    onward = request.GET.copy()
    onward["page"] = str(paging.page + 1)
    return count, f"{absolute(request.path)}?{onward.urlencode()}", list(rows[first : first + paging.size])


router = Router(tags=["Organisations"])


@router.get(
    "",
    response={200: OrganisationList, **REFUSALS},
    summary="Organisations",
    operation_id="organisations",
    url_name="organisations",
    openapi_extra=HEADERS,
)
def organisations(request: HttpRequest, paging: Query[Paging]) -> OrganisationList:
    """List all verified organisations that are not suspended, oldest first."""
    rows = Organisation.objects.public().select_related("venue").order_by("pk")
    count, onward, page = turned(rows, paging, request)
    return OrganisationList(count=count, next=onward, items=_items(page))


@router.get(
    "/{slug:slug}",
    response={200: OrganisationItem, **REFUSALS},
    summary="One organisation",
    operation_id="organisation",
    url_name="organisation",
    openapi_extra=HEADERS,
)
def organisation(request: HttpRequest, slug: str) -> OrganisationItem:
    """Return one organisation, by its slug."""
    found = _items(Organisation.objects.public().select_related("venue").filter(slug=slug))
    if not found:
        raise Http404
    return found[0]


def _items(rows: Iterable[Organisation]) -> list[OrganisationItem]:
    page = list(rows)
    counted = _open_counts[0]([row.pk for row in page], at=timezone.now())
    return [_item(row, counted.get(row.pk, 0)) for row in page]


def _item(row: Organisation, count: int) -> OrganisationItem:
    return OrganisationItem(
        slug=row.slug,
        url=absolute(row.get_absolute_url()),
        name=row.name,
        kind=row.kind,
        about=row.about,
        website=row.website,
        place=Place.of(row.venue),
        reply_hours=row.reply_hours,
        open_opportunities=count,
        checked=str(Tier(row.tier).label),
    )
