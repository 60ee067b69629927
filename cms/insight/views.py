"""The page of figures, and its file."""

from typing import Any, Final

from django import forms
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView, View

from cms.insight.presenters import page, tables
from cms.insight.presenters.scope import Scope
from cms.insight.selectors import period
from hub.access import audiences
from hub.design.forms import offer
from hub.places import area
from organisations.models import Organisation

KEPT_FOR: Final = 300
"""Cache time in seconds: figures of twelve weeks do not change by the minute."""
OURS: Final = "ours"


class Choose(forms.Form):
    """Filters of the figures: which days, which ward, and asked by whom."""

    days = forms.ChoiceField(
        label=gettext_lazy("When"),
        choices=[(key, words) for key, (words, _days) in period.CHOICES.items()],
        required=False,
    )
    ward = forms.ChoiceField(label=gettext_lazy("Where"), required=False)
    who = forms.ChoiceField(label=gettext_lazy("Asked by"), required=False)

    def __init__(self, *args: Any, of_service: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "ward", [("", _("All wards")), *area.wards()])
        offer(self, "who", [("", _("Every service")), (OURS, _("Our service"))])
        if not of_service:
            del self.fields["who"]

    def said(self) -> dict[str, str]:
        """Return the valid choices."""
        self.is_valid()
        return {"days": self.cleaned_data.get("days") or "quarter", "ward": "", "who": ""} | {
            name: value for name, value in self.cleaned_data.items() if value
        }


class Figured(audiences.HasAudience):
    """Base of the pages on figures, with the filters in the URL."""

    audience = audiences.MANAGERS
    request: HttpRequest

    def choose(self) -> Choose:
        """Return the form of filters."""
        actor = self.actor
        return Choose(self.request.GET, of_service=actor.organisation_id is not None)

    def figures(self, chosen: dict[str, str]) -> tuple[page.Figures, period.Period]:
        """Compute the figures, or take those cached some minutes ago."""
        at = timezone.now()
        days = period.of(chosen["days"], at=at)
        actor = self.actor
        own = actor.organisation_id if chosen["who"] == OURS else None
        key = f"insight:{days.first}:{days.last}:{chosen['ward']}:{own}"
        found = cache.get(key)
        if found is None:
            found = page.figures(days, ward=chosen["ward"], organisation_id=own, at=at)
            cache.set(key, found, KEPT_FOR)
        return found, days

    def scope(self, chosen: dict[str, str]) -> Scope:
        """Return the names of the ward and the service that were chosen."""
        names = Organisation.objects.values_list("name", flat=True)
        service = names.get(pk=self.actor.acting_for) if chosen["who"] == OURS else ""
        return Scope(dict(area.wards()).get(chosen["ward"], ""), service)


class Insight(Figured, TemplateView):
    """What people asked for, and got."""

    template_name = "insight/insight.html"
    http_method_names = ["get", "head", "options"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the charts."""
        form = self.choose()
        chosen = form.said()
        found, days = self.figures(chosen)
        scope = self.scope(chosen)
        return {
            **super().get_context_data(**kwargs),
            "form": form,
            "days": days,
            "scope": scope,
            "page": page.page(found, scope),
            "query": self.request.GET.urlencode(),
        }


class Tables(Figured, View):
    """The same figures as a file."""

    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest) -> HttpResponse:
        """Send the file."""
        chosen = self.choose().said()
        found, days = self.figures(chosen)
        answer = HttpResponse(tables.as_csv(found, days, self.scope(chosen)), content_type="text/csv; charset=utf-8")
        name = "-".join(filter(None, ("insight", chosen["who"], chosen["ward"], days.last.isoformat())))
        answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
        return answer
