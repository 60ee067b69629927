"""The sitemap: everything public, at the hub's own address whatever host was requested."""

from datetime import datetime
from typing import Any, Final
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps import views as sitemap_views
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe
from wagtail.models import Page, Site

from cms.on_show import on_show
from hub.access import audiences
from hub.core.addresses import absolute
from opportunities.models import Opportunity
from organisations.models import Organisation

FIXED: Final = (
    "opportunities:list",
    "organisations:list",
    "toolkit_begin",
    "privacy",
    "accessibility",
    "worried",
    "api:docs",
)
"""Pages that always exist. The front page is among those that editors write."""

CLOSED: Final = (
    "/accounts/ /acting/ /admin/ /answer/ /code/ /demo/ /frontline/ /invitations/ /landing/ /language/ /manage/ /me/ "
    "/search/ /second-step/ /t/"
).split()
"""Paths with nothing for crawlers."""


class Public(Sitemap[Any]):
    """Addresses at SITE_URL."""

    def get_protocol(self, protocol: str | None = None) -> str:
        """Return "https", or the scheme of the hub's address."""
        return urlsplit(settings.SITE_URL).scheme

    def get_domain(self, site: Any = None) -> str:
        """Return the hub's own host."""
        return urlsplit(settings.SITE_URL).netloc


class Opportunities(Public):
    """Everything that is open."""

    def items(self) -> Any:
        """Return them ordered by id."""
        rows = Opportunity.objects.open(at=timezone.now())
        return rows.only("title", "changed_at").order_by("pk")

    def lastmod(self, item: Opportunity) -> datetime:
        """Return when it was last changed."""
        return item.changed_at


class Organisations(Public):
    """All public organisations."""

    def items(self) -> Any:
        """Return them ordered by id."""
        return Organisation.objects.public().only("slug").order_by("pk")


class Pages(Public):
    """Pages that editors wrote and that are on show to everybody."""

    def items(self) -> Any:
        """Return them in the order of the tree."""
        site = Site.objects.select_related("root_page").filter(is_default_site=True).first()
        if site is None:
            return []
        return on_show(Page.objects.public().descendant_of(site.root_page, inclusive=True), at=timezone.now()).order_by(
            "path"
        )

    def location(self, item: Any) -> str:
        """Return its path."""
        parts = item.get_url_parts()
        return str(parts[2]) if parts and parts[2] else "/"

    def lastmod(self, item: Any) -> datetime | None:
        """Return when it was last changed."""
        changed: datetime | None = item.last_published_at or item.latest_revision_created_at
        return changed


class Fixed(Public):
    """Pages that are always there."""

    def items(self) -> tuple[str, ...]:
        """Return their names."""
        return FIXED

    def location(self, item: str) -> str:
        """Return the address of a URL name."""
        return reverse(item)


SECTIONS: Final[dict[str, type[Sitemap[Any]] | Sitemap[Any]]] = {
    "pages": Pages,
    "fixed": Fixed,
    "opportunities": Opportunities,
    "organisations": Organisations,
}


@require_safe
@audiences.open_to(audiences.EVERYONE)
def sitemap(request: HttpRequest) -> HttpResponse:
    """List every public page."""
    return sitemap_views.sitemap(request, SECTIONS)


@require_safe
@audiences.open_to(audiences.EVERYONE)
def robots(_request: HttpRequest) -> HttpResponse:
    """Say where crawlers need not look, and where the sitemap is; no crawler may index demo content."""
    closed = ["/"] if settings.DEMO else CLOSED
    lines = [
        "User-agent: *",
        *(f"Disallow: {path}" for path in closed),
        "",
        f"Sitemap: {absolute(reverse('sitemap'))}",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
