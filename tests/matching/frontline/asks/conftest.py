"""The scene of each test about asking."""

import pytest

from tests.matching.frontline.asks import scene as scenes


@pytest.fixture
def scene():
    return scenes.build()
