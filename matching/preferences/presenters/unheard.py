"""What is said where somebody’s words were not understood."""

from django.urls import reverse
from django.utils.translation import gettext as _

from hub.design.components import EmptyState


def empty_state() -> EmptyState:
    """Return what to do next: tick, say it in other words, or look through everything."""
    return EmptyState(
        title=_("We couldn’t tell what you’d like to do"),
        text=_("Tick a few things, or say it in other words. Or look through all there is."),
        action=_("See all that’s on"),
        url=reverse("opportunities:list"),
    )
