"""What of the published pages the search finds: steps, stories and plain pages."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Count, Max
from wagtail.models import Page

from cms.models import PlainPage, Story
from cms.on_show import on_show
from cms.toolkit.models import Step
from hub.words.search_index import Text, Thing


def texts(*, at: datetime) -> Iterator[Text]:
    """Yield the words of each."""
    for step in on_show(Step.objects.public(), at=at).order_by("number", "pk"):
        yield Text(Thing("step", step.pk), step.title, body=_of_step(step))
    for story in on_show(Story.objects.public(), at=at).order_by("pk"):
        yield Text(Thing("story", story.pk), story.title, body=f"{story.teaser} {story.who} {_streamed(story)}")
    for page in on_show(PlainPage.objects.public(), at=at).order_by("pk"):
        yield Text(Thing("page", page.pk), page.title, body=f"{page.lead} {_streamed(page)}")


def version() -> tuple[Any, ...]:
    """Return what changes when any of them does."""
    return tuple(Page.objects.live().aggregate(Max("last_published_at"), Count("pk")).values())


def _of_step(step: Step) -> str:
    facts = (block.value["text"] for block in step.facts)
    return " ".join([step.why, step.skip, *(str(block.value) for block in step.actions), *facts])


def _streamed(page: Any) -> str:
    return " ".join(page.body.stream_block.get_searchable_content(page.body))
