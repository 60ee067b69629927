"""Documents: a template and its facts as a PDF to look at, save or print. Making one needs a library that may be missing."""

from functools import cache
from importlib import import_module
from types import ModuleType
from typing import Any

import structlog
from django.http import Http404, HttpRequest, HttpResponse
from django.template import loader

log = structlog.get_logger(__name__)


@cache
def _pdf() -> ModuleType | None:
    """Return the maker of PDFs, loaded when first asked for: it takes a third of a second, and needs Pango."""
    try:
        return import_module("hub.design.pdf")
    except OSError as error:
        log.warning("no PDFs: a system library is missing", error=str(error))
        return None


def can_be_made() -> bool:
    """Whether this machine can make PDFs."""
    return _pdf() is not None


def response(request: HttpRequest, template: str, context: dict[str, Any], *, name: str, roll: int = 0) -> HttpResponse:
    """Return a PDF that the browser shows and nothing keeps, on A4 or on a roll of so many millimetres.

    The template extends `design/document.html`. Raises Http404 where none can be made.
    """
    pdf = _pdf()
    if pdf is None:
        raise Http404
    page = loader.render_to_string(template, context, request)
    made = pdf.on_roll(page, width=roll) if roll else pdf.of(page)
    return HttpResponse(
        made,
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{name}.pdf"', "Cache-Control": "no-store, private"},
    )
