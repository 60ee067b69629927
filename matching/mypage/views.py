"""A person's own page, by account or by private link, and their answers to asks."""

from functools import cached_property
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView, View

from hub.access import audiences
from hub.consent import wordings
from hub.consent.services import consents
from hub.design import times
from hub.design.forms import Radios
from hub.people.models import Person
from matching.frontline.asks.services import asks
from matching.frontline.models import Answer, Ask
from matching.mypage.presenters import page
from matching.mypage.services import companions
from matching.preferences.models import OWN_WORD, Because
from matching.preferences.services import leaving_out, saving
from matching.suggestions.models import CompanionAnswer, CompanionMatch
from opportunities.models import Opportunity, Session, SignUp
from opportunities.presenters import wording
from opportunities.signups.services import signing_up


class Mine(audiences.HasAudience, TemplateView):
    """My page."""

    audience = audiences.OWN
    template_name = "mypage/page.html"
    http_method_names = ["get", "head", "options"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Load it."""
        actor = self.actor
        person = get_object_or_404(Person.objects.visible_to(actor).filter(erased_at=None), pk=actor.own_id)
        return super().get_context_data(
            **page.gather(person, by=actor, at=timezone.now()), by_link=not actor.is_signed_in, **kwargs
        )


class Asked(audiences.HasAudience):
    """Base of the answers to an ask."""

    kwargs: dict[str, Any]

    @cached_property
    def ask(self) -> Ask:
        """The ask named in the URL, to this person."""
        mine = Ask.objects.filter(person=self.actor.own_id, person__isnull=False).for_own_page()
        return get_object_or_404(mine.select_related("person"), pk=self.kwargs["pk"])


class YesToAsk(forms.Form):
    """The form to say yes: which date, and the one agreement."""

    session = forms.ChoiceField(
        label=gettext_lazy("Which date first?"),
        widget=Radios,
        error_messages={"required": gettext_lazy("Choose a date.")},
    )
    agree = forms.BooleanField(error_messages={"required": gettext_lazy("Tick to agree, so we may pass your name on")})

    def __init__(self, *args: Any, opportunity: Opportunity, sessions: list[Session], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        dates = self.fields["session"]
        assert isinstance(dates, forms.ChoiceField)
        dates.choices = [(str(session.pk), wording.date_choice(session)) for session in sessions]
        if sessions:
            self.initial.setdefault("session", str(sessions[0].pk))
        self.fields["agree"].label = format_html(
            wordings.text(wordings.SIGN_UP).replace("{organisation}", "<strong>{}</strong>"),
            opportunity.organisation.name,
        )


class Yes(Asked, FormView[YesToAsk]):
    """Say yes: choose a date and agree that the group may be told."""

    audience = audiences.OWN
    form_class = YesToAsk
    template_name = "mypage/yes.html"
    http_method_names = ["get", "head", "options", "post"]

    @cached_property
    def opportunity(self) -> Opportunity | None:
        """The opportunity of the ask, with its dates, if it is still open."""
        rows = Opportunity.objects.open(at=timezone.now()).for_cards(at=timezone.now())
        return rows.filter(pk=self.ask.opportunity_id or 0).first()

    def get_form_kwargs(self) -> dict[str, Any]:
        """Offer the dates."""
        sessions: list[Session] = self.opportunity.upcoming[:5] if self.opportunity else []
        return super().get_form_kwargs() | {"opportunity": self.opportunity, "sessions": sessions}

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the form, or that it is over."""
        return self._over() or super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Handle the form, or say that it is over."""
        return self._over() or super().post(request, *args, **kwargs)

    def _over(self) -> HttpResponse | None:
        if self.ask.answer:
            messages.info(self.request, _("You have answered this already."))
        elif self.opportunity is None:
            messages.info(self.request, _("This is no longer open. There may be something like it below."))
        else:
            return None
        return redirect("me")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the opportunity."""
        return super().get_context_data(ask=self.ask, row=page.ask_row(self.ask, at=timezone.now()), **kwargs)

    def form_valid(self, form: YesToAsk) -> HttpResponse:
        """Take the place and record the answer."""
        session = next(s for s in self.get_form_kwargs()["sessions"] if str(s.pk) == form.cleaned_data["session"])
        try:
            sign_up = asks.say_yes(self.ask, session, by=self.actor, at=timezone.now())
        except (asks.NoRoute, signing_up.CannotSignUp, asks.AlreadyAnswered) as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        return redirect(sign_up if self.owns(sign_up) else "me")

    def owns(self, sign_up: SignUp) -> bool:
        """Whether the actor may open the page of that sign-up."""
        return SignUp.objects.own(self.actor).filter(pk=sign_up.pk).exists()


class MayAsk(audiences.HasAudience, View):
    """Stop all asks to me, or allow them again."""

    audience = audiences.OWN
    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest) -> HttpResponse:
        """Record it; repeating it changes nothing."""
        actor = self.actor
        person = get_object_or_404(Person.objects.visible_to(actor).filter(erased_at=None), pk=actor.own_id)
        if request.POST.get("may") == "no":
            asks.never_again(person, by=actor, at=timezone.now())
            messages.success(request, _("Nobody asks you from now on. You can change that here."))
        elif asks.ask_again(person, by=actor, at=timezone.now()):
            messages.success(request, _("You may be asked again."))
        return redirect("me")


class Agree(audiences.HasAudience, View):
    """Give one of the agreements that do not belong to another step."""

    audience = audiences.OWN
    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest) -> HttpResponse:
        """Record it with the wording shown; repeating it changes nothing."""
        actor = self.actor
        person = get_object_or_404(Person.objects.visible_to(actor).filter(erased_at=None), pk=actor.own_id)
        code = request.POST.get("to", "")
        if code not in page.OFFERED:
            messages.error(request, _("Choose what you agree to."))
        elif not consents.holds(person, page.OFFERED[code], at=timezone.now()):
            at = timezone.now()
            consents.give(person, page.OFFERED[code], wording=code, by=actor, at=at, until=at + saving.KEPT)
            messages.success(request, _("Thank you. You can take it back any time."))
        return redirect("me")


class NotForMe(audiences.HasAudience, View):
    """Leave a suggestion out, say why, or have it suggested again."""

    audience = audiences.OWN
    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Do it; repeating it changes nothing."""
        actor, at = self.actor, timezone.now()
        person = get_object_or_404(Person.objects.visible_to(actor).filter(erased_at=None), pk=actor.own_id)
        if request.POST.get("do") == "back":
            if leaving_out.put_back(person, pk, said_by=OWN_WORD, by=actor, at=at):
                messages.success(request, _("It may be suggested to you again."))
            return redirect("me")
        thing = get_object_or_404(Opportunity.objects.visible_to(actor), pk=pk)
        why = request.POST.get("why", "")
        leaving_out.leave_out(person, thing, because=Because.NOT_FOR_ME, why=why, by=actor, at=at)
        messages.success(request, _("Thank you. That helps.") if why else _("We don’t suggest that to you again."))
        return redirect(f"{reverse('me')}#not-for-me")


class GoTogether(audiences.HasAudience, View):
    """Answer a companion match."""

    audience = audiences.OWN
    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, pk: str) -> HttpResponse:
        """Record the answer. A no is notified to nobody."""
        actor = self.actor
        row = get_object_or_404(CompanionMatch.objects.visible_to(actor).select_related("one", "other"), pk=pk)
        said = request.POST.get("said", "")
        if said not in CompanionAnswer.values:
            messages.error(request, _("Say yes or no."))
            return redirect("me")
        person = row.one if row.one_id == actor.own_id else row.other
        try:
            companions.say(row, person, CompanionAnswer(said), by=actor, at=timezone.now())
        except companions.AlreadySaid as error:
            messages.info(request, str(error))
        else:
            messages.success(
                request,
                _("That’s fine. Nobody is told.")
                if said == CompanionAnswer.NO
                else _("Thank you. We tell you once both said yes."),
            )
        return redirect("me")


class No(Asked, TemplateView):
    """Say no, not now, or never again about this: each is fine, and nobody sees more than that."""

    audience = audiences.OWN
    template_name = "mypage/no.html"
    http_method_names = ["get", "head", "options", "post"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the ask, and until when "not now" holds."""
        at = timezone.now()
        until = times.date(asks.not_now_until(at=at))
        return super().get_context_data(ask=self.ask, row=page.ask_row(self.ask, at=at), until=until, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Record the answer."""
        said = request.POST.get("answer", "")
        if said not in (Answer.NO, Answer.NOT_NOW, Answer.DO_NOT_ASK):
            messages.error(request, _("Choose one of the answers."))
            return redirect("ask_no", pk=self.ask.pk)
        try:
            asks.answer(self.ask, Answer(said), by=self.actor, at=timezone.now())
        except asks.AlreadyAnswered as error:
            messages.info(request, str(error))
        else:
            messages.success(request, _("That’s fine. Thank you for saying."))
        return redirect("me")
