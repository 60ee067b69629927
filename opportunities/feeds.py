"""The feed of new opportunities: the newest thirty that are open, filtered like the list by the URL's query."""

import unicodedata
from datetime import datetime
from typing import Any, Final

from django.contrib.syndication.views import Feed
from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hub.access import audiences
from hub.core.addresses import absolute
from hub.places import area
from hub.taxonomy.codes import Cause
from opportunities.models import Opportunity
from opportunities.presenters import cards, wording
from opportunities.search import selectors
from opportunities.search.forms import Find

NEWEST: Final = 30


def clean(text: str) -> str:
    """Remove control characters that XML does not allow."""
    return "".join(sign for sign in text if sign in "\n\t" or unicodedata.category(sign) not in ("Cc", "Cs", "Cn"))


class Newest(Feed):  # type: ignore[type-arg]
    """The newest open opportunities of verified organisations."""

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Find:
        """Parse the filters from the URL; ignore invalid parts, as the list does."""
        find = Find(request.GET)
        find.is_valid()
        return find

    def title(self) -> str:
        """Return the feed's title."""
        return _("New in %(place)s: things to take part in") % {"place": area.name()}

    def description(self) -> str:
        """Return the feed's description."""
        return _("The newest things to join in with and help out at.")

    def link(self) -> str:
        """Return the address of the list."""
        return absolute(reverse("opportunities:list"))

    def feed_url(self, find: Find) -> str:
        """Return the feed's own address, with its filters."""
        kept = find.data.urlencode() if isinstance(find.data, QueryDict) else ""
        return absolute(reverse("feed")) + (f"?{kept}" if kept else "")

    def items(self, find: Find) -> list[Opportunity]:
        """Return the newest that match."""
        at = timezone.now()
        rows = selectors.search(find, at=at).rows.order_by("-published_at", "-pk")
        return list(rows.for_cards(at=at)[:NEWEST])

    def item_title(self, item: Opportunity) -> str:
        """Return the title of an opportunity."""
        return clean(item.title)

    def item_description(self, item: Opportunity) -> str:
        """Return what difference it makes, when and where."""
        dates = item.upcoming
        lines = [item.summary, wording.when(dates[0]) if dates else "", wording.where(item)]
        return clean("\n".join(line for line in lines if line))

    def item_link(self, item: Opportunity) -> str:
        """Return the address of its page."""
        return absolute(item.get_absolute_url())

    def item_guid(self, item: Opportunity) -> str:
        """Return an id that stays when the title changes."""
        return f"{absolute(reverse('opportunities:list'))}#{item.pk}"

    item_guid_is_permalink = False

    def item_author_name(self, item: Opportunity) -> str:
        """Return the organisation's name."""
        return clean(item.organisation.name)

    def item_pubdate(self, item: Opportunity) -> datetime | None:
        """Return when it was first published."""
        return item.published_at

    def item_categories(self, item: Opportunity) -> list[str]:
        """Return its causes."""
        return [str(code.label) for code in cards.ordered(Cause, item.causes)]


_feed = Newest()


@require_safe
@audiences.open_to(audiences.EVERYONE)
def newest(request: HttpRequest) -> Any:
    """Serve the feed."""
    return _feed(request)
