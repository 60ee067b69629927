"""A real server for what races."""

import pytest
from django.db import connections

from tests.races import serving


@pytest.fixture(scope="package")
def started(django_db_setup):
    """One server for all tests of a worker, since it takes four seconds to start."""
    with serving.server() as port:
        yield port


@pytest.fixture
def server(started, transactional_db):
    """Serve the test database as the embedded default does, with the limits lifted; gives the port."""
    yield started
    connections.close_all()
