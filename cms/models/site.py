"""Parts of every page that editors may change: the links of the header and the footer."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.fields import StreamField

from cms.blocks.leading import Way

Links = Iterable[Any]
"""Blocks of links, as stored in a page."""


@register_setting(icon="list-ul")
class Menus(BaseSiteSetting):
    """Links of visitors' header and of the footer. Where empty, the built-in links are used."""

    header = StreamField(
        [("link", Way())],
        verbose_name=_("header"),
        blank=True,
        max_num=5,
        help_text=_("What visitors see above every page, five links at most. Empty: as the Hub has it."),
    )
    footer = StreamField(
        [("link", Way())],
        verbose_name=_("footer"),
        blank=True,
        max_num=6,
        help_text=_("Links below every page, before those that always stand there (privacy, ease of use, worries)."),
    )

    panels: ClassVar[list[Any]] = [FieldPanel("header"), FieldPanel("footer")]

    class Meta:
        verbose_name = _("menus")
