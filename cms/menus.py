"""The links of header and footer, as editors have set them, or as the Hub has them. Reading them never writes."""

from collections.abc import Sequence

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from cms.models import Menus, PlainPage, StoryIndex
from cms.models.site import Links
from cms.toolkit.models import Toolkit
from hub.design.components import NavLink


def toolkit(request: HttpRequest) -> Sequence[NavLink]:
    """Return the way to the toolkit, once it is on show."""
    page = Toolkit.objects.live().only("url_path", "path", "depth").first()
    return (_link(request, _("Start a group"), str(page.url)),) if page and page.url else ()


def header(request: HttpRequest) -> Sequence[NavLink]:
    """Return what editors want visitors' header to hold."""
    kept = _kept(request)
    return _ways(request, kept.header) if kept else ()


def footer(request: HttpRequest) -> Sequence[NavLink]:
    """Return the footer's links: editors' own, or the groups, how it works and the stories."""
    kept = _kept(request)
    own = _ways(request, kept.footer) if kept else ()
    if own:
        return own
    pages = [*PlainPage.objects.live().filter(slug="about")[:1], *StoryIndex.objects.live()[:1]]
    groups = _link(request, _("Groups"), reverse("organisations:list"))
    return (groups, *(_link(request, str(page.title), str(page.url)) for page in pages if page.url))


def _kept(request: HttpRequest) -> Menus | None:
    """Return what editors have set, looked up once a request."""
    if not hasattr(request, "kept_menus"):
        request.kept_menus = Menus.objects.filter(site__is_default_site=True).first()  # type: ignore[attr-defined]
    found: Menus | None = request.kept_menus  # type: ignore[attr-defined]
    return found


def _ways(request: HttpRequest, links: Links) -> Sequence[NavLink]:
    return tuple(_link(request, str(way["label"]), way.url) for way in (link.value for link in links) if way.url)


def _link(request: HttpRequest, label: str, url: str) -> NavLink:
    return NavLink(label=label, url=url, current=request.path.startswith(url))
