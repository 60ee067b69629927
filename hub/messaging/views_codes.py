"""The two pages of signing in by a texted code: the number, then the six digits."""

from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView

from hub.access import audiences, limits
from hub.core import destinations
from hub.messaging import texted_codes
from hub.people import forms, ways
from hub.people.services import links

SESSION_KEY: Final = "texted_code"
TRIES: Final = 3
NO_MORE_TEXTS: Final = gettext_lazy(
    "A few codes were asked for with this number in the last hour, so we send no more now. Use the newest one, or another way below."
)
TOO_MANY: Final = gettext_lazy(
    "Too many wrong codes were typed for this number. Try again in an hour, or use another way below."
)
"""Said of any number, known or not."""


@method_decorator(limits.limited("hub_new_link"), name="dispatch")
class TextMe(audiences.HasAudience, FormView[forms.TextMe]):
    """Ask for a code. The answer is the same whether the number is known or not."""

    audience = audiences.EVERYONE
    form_class = forms.TextMe
    template_name = "people/text_me.html"
    http_method_names = ["get", "head", "options", "post"]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Redirect to the page for codes on paper while no text goes out."""
        return super().dispatch(request, *args, **kwargs) if ways.texts_go_out() else redirect("code")

    def form_valid(self, form: forms.TextMe) -> HttpResponse:
        """Send the code, if the number is known; continue in any case."""
        number = form.cleaned_data["number"]
        lookup = texted_codes.fingerprint(number)
        if limits.within_here(self.request, "hub_code_texts", key=lookup):
            texted_codes.send(number, at=timezone.now())
        else:
            messages.warning(self.request, NO_MORE_TEXTS)
        self.request.session[SESSION_KEY] = {"lookup": lookup, "tries": 0}
        return redirect("code_text_enter")


@method_decorator(limits.limited("hub_code"), name="dispatch")
class Enter(audiences.HasAudience, FormView[forms.TextedCode]):
    """Type the code: three attempts, then a new one is needed."""

    audience = audiences.EVERYONE
    form_class = forms.TextedCode
    template_name = "people/texted_code.html"
    http_method_names = ["get", "head", "options", "post"]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Redirect to the first page if no number was given."""
        if SESSION_KEY not in request.session:
            return redirect("code_text")
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form: forms.TextedCode) -> HttpResponse:
        """Open the person's own pages."""
        at = timezone.now()
        asked = self.request.session[SESSION_KEY]
        try:
            if not limits.within_here(self.request, "hub_code_tries", key=asked["lookup"]):
                form.add_error("code", TOO_MANY)
                return self.form_invalid(form)
            link = links.find_text_code(asked["lookup"], form.cleaned_data["code"], at=at)
        except links.NotOpen:
            return self._wrong(form, asked)
        del self.request.session[SESSION_KEY]
        self.request.session.cycle_key()
        links.open_in(self.request.session, link, at=at)
        return destinations.go("own_page")

    def _wrong(self, form: forms.TextedCode, asked: dict[str, Any]) -> HttpResponse:
        tries = asked["tries"] + 1
        if tries >= TRIES:
            del self.request.session[SESSION_KEY]
            messages.error(self.request, _("That was the third try. Ask for a new code."))
            return redirect("code_text")
        self.request.session[SESSION_KEY] = {**asked, "tries": tries}
        form.add_error("code", _("This is not the code, or it is too old. Look at the text again."))
        return self.form_invalid(form)
