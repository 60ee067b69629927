"""Review: what one editor writes, another reads before it is on show."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractGroupApprovalTask


class AnotherEditor(AbstractGroupApprovalTask):  # type: ignore[misc]
    """Somebody else of these groups approves: never the one who sent it."""

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, Any, bool]]:
        """Offer nothing to the one who sent it."""
        return [] if _sent_by(obj, user) else super().get_actions(obj, user)

    @classmethod
    def get_description(cls) -> Any:
        """Say what it is for, where tasks are chosen."""
        return _("Somebody else reads it before it is on show")

    class Meta:
        verbose_name = _("another editor approves")
        verbose_name_plural = _("another editor approves")


def _sent_by(page: Any, user: Any) -> bool:
    state = page.current_workflow_state
    return state is not None and state.requested_by_id == user.pk
