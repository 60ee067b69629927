"""The weeks that the figures cover."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hub.design import times
from hub.taxonomy.slots import LOCAL

CHOICES: Final[dict[str, tuple[Promise, int]]] = {
    "quarter": (_("Last 12 weeks"), 84),
    "month": (_("Last 4 weeks"), 28),
    "year": (_("Last 52 weeks"), 364),
}


@dataclass(frozen=True)
class Period:
    """Whole local days, the first and the last of them."""

    first: date
    last: date

    @property
    def begins(self) -> datetime:
        """When the first day begins."""
        return datetime.combine(self.first, time(), tzinfo=LOCAL)

    @property
    def ends(self) -> datetime:
        """When the last day is over."""
        return datetime.combine(self.last + timedelta(days=1), time(), tzinfo=LOCAL)

    @property
    def words(self) -> str:
        """Both days, in words."""
        return gettext("%(first)s to %(last)s") % {
            "first": times.long_date(self.first),
            "last": times.long_date(self.last),
        }


def of(choice: str, *, at: datetime) -> Period:
    """Return the period of a choice: whole weeks up to last Sunday, so that no single day can be told from the next."""
    today = at.astimezone(LOCAL).date()
    sunday = today - timedelta(days=today.isoweekday())
    return Period(sunday - timedelta(days=CHOICES[choice][1] - 1), sunday)
