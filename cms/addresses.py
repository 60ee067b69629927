"""What answers at an address of this site: the Hub, a page of the editors, or nothing."""

from typing import Final
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import Http404
from django.urls import Resolver404, ResolverMatch, resolve
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

EDITED: Final = "wagtail_serve"
"""The route of all pages of the editors, also of those that are not there."""


def route_of(path: str) -> ResolverMatch | None:
    """Return the route of a path; None where there is none."""
    try:
        return resolve(path)
    except Resolver404:
        return None


def is_there(address: str) -> bool:
    """Whether something answers at an address within this site; of an editors' page, whether it is on show."""
    path = urlsplit(address.removeprefix(settings.SITE_URL.rstrip("/"))).path
    match = route_of(path) or route_of(f"{path}/")
    if match is None or match.url_name != EDITED:
        return match is not None
    site = Site.objects.select_related("root_page").filter(is_default_site=True).first()
    try:
        return site is not None and bool(
            site.root_page.specific.route(None, [part for part in path.split("/") if part])
        )
    except Http404:
        return False


def refuse_nowhere(address: str) -> None:
    """Refuse the address of a link within this site that leads to no page."""
    if address.startswith("/") and not is_there(address):
        raise ValidationError(_("There is no page at this address. Open it first, and copy it from there."))
