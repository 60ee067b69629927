"""What happens to an approved page. Wagtail loads this module while its own models load, so nothing is imported here."""

from typing import Any


def show(workflow_state: Any, user: Any = None) -> None:
    """Publish it (`WAGTAIL_FINISH_WORKFLOW_ACTION`). Approval is the permission, even for an editor who may not publish alone."""
    workflow_state.content_object.get_latest_revision().publish(user=user, skip_permission_checks=True)
