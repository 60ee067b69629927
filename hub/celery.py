"""The whole timetable, and Celery for production. The embedded default runs the same list by `manage.py run_due`.

Every entry is safe to run twice or late: what it does is decided by rows and the time it is given.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from celery import Celery
from django.utils import timezone
from django.utils.module_loading import import_string

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hub.settings.base")


@dataclass(frozen=True)
class Work:
    """A piece of clock work: the function to call with `at=…`, and how often."""

    name: str
    function: str
    every: timedelta

    def run(self, *, at: datetime) -> object:
        """Do it once, as of a time."""
        call: Callable[..., object] = import_string(self.function)
        return call(at=at)


TIMETABLE: Final = (
    Work("outbox", "hub.messaging.outbox.run", timedelta(seconds=5)),
    Work("dates", "opportunities.services.scheduling.clock_work", timedelta(minutes=5)),
    Work("referrals", "matching.frontline.services.referrals.expire", timedelta(minutes=5)),
    Work("lists", "matching.suggestions.services.everyone.go_on", timedelta(minutes=5)),
    Work("news", "matching.suggestions.services.news.tell", timedelta(hours=1)),
    Work("company", "matching.mypage.together.pair", timedelta(days=1)),
    Work("prices", "matching.suggestions.services.pricing.update", timedelta(days=1)),
    Work("retention", "hub.retention.run", timedelta(days=1)),
)

ON_EVERY_MACHINE: Final = ("matching.suggestions.services.indexing.keep",)
"""What each machine does for itself each second, beside its web processes: see `manage.py keep_index`."""

LOOK: Final = timedelta(minutes=10)
"""How often beat asks at least. When a piece last ran is kept in the database, so a beat that is started anew forgets nothing."""

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
    beat_schedule={
        work.name: {"task": "hub.run", "schedule": min(work.every, LOOK), "kwargs": {"name": work.name}}
        for work in TIMETABLE
    },
)


@app.task(name="hub.run")  # type: ignore[untyped-decorator]
def run(*, name: str, now: bool = False, **_newer: object) -> None:
    """Do one piece of clock work if it is due, or `now`."""
    from hub import clock  # noqa: PLC0415 - models can be imported only once Django has started

    at = timezone.now()
    for work in TIMETABLE:
        if work.name == name and (now or clock.claim(work, at=at)):
            clock.attempt(work, at=at)


PARTS: Final = {"lists": "matching.suggestions.services.everyone.do_part"}
"""Long work that workers take part by part, by its kind."""


@app.task(name="hub.part")  # type: ignore[untyped-decorator]
def part(*, kind: str, folder: str, part: int, **_newer: object) -> None:
    """Do one part of a long piece of work; what is done already is not done again."""
    if kind in PARTS:
        call: Callable[..., object] = import_string(PARTS[kind])
        call(folder=folder, part=part)


def ring() -> None:
    """Ask a worker to look at the outbox now. If the broker does not answer, beat's next look does the same."""
    run.apply_async(kwargs={"name": "outbox", "now": True}, retry=False, ignore_result=True)
