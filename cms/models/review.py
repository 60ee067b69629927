"""Review: a second editor reads what one editor wrote before it is published."""

from typing import Any, Final

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractGroupApprovalTask


class AnotherEditor(AbstractGroupApprovalTask):
    """Another member of these groups approves: not the one who sent it, nor the one who last changed it."""

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, Any, bool]]:
        """Return no actions for the author."""
        return [] if _is_of(obj, user) else super().get_actions(obj, user)

    def on_action(self, task_state: Any, user: Any, action_name: str, **kwargs: Any) -> None:
        """Approve, or ask for changes. Raises PermissionDenied for text that the approver changed in the same step."""
        if action_name == "approve" and _is_of(task_state.workflow_state.content_object, user):
            raise PermissionDenied
        super().on_action(task_state, user, action_name, **kwargs)

    def get_task_states_user_can_moderate(self, user: Any, **kwargs: Any) -> Any:
        """Return what waits for this user: not what is of their own."""
        waiting = super().get_task_states_user_can_moderate(user, **kwargs)
        theirs = [state.pk for state in waiting if _is_of(state.workflow_state.content_object, user)]
        return waiting.exclude(pk__in=theirs)

    @classmethod
    def get_description(cls) -> Any:
        """Return the description shown where tasks are chosen."""
        return _("Somebody else reads it before it is on show")

    class Meta:
        verbose_name = _("another editor approves")
        verbose_name_plural = _("another editor approves")


def _is_of(page: Any, user: Any) -> bool:
    """Whether somebody sent a page for review, or wrote text in it that nobody else has read."""
    state = page.current_workflow_state
    if state is not None and state.requested_by_id == user.pk:
        return True
    last = page.get_latest_revision()
    if last is None or last.user_id != user.pk:
        return False
    others = page.revisions.exclude(user=user).order_by("-created_at", "-pk").first()
    return others is None or _words(others) != _words(last)


BOOKKEEPING: Final = frozenset(
    "draft_title first_published_at go_live_at has_unpublished_changes last_published_at latest_revision "
    "latest_revision_created_at live live_revision url_path".split()
)


def _words(revision: Any) -> dict[str, Any]:
    """Return the content of a revision without Wagtail's own fields, which differ even when nothing was edited."""
    return {name: value for name, value in revision.content.items() if name not in BOOKKEEPING}
