"""The demo place, loaded once for a whole module and gone afterwards."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.conf import settings
from django.db import transaction
from django.test import override_settings

from cms.demo import loading

WHEN = datetime(2026, 11, 23, 14, 15, tzinfo=UTC)


@pytest.fixture(scope="module")
def place(django_db_setup: None, django_db_blocker) -> Iterator[datetime]:
    """The place as loaded on a Monday afternoon; the time of loading."""
    with django_db_blocker.unblock(), override_settings(DEMO=True), transaction.atomic():
        assert settings.DEMO
        loading.load(at=WHEN)
        yield WHEN
        transaction.set_rollback(True)


@pytest.fixture
def demo_mode(settings):
    """Demo mode, with its pages."""
    settings.DEMO = True
    settings.SECOND_FACTOR = False
    settings.ROOT_URLCONF = "tests.cms.demo.urls"
    return settings
