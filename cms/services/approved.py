"""What happens to a page that was approved. Wagtail reads this while its own models load, so nothing is imported here."""

from typing import Any


def show(workflow_state: Any, user: Any = None) -> None:
    """Put it on show (`WAGTAIL_FINISH_WORKFLOW_ACTION`): the approval is the permission, also of an editor who may not publish alone."""
    workflow_state.content_object.get_latest_revision().publish(user=user, skip_permission_checks=True)
