"""Blocks of the front page about people: one person's story, and what was done about what people said."""

import re
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from cms import on_show

FEW: Final = r"(?:[1-4]|one|two|three|four|un|dau|dwy|tri|tair|pedwar|pedair)"
PEOPLE: Final = r"(?:person|people|residents?|neighbours?|women|woman|m[ea]n|child|children|berson|o bobl)"
A_FEW: Final = re.compile(rf"^\W*{FEW}\s+\w|\b{FEW}\s+{PEOPLE}\b", re.IGNORECASE)
"""A count below five, in figures or in words, of whatever the text begins with or of people anywhere in it."""

FEWER: Final = _("Fewer than five people could be known. Write “A few people” and the month.")


class StoryTeaser(blocks.StructBlock):
    """A teaser for one story, with its own words."""

    story = blocks.PageChooserBlock(label=_("story"), page_type="cms.Story")

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """Add whether the story may still be shown."""
        story = value["story"]
        found = story is not None and on_show.is_on_show(story, at=timezone.now())
        return {**super().get_context(value, parent_context=parent_context), "is_on_show": found}

    class Meta:
        icon = "user"
        template = "cms/blocks/story_teaser.html"
        description = _("One person’s story: their words, and a link to the rest.")


class Said(blocks.StructBlock):
    """What people said, and what was done about it."""

    said = blocks.CharBlock(label=_("what people said"), max_length=100, help_text=_("Without quotation marks."))
    who = blocks.CharBlock(label=_("how many, and when"), max_length=60, help_text=_("For example: 18 people, August."))
    did = blocks.CharBlock(label=_("what we did, or why not"), max_length=240)
    state = blocks.ChoiceBlock(
        label=_("where it stands"), choices=[("ok", _("done")), ("wait", _("not yet")), ("stop", _("will not be done"))]
    )
    when = blocks.CharBlock(
        label=_("in words"), max_length=60, help_text=_("Done, October. Not yet: we’ll say more in January.")
    )

    def clean(self, value: Any) -> Any:
        """Refuse a count below five: their neighbours would know who that was."""
        found = super().clean(value)
        if A_FEW.search(found["who"]):
            raise StructBlockValidationError({"who": ValidationError(FEWER)})
        return found


class YouSaid(blocks.StructBlock):
    """You said, we did: a ledger with an honest "not yet"."""

    title = blocks.CharBlock(label=_("title"), max_length=60, default="You said, we did")
    rows = blocks.ListBlock(Said(), label=_("rows"), min_num=1, max_num=6)

    class Meta:
        icon = "comment"
        template = "cms/blocks/you_said.html"
        description = _("What people said and what came of it. Leave the “not yet” in: it’s what people believe.")
        preview_value = {
            "title": "You said, we did",
            "rows": [
                {
                    "said": "There’s nothing for me after six.",
                    "who": "18 people, August",
                    "did": "Asked every group. Four weeknights are lit now.",
                    "state": "ok",
                    "when": "Done, October",
                }
            ],
        }
