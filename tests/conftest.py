"""What every test may use: the fixed cast, and a time that stands still."""

import gc
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from copy import deepcopy
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from importlib import import_module
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.db.backends.signals import connection_created
from django.db.backends.sqlite3.base import DatabaseOperations
from django.template import RequestContext, Template
from django.test.signals import template_rendered
from django.utils import translation
from xdist.scheduler import LoadFileScheduling

from tests import template_names

gc.set_threshold(100_000, 20, 100)  # looking for garbage took a sixth of the time of tests that draw pages
pytest.register_assert_rewrite("tests.matching", "tests.hub")  # scenes and truths by hand assert, too

TOGETHER = {
    "the demo place": ("tests/cms/demo/whole/",),
    "compiled code": (
        "tests/matching/engine/test_bounded.py",
        "tests/matching/engine/test_caching.py",
        "tests/matching/engine/test_spec.py",
        "tests/matching/measuring/test_benching.py",
        "tests/matching/measuring/test_giving_out.py",
        "tests/matching/mypage/test_together.py",
        "tests/matching/suggestions/test_everyone.py",
    ),
}
"""Folders and modules that share something that takes long to make, so that one worker takes them all."""


@pytest.fixture(scope="session", autouse=True)
def _known_names():
    template_names.insist()


class ByFileOrFolder(LoadFileScheduling):
    """Gives each worker whole modules, as `--dist loadfile` does, or all modules that share something."""

    def _split_scope(self, nodeid):
        file = super()._split_scope(nodeid)
        return next((what for what, parts in TOGETHER.items() if file.startswith(parts)), file)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """Let `--dist loadfile` keep some folders together."""
    return ByFileOrFolder(config, log) if config.getvalue("dist") == "loadfile" else None


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """Begin with what is kept together, which takes longest, and have code compiled and tables migrated by one worker for all.

    While one migrates the tables and compiles, the next takes tests that need neither.
    """
    first = (TOGETHER["compiled code"], ("tests/matching/engine/",), TOGETHER["the demo place"])
    places = {item: next((n for n, parts in enumerate(first) if item.nodeid.startswith(parts)), 3) for item in items}
    items.sort(key=places.__getitem__)


@pytest.fixture(autouse=True, scope="session")
def _no_year_in_what_is_past() -> Iterator[None]:
    """Read the fixed dates of tests as they stand, in whatever year the tests run."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("hub.design.times.BACK", timedelta(days=36_500))
        yield


@pytest.fixture(autouse=True, scope="session")
def _map_of_sectors() -> Iterator[None]:
    """Draw the map without a look into the database, the same whichever test loaded the demo place before."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("hub.places.outlines._from_units", lambda _area: None)
        yield


@pytest.fixture
def noon() -> datetime:
    """Noon on Monday 23 November 2026, in UTC and in London."""
    return datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def migrated(request) -> Path:
    """Where the migrated tables are kept for the next run with the same migrations, for they take 13 seconds; SQLite only."""
    here = request.config.rootpath
    # Migrations import no live code but this; those of others change with the requirements.
    written = [here / "requirements-dev.txt", here / "hub" / "core" / "encryption.py"]
    for room in ("hub", "organisations", "opportunities", "matching", "cms"):
        written += sorted((here / room).rglob("migrations/*.py"))
    code = sha256()
    for path in written:
        code.update(str(path.relative_to(here)).encode() + path.read_bytes())
    return request.config.cache.mkdir("migrated") / f"{code.hexdigest()[:20]}.sqlite3"


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings, migrated):
    """Let the test's database begin with the tables of the last run; the migrations then find nothing to do."""

    def fill(connection, **_facts):
        settings = connection.settings_dict
        is_ours = connection.vendor == "sqlite" and settings["NAME"] == settings["TEST"]["NAME"]
        if is_ours and migrated.exists() and not connection.introspection.table_names():
            with closing(sqlite3.connect(migrated)) as kept:
                kept.backup(connection.connection)

    connection_created.connect(fill, weak=False, dispatch_uid="migrated")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker, migrated):
    """The first pages stand in every test's database, as they do in every hub's."""
    from tests import written

    with django_db_blocker.unblock():
        connection_created.disconnect(dispatch_uid="migrated")
        if connection.vendor == "sqlite" and not migrated.exists():
            _keep(migrated)
        written.pages()


def _keep(path: Path) -> None:
    """Copy the database into a file, which takes its name when it is whole; those of other migrations are gone then."""
    connection.ensure_connection()
    draft = path.with_suffix(f".{os.getpid()}")
    with closing(sqlite3.connect(draft)) as file:
        connection.connection.backup(file)
    for old in path.parent.glob("*.sqlite3"):
        old.unlink(missing_ok=True)
    draft.replace(path)


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker) -> Iterator[object]:
    """The small world of `tests/stage.py`, made once for a module that asks for `stage`."""
    from tests import stage as stages

    with django_db_blocker.unblock(), transaction.atomic():
        yield stages.build()
        transaction.set_rollback(True)


@pytest.fixture
def stage(world):
    """The small world, with nothing in it that an earlier test did: each test's changes are taken back."""
    return deepcopy(world)


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


@pytest.fixture(autouse=True, scope="session")
def pages_are_noted(django_test_environment):
    """Keep the context of each page for `response.context`, and not those of all parts and boxes in it: they took a twelfth of the time."""

    def render(template, context):
        if context.template is template and isinstance(context, RequestContext):
            template_rendered.send(sender=template, template=template, context=context)
        return template.nodelist.render(context)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Template, "_render", render)
        yield


@pytest.fixture(autouse=True)
def in_english():
    """Begin in English: a request in Welsh leaves its language to the next test of the same thread."""
    translation.activate("en-gb")
