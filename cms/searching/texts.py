"""The search index of what is public now, cached in this process and rebuilt after a change."""

import time
from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final

from django.conf import settings
from django.db.models import Count, Max
from wagtail.models import Page

from cms.models import PlainPage, Story
from cms.on_show import on_show
from cms.searching.search_index import Index, Text, Thing
from cms.toolkit.models import Step
from hub.words import folding
from opportunities.models import Opportunity
from organisations.models import Organisation

OLDEST: Final = 300.0
"""Seconds after which the index is rebuilt even if nothing seems to have changed: a changed name has no date."""

_kept: dict[str, Any] = {}


def index(*, at: datetime) -> Index:
    """Return the index, at most `MATCH_INDEX_SECONDS` old."""
    now = time.monotonic()
    if _kept and now - _kept["looked"] < settings.MATCH_INDEX_SECONDS:
        found: Index = _kept["index"]
        return found
    seen = _version()
    if not _kept or _kept["version"] != seen or now - _kept["built"] > OLDEST or not settings.MATCH_INDEX_SECONDS:
        _kept.update(index=Index.build(_texts(at=at)), version=seen, built=now)
    _kept["looked"] = now
    kept: Index = _kept["index"]
    return kept


def forget() -> None:
    """Drop the index of this process."""
    _kept.clear()


def _version() -> tuple[Any, ...]:
    shown = Opportunity.objects.aggregate(Max("changed_at"), Count("pk"))
    groups = Organisation.objects.public().aggregate(Max("pk"), Count("pk"))
    pages = Page.objects.live().aggregate(Max("last_published_at"), Count("pk"))
    return (*shown.values(), *groups.values(), *pages.values())


def _texts(*, at: datetime) -> Iterator[Text]:
    rows = Opportunity.objects.open(at=at).order_by("pk")
    for pk, title, words, name in rows.values_list("pk", "title", "words", "organisation__name"):
        yield Text(Thing("opportunity", pk), folding.stems(title), folding.stems(name), words.split())
    for group in Organisation.objects.public().order_by("pk").only("pk", "name", "about"):
        yield Text(Thing("organisation", group.pk), folding.stems(group.name), body=folding.stems(group.about))
    for step in on_show(Step.objects.public(), at=at).order_by("number", "pk"):
        yield Text(Thing("step", step.pk), folding.stems(step.title), body=folding.stems(_of_step(step)))
    for story in on_show(Story.objects.public(), at=at).order_by("pk"):
        said = f"{story.teaser} {story.who} {_streamed(story)}"
        yield Text(Thing("story", story.pk), folding.stems(story.title), body=folding.stems(said))
    for page in on_show(PlainPage.objects.public(), at=at).order_by("pk"):
        yield Text(
            Thing("page", page.pk), folding.stems(page.title), body=folding.stems(f"{page.lead} {_streamed(page)}")
        )


def _of_step(step: Step) -> str:
    facts = (block.value["text"] for block in step.facts)
    return " ".join([step.why, step.skip, *(str(block.value) for block in step.actions), *facts])


def _streamed(page: Any) -> str:
    return " ".join(page.body.stream_block.get_searchable_content(page.body))
