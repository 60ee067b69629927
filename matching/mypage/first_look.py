"""What I'd like, for somebody new: what might suit them is shown before any contact detail is asked for."""

from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from hub.access import looks
from hub.design import languages
from hub.design.components import EmptyState
from matching.preferences import meaning, views
from matching.preferences.forms import CORRECTIONS, FirstTime
from matching.preferences.presenters import unheard
from matching.preferences.services.saving import unsaved
from matching.suggestions import showing
from matching.suggestions.selectors import suggesting

FIRST: Final = 3
"""How many suggestions somebody who is not known yet sees at once."""
MOST: Final = 6
"""How many they can see: the rest is folded away."""
LOOK: Final = looks.PARAMETER
"""The name of the button that shows what fits and keeps nothing, and of the address at which that is shown."""
CLEAR: Final = "clear"
"""The name of the button that drops what was said."""
ENTER: Final = "enter"
"""What the Enter key presses: it looks, until somebody has said how to reach them."""
BUTTONS: Final = (LOOK, ENTER, *CORRECTIONS)


class Edit(views.Edit):
    """The form, and for somebody new a look at what fits, before they decide whether to be kept."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the form; at the address of a look, what was said there, as long as it waits."""
        key = request.GET.get(LOOK, "")
        if self.person is not None or not key:
            return super().get(request, *args, **kwargs)
        said = looks.kept(request, key)
        if said is None:
            messages.info(request, _("What you said here is gone: it waits for an hour, in this browser alone."))
            return redirect(request.path)
        form = FirstTime(data=said)
        form.forget_contact()
        return self.render_to_response(self.get_context_data(form=form))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Drop what was said, where that is asked; otherwise take the form."""
        if self.person is None and CLEAR in request.POST:
            looks.forget(request)
            messages.success(request, _("Cleared. Nothing of it is kept."))
            return redirect(request.path)
        return super().post(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what fits, once somebody new has said what they would like."""
        context = super().get_context_data(**kwargs)
        form = context["form"]
        looked = isinstance(form, FirstTime) and form.is_bound and self._looked_before
        key = self.request.GET.get(LOOK, "") if looked else ""
        return (
            context
            | {"look_key": key, "looks": looked, "asks_contact": looked}
            | (self._fitting(form) if looked else {})
        )

    @property
    def _looked_before(self) -> bool:
        """Whether they asked for what fits; to read the page in another language is not to ask."""
        return LOOK in self.request.GET or not languages.chosen(self.request)

    def _fitting(self, form: FirstTime) -> dict[str, Any]:
        """Return cards of what suits the wishes in the form; none while a wish cannot be read."""
        if form.wishes_wrong:
            return {"asks_contact": False}
        said = form.said
        if meaning.needs_help(said.words, said.misheard):
            return {"asks_contact": False}
        preference, key = unsaved(said), self.request.GET.get(LOOK, "")
        found = suggesting.find(preference, size=MOST, at=timezone.now())
        nothing = EmptyState(
            title=_("Nothing fits yet"),
            text=_("Change what you said, or leave us a way to reach you: we tell you when something comes up."),
        )
        if not meaning.of(preference).says_what:
            nothing = unheard.empty_state()
        outside = said.place if said.place is not None and not said.place.inside else None
        cards = [showing.card(row, preference, back=key) for row in found.rows]
        return {
            "cards": cards[:FIRST],
            "more": cards[FIRST:],
            "nothing": nothing,
            "outside": outside,
        }

    def limit(self) -> str:
        """Return the limit that this request counts for: looking costs less than being kept."""
        return "hub_look" if self._looks_on() or languages.chosen(self.request) else super().limit()

    def form_valid(self, form: Any) -> HttpResponse:
        """Keep it, unless they only want to look."""
        if self._only_looks(form):
            return self._look(form)
        answer = super().form_valid(form)
        if isinstance(answer, HttpResponseRedirect):
            looks.forget(self.request)
        return answer

    def form_invalid(self, form: Any) -> HttpResponse:
        """Show the form; who only looks is told of what is wrong with their wishes alone."""
        if isinstance(form, FirstTime) and languages.chosen(self.request):
            form.forget_contact()
        return self._look(form) if self._only_looks(form) else super().form_invalid(form)

    def _look(self, form: FirstTime) -> HttpResponse:
        """Go to an address where this look can be seen again; need is answered at once, and never kept."""
        form.forget_contact()
        needs_help = not form.wishes_wrong and meaning.needs_help(form.said.words, form.said.misheard)
        key = "" if needs_help else looks.keep(self.request, form.sent, but=(LOOK, ENTER))
        if not key:
            looks.forget(self.request)
            return super().form_invalid(form)
        return redirect(f"{self.request.path}?{urlencode({LOOK: key})}")

    def _only_looks(self, form: Any) -> bool:
        return isinstance(form, FirstTime) and self._looks_on()

    def _looks_on(self) -> bool:
        pressed = self.request.POST
        says_who = any(pressed.get(name, "").strip() for name in ("name", "route"))
        chose_place = len(pressed.getlist("place")) > 1  # the field, and the button of a place that may be meant
        if says_who and (ENTER in pressed or chose_place):
            return False
        return chose_place or any(name in pressed for name in BUTTONS)
