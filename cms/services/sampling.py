"""Sample words are an editor's own once an editor has put them on show."""

from typing import Any

from django.dispatch import receiver
from wagtail.signals import page_published

from cms.models.pages import HomePage, PlainPage, Sampled, StoryIndex


def pages() -> list[Any]:
    """Return the pages on show that began with sample words, in the order of the site."""
    return [page for kind in (HomePage, StoryIndex, PlainPage) for page in kind.objects.live().order_by("path")]


@receiver(page_published, dispatch_uid="sample words")
def is_own_now(sender: Any, instance: Any, revision: Any = None, **_more: Any) -> None:
    """Take a page off the list of those that hold sample words, when somebody published what they wrote."""
    if isinstance(instance, Sampled) and revision is not None and revision.user_id is not None:
        type(instance)._default_manager.filter(pk=instance.pk).update(is_sample=False)
