"""What every test may use: the fixed cast, and a time that stands still."""

from datetime import UTC, datetime

import pytest


@pytest.fixture
def noon() -> datetime:
    """Noon on Monday 23 November 2026, in UTC and in London."""
    return datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
