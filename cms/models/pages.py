"""The front page, stories and plain pages. Each has its own template; live data in it comes from the hub's rows."""

from datetime import date, datetime, time
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from cms.blocks import Body, HomeBody
from cms.models.figured import Figured
from cms.on_show import on_show
from hub.core.fields import within_reach
from opportunities.search import presenters


class Sampled(Figured):
    """A page that knows whether it still has the sample text of a new installation."""

    is_sample = models.BooleanField(default=False, editable=False)

    class Meta:
        abstract = True


class HomePage(Sampled, Page):  # type: ignore[django-manager-missing]
    """The front page: the lit week and the next opportunities are live; editors write the rest."""

    lead = models.CharField(
        _("below the title"), max_length=200, help_text=_("One or two short sentences: what one can do here.")
    )
    body = StreamField(HomeBody(), verbose_name=_("below what is on"), blank=True)

    content_panels: ClassVar[list[Any]] = [*Page.content_panels, FieldPanel("lead"), FieldPanel("body")]
    template = "cms/home.html"
    max_count = 1
    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]
    subpage_types: ClassVar[list[str]] = ["cms.StoryIndex", "cms.PlainPage", "toolkit.Toolkit"]

    class Meta:
        verbose_name = _("front page")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the live data."""
        return {**super().get_context(request, *args, **kwargs), **presenters.for_home(at=timezone.now())}


class StoryIndex(Sampled, Page):  # type: ignore[django-manager-missing]
    """All stories, the newest first."""

    lead = models.CharField(_("below the title"), max_length=200, blank=True)

    content_panels: ClassVar[list[Any]] = [*Page.content_panels, FieldPanel("lead")]
    template = "cms/stories.html"
    max_count = 1
    parent_page_types: ClassVar[list[str]] = ["cms.HomePage"]
    subpage_types: ClassVar[list[str]] = ["cms.Story"]

    class Meta:
        verbose_name = _("list of stories")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the stories."""
        rows = (
            on_show(Story.objects.child_of(self), at=timezone.now())
            .select_related("picture")
            .order_by("-first_published_at", "pk")
        )
        return {**super().get_context(request, *args, **kwargs), "stories": rows}


class Story(Sampled, Page):  # type: ignore[django-manager-missing]
    """A story somebody tells about joining in, shown because they agreed, and only as long as they agree."""

    teaser = models.CharField(
        _("in their words"), max_length=240, help_text=_("Two or three sentences they said, without quotation marks.")
    )
    who = models.CharField(
        _("who they are"),
        max_length=160,
        help_text=_("First name, roughly where they live, how they began. No surname."),
    )
    picture = models.ForeignKey(
        "cms.Picture", null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("picture")
    )
    body = StreamField(Body(), verbose_name=_("the story"), blank=True)
    agreed_on = models.DateField(_("they agreed on"), help_text=_("The day they read it and said it may be shown."))
    agreed_how = models.CharField(
        _("how they agreed"), max_length=140, help_text=_("For example: signed slip, kept by the volunteer centre.")
    )
    shown_until = models.DateField(
        _("may be shown until"), help_text=_("Comes down by itself after this day. A year is usual; then ask again.")
    )

    content_panels: ClassVar[list[Any]] = [
        *Page.content_panels,
        FieldPanel("teaser"),
        FieldPanel("who"),
        FieldPanel("picture"),
        FieldPanel("body"),
        MultiFieldPanel(
            [FieldPanel("agreed_on"), FieldPanel("agreed_how"), FieldPanel("shown_until")],
            heading=_("Consent to publish"),
        ),
    ]
    search_fields: ClassVar[list[Any]] = [
        *Page.search_fields,
        index.SearchField("teaser"),
        index.SearchField("who"),
        index.SearchField("body"),
    ]
    template = "cms/story.html"
    parent_page_types: ClassVar[list[str]] = ["cms.StoryIndex"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("story")
        verbose_name_plural = _("stories")

    def clean(self) -> None:
        """Check the dates of the consent, and unpublish the story when it ends. Raises ValidationError."""
        super().clean()
        if self.agreed_on and self.agreed_on > timezone.localdate():
            raise ValidationError({"agreed_on": _("This day is still to come. Show it once they have agreed.")})
        if self.agreed_on and self.shown_until and self.shown_until <= self.agreed_on:
            raise ValidationError({"shown_until": _("This should come after the day they agreed.")})
        if self.shown_until:
            self._ask_about_years(self.shown_until)
            ends = timezone.make_aware(datetime.combine(self.shown_until, time.max))
            planned: datetime | None = getattr(self, "expire_at", None)
            self.expire_at = min(planned, ends) if planned else ends

    def _ask_about_years(self, until: date) -> None:
        """Refuse a last day that is years away, beside its field."""
        try:
            within_reach(until)
        except ValidationError as far:
            raise ValidationError({"shown_until": far}) from far


class PlainPage(Sampled, Page):  # type: ignore[django-manager-missing]
    """A page of text: about the hub, for groups, for those who work with residents."""

    lead = models.CharField(_("below the title"), max_length=240, blank=True)
    body = StreamField(Body(), verbose_name=_("body"))

    content_panels: ClassVar[list[Any]] = [*Page.content_panels, FieldPanel("lead"), FieldPanel("body")]
    search_fields: ClassVar[list[Any]] = [
        *Page.search_fields,
        index.SearchField("lead"),
        index.SearchField("body"),
    ]
    template = "cms/plain.html"
    parent_page_types: ClassVar[list[str]] = ["cms.HomePage", "cms.PlainPage"]
    subpage_types: ClassVar[list[str]] = ["cms.PlainPage"]

    class Meta:
        verbose_name = _("plain page")
