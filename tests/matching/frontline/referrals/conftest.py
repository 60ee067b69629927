"""The scene of each test about referrals."""

import pytest

from tests.matching.frontline.referrals import scene as scenes


@pytest.fixture
def scene():
    return scenes.build()
