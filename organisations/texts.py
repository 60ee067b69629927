"""What of the public organisations the search finds."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Count, Max

from hub.words.search_index import Text, Thing
from organisations.models import Organisation


def texts(*, at: datetime) -> Iterator[Text]:
    """Yield the words of each."""
    for pk, name, about in Organisation.objects.public().order_by("pk").values_list("pk", "name", "about"):
        yield Text(Thing("organisation", pk), name, body=about)


def version() -> tuple[Any, ...]:
    """Return what changes when one comes or goes."""
    return tuple(Organisation.objects.public().aggregate(Max("pk"), Count("pk")).values())
