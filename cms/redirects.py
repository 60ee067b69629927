"""Redirects of old addresses: they lead within this site, and never stand in front of an address that the Hub serves.

One editor sets a redirect and nobody reads it, so it may do no more than an approved page could.
"""

from typing import Final
from urllib.parse import urlparse, urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.encoding import iri_to_uri
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import Button
from wagtail.contrib.redirects.forms import RedirectForm
from wagtail.contrib.redirects.middleware import RedirectMiddleware
from wagtail.contrib.redirects.models import Redirect
from wagtail.contrib.redirects.views import CreateView, EditView, IndexView
from wagtail.models import Page

from cms import on_show
from cms.addresses import EDITED, is_there, route_of
from hub.core import cleaning, fields

NO_PAGES: Final = frozenset({"wagtaildocs_serve", "picture", "private_link"})
"""What nobody approves, and what is one person's own."""
OFFICE: Final = "/admin/"


def is_served_by_the_hub(path: str) -> bool:
    """Whether an address, with or without a slash at its end, is one of the Hub's own and not a page of the editors."""
    matches = (route_of(one) for one in (path, path.rstrip("/") + "/"))
    return any(match is not None and match.url_name != EDITED for match in matches)


def leads_within(address: str) -> bool:
    """Whether an address is that of a page here: a path, or a whole address that begins with our own."""
    path = address.removeprefix(settings.SITE_URL.rstrip("/"))
    if not path.startswith("/") or path.startswith(("//", "/\\", OFFICE)):
        return False
    match = route_of(urlsplit(path).path)
    return match is not None and match.url_name not in NO_PAGES


def _asked_for(address: str) -> set[str]:
    """Return the old addresses under which a redirect of this one is looked for: with what follows its path, and without."""
    whole = Redirect.normalise_path(iri_to_uri(address))
    return {whole, urlparse(whole).path}


def comes_back(old: str, to: str, *, but: int | None = None) -> bool:
    """Whether an address leads to an old one again, by itself or through redirects other than the one with key `but`."""
    home, seen = urlparse(Redirect.normalise_path(old)).path, set[str]()
    while to and not _asked_for(to) & seen:
        seen |= _asked_for(to)
        rows = Redirect.objects.filter(old_path__in=_asked_for(to)).exclude(pk=but)
        row = max(rows, key=lambda one: len(one.old_path), default=None)
        to = (row.link or "") if row else ""
    return home in seen


class Redirects(RedirectMiddleware):  # type: ignore[misc]
    """Wagtail's, which answers for pages that are not there; rows that lead elsewhere or stand in the way do nothing."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Redirect from an old address of an editors' page to a page of this site."""
        if response.status_code != 404 or is_served_by_the_hub(request.path):
            return response
        answer: HttpResponseBase = super().process_response(request, response)
        if answer is response:
            return response
        to = answer.headers["Location"]
        is_itself = Redirect.normalise_path(request.path) in _asked_for(to)
        return answer if leads_within(to) and not is_itself else response


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
        """Refuse the addresses that the Hub serves itself, and those that another redirect is from."""
        typed = str(self.cleaned_data["old_path"])
        path = urlsplit(typed).path
        if is_served_by_the_hub(path if path.startswith("/") else f"/{path}"):
            raise ValidationError(_("The Hub has a page of its own at this address."))
        asked = typed.replace(" ", "%20")  # as a browser asks for it
        same = Redirect.objects.filter(old_path=Redirect.normalise_path(asked))
        if same.exclude(pk=self.instance.pk).exists():
            raise ValidationError(_("There is a redirect from this address already. Change that one."))
        return asked

    def clean_redirect_page(self) -> Page | None:
        """Refuse a page that visitors cannot open."""
        page: Page | None = self.cleaned_data["redirect_page"]
        if page and not (page.url and on_show.is_on_show(page, at=timezone.now())):
            raise ValidationError(_("This page is not on show. Choose another."))
        return page

    def clean_redirect_link(self) -> str:
        """Return a whole address; refuse what does not lead to a page here."""
        typed = cleaning.code(self.cleaned_data["redirect_link"])
        if typed and not (leads_within(typed) and is_there(typed)):
            raise ValidationError(_("This leads to no page here. Begin with /, as in /opportunities/."))
        return settings.SITE_URL.rstrip("/") + typed if typed.startswith("/") else typed

    def clean(self) -> None:
        """Refuse a redirect that leads nowhere, to two places, or back to where it is from."""
        super().clean()
        if self.errors:
            return
        page, link = self.cleaned_data.get("redirect_page"), self.cleaned_data.get("redirect_link")
        if page and link:
            self.add_error("redirect_link", _("Choose a page or type an address: one of the two."))
        elif not page and not link:
            self.add_error("redirect_link", _("Say where it leads: choose a page, or write an address here."))
        elif comes_back(self.cleaned_data["old_path"], page.url if page else link, but=self.instance.pk):
            self.add_error(
                "redirect_page" if page else "redirect_link", _("This leads back to the old address. Choose another.")
            )


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
