"""Where the link at the top of an advert leads back to: the list, or the suggestions among which it stood."""

from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit, urlunsplit

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from hub.access import looks
from hub.access.requests import actor_of
from hub.core import destinations
from opportunities.presenters.cards import BACK, OWN_PAGE


@dataclass(frozen=True)
class Back:
    """A way back: its address, its words, and the query by which the next page knows it, too."""

    url: str
    words: str
    query: str = ""


NAMES: Final = (BACK, "near")
"""The parts of an address that say where somebody came from."""


def of(request: HttpRequest, *, near: str) -> Back:
    """Return the way back: to suggestions that this browser may still see, else to the list, near the same place."""
    kept = {name: request.GET[name] for name in NAMES if request.GET.get(name)}
    query = f"?{urlencode(kept)}" if kept else ""
    words = _("Back to what might suit you")
    key = request.GET.get(BACK, "")
    if key == OWN_PAGE and actor_of(request).own_id:
        return Back(destinations.to("own_page"), words, query)
    if looks.kept(request, key) is not None:
        return Back(f"{destinations.to('preferences')}?{urlencode({looks.PARAMETER: key})}", words, query)
    plain = reverse("opportunities:list") + (f"?{urlencode({'near': near})}" if near else "")
    return Back(_list_left(request) or plain, _("Back to the list"), query)


def _list_left(request: HttpRequest) -> str:
    """Return the list as somebody left it a moment ago, with all its filters; "" for who comes from elsewhere."""
    left = urlsplit(request.headers.get("Referer", ""))
    own = left.netloc == request.get_host() and left.path == reverse("opportunities:list")
    return urlunsplit(("", "", left.path, left.query, "")) if own else ""
