"""The toolkit's pages: the street, its five houses, and their steps. Their text is edited in Wagtail."""

from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from cms.models.pages import Sampled
from cms.toolkit.applying import About
from cms.toolkit.blocks import Action, Ask, Fact, Use
from cms.toolkit.models.workspace import LINK, Tick, Workspace
from cms.toolkit.presenters import one_step, street
from hub.access import shared
from hub.access.requests import actor_of
from hub.figures import reading
from hub.taxonomy.fields import CodesField


class Toolkit(Sampled, Page):  # type: ignore[django-manager-missing]
    """The way from an idea to a group that lasts."""

    lead = models.CharField(_("below the title"), max_length=240)

    content_panels: ClassVar[list[Any]] = [*Page.content_panels, FieldPanel("lead")]
    template = "toolkit/street.html"
    max_count = 1
    parent_page_types: ClassVar[list[str]] = ["cms.HomePage"]
    subpage_types: ClassVar[list[str]] = ["toolkit.Stage"]

    class Meta:
        verbose_name = _("toolkit")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the street, and the steps of the current house."""
        return {**super().get_context(request, *args, **kwargs), **_street(request, None)}


class Stage(Sampled, Page):  # type: ignore[django-manager-missing]
    """One house of the street."""

    about = models.CharField(_("what it is for"), max_length=240)

    content_panels: ClassVar[list[Any]] = [*Page.content_panels, FieldPanel("about")]
    template = "toolkit/street.html"
    parent_page_types: ClassVar[list[str]] = ["toolkit.Toolkit"]
    subpage_types: ClassVar[list[str]] = ["toolkit.Step"]

    class Meta:
        verbose_name = _("stage")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the street, and the steps of this house."""
        return {**super().get_context(request, *args, **kwargs), **_street(request, self)}


class Step(Sampled, Page):  # type: ignore[django-manager-missing]
    """One step: why, what to do, what is true, what to use, whom to ask, and for which groups."""

    number = models.PositiveSmallIntegerField(_("number"), help_text=_("Its place on the whole way."))
    why = models.TextField(_("why it matters"), max_length=300)
    actions = StreamField([("action", Action())], verbose_name=_("do this"), min_num=1, max_num=12)
    facts = StreamField([("fact", Fact())], verbose_name=_("what’s true"), blank=True, max_num=8)
    use = StreamField([("use", Use())], verbose_name=_("what to use"), blank=True, max_num=8)
    ask = StreamField([("ask", Ask())], verbose_name=_("who to ask"), blank=True, max_num=4)
    minutes = models.PositiveSmallIntegerField(_("minutes it takes"), default=30)
    cost = models.CharField(_("what it costs"), max_length=80, blank=True, help_text=_("Empty: nothing."))
    applies = CodesField(About, verbose_name=_("only for groups that say"))
    skip = models.CharField(_("when one may leave it out"), max_length=240, blank=True)

    content_panels: ClassVar[list[Any]] = [
        *Page.content_panels,
        FieldPanel("number"),
        FieldPanel("why"),
        FieldPanel("actions"),
        FieldPanel("facts"),
        FieldPanel("use"),
        FieldPanel("ask"),
        FieldPanel("minutes"),
        FieldPanel("cost"),
        FieldPanel("applies", widget=forms.CheckboxSelectMultiple),
        FieldPanel("skip"),
    ]
    search_fields: ClassVar[list[Any]] = [
        *Page.search_fields,
        index.SearchField("why"),
        index.SearchField("actions"),
        index.SearchField("facts"),
    ]
    template = "toolkit/step.html"
    parent_page_types: ClassVar[list[str]] = ["toolkit.Stage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("step")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add what is ticked, the facts with their sources, and the steps before and after."""
        context = super().get_context(request, *args, **kwargs)
        workspace = at_hand(request)
        way = street.way(stages(), steps(), workspace, at=self.get_parent().specific)
        ticks = ticked(workspace, self) if workspace else frozenset()
        return {
            **context,
            "workspace": workspace,
            **one_step.step(self, way, ticks, figures=reading.load(), on=timezone.localdate()),
        }


def at_hand(request: HttpRequest) -> Workspace | None:
    """Return the visitor's workspace; None for somebody who has not started."""
    return Workspace.objects.at_hand(actor_of(request))


def is_link_closed(request: HttpRequest) -> bool:
    """Whether steps were open here by a link until somebody signed in."""
    return shared.was_closed(request.session, LINK)


def stages() -> list[Stage]:
    """Return the five stages that are published, in order."""
    return list(Stage.objects.live().order_by("path"))


def steps() -> list[Step]:
    """Return the published steps, in order, without their long texts."""
    return list(Step.objects.live().defer_streamfields().order_by("number", "pk"))


def ticked(workspace: Workspace, step: Step) -> frozenset[UUID]:
    """Return which actions of a step are ticked."""
    return frozenset(Tick.objects.filter(workspace=workspace, step=step).values_list("action", flat=True))


def _street(request: HttpRequest, stage: Stage | None) -> dict[str, Any]:
    workspace = at_hand(request)
    way = street.way(stages(), steps(), workspace, at=stage)
    return {"workspace": workspace, "way": way, "is_link_closed": workspace is None and is_link_closed(request)}
