"""What changed since a time, and what is gone, for those who keep a copy by the API.

Both lists include too much rather than too little. Some changes store no time (a date created by a rule, a place taken,
an organisation's new name) and are in neither list; those who keep a copy read everything again once a day.
"""

from datetime import datetime

from django.db.models import Exists, OuterRef, Q

from opportunities.models import Opportunity, Session
from opportunities.models.opportunity import OpportunityQuerySet
from organisations.models import Verification


def since(then: datetime, rows: OpportunityQuerySet, *, at: datetime) -> OpportunityQuerySet:
    """Keep those changed between two times: edited, published, paused or closed, a date passed or was called off.

    A decision about their organisation counts too.
    """
    own = Session.objects.filter(opportunity=OuterRef("pk"))
    dates = own.filter(Q(next_at__gte=then, next_at__lte=at) | Q(cancelled_at__gte=then))
    decided = Verification.objects.filter(organisation=OuterRef("organisation"), at__gte=then)
    return rows.filter(
        Q(changed_at__gte=then)
        | Q(closes_at__gte=then, closes_at__lte=at)
        | Q(organisation__suspended_at__gte=then)
        | Exists(dates)
        | Exists(decided)
    )


def gone(then: datetime, *, at: datetime) -> list[int]:
    """Return the ids of those once published that changed since and are not open now."""
    shown = Opportunity.objects.filter(published_at__isnull=False)
    still_open = Opportunity.objects.open(at=at).values("pk")
    left = since(then, shown, at=at).exclude(pk__in=still_open)
    return list(left.order_by("pk").values_list("pk", flat=True))
