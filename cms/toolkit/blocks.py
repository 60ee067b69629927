"""The blocks of a step: things to do, facts, links, people to ask."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms import addresses
from cms.blocks.days import Day
from cms.blocks.leading import OURS
from hub.figures import reading

NAMES = _("A figure’s name in curly brackets, like {lottery-fee}, shows what it is now.")


def known(*texts: str) -> None:
    """Raise ValidationError when a text names an unknown figure."""
    strange = reading.unknown_in(*texts)
    if strange:
        raise ValidationError(reading.strange(strange))


class Action(blocks.CharBlock):
    """One thing to do, that can be ticked."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=140, help_text=NAMES, **kwargs)

    def clean(self, value: str) -> str:
        """Check the figures it names."""
        found: str = super().clean(value)
        known(found)
        return found

    class Meta:
        icon = "tick"
        description = _("One thing to do. Begin with what to do: “Write down who holds the key”.")
        preview_value = "Write down who holds the key"
        template = "toolkit/blocks/action.html"


class Fact(blocks.StructBlock):
    """One fact and its source. Figures have their own sources."""

    text = blocks.CharBlock(label=_("what is true"), max_length=240, help_text=NAMES)
    is_custom = blocks.BooleanBlock(label=_("it’s what groups here do, not a rule"), required=False, default=False)
    source = blocks.CharBlock(
        label=_("who says so"), max_length=80, required=False, help_text=_("Not needed when a figure says it.")
    )
    as_at = Day(label=_("last checked"), required=False)
    review_by = Day(label=_("check again by"), required=False)

    def clean(self, value: Any) -> Any:
        """Require a source where no figure has one, and a day of checking that has come."""
        found = super().clean(value)
        try:
            known(found["text"])
        except ValidationError as trouble:
            raise blocks.StructBlockValidationError(block_errors={"text": trouble}) from trouble
        if not reading.named_in(found["text"]) and not found.get("is_custom") and not found.get("source"):
            wrong = ValidationError(_now("Say who says so, or tick that it’s what groups here do."))
            raise blocks.StructBlockValidationError(block_errors={"source": wrong})
        if found.get("as_at") and found["as_at"] > timezone.localdate():
            wrong = ValidationError(_now("This day is still to come. Give the day on which somebody read it."))
            raise blocks.StructBlockValidationError(block_errors={"as_at": wrong})
        return found

    class Meta:
        icon = "info-circle"
        description = _("Something true, with who says so and when it was checked.")
        preview_value = {
            "text": "Registering is free, and can’t be refused.",
            "is_custom": False,
            "source": "Food Standards Agency",
            "as_at": None,
            "review_by": None,
        }
        template = "toolkit/blocks/fact.html"


class Use(blocks.StructBlock):
    """A link to something that can be opened."""

    name = blocks.CharBlock(label=_("name"), max_length=100)
    url = blocks.RegexBlock(
        label=_("address"),
        regex=OURS,
        max_length=200,
        help_text=_("/… for this site, https://… for another. Open it first: only what is really there."),
        error_messages={"invalid": _("Begin with / for this site, or https:// for another.")},
    )
    note = blocks.CharBlock(label=_("what it is"), max_length=120, required=False)

    def clean(self, value: Any) -> Any:
        """Refuse an address of this site at which there is nothing."""
        found = super().clean(value)
        try:
            addresses.refuse_nowhere(found["url"])
        except ValidationError as nowhere:
            raise blocks.StructBlockValidationError(block_errors={"url": nowhere}) from nowhere
        return found

    class Meta:
        icon = "doc-full"
        description = _("A page or a paper that can really be opened.")
        preview_value = {"name": "Starting a food business", "url": "https://www.food.gov.uk/", "note": ""}
        template = "toolkit/blocks/use.html"


class Ask(blocks.StructBlock):
    """Whom to ask, and about what."""

    who = blocks.CharBlock(label=_("who"), max_length=80)
    about = blocks.CharBlock(label=_("about what, and when"), max_length=160, required=False)
    phone = blocks.CharBlock(label=_("number"), max_length=20, required=False)

    class Meta:
        icon = "user"
        description = _("Somebody who can be asked. A team’s number, never a private one.")
        preview_value = {"who": "The council’s food team", "about": "Weekdays, 9am to 5pm", "phone": "07700 900240"}
        template = "toolkit/blocks/ask.html"
