"""The attention price, set each night: what was shown more than its places need ranks lower, in favour of the rest."""

from datetime import datetime, timedelta
from typing import Final

import numpy as np
from django.db.models import Count

from hub.core import transactions
from matching.engine.pricing import prices
from matching.suggestions import columns
from matching.suggestions.models import Price, Shown

LATELY: Final = timedelta(days=14)
"""The period in which showings are counted: counts of lists, never of who saw them."""


@transactions.atomic
def update(*, at: datetime) -> int:
    """Set the price of everything that is open, and delete the other prices; return how many there are."""
    found = columns.columns(at=at)
    ids = [int(pk) for pk in found["ids"]]
    rows = Shown.objects.filter(shown_list__at__gt=at - LATELY, shown_list__at__lte=at)
    times = dict(rows.values_list("opportunity").annotate(times=Count("pk")).order_by())
    shown = np.array([times.get(pk, 0) for pk in ids], dtype=np.float64)
    before = np.array(found["price"], dtype=np.float64)
    new = prices(before, shown, np.array(found["places_left"], dtype=np.float64))
    Price.objects.exclude(opportunity__in=ids).delete()
    Price.objects.bulk_create(
        [
            Price(opportunity_id=pk, price=float(price), shown=int(count), at=at)
            for pk, price, count in zip(ids, new, shown, strict=True)
        ],
        update_conflicts=True,
        unique_fields=["opportunity"],
        update_fields=["price", "shown", "at"],
        batch_size=500,
    )
    return len(ids)
