"""Migrations are safe to run, on the database that the tests run on."""

import pytest
from django.db import connection, migrations, models

from tests.architecture import migrations_check


class TestLiveImports:
    @pytest.mark.parametrize(
        "source",
        [
            "from hub.words import trigrams",
            "import opportunities.models",
            "def fill(apps, schema_editor):\n    from hub.core import encryption, models",
            "from ..models import Person",
        ],
    )
    def test_are_found_wherever_they_stand(self, source):
        assert list(migrations_check.live_imports(source))

    @pytest.mark.parametrize(
        "source",
        [
            "import hub.core.encryption",
            "from hub.core.encryption import EncryptedTextField",
            "from hub.core import encryption",
            "from django.db import migrations\nimport unicodedata",
            "import hubble",
        ],
    )
    def test_leave_fields_and_libraries(self, source):
        assert list(migrations_check.live_imports(source)) == []

    def test_are_nowhere(self):
        assert len(migrations_check.files()) > 30
        assert migrations_check.live_code() == []


@pytest.fixture(autouse=True)
def in_a_transaction(monkeypatch):
    """Let SQLite say its SQL within a test's transaction: it is only collected, never run."""
    monkeypatch.setattr(connection, "disable_constraint_checking", lambda: True)


@pytest.mark.django_db
class TestLinted:
    def test_is_clean(self):
        assert migrations_check.linted() == []

    def test_sees_what_cannot_go_back_and_what_makes_the_audit_anew(self, monkeypatch):
        made = migrations.Migration("0099_made", "audit")
        made.dependencies = [("audit", "0003_event")]
        made.operations = [
            migrations.RunPython(_nothing),
            migrations.AlterField("entry", "role", models.CharField(max_length=30, blank=True)),
        ]
        monkeypatch.setattr("django.db.migrations.loader.MigrationLoader.load_disk", _with(made))
        monkeypatch.setattr("django_migration_linter.MigrationLinter.get_migration_hash", lambda *_names: "")

        problems = migrations_check.linted()

        assert any("0099_made: '_nothing': RunPython data migration is not reversible" in one for one in problems)
        if connection.vendor == "sqlite":
            assert "audit 0099_made: makes the table of the audit anew, without its triggers" in problems


def _nothing(apps, schema_editor):
    pass


def _with(migration):
    """Return a loader of what is on disk that adds one migration."""
    from django.db.migrations.loader import MigrationLoader

    load = MigrationLoader.load_disk

    def load_disk(self):
        load(self)
        self.disk_migrations[migration.app_label, migration.name] = migration

    return load_disk
