"""When the demo place is loaded in tests, and demo mode with its pages."""

from datetime import UTC, datetime

import pytest

WHEN = datetime(2026, 11, 23, 14, 15, tzinfo=UTC)


@pytest.fixture
def demo_mode(settings):
    """Demo mode, with its pages."""
    settings.DEMO = True
    settings.SECOND_FACTOR = False
    settings.ROOT_URLCONF = "tests.cms.demo.urls"
    return settings
