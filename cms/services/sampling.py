"""Marks a page's text as the editors' own once an editor has published it."""

from typing import Any

from django.dispatch import receiver
from wagtail.signals import page_published

from cms.models.pages import HomePage, PlainPage, Sampled, StoryIndex


def pages() -> list[Any]:
    """Return the published pages that started with sample text, in the order of the site."""
    return [page for kind in (HomePage, StoryIndex, PlainPage) for page in kind.objects.live().order_by("path")]


@receiver(page_published, dispatch_uid="sample words")
def is_own_now(sender: Any, instance: Any, revision: Any = None, **_more: Any) -> None:
    """Remove a page from those with sample text, when somebody published what they wrote."""
    if isinstance(instance, Sampled) and revision is not None and revision.user_id is not None:
        type(instance)._default_manager.filter(pk=instance.pk).update(is_sample=False)
