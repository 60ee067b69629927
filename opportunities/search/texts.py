"""What of the open opportunities the search finds."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Count, Max

from hub.taxonomy.codes import Cause
from hub.words.search_index import Text, Thing
from opportunities.models import Opportunity


def texts(*, at: datetime) -> Iterator[Text]:
    """Yield the words of each: its own, the name of its organisation, and what it is for."""
    rows = Opportunity.objects.open(at=at).order_by("pk")
    columns = rows.values_list("pk", "title", "summary", "what_you_do", "causes", "organisation__name")
    for pk, title, summary, what_you_do, causes, name in columns:
        labels = " ".join(str(Cause(cause).label) for cause in causes)
        yield Text(Thing("opportunity", pk), title, name, f"{summary} {what_you_do} {labels}")


def version() -> tuple[Any, ...]:
    """Return what changes when any of them does."""
    return tuple(Opportunity.objects.aggregate(Max("changed_at"), Count("pk")).values())
