"""Links within the site, or to others."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms import addresses, on_show

OURS = r"^(/[^\s]*|https://[^\s]+)$"


class WayValue(blocks.StructValue):
    """A link, as templates use it."""

    @property
    def url(self) -> str:
        """The address; empty for a page that was unpublished."""
        page = self.get("page")
        if page:
            return str(page.url or "") if on_show.is_on_show(page, at=timezone.now()) else ""
        return str(self.get("address") or "")


class Way(blocks.StructBlock):
    """One link: to a page of the site, or to an address."""

    label = blocks.CharBlock(label=_("words"), max_length=60)
    page = blocks.PageChooserBlock(label=_("page"), required=False)
    address = blocks.RegexBlock(
        label=_("or address"),
        regex=OURS,
        max_length=200,
        required=False,
        help_text=_("/opportunities/ for a part of this site, or https://… for another."),
        error_messages={"invalid": _("Begin with / for this site, or https:// for another.")},
    )
    words = blocks.CharBlock(label=_("what is there"), max_length=140, required=False)

    def clean(self, value: Any) -> Any:
        """Require either a page or an address, at which there is something."""
        found = super().clean(value)
        if bool(found.get("page")) == bool(found.get("address")):
            wrong = ValidationError(_now("Choose a page or type an address: one of the two."))
            raise blocks.StructBlockValidationError(block_errors={"address": wrong})
        try:
            addresses.refuse_nowhere(found.get("address") or "")
        except ValidationError as nowhere:
            raise blocks.StructBlockValidationError(block_errors={"address": nowhere}) from nowhere
        return found

    class Meta:
        icon = "link"
        value_class = WayValue


class Ways(blocks.StructBlock):
    """Links to begin with, two beside each other."""

    title = blocks.CharBlock(label=_("title"), max_length=60)
    ways = blocks.ListBlock(Way(), label=_("ways"), min_num=1, max_num=6)

    class Meta:
        icon = "list-ul"
        template = "cms/blocks/ways.html"
        description = _("Up to six ways on, in the first person: “I’d like to help out”.")
        preview_value = {
            "title": "Where would you like to begin?",
            "ways": [
                {
                    "label": "I’d like to help out",
                    "page": None,
                    "address": "/opportunities/",
                    "words": "See what’s near you and when.",
                },
                {
                    "label": "I run a group",
                    "page": None,
                    "address": "/organisations/join/",
                    "words": "Say what you need in ten minutes.",
                },
            ],
        }
