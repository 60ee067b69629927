"""The capture page: saved as it is typed, matches updated beside it; without a script a button does the same."""

from datetime import datetime, timedelta
from functools import cached_property
from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View

from hub.access import audiences, unsent
from hub.design import languages
from hub.people import finding
from hub.people.models import Person
from matching.frontline.asks.services import asks
from matching.frontline.audience import FRONT_LINE
from matching.frontline.capture import ended, presenters, selectors
from matching.frontline.capture.forms import Writing
from matching.frontline.capture.presenters import Board
from matching.frontline.capture.services import captures
from matching.frontline.models import Answer, Capture, Way
from matching.frontline.presenters import slips
from matching.frontline.referrals.services import referrals
from matching.preferences import meaning
from matching.preferences.presenters import readback
from opportunities.models import Opportunity

WAYS: Final = {"pass_on", "slip", "keep", "else"}
"""The ways to finish."""
SPEAKER_IN: Final = timedelta(days=2)
"""How soon somebody who speaks their language is to be found."""
FIELDS: Final[dict[type[Exception], str]] = {asks.GateShut: "unsorted", asks.NotSaid: "no_effect"}
"""Each reason against an ask → the field beside which it is shown."""


class Begin(audiences.HasAudience, View):
    """Open an empty capture, or one of somebody known, and go to it."""

    audience = FRONT_LINE
    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest) -> HttpResponse:
        """Open it in the first free slot."""
        actor = self.actor
        way = request.POST.get("way", "")
        try:
            capture = captures.begin(Way(way) if way in Way.values else Way.COUNTER, by=actor, at=timezone.now())
        except captures.TwoAlready as error:
            messages.error(request, str(error))
            return redirect("frontline:home")
        return redirect("frontline:capture", pk=capture.pk)


class Page(audiences.HasAudience, TemplateView):
    """The capture."""

    audience = FRONT_LINE
    template_name = "frontline/capture.html"
    http_method_names = ["get", "head", "options", "post"]

    @cached_property
    def capture(self) -> Capture:
        """The capture named in the URL."""
        return selectors.open_capture(self.kwargs["pk"], by=self.actor)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Say so where it has ended; what is worrying still leads to whom to ring."""
        try:
            return super().dispatch(request, *args, **kwargs)
        except selectors.NotOpen:
            if self.hub_request.htmx:
                raise
        if request.POST.get("do") == "stop":
            return redirect("frontline:crisis_in", pk=self.kwargs["pk"])
        return ended.page(request, self.kwargs["pk"], by=self.actor)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what has been typed, and the part beside it."""
        at = timezone.now()
        form: Writing = kwargs.pop("form", None) or self._kept_form()
        board: Board = kwargs.pop("board", None) or self._board(form, at=at)
        others = Capture.objects.visible_to(self.actor).exclude(pk=self.capture.pk)
        return super().get_context_data(
            capture=self.capture,
            keeps_typed="capture",
            form=form,
            board=board,
            other=others.first(),
            agreed_before=selectors.known(self.capture.person, at=at)[0],
            tab=kwargs.pop("tab", None) or self._tab(self.request.POST),
            folds=presenters.folded(form),
            at=at,
            **kwargs,
        )

    def _tab(self, sent: QueryDict) -> dict[str, str]:
        """Return the name of this tab and what it was opened with, as it sent them; new ones for a new tab."""
        fresh = {"tab": get_random_string(12), "opened": captures.opened(self.capture)}
        return {name: sent.get(name, "") for name in fresh} if sent.get("tab") else fresh

    def _kept_form(self) -> Writing:
        kept = captures.fields_of(self.capture) or presenters.initial(self.capture, by=self.actor)
        return Writing.of_draft(kept)

    def _board(self, form: Writing, *, at: datetime) -> Board:
        return presenters.board(self.capture, form, by=self.actor, at=at)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the page; incomplete fields are no errors yet."""
        context = self.get_context_data()
        context["form"].forget_errors()
        return self.render_to_response(context)

    shows_unsent = True

    def show_unsent(self, typed: QueryDict) -> HttpResponse:
        """Show the page as it was sent; the next letter saves it."""
        form = Writing(typed)
        form.full_clean()
        form.forget_errors()
        return self.render_to_response(self.get_context_data(form=form, tab=self._tab(typed)))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Save the page; then match again, or finish."""
        at = timezone.now()
        sent = request.POST
        do = sent.get("did", "match") if "somebody_else" in sent else sent.get("do", "match")
        if do == "clear_all":
            ended.remember(request, self.capture.pk, person=self.capture.person_id)
            captures.clear(self.capture, by=self.actor, at=at)
            messages.success(request, _("Cleared. Nothing was kept."))
            return redirect("frontline:home")
        form = Writing(self._with_speaker(request.POST, at=at) if do == "speaker" else request.POST)
        form.full_clean()
        try:
            kept = captures.save(self.capture, _fields(form.sent), over=do == "mine", at=at)
        except captures.ChangedElsewhere:
            return self._elsewhere(form, do)
        if not kept and self.hub_request.htmx:
            return HttpResponse(status=413)
        if not kept:
            messages.error(request, _("That is too long to keep. Shorten it."))
        code = languages.chosen(request)
        if kept and code:
            return languages.remember(redirect(request.path), code)
        if "them" in request.POST:
            return self._is_them(form, request.POST["them"], at=at)
        if do == "clear":
            form.forget_errors()
            return self.render_to_response(self.get_context_data(form=form, asks_clear=True))
        if do == "stop":
            return redirect("frontline:crisis_in", pk=self.capture.pk)
        if do in WAYS:
            return self._finish(form, do, at=at)
        board = self._board(form, at=at)
        form.forget_errors()
        if self.hub_request.htmx:
            parts = {"board": board, "form": form, "folds": presenters.folded(form)}
            return render(request, "frontline/_board.html", parts | {"capture": self.capture})
        return self.render_to_response(self.get_context_data(form=form, board=board))

    def _with_speaker(self, typed: QueryDict, *, at: datetime) -> QueryDict:
        """Return what was typed, with a task to find somebody who speaks their language; a task that stands there stays."""
        language = readback.tongue(typed.get("words", ""))
        if not language or typed.get("owed_what", "").strip():
            return typed
        filled = typed.copy()
        filled["owed_what"] = _("Find somebody who speaks %(language)s") % {"language": language}
        filled["owed_owner"] = (
            Person.objects.filter(user=self.actor.user_id).values_list("first_name", flat=True).first() or ""
        )
        filled["owed_due"] = (timezone.localdate(at) + SPEAKER_IN).isoformat()
        return filled

    def _elsewhere(self, form: Writing, do: str) -> HttpResponse:
        """Save nothing, and let the worker choose which of two tabs is kept. What is worrying goes first."""
        if do == "stop":
            unsent.keep(self.request, why=unsent.Why.OTHER_TAB)
            return redirect("frontline:crisis_in", pk=self.capture.pk)
        if self.hub_request.htmx:
            return HttpResponse(status=409)
        form.forget_errors()
        return self.render_to_response(self.get_context_data(form=form, is_elsewhere=True))

    def _finish(self, form: Writing, do: str, *, at: datetime) -> HttpResponse:
        board = self._board(form, at=at)
        keeping = do in ("pass_on", "keep") or bool(form.cleaned_data.get("keep"))
        agreed, reachable = selectors.known(self.capture.person, at=at)
        form.want(keeping=keeping, referring=do == "pass_on", agreed=agreed, reachable=reachable)
        if do == "pass_on" and not form.agreed:
            form.add_error(None, _("Read out the agreement, and tick that they said yes. Or print the slip only."))
        if do == "else" and not form.typed("because").strip():
            form.add_error("because", _("Write what you did instead, in a few words."))
        if form.errors:
            return self.render_to_response(self.get_context_data(form=form, board=board))
        if keeping and self.capture.person is None and "somebody_else" not in self.request.POST:
            found = self._met(form, at=at)
            if found:
                return self.render_to_response(self.get_context_data(form=form, board=board, found=found, did=do))
        end = self._end(form, board, do, keeping=keeping, at=at)
        try:
            done = captures.finish(self.capture, end, by=self.actor, at=at)
        except (asks.CannotAsk, referrals.CannotMove) as error:
            form.add_error(FIELDS.get(type(error)), str(error))
            return self.render_to_response(self.get_context_data(form=form, board=board))
        if done.contact is not None:
            ended.remember(self.request, self.kwargs["pk"], person=done.contact.person_id)
            self._say(done, board.yes)
            slip = do in ("pass_on", "slip")
            return redirect("frontline:slip", pk=done.contact.pk) if slip else redirect("frontline:home")
        if do == "else" or not (board.yes or board.maybe):
            messages.info(self.request, _("Closed. Nothing was kept of them, since they did not agree to be kept."))
            return redirect("frontline:home")
        slip = slips.slip(form.called, [], [*board.yes, *board.maybe], free=meaning.free(board.preference), at=at)
        return render(self.request, "frontline/slip.html", {"slip": slip, "kept": False})

    def _met(self, form: Writing, *, at: datetime) -> list[finding.Seen]:
        """Return who is known by the typed name at the typed route."""
        route, name = form.cleaned_data.get("read_route"), form.name
        if not route:
            return []
        return finding.meet(self.actor, route, first_name=name.first_name, surname=name.surname, at=at)

    def _is_them(self, form: Writing, chosen: str, *, at: datetime) -> HttpResponse:
        """Go on with the record of somebody who was met, if it is one of those."""
        one = next((one for one in self._met(form, at=at) if str(one.pk) == chosen), None)
        if one is not None:
            captures.is_of(self.capture, one.pk, by=self.actor, at=at)
            messages.success(
                self.request, _("This is %(name)s now. Look at step 1 again, then finish.") % {"name": one.name}
            )
        return redirect(self.request.path)

    def _say(self, done: captures.Done, yes: list[Opportunity]) -> None:
        if done.referrals:
            names = ", ".join(referral.organisation.name for referral in done.referrals)
            messages.success(self.request, _("Passed on to %(names)s.") % {"names": names})
            sent = {referral.organisation_id for referral in done.referrals}
            left = [row.title for row in yes if row.organisation_id not in sent]
            if left:
                words = _("Not passed on, since they did not agree: %(titles)s. It stands on the slip.")
                messages.warning(self.request, words % {"titles": ", ".join(left)})
        else:
            messages.success(self.request, _("Kept."))

    def _end(self, form: Writing, board: Board, do: str, *, keeping: bool, at: datetime) -> captures.Finish:
        found = form.cleaned_data
        answer = str(found.get("answer") or "")
        if do == "pass_on":
            answer = Answer.YES_REFER
        elif do == "slip" and not answer:
            answer = Answer.INFO_ONLY
        how = captures.HOW[Way(self.capture.way)]
        return captures.Finish(
            said=selectors.over(form.said, self.capture.person, by=self.actor),
            keeping=keeping,
            may_contact=bool(found.get("may_contact")),
            answer="" if do == "else" and answer not in asks.REFUSALS else answer,
            nothing_unsorted=form.nothing_unsorted,
            raised=bool(found.get("raised")),
            no_effect=bool(found.get("no_effect")),
            newcomer=form.newcomer(how) if keeping and self.capture.person is None else None,
            met=(found["read_route"], form.name.first_name) if found.get("read_route") else None,
            bound=form.bound(at=at),
            reached=form.reached if keeping else None,
            owed=_owed(found),
            because=str(found.get("because", "")),
            yes=board.yes,
            agreed=frozenset(form.agreed),
            handed=[opportunity.pk for opportunity in (*board.yes, *board.maybe)],
            wish=board.preference,
            found=board.found,
        )


def _owed(found: dict[str, Any]) -> dict[str, Any] | None:
    if not found.get("owed_what"):
        return None
    return {"what": found["owed_what"], "owner": found["owed_owner"], "due": found["owed_due"]}


def _fields(sent: QueryDict) -> dict[str, list[str]]:
    """Return the fields of a submitted form that are worth saving."""
    return {
        name: [str(value) for value in values]
        for name, values in sent.lists()
        if name not in ("csrfmiddlewaretoken", "do", "did", "them", "somebody_else", languages.FIELD) and any(values)
    }
