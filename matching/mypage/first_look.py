"""What I'd like, for somebody new: what might suit them is shown before any contact detail is asked for."""

from typing import Any, Final

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from hub.design.components import EmptyState
from matching.frontline.capture.selectors import preference_from
from matching.preferences import meaning, views
from matching.preferences.forms import CORRECTIONS, FirstTime
from matching.suggestions import showing
from matching.suggestions.selectors import suggesting

MOST: Final = 6
"""How many suggestions are shown to somebody who is not known yet."""
LOOK: Final = "look"
"""The name of the button that shows what fits and keeps nothing."""


class Edit(views.Edit):
    """The form, and for somebody new a look at what fits, before they decide whether to be kept."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what fits, once somebody new has said what they would like."""
        context = super().get_context_data(**kwargs)
        form = context["form"]
        looks = isinstance(form, FirstTime) and form.is_bound
        return context | {"looks": looks, "asks_contact": looks} | (self._fitting(form) if looks else {})

    def _fitting(self, form: FirstTime) -> dict[str, Any]:
        """Return cards of what suits the wishes in the form; none while a wish cannot be read."""
        if form.wishes_wrong:
            return {"asks_contact": False}
        said = form.said
        if meaning.needs_help(said.words, said.misheard):
            return {"asks_contact": False}
        preference = preference_from(said, None, by=self.actor)
        preference.causes, preference.skills, preference.often = said.causes, said.skills, said.often
        found = suggesting.find(preference, size=MOST, at=timezone.now())
        nothing = EmptyState(
            title=_("Nothing fits yet"),
            text=_("Change what you said, or leave us a way to reach you: we tell you when something comes up."),
        )
        return {"cards": [showing.card(row, preference) for row in found.rows], "nothing": nothing}

    def limit(self) -> str:
        """Return the limit that this request counts for: looking costs less than being kept."""
        return "hub_look" if self._looks_on() else super().limit()

    def form_valid(self, form: Any) -> HttpResponse:
        """Keep it, unless they only want to look."""
        return self.form_invalid(form) if self._only_looks(form) else super().form_valid(form)

    def form_invalid(self, form: Any) -> HttpResponse:
        """Show the form; who only looks is told of what is wrong with their wishes alone."""
        if self._only_looks(form):
            form.forget_contact()
        return super().form_invalid(form)

    def _only_looks(self, form: Any) -> bool:
        return isinstance(form, FirstTime) and self._looks_on()

    def _looks_on(self) -> bool:
        return any(name in self.request.POST for name in (LOOK, *CORRECTIONS))
