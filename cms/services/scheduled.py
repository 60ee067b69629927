"""Pages that editors planned: put on show at their time, and taken down at their end."""

from datetime import datetime

from django.apps import apps
from wagtail.models import DraftStateMixin, Page, Revision


def run(*, at: datetime) -> str:
    """Do what Wagtail's `publish_scheduled` does, as of a time; return a summary. Safe to run twice or late."""
    return f"{_take_down(at=at)} pages taken down, {_put_on_show(at=at)} put on show."


def _take_down(*, at: datetime) -> int:
    others = [
        model for model in apps.get_models() if issubclass(model, DraftStateMixin) and not issubclass(model, Page)
    ]
    done = 0
    for model in (Page, *others):
        for row in model.objects.filter(live=True, expire_at__lte=at).order_by("expire_at", "pk"):
            row.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
            done += 1
    return done


def _put_on_show(*, at: datetime) -> int:
    planned = list(Revision.objects.filter(approved_go_live_at__lte=at).order_by("approved_go_live_at", "pk"))
    for revision in planned:
        revision.publish(log_action="wagtail.publish.scheduled")
    return len(planned)
