"""The desk's calls and letters."""

from datetime import datetime
from typing import Any, Final

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View

from hub.access import audiences
from hub.design import documents, paging
from hub.design.components import EmptyState
from hub.desk import tasks
from hub.desk.models import OUTCOMES, Outcome, Task, TaskKind
from hub.messaging import desk
from organisations.base_views import Managed

AUDIENCE: Final = audiences.SERVICE_STAFF.listing_people()
BATCH: Final = 50
"""How many letters are shown, and printed, at once."""


class Calls(Managed, TemplateView):
    """Calls to make and letters to post, for the service that does it for the whole hub."""

    audience = AUDIENCE
    template_name = "opportunities/manage/calls.html"
    http_method_names = ["get", "head", "options", "post"]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Raise Http404 for any organisation but the desk."""
        answer = super().dispatch(request, *args, **kwargs)
        if answer.status_code == 200 and not self.organisation.is_desk:
            raise Http404
        return answer

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Load one page of calls, and the letters that wait."""
        at = timezone.now()
        calls = Paginator(desk.to_make(self.organisation.pk), 20).get_page(self.request.GET.get("page"))
        letters = list(desk.to_post(self.organisation.pk)[:BATCH])
        dead_ends = desk.dead_ends(self.organisation.pk)
        done = list(desk.lately_done(self.organisation.pk, at=at)[:BATCH])
        desk.looked([*calls, *letters], dead_ends, by=self.actor, at=at)
        return super().get_context_data(
            at=at,
            as_pdf=documents.can_be_made(),
            calls=desk.calls(calls),
            letters=letters,
            dead_ends=dead_ends,
            done=done,
            ways_found=OUTCOMES[TaskKind.ROUTE],
            no_calls=EmptyState(title=_("No calls to make"), text=_("When somebody chose a call, it stands here.")),
            no_letters=EmptyState(
                title=_("No letters to post"), text=_("When somebody chose a letter, it stands here.")
            ),
            pagination=paging.pagination(calls, self.request.GET),
            **kwargs,
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Record how a call went, that letters were posted, whether there is another way, or that none of it was so."""
        at = timezone.now()
        if "posted" in request.POST:
            shown = [_number(letter) for letter in request.POST.getlist("letter")]
            count = desk.posted(self.organisation.pk, shown, by=self.actor, at=at)
            if count:
                messages.success(request, _("Letters posted: %d.") % count)
            else:
                messages.error(request, _("This is no longer on the list. What you pressed just now changed nothing."))
        elif "route" in request.POST:
            self._look_into(_number(request.POST["route"]), at=at)
        elif "back" in request.POST:
            self._put_back(_number(request.POST["back"]), at=at)
        else:
            self._write_down(_number(request.POST.get("call")), at=at)
        return redirect(request.path)

    def _tasks(self, kind: TaskKind) -> QuerySet[Task]:
        return Task.objects.filter(kind=kind, organisation=self.organisation.pk)

    def _write_down(self, pk: int, *, at: datetime) -> None:
        call = get_object_or_404(self._tasks(TaskKind.CALL).select_related("message__person"), pk=pk)
        outcome = self.request.POST.get("outcome", "")
        try:
            desk.close_call(call, outcome, by=self.actor, at=at)
        except (tasks.NoSuchOutcome, tasks.AlreadyDone) as error:
            messages.error(self.request, str(error))
        else:
            said = _("Written down: %(name)s.") % {"name": call.message.person.first_name}
            if outcome == Outcome.WRONG_NUMBER:
                said += " " + _("We use this number no more. It stands below.")
            messages.success(self.request, said)

    def _put_back(self, pk: int, *, at: datetime) -> None:
        task = desk.lately_done(self.organisation.pk, at=at).filter(pk=pk).first()
        if task is not None and desk.put_back(task, by=self.actor, at=at):
            messages.success(self.request, _("Back on the list: %(name)s.") % {"name": task.message.person.first_name})
        else:
            messages.error(self.request, _("This is on the list already, or it was more than an hour ago."))

    def _look_into(self, pk: int, *, at: datetime) -> None:
        task = get_object_or_404(self._tasks(TaskKind.ROUTE), pk=pk)
        found = next((one for one in desk.dead_ends(self.organisation.pk) if one.task == task), None)
        if found is None:
            messages.error(self.request, _("This is no longer on the list. What you pressed just now changed nothing."))
            return
        try:
            desk.close_dead_end(found, self.request.POST.get("outcome", ""), by=self.actor, at=at)
        except (tasks.NoSuchOutcome, tasks.AlreadyDone) as error:
            messages.error(self.request, str(error))


class Letters(Managed, View):
    """The letters to post as a PDF in large print, each on a page of its own."""

    audience = AUDIENCE
    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Return the letters that the page of calls and letters shows. Raises Http404 if there are none."""
        at = timezone.now()
        letters = list(desk.to_post(self.organisation.pk)[:BATCH]) if self.organisation.is_desk else []
        if not letters:
            raise Http404
        desk.looked(letters, by=self.actor, at=at)
        return documents.response(request, "messaging/letters.html", {"letters": letters, "at": at}, name="letters")


def _number(text: str | None) -> int:
    """Return a row's id from a form, 0 for an invalid value."""
    return int(text) if text and text.isdecimal() and len(text) < 18 else 0
