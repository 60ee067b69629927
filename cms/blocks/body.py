"""Which blocks are allowed where."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.blocks import heard, leading, live
from cms.blocks import words as text


class Body(blocks.StreamBlock):
    """The body of a plain page or a story."""

    heading = text.Heading(group=_("Words"))
    words = text.Words(group=_("Words"))
    quote = text.Quote(group=_("Words"))
    notice = text.Notice(group=_("Words"))
    questions = text.Questions(group=_("Words"))
    photo = text.Photo(group=_("Pictures"))
    ways = leading.Ways(group=_("Ways on"))
    open_things = live.OpenThings(group=_("From the hub"))
    ring_us = live.RingUs(group=_("From the hub"))


class HomeBody(blocks.StreamBlock):
    """The part of the front page below the lit week and the next opportunities."""

    ways = leading.Ways(group=_("Ways on"))
    story = heard.StoryTeaser(group=_("People"))
    you_said = heard.YouSaid(group=_("People"))
    open_things = live.OpenThings(group=_("From the hub"))
    notice = text.Notice(group=_("Words"))
    words = text.Words(group=_("Words"))
