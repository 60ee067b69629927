"""Words, pictures and things to read."""

from typing import Any, Final

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

FEATURES: Final = ["bold", "italic", "link", "ul", "ol"]
"""What rich text may hold: no headings (they are blocks of their own), no colours, nothing fetched from elsewhere."""


class Heading(blocks.CharBlock):
    """A heading within a page."""

    class Meta:
        icon = "title"
        template = "cms/blocks/heading.html"
        description = _("A heading within the page. Short, and in the words of whoever looks for it.")
        preview_value = "What happens when you say yes"


class Words(blocks.RichTextBlock):
    """Paragraphs and lists."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(features=FEATURES, **kwargs)

    class Meta:
        icon = "pilcrow"
        template = "cms/blocks/words.html"
        description = _("Paragraphs and lists. Short sentences, “you” and “we”.")
        preview_value = (
            "<p>Somebody rings you within two days. You choose a day to look in. Nobody minds if it isn’t for you.</p>"
        )


class Quote(blocks.StructBlock):
    """What somebody said, with who they are."""

    words = blocks.TextBlock(label=_("their words"), max_length=400, help_text=_("Without quotation marks."))
    who = blocks.CharBlock(
        label=_("who says so"), max_length=120, help_text=_("First name and what they do. Only with their consent.")
    )

    class Meta:
        icon = "openquote"
        template = "cms/blocks/quote.html"
        description = _("A sentence or two that somebody said, with their consent.")
        preview_value = {"words": "I came for the tea and stayed for the people.", "who": "Winsome, lunch table"}


class Notice(blocks.StructBlock):
    """Something that should be seen first."""

    tone = blocks.ChoiceBlock(
        label=_("tone"),
        choices=[("plain", _("good to know")), ("ok", _("good news")), ("wait", _("take care")), ("stop", _("danger"))],
        default="plain",
    )
    title = blocks.CharBlock(label=_("title"), max_length=80)
    words = blocks.TextBlock(label=_("words"), max_length=400, required=False)

    class Meta:
        icon = "warning"
        template = "cms/blocks/notice.html"
        description = _("Something that should be seen first. One on a page is plenty.")
        preview_value = {
            "tone": "plain",
            "title": "Closed on Monday",
            "words": "It’s a bank holiday. Ring us on Tuesday.",
        }


class Photo(blocks.StructBlock):
    """A picture. Its description and its owner are stored with the picture."""

    picture = ImageChooserBlock(label=_("picture"))
    caption = blocks.CharBlock(label=_("caption"), max_length=140, required=False)

    class Meta:
        icon = "image"
        template = "cms/blocks/photo.html"
        description = _(
            "A real photograph of real people, who agreed. What it shows is read out to those who can’t see it."
        )


class Question(blocks.StructBlock):
    """One question with its answer."""

    question = blocks.CharBlock(label=_("question"), max_length=120)
    answer = blocks.RichTextBlock(label=_("answer"), features=FEATURES)


class Questions(blocks.StructBlock):
    """Questions people ask, each one collapsed."""

    questions = blocks.ListBlock(Question(), label=_("questions"), min_num=1, max_num=12)

    class Meta:
        icon = "help"
        template = "cms/blocks/questions.html"
        description = _("Questions people really ask, each with its answer in a fold.")
        preview_value = {
            "questions": [
                {"question": "Do I need an account?", "answer": "<p>No. A name and one way to reach you.</p>"}
            ]
        }
