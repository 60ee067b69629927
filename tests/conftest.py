"""What every test may use: the fixed cast, and a time that stands still."""

from datetime import UTC, datetime
from importlib import import_module

import pytest
from django.db.backends.sqlite3.base import DatabaseOperations


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """Keep each module's tests on one worker, and together those of modules that name a group of their own (`xdist_group`)."""
    for item in items:
        if item.get_closest_marker("xdist_group") is None:
            item.add_marker(pytest.mark.xdist_group(item.location[0]))


@pytest.fixture
def noon() -> datetime:
    """Noon on Monday 23 November 2026, in UTC and in London."""
    return datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The first pages stand in every test's database, as they do in every hub's."""
    from tests import written

    with django_db_blocker.unblock():
        written.pages()


@pytest.fixture(autouse=True)
def nothing_is_counted(request, settings):
    """Lift the limits, which a shared cache would carry from test to test; `limits` marks the tests that are about them."""
    if request.node.get_closest_marker("limits") is None:
        settings.ACCOUNT_RATE_LIMITS = False


@pytest.fixture(autouse=True)
def no_index_is_kept():
    """Forget the index that an earlier test left in this process: a rolled-back database can look like the one before it."""
    from matching.suggestions import columns

    columns._kept.clear()


@pytest.fixture(scope="session", autouse=True)
def flushing_is_allowed():
    """Let tests that really commit be cleaned up: SQLite's triggers that keep the audit log are lifted for the flush alone."""
    refusals = import_module("hub.audit.migrations.0002_refuse_change")
    original = DatabaseOperations.execute_sql_flush

    def flush(operations, statements):
        with operations.connection.cursor() as cursor:
            for statement in refusals.BACK_SQLITE:
                cursor.execute(statement)
        original(operations, statements)
        with operations.connection.cursor() as cursor:
            for statement in refusals.SQLITE:
                cursor.execute(statement)

    DatabaseOperations.execute_sql_flush = flush
    yield
    DatabaseOperations.execute_sql_flush = original
