"""Page of an organiser: how many people nearby would suit and agreed to be asked, and asking them through the hub."""

from functools import cached_property
from typing import Any, Final

from django.contrib import messages
from django.core.cache import cache
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView

from hub.access import audiences, limits
from hub.design import times
from hub.figures import small_numbers
from matching.frontline.asks.forms import AskThem
from matching.frontline.asks.services import willing
from opportunities.models import Opportunity
from opportunities.posting.base_views import Managing

KEPT_FOR: Final = 600
"""Cache time of counts in seconds."""
PEOPLE_ENOUGH: Final = 20
"""What people lack is told of no fewer than this many: of few, somebody could be known by it."""
KEEPS_OFF: Final = {
    "reach": gettext_lazy("would not go so far"),
    "time": gettext_lazy("are not free when it is on"),
    "access": gettext_lazy("need something that it lacks or doesn’t mention, such as no steps or a seat"),
    "checks": gettext_lazy("could not have the safety check in time, or do not want one"),
    "takes": gettext_lazy("can’t do or bear something that it takes"),
    "age": gettext_lazy("are too young or too old for it"),
}
"""What an organiser sees for each filter that excludes people. Personal exclusions are private."""


class PeopleNear(Managing, FormView[AskThem]):
    """A count, what excludes others, and the button to ask."""

    audience = audiences.ORGANISERS
    form_class = AskThem
    template_name = "frontline/people_near.html"
    http_method_names = ["get", "head", "options", "post"]

    @cached_property
    def looked(self) -> tuple[int, dict[str, int]] | None:
        """How many there are, and how many each filter excludes; may be some minutes old.

        None for an organisation that has looked too often today: whoever may try every need in turn learns who has it.
        """
        key = f"people-near:{self.opportunity.pk}"
        found: tuple[int, dict[str, int]] | None = cache.get(key)
        if found is None and limits.within(
            self.request, "hub_people_near", key=str(self.organisation.pk), reading=True
        ):
            looked = willing.look(self.opportunity, at=timezone.now())
            found = (looked.count, looked.kept_off)
            cache.set(key, found, KEPT_FOR)
        return found

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the counts in words, hiding small ones."""
        at = timezone.now()
        last = willing.asked_before(self.opportunity)
        is_open = Opportunity.objects.open(at=at).with_room(at=at).filter(pk=self.opportunity.pk).exists()
        waits = last is not None and last > at - willing.WAIT
        return super().get_context_data(
            count=_people(self.looked[0]) if self.looked else "",
            who=_("would like this, and agreed to be asked.")
            if self.opportunity.remote
            else _("live near, would like this, and agreed to be asked."),
            kept_off=_kept_off(self.looked[1]) if self.looked else [],
            is_open=is_open,
            may_ask=is_open and not waits,
            most=willing.AT_ONCE,
            asked=_asked(last, waits=waits) if last else "",
            **kwargs,
        )

    def form_valid(self, form: AskThem) -> HttpResponse:
        """Ask them."""
        try:
            willing.ask(self.opportunity, words=form.cleaned_data["words"], by=self.actor, at=timezone.now())
        except willing.CannotAskThem as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        cache.delete(f"people-near:{self.opportunity.pk}")
        messages.success(self.request, _("We are asking them. Who says yes comes to your list of people."))
        return redirect("manage:people_near", slug=self.organisation.slug, pk=self.opportunity.pk)


def _kept_off(counts: dict[str, int]) -> list[tuple[str, Any]]:
    """Return how many each filter excludes, with its text, for those that exclude many."""
    return [(_people(counts[name]), KEEPS_OFF[name]) for name in KEEPS_OFF if counts.get(name, 0) >= PEOPLE_ENOUGH]


def _people(count: int) -> str:
    """Return a count in steps of five, nobody to four alike, so that looking again reveals no single person."""
    if count < small_numbers.FEW:
        return _("Fewer than %d people") % small_numbers.FEW
    return _("About %d people") % (count // small_numbers.FEW * small_numbers.FEW)


def _asked(last: Any, *, waits: bool) -> str:
    facts = {"day": times.day(last), "again": times.day(last + willing.WAIT)}
    if waits:
        return _("You asked on %(day)s. You can ask again on %(again)s.") % facts
    return _("You asked on %(day)s.") % facts
