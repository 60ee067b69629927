"""Which pages that editors wrote are on show at a time: live, and not past the end of their agreement or plan."""

from datetime import datetime
from typing import TypeVar

from django.http import Http404, HttpRequest
from django.utils import timezone
from wagtail.models import Page
from wagtail.query import PageQuerySet

PagesT = TypeVar("PagesT", bound=PageQuerySet)


def on_show(pages: PagesT, *, at: datetime) -> PagesT:
    """Return those on show. The clock takes pages down within minutes; until then their date is looked at here."""
    found: PagesT = pages.live().exclude(expire_at__lte=at)
    return found


def is_on_show(page: Page, *, at: datetime) -> bool:
    """Whether one page is live and not past its end."""
    return bool(page.live) and (page.expire_at is None or page.expire_at > at)


def refuse_past_its_end(page: Page, request: HttpRequest, serve_args: object, serve_kwargs: object) -> None:
    """Raise Http404 for a page past its end, as if the clock had taken it down."""
    if not is_on_show(page, at=timezone.now()):
        raise Http404
