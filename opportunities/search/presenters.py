"""Search results for the list and the front page."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.core.paginator import Page
from django.utils.translation import gettext as _

from hub.design.components import OpportunityCard
from opportunities.models import Opportunity, Session
from opportunities.presenters import cards
from opportunities.presenters.asked import Asked
from opportunities.search.forms import Find
from opportunities.search.selectors import NEXT_UP, SOON, Found, in_area
from opportunities.selectors import recommendations


def for_home(*, at: datetime) -> dict[str, Any]:
    """Return what is live on the front page: the lit week, the next three things, and how many there are."""
    rows = in_area(at=at)
    week = rows.lit_week(at=at)
    return {
        "find": Find(),
        "terrace": cards.terrace(week.counts),
        "total": week.total,
        "open_now": rows.count(),
        "cards": soon(at=at),
        "empty": cards.nothing_found(filtered=False),
        "shortcuts": cards.shortcuts(),
    }


def soon(*, at: datetime) -> list[OpportunityCard]:
    """Return cards of the next three things with room, in the hub's area."""
    rows = in_area(at=at)
    # The next few dates lead to their opportunities: sorting ten thousand opportunities to show three is slow.
    dates = Session.objects.upcoming(at=at).with_room().filter(next_at__isnull=False, opportunity__in=rows.values("pk"))
    first = dict.fromkeys(dates.in_order().values_list("opportunity_id", flat=True)[:SOON])
    if len(first) >= NEXT_UP:
        rows = rows.filter(pk__in=first)
    shown = rows.with_room(at=at).soonest_first(at=at).for_cards(at=at)[:NEXT_UP]
    return [cards.card(row, near=None) for row in shown]


def cards_of_page(
    page: Page[Any], found: Found, suits: recommendations.Suits | None, *, asked: Asked, at: datetime
) -> tuple[list[Opportunity], list[OpportunityCard]]:
    """Return the rows of the page and their cards; when ordered by what suits somebody, each card says why."""
    first = page.start_index()
    if suits is None:
        rows = list(page)
        return rows, [cards.card(row, near=found.near, number=first + i, asked=asked) for i, row in enumerate(rows)]
    ids: list[int] = list(page)
    loaded = {row.pk: row for row in found.rows.filter(pk__in=ids).for_cards(at=at)}
    rows = [loaded[pk] for pk in ids if pk in loaded]
    why = suits.show(rows, first=first, at=at)
    drawn = [cards.card(row, near=found.near, number=first + i, asked=asked) for i, row in enumerate(rows)]
    return rows, [
        replace(card, reasons=why[row.pk].reasons or card.reasons, snag=why[row.pk].snag) if row.pk in why else card
        for row, card in zip(rows, drawn, strict=True)
    ]


def order_words(found: Found, suits: recommendations.Suits | None) -> str:
    """Return the order of the list, in words."""
    if suits is not None:
        return _("What suits you best comes first. What does not suit is left out.")
    return _("What is nearest comes first.") if found.by_distance else _("What is soonest comes first.")


def alternatives(opportunity: Opportunity, *, at: datetime) -> list[Any]:
    """Return cards of three other things that are open and have room."""
    return [cards.card(row, near=None) for row in recommendations.instead(opportunity, at=at)]
