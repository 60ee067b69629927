"""Finding what there is to take part in, its dates and the people who said yes. All filters live here."""

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final, Self

from django.apps import apps
from django.db import models
from django.db.models import Case, Count, Exists, F, FloatField, Min, OuterRef, Prefetch, Q, Value, When
from django.db.models.functions import Cast

from hub.access.actors import Actor
from hub.access.querysets import ScopedQuerySet
from hub.access.roles import POSTS
from hub.taxonomy.codes import Checks, Slot
from hub.words import folding
from organisations.models import Membership, Tier

if TYPE_CHECKING:
    from opportunities.models import Opportunity, Session, SignUp  # noqa: F401

SOON: Final = timedelta(days=28)
"""How far ahead the lit week looks."""

KM_PER_DEGREE: Final = 111.195
"""Kilometres in one degree of a great circle, on a sphere of radius 6371.0088 km (IUGG mean radius)."""

SAFE_CHECKS: Final = (Checks.ENHANCED, Checks.ENHANCED_BARRED)
NEEDS_SAFE: Final = Q(people_at_risk=True) | Q(checks__in=SAFE_CHECKS)
"""Taken part in only where the organisation is *safe to work with*."""


class OpportunityQuerySet(ScopedQuerySet["Opportunity"]):
    """Things to take part in."""

    def of_public_organisations(self) -> Self:
        """Return those of organisations that everybody may see."""
        return self.filter(organisation__tier__gte=Tier.T1, organisation__suspended_at=None)

    def visible_to(self, actor: Actor) -> Self:
        """Return what was ever put on show by a public organisation, and all of the actor's own organisation."""
        if actor.is_system:
            return self.all()
        shown = Q(
            state__in=("published", "paused", "closed"),
            published_at__isnull=False,
            organisation__tier__gte=Tier.T1,
            organisation__suspended_at=None,
        )
        own = Q(organisation=actor.organisation_id) if actor.organisation_id else Q(pk__in=[])
        return self.filter(shown | own)

    def managed_by(self, actor: Actor) -> Self:
        """Return those the actor's organisation posted, if the actor's role may post."""
        if not actor.has_role(*POSTS) or actor.organisation_id is None:
            return self.none()
        return self.filter(organisation=actor.organisation_id)

    def open(self, *, at: datetime) -> Self:
        """Return what people can say yes to at a time: on show, not closed, with a date to come or none needed.

        With children or adults at risk, only where the organisation is *safe to work with* now.
        """
        sessions = _sessions().upcoming(at=at).filter(opportunity=OuterRef("pk"))
        on_show = self.of_public_organisations().filter(Q(closes_at=None) | Q(closes_at__gt=at), state="published")
        return on_show.filter(Q(organisation__safe_to_work_with=True) | ~NEEDS_SAFE, Exists(sessions))

    def with_room(self, *, at: datetime) -> Self:
        """Keep those with a place left on some date to come."""
        return self.filter(Exists(_sessions().upcoming(at=at).with_room().filter(opportunity=OuterRef("pk"))))

    def on_in(self, slots: Iterable[Slot], *, at: datetime) -> Self:
        """Return those with a session in one of these windows in the next 28 days; flexible ones count in their windows."""
        sessions = _sessions().soon(at=at).filter(opportunity=OuterRef("pk"), slots__has_any=slots)
        return self.filter(Exists(sessions))

    def in_area(self, codes: Iterable[str]) -> Self:
        """Return those at a venue whose council or postcode district is listed, and those done from home."""
        listed = list(codes)
        districts = Q()
        for code in listed:
            districts |= Q(venue__sector__startswith=f"{code} ")
        return self.filter(Q(remote=True) | Q(venue__council_code__in=listed) | districts)

    def with_distance(self, lat: float, lon: float) -> Self:
        """Annotate `square_km`, the squared distance from a point (km²), on a flat map true at that latitude.

        Good to 0.1 % within 30 km. Without a venue it is null.
        """
        east = KM_PER_DEGREE * math.cos(math.radians(lat))
        dx = (F("venue__lon") - Value(lon, output_field=FloatField())) * Value(east, output_field=FloatField())
        dy = (F("venue__lat") - Value(lat, output_field=FloatField())) * Value(KM_PER_DEGREE, output_field=FloatField())
        return self.annotate(square_km=models.ExpressionWrapper(dx * dx + dy * dy, output_field=FloatField()))

    def within(self, km: float) -> Self:
        """Keep those within a distance, and those done from home; needs `with_distance`."""
        return self.filter(Q(square_km__lte=km * km) | Q(remote=True))

    def matching_words(self, text: str) -> Self:
        """Keep those that have every word of a text, in any ending and any order."""
        found = self
        for stem in folding.stems(text)[:8]:
            found = found.filter(words__contains=f" {stem}")
        return found

    def nearest_first(self) -> Self:
        """Order by distance, those from home after those with a place; needs `with_distance`."""
        return self.order_by(F("square_km").asc(nulls_last=True), "pk")

    def soonest_first(self, *, at: datetime) -> Self:
        """Order by the next date to come; those without dates last."""
        coming = Min("sessions__next_at", filter=Q(sessions__next_at__gt=at, sessions__cancelled_at=None))
        return self.annotate(soonest=coming).order_by(F("soonest").asc(nulls_last=True), "pk")

    def for_cards(self, *, at: datetime) -> Self:
        """Load all that a card shows: organisation, venue and the sessions to come (as `upcoming`)."""
        sessions = _sessions().upcoming(at=at).in_order().select_related("repeat")
        return self.select_related("organisation", "venue").prefetch_related(
            Prefetch("sessions", queryset=sessions, to_attr="upcoming")
        )

    def by_sector(self) -> dict[str, int]:
        """Count these by the postcode sector of their venue; "" for those from home."""
        counted = self.order_by().values_list("venue__sector").annotate(things=Count("pk", distinct=True))
        return {sector or "": things for sector, things in counted}

    def for_manage(self) -> Self:
        """Load what an organisation's own list shows, newest first."""
        live = Count("sessions__sign_ups", filter=Q(sessions__sign_ups__status="requested"), distinct=True)
        return self.select_related("venue").annotate(to_answer=live).order_by("-changed_at", "-pk")

    def lit_week(self, *, at: datetime) -> "LitWeek":
        """Count for each of the 21 windows how many of these are on in it in the next 28 days."""
        windows: dict[int, int] = {}
        sessions = _sessions().soon(at=at).filter(opportunity__in=self.values("pk")).order_by()
        bits = Cast("slots", models.BigIntegerField())
        for pk, mine in sessions.annotate(bits=bits).values_list("opportunity_id", "bits").distinct():
            windows[pk] = windows.get(pk, 0) | mine
        # Counted here: 21 sums over as many sets are slow on every database, and a mask is one number.
        return LitWeek(Counter(mask for mask in windows.values() if mask))


@dataclass(frozen=True)
class LitWeek:
    """How many things are on in the same windows of the week, by the windows as a mask."""

    alike: Counter[int]

    @property
    def counts(self) -> dict[int, int]:
        """How many are on in each window."""
        return {
            slot.value: sum(n for mask, n in self.alike.items() if mask >> place & 1) for place, slot in enumerate(Slot)
        }

    @property
    def total(self) -> int:
        """How many are on in any."""
        return self.alike.total()


class SessionQuerySet(models.QuerySet["Session"]):
    """Dates and times."""

    def upcoming(self, *, at: datetime) -> Self:
        """Return those still to come, and the flexible ones; none that was called off."""
        return self.filter(Q(starts_at=None) | Q(next_at__gt=at), cancelled_at=None)

    def soon(self, *, at: datetime) -> Self:
        """Return those to come in the next 28 days, and the flexible ones."""
        return self.upcoming(at=at).filter(Q(next_at=None) | Q(next_at__lte=at + SOON))

    def with_room(self) -> Self:
        """Return those with a place left."""
        return self.filter(Q(places=None) | Q(taken__lt=F("places")))

    def with_waiting(self) -> Self:
        """Annotate `waiting_count`, how many people wait for a place."""
        return self.annotate(waiting_count=Count("sign_ups", filter=Q(sign_ups__status="waiting")))

    def in_order(self) -> Self:
        """Order by date, flexible ones last."""
        return self.order_by(F("next_at").asc(nulls_last=True), "pk")


class SignUpQuerySet(ScopedQuerySet["SignUp"]):
    """People's yeses, for those who may see them."""

    def visible_to(self, actor: Actor) -> Self:
        """Return the actor's own, those of private links they opened, and those of the organisation they answer for."""
        if actor.is_system:
            return self.all()
        own = {grant.subject for grant in actor.grants if grant.purpose == "sign_up"}
        allowed = Q(pk__in=own)
        if actor.own_id:
            allowed |= Q(person=actor.own_id)
        if actor.organisation_id and actor.has_role(*POSTS):
            allowed |= Q(session__opportunity__organisation=actor.organisation_id)
        return self.filter(allowed)

    def own(self, actor: Actor) -> Self:
        """Return those that are the actor's own, by account, by the link to all their pages, or by that of the one sign-up."""
        mine = {grant.subject for grant in actor.grants if grant.purpose == "sign_up"}
        return self.filter(Q(pk__in=mine) | Q(person=actor.own_id, person__isnull=False))

    def of_person(self, actor: Actor, *, at: datetime) -> Self:
        """Return all of a person's, with what their page shows: those to come first, soonest first."""
        over = Case(When(Exists(self.model.objects.to_come(at=at).filter(pk=OuterRef("pk"))), then=0), default=1)
        mine = self.filter(person=actor.own_id, person__isnull=False)
        return mine.for_inbox().order_by(over, F("session__next_at").asc(nulls_last=True), "pk")

    def answerable_by_link(self, actor: Actor) -> Self:
        """Return the sign-ups that an organiser's links let them answer, while they still belong to the organisation."""
        allowed = Q(pk__in=[])
        for grant in actor.grants:
            if grant.purpose == "answer":
                still = Membership.objects.filter(
                    user__person=grant.person_id,
                    organisation=OuterRef("session__opportunity__organisation"),
                    role__in=[role.value for role in POSTS],
                )
                allowed |= Q(Exists(still), pk=grant.subject)
        return self.filter(allowed)

    def of(self, organisation_id: int) -> Self:
        """Return those for an organisation's sessions."""
        return self.filter(session__opportunity__organisation=organisation_id)

    def live(self) -> Self:
        """Return those in which something is still to come."""
        return self.filter(status__in=("requested", "offered", "held", "waiting"))

    def to_come(self, *, at: datetime) -> Self:
        """Return live ones whose date is not over; one without a date counts until it is closed."""
        dated = Q(session__next_at__gt=at) | Q(session__ends_at__gt=at)
        flexible = Q(session__starts_at=None, session__opportunity__state__in=("published", "paused"))
        return self.live().filter(dated | flexible, session__cancelled_at=None)

    def never_settled(self, *, at: datetime) -> Self:
        """Return those asked, offered or waiting whose date has begun."""
        return self.filter(status__in=("requested", "offered", "waiting"), session__next_at__lte=at)

    def to_answer(self) -> Self:
        """Return those waiting for the organisation, first promised first."""
        return self.filter(status="requested").order_by("answer_by", "asked_at", "pk")

    def waiting(self) -> Self:
        """Return the waiting list, longest waiting first."""
        return self.filter(status="waiting").order_by("waiting_since", "pk")

    def waiting_by_date(self, *, at: datetime) -> Self:
        """Return who waits for a date to come: the soonest date first, in it the longest waiting."""
        soonest = F("session__next_at").asc(nulls_last=True)
        return self.waiting().to_come(at=at).order_by(soonest, "session", "waiting_since", "pk")

    def offers_run_out(self, *, at: datetime) -> Self:
        """Return offers that nobody took in time."""
        return self.filter(status="offered", offer_until__lte=at)

    def for_inbox(self) -> Self:
        """Load what the inbox shows of each."""
        return self.select_related(
            "person", "session__opportunity__venue", "session__opportunity__organisation"
        ).prefetch_related("person__routes")


def _sessions() -> SessionQuerySet:
    """Return all sessions; looked up late, since models and querysets know each other."""
    return apps.get_model("opportunities", "Session").objects.all()
