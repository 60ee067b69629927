"""The front page, the pages editors write, and fixed pages that do not depend on editors."""

import mimetypes

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe
from wagtail import views as wagtail_views
from wagtail.documents.views import serve as documents
from wagtail.models import Site

from cms.models import HomePage
from hub.access import audiences
from hub.core import registry
from opportunities.search import presenters


@require_safe
@audiences.open_to(audiences.EVERYONE)
def home(request: HttpRequest) -> HttpResponse:
    """Serve the editors' front page; before there is one, show the live data with built-in text."""
    site = Site.find_for_request(request)
    page = site.root_page.specific if site else None
    if isinstance(page, HomePage) and page.live:
        served: HttpResponse = page.serve(request)
        return served
    return render(request, HomePage.template, presenters.for_home(at=timezone.now()))


@require_safe
@audiences.open_to(audiences.EVERYONE)
def page(request: HttpRequest, path: str) -> HttpResponse:
    """Serve an editors' page; 404 where there is none."""
    served: HttpResponse = wagtail_views.serve(request, path)
    return served


@require_safe
@audiences.open_to(audiences.EVERYONE)
def picture(request: HttpRequest, name: str) -> HttpResponseBase:
    """Serve a picture at a size used on a page. Originals, which may hold the place where they were taken, are never served."""
    if not name.startswith("images/") or ".." in name or not default_storage.exists(name):
        raise Http404
    try:
        file = default_storage.open(name)
    except IsADirectoryError:
        raise Http404 from None
    answer = FileResponse(file, content_type=mimetypes.guess_type(name)[0] or "application/octet-stream")
    answer["Cache-Control"] = "public, max-age=86400"
    return answer


@require_safe
@audiences.open_to(audiences.EVERYONE)
def document(request: HttpRequest, pk: str, name: str) -> HttpResponseBase:
    """Serve a document uploaded by an editor."""
    served: HttpResponseBase = documents.serve(request, int(pk), name)
    return served


@require_safe
@audiences.open_to(audiences.EVERYONE)
def privacy(request: HttpRequest) -> HttpResponse:
    """Say what is kept, for how long, and how to withdraw; the retention table is the one that runs each night."""
    return render(request, "cms/privacy.html", {"rules": registry.retention_rules()})


@require_safe
@audiences.open_to(audiences.EVERYONE)
def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement: what is done, and what falls short."""
    return render(request, "cms/accessibility.html")


@require_safe
@audiences.open_to(audiences.EVERYONE)
def worried(request: HttpRequest) -> HttpResponse:
    """Say whom to call when somebody may be in danger, or something is wrong with a group."""
    return render(request, "cms/worried.html")
