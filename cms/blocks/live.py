"""Blocks with live data, read whenever the page is shown."""

from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from hub.taxonomy.codes import Cause
from opportunities.presenters import cards
from opportunities.search import selectors

SHOWN: Final = 3


class OpenThings(blocks.StructBlock):
    """The next few things to take part in."""

    title = blocks.CharBlock(label=_("title"), max_length=60)
    cause = blocks.ChoiceBlock(label=_("only what is for"), choices=Cause.choices, required=False)

    def get_context(self, value: Any, parent_context: Any = None) -> Any:
        """Load the cards."""
        at = timezone.now()
        rows = selectors.in_area(at=at).with_room(at=at)
        if value.get("cause"):
            rows = rows.filter(causes__has_any=[value["cause"]])
        found = list(rows.soonest_first(at=at).for_cards(at=at)[:SHOWN])
        return {**super().get_context(value, parent_context), "cards": [cards.card(row, near=None) for row in found]}

    class Meta:
        icon = "date"
        template = "cms/blocks/open_things.html"
        description = _("The next three things people can join, always up to date.")
        preview_value = {"title": "Next up", "cause": ""}


class RingUs(blocks.StaticBlock):
    """The hub's own number and hours."""

    class Meta:
        icon = "mail"
        template = "cms/blocks/ring_us.html"
        description = _("The hub’s number and hours, as they are set.")
        admin_text = _("The hub’s number and hours stand here.")
        preview_value = None
