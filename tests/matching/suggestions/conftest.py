"""The demo place without the rest of the town: those whose wishes were written by hand."""

from collections.abc import Iterator
from datetime import datetime

import pytest
from django.db import transaction
from django.test import override_settings

from cms.demo import loading
from tests.cms.demo.conftest import WHEN


@pytest.fixture(scope="module")
def place(django_db_setup: None, django_db_blocker) -> Iterator[datetime]:
    """The place as loaded on a Monday afternoon; the time of loading."""
    with django_db_blocker.unblock(), override_settings(DEMO=True), transaction.atomic():
        loading.load(at=WHEN, whole=False)
        yield WHEN
        transaction.set_rollback(True)
