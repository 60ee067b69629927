"""Template tags for a page's public facts for search engines, made in `opportunities.presenters.linked_data`."""

from typing import Any

from django import template
from django.template import Context
from django.utils.safestring import SafeString

from opportunities.models import Opportunity
from opportunities.presenters import linked_data
from organisations.models import Organisation

register = template.Library()


def _nonce(context: Context) -> str:
    request: Any = context.get("request")
    return str(getattr(request, "csp_nonce", ""))


@register.simple_tag(takes_context=True)
def linked_opportunity(context: Context, row: Opportunity) -> SafeString:
    """Render an open opportunity as JSON-LD."""
    return linked_data.script(linked_data.opportunity(row), _nonce(context))


@register.simple_tag(takes_context=True)
def linked_organisation(context: Context, row: Organisation) -> SafeString:
    """Render a public organisation as JSON-LD; nothing for one that is not public."""
    return linked_data.script(linked_data.organisation(row), _nonce(context)) if row.is_public else SafeString("")
