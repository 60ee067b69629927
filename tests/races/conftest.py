"""A real server for what races."""

import pytest
from django.db import connections

from tests.races import serving


@pytest.fixture
def server(transactional_db):
    """Serve the test database as the embedded default does, with the limits lifted; gives the port."""
    with serving.server() as port:
        yield port
    connections.close_all()
