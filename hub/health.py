"""Health checks: is the process alive, and can it work? They answer yes or no only, since they are open to everybody."""

import shutil
from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from redis.exceptions import RedisError

from hub.access import audiences
from hub.messaging.models import Item

LATE = timedelta(seconds=60)


class Probes:
    """Answers the two probes before the checks of host, HTTPS and session: probes use a plain address."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer a probe, or pass the request on."""
        probe = {"/healthz": healthz, "/readyz": readyz}.get(request.path_info)
        return probe(request) if probe else self.get_response(request)


@require_safe
@never_cache
@audiences.open_to(audiences.EVERYONE)
def healthz(request: HttpRequest) -> HttpResponse:
    """Respond that the process is alive."""
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
@never_cache
@audiences.open_to(audiences.EVERYONE)
def readyz(request: HttpRequest) -> HttpResponse:
    """Respond whether the database, the cache, the disk and the outbox work; 503 if one does not."""
    checks = {"database": _database(), "cache": _cache(), "disk": _disk(), "outbox": _outbox()}
    return JsonResponse(checks, status=200 if all(checks.values()) else 503)


def _database() -> bool:
    try:
        executor = MigrationExecutor(connection)
        plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
        return not plan
    except DatabaseError:
        return False


def _cache() -> bool:
    try:
        cache.set("readyz", "1", 10)
        return bool(cache.get("readyz") == "1")
    except (DatabaseError, OSError, RedisError):
        return False


def _disk() -> bool:
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    usage = shutil.disk_usage(settings.STATIC_ROOT)
    return usage.free >= usage.total // 10


def _outbox() -> bool:
    """Whether nothing in the outbox is more than a minute late."""
    try:
        return not Item.objects.due(at=timezone.now() - LATE).exists()
    except DatabaseError:
        return False
