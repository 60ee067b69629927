"""Residents, for workers: search with the least detail needed, open for a conversation, add with agreement."""

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.generic import FormView, TemplateView, View

from hub.access import audiences
from hub.consent.models import GivenBy
from hub.design import languages
from hub.people import finding
from hub.people.models import Person
from hub.people.services import reach
from matching.frontline.asks import forms as asks_forms
from matching.frontline.asks.selectors import known
from matching.frontline.asks.services import asks, gate, limits
from matching.frontline.audience import FRONT_LINE
from matching.frontline.capture import presenters
from matching.frontline.capture.services import captures
from matching.frontline.models import Ask, Contact, Owed, RaisedBy, Referral, Way
from matching.frontline.people import forms
from matching.frontline.people.services import contacts
from matching.frontline.presenters import rows
from matching.frontline.referrals import forms as referrals_forms
from matching.frontline.referrals.services import referrals
from matching.preferences.models import Because, Exclusion, Preference
from matching.preferences.presenters import help_card, readback, wishes
from matching.preferences.services import leaving_out, saving
from matching.suggestions.selectors import suggesting
from opportunities.models import Opportunity
from organisations.models import Organisation


class Find(audiences.HasAudience, FormView[forms.FindSomebody]):
    """Search for a person. The search text is in no URL and no log."""

    audience = FRONT_LINE.listing_people()
    form_class = forms.FindSomebody
    template_name = "frontline/find.html"
    http_method_names = ["get", "head", "options", "post"]

    def form_valid(self, form: forms.FindSomebody) -> HttpResponse:
        """Show who matches; the access to each is logged."""
        actor = self.actor
        found = finding.find(actor, form.cleaned_data["text"], at=timezone.now())
        return self.render_to_response(self.get_context_data(form=form, found=found, looked=True, ways=Way.choices))


class Open(audiences.HasAudience, View):
    """Open the record of somebody found; this first records a conversation."""

    audience = FRONT_LINE
    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, pk: str) -> HttpResponse:
        """Record the conversation, and go to their page."""
        person = get_object_or_404(Person.objects.filter(erased_at=None), pk=pk)
        form = forms.OpenSomebody(request.POST)
        if not form.is_valid():
            messages.error(request, _("Say how you are talking with them, then open their page."))
            return redirect("frontline:find")
        contacts.begin(person, Way(form.cleaned_data["way"]), by=self.actor, at=timezone.now())
        return redirect("frontline:person", pk=person.pk)


class Add(audiences.HasAudience, FormView[forms.AddSomebody]):
    """Add a person with a name, one route, and their agreement."""

    audience = FRONT_LINE
    form_class = forms.AddSomebody
    template_name = "frontline/add.html"
    http_method_names = ["get", "head", "options", "post"]

    def form_valid(self, form: forms.AddSomebody) -> HttpResponse:
        """Save them, with the conversation in which they agreed; first, show who is known by that name at that route."""
        at = timezone.now()
        actor = self.actor
        name = form.cleaned_data["name"]
        way = Way(form.cleaned_data["way"])
        if "somebody_else" not in self.request.POST:
            found = finding.meet(actor, form.needed.route, first_name=name.first_name, surname=name.surname, at=at)
            if found:
                context = self.get_context_data(form=form, found=found, ways=[(way.value, way.label)])
                return self.render_to_response(context)
        newcomer = saving.Newcomer(
            first_name=name.first_name,
            surname=name.surname,
            reached=form.needed,
            language=get_language() or "en-gb",
            given_by=GivenBy.WORKER,
            how=captures.HOW[way],
        )
        person = saving.welcome(newcomer, by=actor, at=at)
        contacts.begin(person, way, by=actor, at=at)
        return redirect("frontline:person", pk=person.pk)


class OfPerson(audiences.HasAudience):
    """Base of pages about one person: only somebody in contact with the worker's service."""

    kwargs: dict[str, Any]

    @cached_property
    def person(self) -> Person:
        """The person named in the URL, while a conversation lets the service see them."""
        spoken = Contact.objects.visible_to(self.actor).values("person")
        rows = Person.objects.visible_to(self.actor).filter(pk__in=spoken, erased_at=None)
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    @cached_property
    def details(self) -> reach.Details:
        """What may be seen of them now; the access is logged."""
        at = timezone.now()
        seen = reach.shown([self.person], to=self.actor, subjects={self.person.pk: "contact"}, why="person page", at=at)
        return seen[self.person.pk]

    def verdict(self) -> gate.Verdict:
        """The current answer of the gate."""
        at = timezone.now()
        return gate.verdict(
            self.person,
            nothing_unsorted=gate.said_today(self.person, self.actor.organisation_id or 0, at=at),
            owed=gate.owed_to(self.person, to=self.actor.organisation_id),
            at=at,
        )


class OnePerson(OfPerson, TemplateView):
    """One resident: whether they may be asked, their preference, past asks and referrals."""

    audience = FRONT_LINE
    template_name = "frontline/person.html"
    http_method_names = ["get", "head", "options", "post"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Load their page."""
        at = timezone.now()
        actor, person = self.actor, self.person
        preference = Preference.objects.visible_to(actor).filter(person=person).first()
        bound = limits.of(person, at=at)
        owed = Owed.objects.filter(person=person, organisation=actor.organisation_id, done_at=None)
        called = {person.pk: self.details.name or _("Somebody")}
        made = Referral.objects.visible_to(actor).made_by(actor.organisation_id or 0).filter(person=person)
        asked = Ask.objects.visible_to(actor).filter(person=person, organisation=actor.organisation_id)
        return super().get_context_data(
            person=person,
            details=self.details,
            gate=presenters.gate_part(self.verdict()),
            limit=presenters.limit_words(bound, at=at),
            sentences=readback.sentences(preference) if preference else [],
            words=preference.words if preference else "",
            owed=rows.due(owed.select_related("person").order_by("due", "pk"), called, at=at),
            referrals=rows.referrals(made.for_rows().order_by("-made_at", "pk")[:20], called),
            asks=asked.select_related("opportunity").order_by("-asked_at", "pk")[:20],
            never=bound.never,
            ways=Way.choices,
            **kwargs,
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Record, because the person says so, that they may be asked again."""
        if request.POST.get("do") == "ask_again" and asks.ask_again(self.person, by=self.actor, at=timezone.now()):
            messages.success(request, _("Written down: they may be asked again."))
        return redirect("frontline:person", pk=self.person.pk)


class EditPreference(OfPerson, languages.KeepsTyped, FormView[forms.TheirPreference]):
    """A person's preference, edited by a worker for them: the same form as their own."""

    audience = FRONT_LINE
    form_class = forms.TheirPreference
    template_name = "preferences/edit.html"
    typed_in = "wishes"
    http_method_names = ["get", "head", "options", "post"]

    def get_form_kwargs(self) -> dict[str, Any]:
        """Start with the saved values."""
        kept = Preference.objects.visible_to(self.actor).filter(person=self.person).select_related("person").first()
        return super().get_form_kwargs() | {"person": self.person, "preference": kept}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the person."""
        context = super().get_context_data(for_name=self.details.first_name, base="design/staff.html", **kwargs)
        return context | wishes.of(context["form"], help_card=help_card.for_worker)

    def form_valid(self, form: forms.TheirPreference) -> HttpResponse:
        """Save it, and read it back on their page, or here where something was put right."""
        at = timezone.now()
        saving.save(self.person, form.said, by=self.actor, at=at)
        if form.reached is not None:
            saving.reach_by(self.person, form.reached, by=self.actor, at=at)
        if form.corrects:
            messages.success(self.request, _("Put right."))
            return redirect(self.request.path)
        messages.success(self.request, _("Kept. Read it back to them."))
        return redirect("frontline:person", pk=self.person.pk)


class BeginCapture(OfPerson, View):
    """Open a capture for somebody known."""

    audience = FRONT_LINE
    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, pk: str) -> HttpResponse:
        """Open it, with what they said before."""
        way = request.POST.get("way", "")
        try:
            capture = captures.begin(
                Way(way) if way in Way.values else Way.COUNTER, person=self.person, by=self.actor, at=timezone.now()
            )
        except captures.TwoAlready as error:
            messages.error(request, str(error))
            return redirect("frontline:person", pk=self.person.pk)
        return redirect("frontline:capture", pk=capture.pk)


class AskByMessage(OfPerson, FormView[asks_forms.AskByMessage]):
    """Ask somebody by their preferred route."""

    audience = FRONT_LINE
    form_class = asks_forms.AskByMessage
    template_name = "frontline/ask.html"
    http_method_names = ["get", "head", "options", "post"]

    @cached_property
    def found(self) -> suggesting.Found:
        """What suits them."""
        at = timezone.now()
        kept = Preference.objects.visible_to(self.actor).filter(person=self.person).select_related("person").first()
        skip = known.taken(self.person, at=at)
        return suggesting.find(kept or Preference(person=self.person), skip=skip, by_worker=True, at=at)

    def get_form_kwargs(self) -> dict[str, Any]:
        """Offer what suits them."""
        choices = [
            (str(row.opportunity.pk), f"{row.opportunity.title}, {row.opportunity.organisation.name}")
            for row in self.found.rows
        ]
        return super().get_form_kwargs() | {"choices": choices}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the person, and the answer of the gate."""
        verdict = self.verdict()
        return super().get_context_data(
            person=self.person,
            details=self.details,
            gate=presenters.gate_part(verdict),
            found=self.found,
            left_out=self.left_out,
            **kwargs,
        )

    @property
    def left_out(self) -> QuerySet[Exclusion]:
        """What a worker was told is not for them. What they left out themselves is theirs alone."""
        rows = Exclusion.objects.filter(person=self.person, because=Because.TOLD_WORKER, opportunity__isnull=False)
        return rows.select_related("opportunity").order_by("-at", "-pk")[:10]

    def form_valid(self, form: asks_forms.AskByMessage) -> HttpResponse:
        """Ask, if the gate and the limits allow it."""
        chosen = form.cleaned_data["opportunity"]
        row = next(row for row in self.found.rows if str(row.opportunity.pk) == chosen)
        asked = asks.Asked(
            raised_by=RaisedBy.PERSON if form.cleaned_data["raised"] else RaisedBy.WORKER,
            way=asks.MESSAGE,
            no_effect_said=True,
            opportunity=row.opportunity,
            words=form.cleaned_data["words"],
        )
        unsorted = form.cleaned_data["nothing_unsorted"] or None
        try:
            asks.ask_of_found(
                self.person, asked, self.found, nothing_unsorted=unsorted, by=self.actor, at=timezone.now()
            )
        except asks.CannotAsk as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        messages.success(self.request, _("Asked. You hear when they answer."))
        return redirect("frontline:person", pk=self.person.pk)


class NotForThem(OfPerson, View):
    """Leave a suggestion out for somebody who says so, or have it suggested again."""

    audience = FRONT_LINE
    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, pk: str, thing: int) -> HttpResponse:
        """Do it; repeating it changes nothing."""
        actor, at = self.actor, timezone.now()
        if request.POST.get("do") == "back":
            by_us = frozenset({Because.TOLD_WORKER})
            if leaving_out.put_back(self.person, thing, said_by=by_us, by=actor, at=at):
                messages.success(request, _("It may be suggested to them again."))
        else:
            row = get_object_or_404(Opportunity.objects.visible_to(actor), pk=thing)
            if asks.not_for_them(self.person, row, by=actor, at=at):
                messages.success(
                    request, _("We don’t suggest that to them again. What asked them about it counts as a no.")
                )
            else:
                messages.success(request, _("We don’t suggest that to them again."))
        return redirect("frontline:ask", pk=self.person.pk)


class PassOn(OfPerson, FormView[referrals_forms.PassOn]):
    """Refer somebody to a group in general, with the agreement that names it."""

    audience = FRONT_LINE
    form_class = referrals_forms.PassOn
    template_name = "frontline/pass_on.html"
    http_method_names = ["get", "head", "options", "post"]

    @cached_property
    def groups(self) -> dict[str, Organisation]:
        """The groups somebody can be referred to."""
        found = Organisation.objects.public().exclude(pk=self.actor.acting_for).order_by("name", "pk")
        return {str(group.pk): group for group in found}

    def get_form_kwargs(self) -> dict[str, Any]:
        """Offer the groups, and what they said before."""
        kept = Preference.objects.visible_to(self.actor).filter(person=self.person).first()
        choices = [(pk, group.name) for pk, group in self.groups.items()]
        return super().get_form_kwargs() | {"choices": choices, "initial": {"wish": kept.words if kept else ""}}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the person."""
        return super().get_context_data(person=self.person, details=self.details, **kwargs)

    def form_valid(self, form: referrals_forms.PassOn) -> HttpResponse:
        """Record the agreement and send the referral."""
        at = timezone.now()
        group = self.groups[form.cleaned_data["organisation"]]
        kept = Preference.objects.visible_to(self.actor).filter(person=self.person).first()
        try:
            referral = referrals.pass_on_when_ready(
                self.person,
                group,
                wish=form.cleaned_data["wish"],
                needs=kept.ease if kept else frozenset(),
                how=contacts.how_last(self.person, by=self.actor),
                by=self.actor,
                at=at,
            )
        except referrals.CannotMove as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        messages.success(self.request, _("Passed on to %(group)s.") % {"group": group.name})
        return redirect(reverse("frontline:referral", args=[referral.pk]))
