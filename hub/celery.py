"""Celery for production. Without Celery, `manage.py run_due` runs the same scheduled work.

The apps' contracts say what to run and how often. Every entry is safe to run twice or late: it depends only on rows and
on the time it is given.
"""

import os
from datetime import timedelta
from typing import Any, Final

import django
from celery import Celery, signals
from django.apps import apps
from django.utils import timezone

from hub import logs
from hub.core import registry

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hub.settings.base")

LOOK: Final = timedelta(minutes=10)
"""The longest interval between two checks by beat. Last runs are in the database, so a restarted beat loses nothing."""

app = Celery("hub")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.conf.update(
    task_acks_late=True,
    task_reject_on_worker_lost=True,
    worker_prefetch_multiplier=1,
    task_time_limit=240,
    task_soft_time_limit=200,
    broker_transport_options={"visibility_timeout": 300},
    task_ignore_result=True,
    broker_connection_retry_on_startup=True,
)


@signals.setup_logging.connect(weak=False)
def one_log(**_more: Any) -> None:
    """Log as the web does, in worker and beat: while this listens, Celery sets up no log of its own."""
    logs.configure({})


@app.on_after_finalize.connect
def plan(sender: Celery, **_more: Any) -> None:
    """Give Celery beat the scheduled work of all apps, once Celery and Django have started."""
    if not apps.ready:
        django.setup()
    sender.conf.beat_schedule = {
        work.name: {"task": "hub.run", "schedule": min(work.every, LOOK), "kwargs": {"name": work.name}}
        for work in registry.clock_work()
    }


@app.task(name="hub.run")
def run(*, name: str, now: bool = False, **_newer: object) -> None:
    """Run one piece of scheduled work if it is due, or `now`."""
    from hub import clock  # noqa: PLC0415 - models can be imported only once Django has started

    at = timezone.now()
    for work in registry.clock_work():
        if work.name == name and (now or clock.claim(work, at=at)):
            clock.attempt(work, at=at)


@app.task(name="hub.part")
def part(*, kind: str, folder: str, part: int, **_newer: object) -> None:
    """Process one part of a long job; a finished part is not repeated."""
    for contract in registry.contracts():
        if kind in contract.work_parts:
            contract.work_parts[kind](folder=folder, part=part)


def ring() -> None:
    """Ask a worker to check the outbox now. If the broker does not answer, beat's next check does the same."""
    run.apply_async(kwargs={"name": "outbox", "now": True}, retry=False, ignore_result=True)
