"""The links of header and footer, as set by editors, or the built-in ones. Reading them never writes."""

from collections.abc import Sequence
from typing import Final

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from cms.models import Menus
from cms.models.site import Links
from cms.on_show import on_show
from hub.access import audiences
from hub.access.actors import Actor
from hub.core.contract import HeaderLink
from hub.design.components import NavLink

OWN_PAGES: Final = ("about", "stories", "toolkit")
"""Pages under the front page that every hub's header or footer links to, by the slug that a new hub gives them."""


def header_links(request: HttpRequest) -> Sequence[HeaderLink]:
    """Return the links to the toolkit, once it is published, and to the search."""
    search = HeaderLink(50, _("Search"), reverse("search"))
    toolkit = HeaderLink(40, _("Start a group"), _address("toolkit"))
    return (toolkit, search) if "toolkit" in _pages(request) else (search,)


def staff_links(actor: Actor, organisation: object) -> Sequence[HeaderLink]:
    """Return the links to the figures, for managers, and to the pages, for those who edit them."""
    links = []
    if audiences.MANAGERS.takes(actor):
        links.append(HeaderLink(310, _("Insight"), reverse("insight")))
    if actor.is_hub_wide:
        links.append(HeaderLink(330, _("Edit pages"), reverse("wagtailadmin_home")))
    return links


def landing(actor: Actor) -> str | None:
    """Return the pages in Wagtail, for those who edit them."""
    return reverse("wagtailadmin_home") if actor.is_hub_wide else None


def header(request: HttpRequest) -> Sequence[NavLink]:
    """Return the editors' links for visitors' header."""
    kept = _kept(request)
    return _ways(request, kept.header) if kept else ()


def footer(request: HttpRequest) -> Sequence[NavLink]:
    """Return the footer's links: the editors', or the groups, how it works and the stories."""
    kept = _kept(request)
    own = _ways(request, kept.footer) if kept else ()
    if own:
        return own
    there = _pages(request)
    groups = _link(request, _("Groups"), reverse("organisations:list"))
    pages = (_link(request, there[slug], _address(slug)) for slug in ("about", "stories") if slug in there)
    return (_link(request, _("Search"), reverse("search")), groups, *pages)


def _pages(request: HttpRequest) -> dict[str, str]:
    """Return the titles of our own published pages, queried once per request."""
    if not hasattr(request, "own_pages"):
        rows = on_show(Page.objects.filter(depth=3, slug__in=OWN_PAGES), at=timezone.now()).order_by("path")
        request.own_pages = dict(rows.values_list("slug", "title"))  # type: ignore[attr-defined]
    found: dict[str, str] = request.own_pages  # type: ignore[attr-defined]
    return found


def _address(slug: str) -> str:
    return reverse("wagtail_serve", args=[f"{slug}/"])


def _kept(request: HttpRequest) -> Menus | None:
    """Return the editors' settings, queried once per request."""
    if not hasattr(request, "kept_menus"):
        request.kept_menus = Menus.objects.filter(site__is_default_site=True).first()  # type: ignore[attr-defined]
    found: Menus | None = request.kept_menus  # type: ignore[attr-defined]
    return found


def _ways(request: HttpRequest, links: Links) -> Sequence[NavLink]:
    return tuple(_link(request, str(way["label"]), way.url) for way in (link.value for link in links) if way.url)


def _link(request: HttpRequest, label: str, url: str) -> NavLink:
    return NavLink(label=label, url=url, current=request.path.startswith(url))
