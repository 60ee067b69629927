"""Redirects of old addresses: they lead within this site, and never stand in front of an address that the Hub serves.

One editor sets a redirect and nobody reads it, so it may do no more than an approved page could.
"""

from typing import Final
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import Resolver404, ResolverMatch, resolve
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import Button
from wagtail.contrib.redirects.forms import RedirectForm
from wagtail.contrib.redirects.middleware import RedirectMiddleware
from wagtail.contrib.redirects.views import CreateView, EditView, IndexView
from wagtail.models import Site

from hub.core import cleaning, fields

EDITED: Final = "wagtail_serve"
NO_PAGES: Final = frozenset({"wagtaildocs_serve", "picture", "private_link"})
"""What nobody approves, and what is one person's own."""
OFFICE: Final = "/admin/"


def _found(path: str) -> ResolverMatch | None:
    try:
        return resolve(path)
    except Resolver404:
        return None


def is_served_by_the_hub(path: str) -> bool:
    """Whether an address, with or without a slash at its end, is one of the Hub's own and not a page of the editors."""
    matches = (_found(one) for one in (path, path.rstrip("/") + "/"))
    return any(match is not None and match.url_name != EDITED for match in matches)


def leads_within(address: str) -> bool:
    """Whether an address is that of a page here: a path, or a whole address that begins with our own."""
    path = address.removeprefix(settings.SITE_URL.rstrip("/"))
    if not path.startswith("/") or path.startswith(("//", "/\\", OFFICE)):
        return False
    match = _found(urlsplit(path).path)
    return match is not None and match.url_name not in NO_PAGES


def is_there(address: str) -> bool:
    """Whether something answers at an address within this site; of an editors' page, whether it is on show."""
    path = urlsplit(address.removeprefix(settings.SITE_URL.rstrip("/"))).path
    match = _found(path)
    if match is None or match.url_name != EDITED:
        return match is not None
    site = Site.objects.select_related("root_page").filter(is_default_site=True).first()
    try:
        return site is not None and bool(
            site.root_page.specific.route(None, [part for part in path.split("/") if part])
        )
    except Http404:
        return False


class Redirects(RedirectMiddleware):  # type: ignore[misc]
    """Wagtail's, which answers for pages that are not there; rows that lead elsewhere or stand in the way do nothing."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Redirect from an old address of an editors' page to a page of this site."""
        if response.status_code != 404 or is_served_by_the_hub(request.path):
            return response
        answer: HttpResponseBase = super().process_response(request, response)
        return answer if answer is response or leads_within(answer.headers["Location"]) else response


class ByPath(RedirectForm):  # type: ignore[misc]
    """Wagtail's form, which also takes "/about/" where it asks for a whole address."""

    old_path = fields.LineField(label=_("Old address"), help_text=_("For example, /old-page/."), max_length=255)
    redirect_link = fields.LineField(
        label=_("Or any address here"),
        help_text=_("For example, /opportunities/. Other sites are linked from a page."),
        required=False,
        max_length=200,
    )

    def clean_old_path(self) -> str:
        """Refuse the addresses that the Hub serves itself."""
        typed = str(self.cleaned_data["old_path"])
        path = urlsplit(typed).path
        if is_served_by_the_hub(path if path.startswith("/") else f"/{path}"):
            raise ValidationError(_("The Hub has a page of its own at this address."))
        return typed.replace(" ", "%20")  # as a browser asks for it

    def clean_redirect_link(self) -> str:
        """Return a whole address; refuse what does not lead to a page here."""
        typed = cleaning.code(self.cleaned_data["redirect_link"])
        if typed and not (leads_within(typed) and is_there(typed)):
            raise ValidationError(_("This leads to no page here. Begin with /, as in /opportunities/."))
        return settings.SITE_URL.rstrip("/") + typed if typed.startswith("/") else typed

    def clean(self) -> None:
        """Refuse a redirect that leads nowhere."""
        super().clean()
        found = self.cleaned_data
        if not self.errors and not found.get("redirect_page") and not found.get("redirect_link"):
            self.add_error("redirect_link", _("Say where it leads: choose a page, or write an address here."))


class Add(CreateView):  # type: ignore[misc]
    """Add a redirect."""

    form_class = ByPath


class Edit(EditView):  # type: ignore[misc]
    """Change a redirect."""

    form_class = ByPath


class Index(IndexView):  # type: ignore[misc]
    """The list of redirects, without the button for a file of them."""

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        """Return the buttons that lead to an address which is open."""
        return [button for button in super().header_more_buttons if "/import/" not in (button.url or "")]
