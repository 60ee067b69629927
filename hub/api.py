"""The open API at /api/v1/: what is on and who does it, for any program. Assembled from each app's router.

It only reads, needs no key and sets no cookie. The fields of responses are defined in `opportunities.api` and
`organisations.api`. This module sets the rate limit, and makes every response JSON, errors too.
"""

import json
import logging
from collections.abc import Callable
from functools import cache, wraps
from typing import Any, Final

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.core.signals import got_request_exception
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.urls import URLPattern, path, re_path
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import conditional_page, require_safe
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from hub.access import audiences, limits
from hub.core import addresses
from hub.taxonomy.codes import Cause, Kind
from opportunities import api as opportunities
from organisations import api as organisations

log = logging.getLogger(__name__)

BASE: Final = "/api/v1"
METHODS: Final = "GET, HEAD, OPTIONS"
WAIT: Final = 60
"""Seconds until a client over the rate limit may try again, at most."""

LICENCE: Final = {
    "name": "Open Government Licence v3.0",
    "url": "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
}

api = NinjaAPI(
    title=f"{settings.HUB_NAME}: open interface",
    version="1",
    description="What is on in this place, and which groups, social enterprises and services do it. Read only, without a key.",
    servers=[{"url": settings.SITE_URL.rstrip("/")}],
    urls_namespace="api",
    openapi_url=None,
    docs_url=None,
    openapi_extra={"info": {"license": LICENCE}},
)
api.add_router("/opportunities", opportunities.router)
api.add_router("/organisations", organisations.router)


def refusal(status: int, detail: str) -> JsonResponse:
    """Return the message of an error."""
    return JsonResponse({"detail": detail}, status=status)


@api.exception_handler(HttpError)
def _refused(_request: HttpRequest, error: HttpError) -> HttpResponse:
    return refusal(error.status_code, error.message)


@api.exception_handler(Http404)
def _not_here(_request: HttpRequest, _error: Http404) -> HttpResponse:
    return refusal(404, _("There is nothing here, or it is no longer open."))


@api.exception_handler(ValidationError)
def _not_understood(_request: HttpRequest, error: ValidationError) -> HttpResponse:
    # The last item of an error's location ("query", "asked", "cause", 0) that is text is the parameter's name.
    words = [[word for word in part["loc"] if isinstance(word, str)] for part in error.errors]
    names = dict.fromkeys(place[-1] for place in words if place)
    facts = {"names": ", ".join(f"“{name}”" for name in names), "docs": addresses.absolute(f"{BASE}/docs")}
    return refusal(422, _("We could not read %(names)s. What it may be is said at %(docs)s.") % facts)


@api.exception_handler(Exception)
def _broken(request: HttpRequest, error: Exception) -> HttpResponse:
    log.error("the open interface failed", exc_info=error)
    got_request_exception.send(sender=None, request=request)
    return refusal(500, _("Something went wrong here. Try again later."))


def _answer(view: Callable[..., Any], request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    if not limits.within(request, "hub_api", reading=True):
        answer = refusal(429, _("Too many calls from your address. Wait a minute, then go on."))
        answer["Retry-After"] = str(WAIT)
        return answer
    if request.method == "OPTIONS":
        return HttpResponse(status=204, headers={"Allow": METHODS, "Access-Control-Max-Age": "86400"})
    if request.method not in ("GET", "HEAD"):
        answer = refusal(405, _("You can only read here, with GET or HEAD."))
        answer["Allow"] = METHODS
        return answer
    asked, request.method = request.method, "GET"
    answer = conditional_page(view)(request, *args, **kwargs)
    request.method = asked
    return _head_of(answer) if asked == "HEAD" else answer


def _head_of(answer: HttpResponse) -> HttpResponse:
    answer.headers["Content-Length"] = str(len(answer.content))
    answer.content = b""
    return answer


def door(view: Callable[..., Any]) -> Callable[..., HttpResponseBase]:
    """Wrap a view of the API: read only, within the rate limit, callable from pages of any site.

    Responses are in the hub's first language, whatever the client asks, so that a program always gets the same text.
    """

    @csrf_exempt
    @audiences.open_to(audiences.EVERYONE)
    @wraps(view)
    def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with translation.override(settings.LANGUAGE_CODE):
            answer = _answer(view, request, *args, **kwargs)
        answer["Access-Control-Allow-Origin"] = "*"
        answer["Access-Control-Allow-Methods"] = METHODS
        answer["Access-Control-Expose-Headers"] = "ETag, Retry-After"
        answer["Content-Language"] = settings.LANGUAGE_CODE
        answer["Cache-Control"] = "no-cache"
        return answer

    return opened


@cache
def document_text() -> str:
    """Return the API's description (OpenAPI 3.1)."""
    return json.dumps(api.get_openapi_schema(path_prefix=BASE), cls=DjangoJSONEncoder)


@door
def document(_request: HttpRequest) -> HttpResponse:
    """Serve the API's description for programs (OpenAPI 3.1)."""
    return HttpResponse(document_text(), content_type="application/json")


@door
def missing(_request: HttpRequest) -> HttpResponse:
    """Respond that the API has nothing at this address, and where its description is."""
    facts = {"docs": addresses.absolute(f"{BASE}/docs")}
    return refusal(404, _("There is nothing at this address. What there is stands at %(docs)s.") % facts)


@require_safe
@audiences.open_to(audiences.EVERYONE)
def docs(request: HttpRequest) -> HttpResponse:
    """Serve the API's documentation for people."""
    facts = {
        "base": addresses.absolute(BASE),
        "causes": Cause.choices,
        "kinds": Kind.choices,
        "limit": settings.API_LIMIT,
        "licence": LICENCE,
        "example": opportunities.example().model_dump_json(indent=2),
    }
    return render(request, "hub/api.html", facts)


def _routes() -> list[URLPattern]:
    """Return ninja's own routes, each wrapped; without its root, which has no content."""
    made = [route for route in api.urls[0] if isinstance(route, URLPattern) and route.name != "api-root"]
    return [path(str(route.pattern), door(route.callback), name=route.name) for route in made]


urlpatterns = [
    *_routes(),
    path("openapi.json", document, name="openapi"),
    path("docs", docs, name="docs"),
    re_path("^", missing, name="missing"),
]
