"""Sample words are an editor's own once an editor has put them on show."""

from typing import Any

from cms.models.pages import Sampled


def is_own_now(sender: Any, instance: Any, revision: Any = None, **_more: Any) -> None:
    """Take a page off the list of those that hold sample words, when somebody published what they wrote."""
    if isinstance(instance, Sampled) and revision is not None and revision.user_id is not None:
        type(instance)._default_manager.filter(pk=instance.pk).update(is_sample=False)
