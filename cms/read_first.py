"""Who approves a page without opening it, from a list of what waits, approves what they last read of it and nothing newer."""

from typing import Any, Final

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Page

KEY: Final = "pages_read"
SHOWN_BY: Final = frozenset({f"wagtailadmin_pages:{name}" for name in ("edit", "view_draft", "workflow_preview")})
"""The addresses that show a page as it was last saved."""
APPROVED_BY: Final = frozenset(
    {f"wagtailadmin_pages:{name}" for name in ("workflow_action", "collect_workflow_action_data")}
)
MOST: Final = 50
"""How many pages a session remembers."""


def asked(request: HttpRequest, kwargs: dict[str, Any]) -> HttpResponseBase | None:
    """Note what is read; return a redirect to the page for an approval of what was not. Call for addresses of /admin/."""
    match = request.resolver_match
    name = match.view_name if match else ""
    if name in SHOWN_BY and request.method == "GET":
        _note(request, kwargs["page_id"])
    elif name in APPROVED_BY and kwargs["action_name"] == "approve" and not _has_read(request, kwargs["page_id"]):
        messages.warning(
            request, _("This page changed since you read it, or you did not read it yet. Read it, then approve it.")
        )
        return redirect(reverse("wagtailadmin_pages:edit", args=[kwargs["page_id"]]))
    return None


def _latest(page_id: int) -> int | None:
    found: int | None = Page.objects.filter(pk=page_id).values_list("latest_revision", flat=True).first()
    return found


def _note(request: HttpRequest, page_id: int) -> None:
    read = {**request.session.get(KEY, {})}
    before = read.pop(str(page_id), None)
    latest = _latest(page_id)
    if latest is not None and latest != before:
        request.session[KEY] = dict([*read.items(), (str(page_id), latest)][-MOST:])


def _has_read(request: HttpRequest, page_id: int) -> bool:
    latest = _latest(page_id)
    return latest is not None and request.session.get(KEY, {}).get(str(page_id)) == latest
