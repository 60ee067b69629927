"""Working through the toolkit: starting, ticking, leaving out, saving progress, and taking the steps along into a group."""

from functools import cached_property
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from django.views.generic import FormView, TemplateView

from cms.toolkit import forms
from cms.toolkit.models import Step, Toolkit, Workspace
from cms.toolkit.models.pages import at_hand, is_link_closed, stages, steps
from cms.toolkit.models.workspace import Mark
from cms.toolkit.presenters import one_step, street
from cms.toolkit.services import workspaces
from hub.access import audiences, limits, unsent
from hub.access.requests import actor_of
from hub.figures import reading
from hub.people.services import links
from organisations.models import Organisation

WAITING: Final = "toolkit_ticks"
"""The session key for ticks made before there is a workspace: {"step": …, "actions": […]}."""


def street_url() -> str:
    """Return the toolkit's address; the front page while there is none."""
    found = Toolkit.objects.live().first()
    return str(found.url) if found and found.url else reverse("home")


class Begin(audiences.HasAudience, FormView[forms.AboutGroup]):
    """Start: name an idea or a group, and say what it may do."""

    audience = audiences.EVERYONE
    form_class = forms.AboutGroup
    template_name = "toolkit/begin.html"
    http_method_names = ["get", "head", "options", "post"]

    @method_decorator(limits.limited("hub_toolkit"))
    def dispatch(self, *args: Any, **kwargs: Any) -> Any:
        """Limit how often one address starts."""
        return super().dispatch(*args, **kwargs)

    def get_initial(self) -> dict[str, Any]:
        """Start with the group's own name, for those who act for one."""
        own = Organisation.objects.filter(pk=actor_of(self.request).organisation_id or 0).first()
        return {"name": own.name} if own else {}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add whether steps of theirs were open here before."""
        return super().get_context_data(is_link_closed=is_link_closed(self.request), **kwargs)

    def form_valid(self, form: forms.AboutGroup) -> HttpResponse:
        """Create the workspace, save what was ticked before, and redirect to the current step."""
        at, by = timezone.now(), actor_of(self.request)
        workspace = workspaces.begin(**form.cleaned_data, language=get_language() or "en-gb", by=by, at=at)
        if workspace.person_id and not by.own_id:
            code = workspaces.token(workspace, at=at)
            links.open_in(self.request.session, links.find(code, at=at), at=at)
        waiting: dict[str, Any] = self.request.session.pop(WAITING, {})
        step = Step.objects.live().filter(pk=waiting.get("step", 0)).first()
        if step is None:
            return redirect(street_url())
        workspaces.tick(workspace, step, map(UUID, waiting["actions"]), by=by, at=at)
        return redirect(step.url)


class HasWorkspace(audiences.HasAudience):
    """Base of pages for somebody who has started; others are redirected to the start."""

    audience = audiences.EVERYONE
    request: HttpRequest

    @cached_property
    def workspace(self) -> Workspace:
        """The current workspace. Raises Http404 without one."""
        found = at_hand(self.request)
        if found is None:
            raise Http404
        return found

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Redirect somebody who has not started to the start."""
        self.request = request
        if at_hand(request) is None:
            unsent.keep(request)
            return redirect("toolkit_begin")
        return super().dispatch(request, *args, **kwargs)


class AboutGroup(HasWorkspace, FormView[forms.ChangeGroup]):
    """Change what the group says about itself."""

    form_class = forms.ChangeGroup
    template_name = "toolkit/about.html"
    http_method_names = ["get", "head", "options", "post"]

    def get_initial(self) -> dict[str, Any]:
        """Start with the saved values."""
        return {"name": self.workspace.name, "about": list(self.workspace.about)}

    def form_valid(self, form: forms.ChangeGroup) -> HttpResponse:
        """Save it, and go back to the street."""
        workspaces.describe(self.workspace, **form.cleaned_data, by=actor_of(self.request), at=timezone.now())
        messages.success(self.request, _("Kept. The steps below are those that apply to you now."))
        return redirect(street_url())


class KeepPlace(HasWorkspace, FormView[forms.SendMe]):
    """How to come back to an idea: a link that is sent, or a code to write down."""

    form_class = forms.SendMe
    template_name = "toolkit/keep.html"
    http_method_names = ["get", "head", "options", "post"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the workspace."""
        return super().get_context_data(workspace=self.workspace, street_url=street_url(), **kwargs)

    def form_valid(self, form: forms.SendMe) -> HttpResponse:
        """Send the link."""
        if self.workspace.person is None:
            return redirect(street_url())
        if not limits.within(self.request, "hub_route", key=form.needed.route.value):
            form.add_error("route", _("We’ve sent word there a few times in the last hour. Wait a little, or ring us."))
            return self.form_invalid(form)
        workspaces.send_link(self.workspace, form.newcomer, by=actor_of(self.request), at=timezone.now())
        messages.success(self.request, _("On its way. The link brings you back to your steps for a year."))
        return redirect(street_url())


class ShowCode(HasWorkspace, TemplateView):
    """A code to write down. It is shown once; older codes stay valid."""

    template_name = "toolkit/keep.html"
    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest) -> HttpResponse:
        """Create one and show it."""
        if self.workspace.person is None:
            return redirect(street_url())
        code = links.grouped(workspaces.token(self.workspace, at=timezone.now()))
        shown = {"workspace": self.workspace, "code": code, "street_url": street_url(), "form": forms.SendMe()}
        return self.render_to_response(self.get_context_data(**shown))


class Whole(HasWorkspace, TemplateView):
    """All steps on paper: every step that applies, with what to do."""

    template_name = "toolkit/whole.html"
    http_method_names = ["get", "head", "options"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add every step that applies, with its actions."""
        figures = reading.load()
        way = street.way(stages(), steps(), self.workspace, at=None)
        pages = {page.pk: page for page in Step.objects.live()}
        ticks = frozenset(self.workspace.ticks.values_list("action", flat=True))
        parts = [(row, one_step.actions(pages[row.pk], ticks, figures)) for row in way.every if row.state != "out"]
        return super().get_context_data(workspace=self.workspace, way=way, parts=parts, **kwargs)


@require_safe
@audiences.open_to(audiences.EVERYONE)
def mine(request: HttpRequest) -> HttpResponse:
    """Redirect somebody who comes back by a link to their steps."""
    return redirect(street_url())


@require_POST
@audiences.open_to(audiences.EVERYONE)
def tick(request: HttpRequest, pk: int) -> HttpResponse:
    """Save what is ticked in a step, then continue: to the next step if all is done or on request, else stay."""
    step = get_object_or_404(Step.objects.live(), pk=pk)
    at, by = timezone.now(), actor_of(request)
    chosen, shown = (list(filter(_is_uuid, request.POST.getlist(name))) for name in ("actions", "shown"))
    workspace = at_hand(request)
    if workspace is None:
        request.session[WAITING] = {"step": step.pk, "actions": chosen}
        return redirect("toolkit_begin")
    how = request.POST.get("how", "")
    if how in Mark.values:
        workspaces.mark(workspace, step, Mark(how), by=by, at=at)
    elif how == "take_back":
        workspaces.unmark(workspace, step, at=at)
        return redirect(step.url)
    else:
        workspaces.tick(workspace, step, map(UUID, chosen), shown=map(UUID, shown), by=by, at=at)
    ahead = street.way(stages(), steps(), workspace, at=None).ahead
    messages.success(request, _said(step, how, ahead))
    return redirect(ahead.url if ahead else street_url())


def _said(step: Step, how: str, ahead: street.Row | None) -> str:
    if ahead is None:
        return _("Kept. That was the last step that applies to you.")
    if how == Mark.LEFT_OUT:
        return _("“%(step)s” is left out. You can take it up again any time.") % {"step": step.title}
    return _("Kept: “%(step)s”.") % {"step": step.title}


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


@require_POST
@audiences.open_to(audiences.ORGANISERS)
def take_along(request: HttpRequest, slug: str) -> HttpResponse:
    """Give the steps of an idea to the group one acts for."""
    by = actor_of(request)
    own = Workspace.objects.visible_to(by).filter(organisation=None).order_by("-changed_at").first()
    organisation = get_object_or_404(Organisation.objects.visible_to(by), slug=slug)
    if own is None:
        raise Http404
    try:
        workspaces.hand_over(own, organisation, by=by, at=timezone.now())
    except workspaces.CannotHandOver as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Your steps are the group’s now. Everybody in it can tick."))
    return redirect(street_url())
