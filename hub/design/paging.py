"""Builds the pagination component from a page of rows."""

from typing import Any

from django.core.paginator import Page
from django.http import QueryDict
from django.utils.translation import gettext as _

from hub.design.components import Pagination


def pagination(page: Page[Any], query: QueryDict) -> Pagination:
    """Return the numbered pages of a list, keeping the other parameters of the URL."""
    left = query.copy()
    left.pop("page", None)
    kept = left.urlencode()
    facts = {"first": page.start_index(), "last": page.end_index(), "total": page.paginator.count}
    return Pagination(
        page=page.number,
        pages=page.paginator.num_pages,
        url=f"?{kept}&page=" if kept else "?page=",
        showing=_("Showing %(first)d to %(last)d of %(total)d") % facts,
    )
