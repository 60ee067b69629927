"""The demo place, loaded once for both modules and gone afterwards."""

from collections.abc import Iterator
from datetime import datetime

import pytest
from django.conf import settings
from django.db import transaction
from django.test import override_settings

from cms.demo import loading
from tests.cms.demo.conftest import WHEN

RESIDENTS = 600
"""A smaller crowd shows the same: each of them is written in the same way."""


@pytest.fixture(scope="package")
def place(django_db_setup: None, django_db_blocker) -> Iterator[datetime]:
    """The place as loaded on a Monday afternoon; the time of loading."""
    with (
        pytest.MonkeyPatch.context() as patch,
        django_db_blocker.unblock(),
        override_settings(DEMO=True),
        transaction.atomic(),
    ):
        assert settings.DEMO
        patch.setattr(loading, "RESIDENTS", RESIDENTS)
        loading.load(at=WHEN)
        yield WHEN
        transaction.set_rollback(True)
