"""Organisations: found by everybody, created by users, verified by advisers, managed by their members."""

from collections.abc import Callable
from typing import Any, Final

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import DetailView, FormView, ListView, TemplateView, UpdateView, View

from hub.access import audiences, limits, unsent
from hub.audit import record
from hub.core import destinations, registry
from hub.design import paging
from organisations import acting, forms, listing, middleware
from organisations.base_views import Managed, safe_next
from organisations.models import Membership, Organisation
from organisations.services import inviting, joining, verification


class Landing(audiences.HasAudience, View):
    """Where somebody goes after signing in."""

    audience = audiences.SIGNED_IN
    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest) -> HttpResponse:
        """Redirect to open invitations, else to where the user's work is."""
        if inviting.waiting_for(request.user, at=timezone.now()).exists():  # type: ignore[arg-type]
            return redirect("invitations")
        actor = self.actor
        begins = (contract.landing(actor) for contract in registry.top_down() if contract.landing)
        return redirect(next((address for address in begins if address), "/"))


class Acting(audiences.HasAudience, TemplateView):
    """Choose in which role to act, for people with several memberships."""

    audience = audiences.SIGNED_IN
    template_name = "organisations/acting.html"
    http_method_names = ["get", "head", "options", "post"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """List the memberships; the one requested in the URL comes first."""
        wanted = self.request.GET.get("to", "")
        mine: list[Membership] = self.hub_request.memberships
        choices = sorted(mine, key=lambda m: not (m.organisation and m.organisation.slug == wanted))
        return super().get_context_data(
            choices=[acting.Choice(m.pk, acting.label(m), m.pk == self.actor.membership_id) for m in choices],
            wanted=wanted,
            next=safe_next(self.request, ""),
            **kwargs,
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Act under the chosen membership from now on; the session gets a new key."""
        mine: list[Membership] = self.hub_request.memberships
        chosen = next((m for m in mine if str(m.pk) == request.POST.get("membership")), None)
        if chosen is None:
            messages.error(request, _("Choose one of these."))
            return redirect("acting")
        request.session.cycle_key()
        request.session[middleware.SESSION_KEY] = chosen.pk
        record.record("acting.changed", by=self.actor, at=timezone.now(), on=chosen)
        return redirect(safe_next(request, reverse("landing")))


class SecondFactor(audiences.HasAudience, TemplateView):
    """Why a second factor is required, and how to set it up."""

    audience = audiences.SIGNED_IN
    template_name = "organisations/second_factor.html"
    http_method_names = ["get", "head", "options"]


class Index(audiences.HasAudience, paging.Forgiving, ListView[Organisation]):
    """All organisations that everybody may see."""

    audience = audiences.EVERYONE
    template_name = "organisations/list.html"
    paginate_by = 24
    http_method_names = ["get", "head", "options"]

    def get_queryset(self) -> Any:
        """Return the public ones, by name."""
        return Organisation.objects.public().for_list()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the pages."""
        context = super().get_context_data(**kwargs)
        return context | {"pagination": paging.pagination(context["page_obj"], self.request.GET)}


class Join(audiences.HasAudience, FormView[forms.Join]):
    """Create a new organisation."""

    audience = audiences.SIGNED_IN
    form_class = forms.Join
    template_name = "organisations/join.html"
    http_method_names = ["get", "head", "options", "post"]

    @method_decorator(limits.limited("hub_join"))
    def dispatch(self, *args: Any, **kwargs: Any) -> Any:
        """Limit how often one address creates groups."""
        return super().dispatch(*args, **kwargs)

    def form_valid(self, form: forms.Join) -> HttpResponse:
        """Create it, and act for it from now on."""
        user: Any = self.request.user
        made = joining.join(user, **form.cleaned_data, by=self.actor, at=timezone.now())
        membership = made.memberships.get(user=user)
        self.request.session[middleware.SESSION_KEY] = membership.pk
        messages.success(
            self.request, _("You’re in. Write your first advert now. It goes on show once an adviser has rung you.")
        )
        return destinations.go("organisation_overview", made.slug)


class ToVerify(audiences.HasAudience, paging.Forgiving, ListView[Organisation]):
    """Organisations to verify, new ones first."""

    audience = audiences.VERIFIERS
    template_name = "organisations/verification_list.html"
    paginate_by = 30
    http_method_names = ["get", "head", "options"]

    def get_queryset(self) -> Any:
        """Return all organisations: advisers are not assigned to some of them yet."""
        return Organisation.objects.visible_to(self.actor).to_check()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the pages."""
        context = super().get_context_data(**kwargs)
        return context | {"pagination": paging.pagination(context["page_obj"], self.request.GET)}


class Verify(audiences.HasAudience, DetailView[Organisation]):
    """One organisation: past decisions, and one form for new ones, each with a button of its own."""

    audience = audiences.VERIFIERS
    template_name = "organisations/verification.html"
    slug_url_kwarg = "organisation"
    http_method_names = ["get", "head", "options", "post"]

    def get_queryset(self) -> Any:
        """Return those the actor may see."""
        return Organisation.objects.visible_to(self.actor)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the possible decisions, with the current values."""
        organisation, by = self.object, self.actor
        context = {
            "tier_form": forms.SetTier(prefix="tier", initial={"tier": organisation.tier}),
            "safe_form": forms.SetSafe(
                prefix="safe", initial={"safe": "yes" if organisation.safe_to_work_with else "no"}
            ),
            "suspend_form": forms.Suspend(prefix="suspend"),
            "desk_form": forms.Nothing(prefix="desk"),
            "phones": list(dict.fromkeys(filter(None, (organisation.ring_on, organisation.phone)))),
            "runs_it": [listing.member_row(row) for row in Membership.objects.for_members(organisation).owners()],
            "may_make_desk": by.is_administrator and organisation.is_service and organisation.is_public,
            "history": organisation.verifications.select_related("by__person").order_by("-at", "-pk")[:50],
        }
        return super().get_context_data(**context | kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Make the decision whose button was pressed; what was written for another waits on the page."""
        self.object = self.get_object()
        what = request.POST.get("what", "")
        if what not in DECISIONS:  # Enter in a field chooses nothing
            nothing = forms.Nothing(request.POST, prefix="desk")
            nothing.add_error(None, _("Press the button under what you want to keep."))
            return self.render_to_response(self.get_context_data(**_as_sent(request.POST), desk_form=nothing))
        prefix, form_class, decide, done = DECISIONS[what]
        form = form_class(request.POST, prefix=prefix)
        if form.is_valid() and self._decide(decide, form, done):
            if any(request.POST.get(f"{other}-reason", "").strip() for other in REASONED - {prefix}):
                unsent.keep(request, why=unsent.Why.OTHER_PART, saved=f"{prefix}-")
            return redirect("verification", organisation=self.object.slug)
        return self.render_to_response(self.get_context_data(**_as_sent(request.POST) | {f"{prefix}_form": form}))

    shows_unsent = True

    def show_unsent(self, typed: QueryDict) -> HttpResponse:
        """Show what was written and not saved, without errors."""
        self.object = self.get_object()
        return self.render_to_response(self.get_context_data(**_as_sent(typed)))

    def _decide(self, decide: Callable[..., None], form: Any, done: Promise) -> bool:
        try:
            decide(self.object, **form.cleaned_data, by=self.actor, at=timezone.now())
        except verification.CannotVerify as error:
            form.add_error(None, str(error))
            return False
        messages.success(self.request, str(done) % {"name": self.object.name})
        return True


DECISIONS: Final[dict[str, tuple[str, type[Form], Callable[..., None], Promise]]] = {
    "tier": (
        "tier",
        forms.SetTier,
        verification.set_tier,
        gettext_lazy("How well we know %(name)s is kept, with the date and your name. You can change it here."),
    ),
    "safe": (
        "safe",
        forms.SetSafe,
        verification.set_safe,
        gettext_lazy("Whether %(name)s is safe is kept, with the date and your name. You can change it here."),
    ),
    "suspend": (
        "suspend",
        forms.Suspend,
        verification.suspend,
        gettext_lazy("%(name)s is paused, and nothing of theirs is on show. To undo it, use “Let them go on”."),
    ),
    "lift": (
        "suspend",
        forms.Suspend,
        verification.lift,
        gettext_lazy("%(name)s goes on, and their things are on show again. To undo it, use “Pause them”."),
    ),
    "desk": (
        "desk",
        forms.Nothing,
        verification.make_desk,
        gettext_lazy("%(name)s makes the hub’s calls and posts its letters now."),
    ),
}
"""Each possible decision → the prefix of its form, the form, the service, and what was done, in words."""
REASONED: Final = frozenset({"tier", "safe", "suspend"})
"""The prefixes of those for which a reason is written."""


def _as_sent(typed: QueryDict) -> dict[str, Form]:
    """Return the forms of the decisions as they were written, without errors; those left out are not there."""
    forms_of = {prefix: form_class for prefix, form_class, _decide, _done in DECISIONS.values() if prefix in REASONED}
    return {
        f"{prefix}_form": form_class(
            prefix=prefix, initial={name: typed.get(f"{prefix}-{name}") for name in form_class.base_fields}
        )
        for prefix, form_class in forms_of.items()
        if f"{prefix}-reason" in typed
    }


class EditAbout(Managed, UpdateView[Organisation, forms.About]):
    """Edit the organisation's own page."""

    audience = audiences.ORGANISERS
    form_class = forms.About
    template_name = "organisations/about.html"
    http_method_names = ["get", "head", "options", "post"]

    def get_object(self, queryset: Any = None) -> Organisation:
        """Return the organisation acted for, as an object separate from the header's."""
        return Organisation.objects.get(pk=self.organisation.pk)

    def form_valid(self, form: forms.About) -> HttpResponse:
        """Save the changes."""
        joining.change(self.organisation, form.cleaned_data, by=self.actor, at=timezone.now())
        # Who has several groups acts for the first by name; under its new name, that may be another.
        self.request.session.setdefault(middleware.SESSION_KEY, self.actor.membership_id)
        messages.success(self.request, _("Saved. This is how people see you now."))
        return redirect("manage:about", slug=self.organisation.slug)
