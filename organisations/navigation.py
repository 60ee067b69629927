"""Header links and landing page for those who act for an organisation."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from hub.access.actors import Actor
from hub.access.roles import POSTS, VERIFIES
from hub.core import destinations
from hub.core.contract import HeaderLink
from organisations.models import OWNS, Organisation


def staff_links(actor: Actor, organisation: Organisation | None) -> Sequence[HeaderLink]:
    """Return the links for all members of an organisation, and the link to the groups to verify."""
    links = []
    if organisation is not None:
        slug = [organisation.slug]
        links.append(HeaderLink(200, _("Overview"), destinations.to("organisation_overview", *slug), exact=True))
        if actor.has_role(*POSTS):
            links.append(HeaderLink(230, _("Our page"), reverse("manage:about", args=slug)))
        if actor.has_role(*OWNS):
            links.append(HeaderLink(240, _("Members"), reverse("manage:members", args=slug)))
    if actor.has_role(*VERIFIES):
        links.append(HeaderLink(300, _("Check groups"), reverse("to_verify")))
    return links


def landing(actor: Actor) -> str | None:
    """Return the overview of the current organisation."""
    slug = Organisation.objects.filter(pk=actor.organisation_id or 0).values_list("slug", flat=True).first()
    return destinations.to("organisation_overview", slug) if slug else None
