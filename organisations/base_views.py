"""Base of the pages under /manage/<slug>/: the organisation in the URL."""

from functools import cached_property
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.http import url_has_allowed_host_and_scheme

from hub.access import audiences
from organisations.models import Organisation


def safe_next(request: HttpRequest, instead: str) -> str:
    """Return the address a request asks to go to next, if it is a page of this site."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if ours else instead


class Managed(audiences.HasAudience):
    """A page of /manage/<slug>/, with the organisation in the URL, which the audience has checked."""

    kwargs: dict[str, Any]

    @cached_property
    def organisation(self) -> Organisation:
        """The organisation acted for."""
        return get_object_or_404(Organisation, slug=self.kwargs["slug"], pk=self.actor.organisation_id)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the organisation."""
        context: dict[str, Any] = super().get_context_data(organisation=self.organisation, **kwargs)  # type: ignore[misc]
        return context
