"""Why something is not on a person's list, filter by filter, for the worker who talks with them."""

from dataclasses import dataclass
from typing import Any, Final

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from matching.frontline.audience import FRONT_LINE
from matching.frontline.people import forms
from matching.frontline.people.views import OfPerson
from matching.preferences.models import Preference
from matching.suggestions import saying
from matching.suggestions.selectors import suggesting
from opportunities.models import Opportunity, State

MOST: Final = 5
"""How many opportunities with that title are explained."""


Because = tuple[tuple[Promise | str, Promise | str], ...]
"""The filters that exclude something, each with what would help."""


@dataclass(frozen=True)
class Row:
    """One opportunity: its place on the list, or the filters it fails with what would help."""

    title: str
    group: str
    place: str
    because: Because


class WhyNot(OfPerson, TemplateView):
    """Search an opportunity by title."""

    audience = FRONT_LINE
    template_name = "frontline/why_not.html"
    http_method_names = ["get", "head", "options"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Explain each opportunity that matches."""
        form = forms.NamedThing(self.request.GET or None)
        title = form.cleaned_data["title"] if form.is_valid() else ""
        kept = Preference.objects.visible_to(self.actor).filter(person=self.person).select_related("person").first()
        rows = [self._row(thing, kept) for thing in _named(title)] if title else []
        return super().get_context_data(
            form=form, person=self.person, details=self.details, title=title, rows=rows, said=kept is not None, **kwargs
        )

    def _row(self, thing: Opportunity, kept: Preference | None) -> Row:
        preference = kept or Preference(person=self.person)
        answer = suggesting.why_not(preference, thing.pk, by_worker=True, at=timezone.now())
        facts = {"place": answer.place, "total": answer.total}
        place = _("By what they said it suits them, at place %(place)d of %(total)d.") % facts if answer.place else ""
        failing = answer.failing if answer.is_open else ("open",)
        because: Because = tuple((saying.NOT_FOR_THEM[name], saying.WHAT_WOULD_HELP.get(name, "")) for name in failing)
        if not place and not because:
            because = ((_("It has only just changed. Look again in a few seconds."), ""),)
        return Row(thing.title, thing.organisation.name, place, because)


def _named(title: str) -> list[Opportunity]:
    """Return what is or was published under such a title."""
    shown = Opportunity.objects.of_public_organisations().filter(
        state__in=(State.PUBLISHED, State.PAUSED, State.CLOSED)
    )
    bare = title.strip(" \"'“”‘’„«»")  # as it is copied from a page that quotes it
    rows = shown.filter(published_at__isnull=False, title__icontains=bare or title).select_related("organisation")
    return list(rows.order_by("-published_at", "pk")[:MOST])
