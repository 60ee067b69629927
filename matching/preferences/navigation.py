"""The header link to a person's preference."""

from collections.abc import Sequence

from django.http import HttpRequest
from django.utils.translation import gettext as _

from hub.core import destinations
from hub.core.contract import HeaderLink


def header_links(request: HttpRequest) -> Sequence[HeaderLink]:
    """Return the link to "What I'd like"."""
    return [HeaderLink(20, _("What I’d like"), destinations.to("preferences"))]
