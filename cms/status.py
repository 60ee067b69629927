"""The apps' parts of the status page for administrators, in counts."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.services import sampling
from hub.figures.models import Figure
from hub.messaging.status import Line
from hub.taxonomy.slots import LOCAL
from matching.frontline.models import Referral
from matching.suggestions import mapped
from opportunities.models import Opportunity, SignUp, State
from organisations import selectors
from organisations.models import Organisation

CONFIRMED_FOR: Final = timedelta(days=90)
"""The time after which an organisation should confirm that an advert is still true."""


def lines(at: datetime) -> Sequence[Line]:
    """Return people unanswered, adverts to look at, groups to verify, figures that are due, and the age of the index."""
    late = SignUp.objects.to_answer().filter(answer_by__lt=at).count()
    passed = Referral.objects.to_answer().filter(expires_at__lt=at + timedelta(days=7)).count()
    old = Opportunity.objects.filter(state=State.PUBLISHED, confirmed_at__lt=at - CONFIRMED_FOR).count()
    new = Organisation.objects.filter(tier=0, suspended_at=None).count()
    due = Figure.objects.overdue(on=at.astimezone(LOCAL).date()).count()
    sample = sum(page.is_sample for page in sampling.pages())
    desk = selectors.desk_is_staffed()
    return [
        Line(_("The service that makes the calls"), _("has somebody") if desk else _("has nobody yet"), desk),
        Line(_("People who wait too long for an answer"), str(late), not late),
        Line(_("People passed on, a week or less before it runs out"), str(passed), not passed),
        Line(_("Adverts that nobody has confirmed for 90 days"), str(old), not old),
        Line(_("Groups to check"), str(new), not new, reverse("to_verify")),
        Line(_("Figures to look at again"), str(due), not due, reverse("wagtailsnippets_figures_figure:list")),
        Line(_("Pages with sample words"), str(sample), not sample, reverse("wagtailadmin_home")),
        Line(_("Index of what suits whom, in this process"), _age()),
    ]


def _age() -> str:
    seconds = mapped.age()
    if seconds is None:
        return _("not built yet")
    minutes = round(seconds / 60)
    return ngettext("looked at %(n)d minute ago", "looked at %(n)d minutes ago", minutes) % {"n": minutes}
