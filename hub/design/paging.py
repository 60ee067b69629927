"""Builds the pagination component from a page of rows."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.http import QueryDict
from django.utils.translation import gettext as _

from hub.design.components import Pagination


class Forgiving:
    """Mixin of a list in pages: a number that is too high shows the last page, any other odd one the first. Put it first."""

    def paginate_queryset(self, queryset: Any, page_size: int) -> tuple[Paginator[Any], Page[Any], Any, bool]:
        """Return the page that was asked for, or the one nearest to it."""
        paginator: Paginator[Any] = Paginator(queryset, page_size)
        page = paginator.get_page(self.request.GET.get("page"))  # type: ignore[attr-defined]
        return paginator, page, page.object_list, page.has_other_pages()


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
