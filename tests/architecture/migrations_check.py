"""Are the migrations safe to run, on this database?

django-migration-linter reads the SQL of each (columns and tables that go, data that cannot go back). Two rules are our own: a migration
imports no live code, since that code changes while the migration may not; and on SQLite none re-makes the table of the audit, which
would drop the triggers that keep it append-only.
"""

import ast
import logging
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import django

ROOT: Final = Path(__file__).resolve().parent.parent.parent
APPS: Final = ("hub", "organisations", "opportunities", "matching", "cms")
FIELDS: Final = frozenset({"hub.core.encryption"})
"""Modules of ours that migrations may import: fields that tables are made of."""
REMADE: Final = "new__audit_entry"
"""What Django calls the table of the audit on SQLite while it makes it anew."""
LOUD_ON_SQLITE: Final = ("NOT_NULL", "ADD_UNIQUE")
"""Rules that say nothing on SQLite, where Django makes a table anew for any change. They hold on PostgreSQL."""

SETTLED: Final[dict[str, str]] = {
    "opportunities 0003_signup_source": "the column comes with a default, and the hub stands still while it is upgraded",
    "opportunities 0006_of_its_kind": "the column comes with a default, and the hub stands still while it is upgraded",
    "messaging 0003_task_of_a_message": "one to one: every row is empty until the next migration fills it",
    "messaging 0005_letters_keep_their_batch": "what goes stands in the tasks, and the hub stands still while it is upgraded",
    "opportunities 0011_session_once_of_those_on": "rows that held the wider rule hold this one; the hub stands still meanwhile",
    "desk 0002_another_way": "rows that held the narrower rule hold this one; the hub stands still meanwhile",
    "desk 0003_replaced": "rows that held the narrower rule hold this one; the hub stands still meanwhile",
    "opportunities 0008_room_for_real_adverts": "a longer varchar changes the catalogue alone, and older code fits into it",
    "toolkit 0002_room_for_the_name_of_a_group": "a longer varchar changes the catalogue alone, and older code fits into it",
}
"""Migrations that the linter complains about, and that were looked at → why they are safe."""


def live_imports(source: str) -> Iterator[str]:
    """Yield the modules of our apps that a migration imports, wherever in the file, other than fields."""
    for node in ast.walk(ast.parse(source)):
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            names = [node.module] if node.module in FIELDS else [f"{node.module}.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [f"{APPS[0]}.(relative)"]
        yield from (name for name in names if name.partition(".")[0] in APPS and name not in FIELDS)


def files() -> list[Path]:
    """Return the migrations of our apps."""
    return sorted(path for app in APPS for path in (ROOT / app).glob("**/migrations/[0-9]*.py"))


def live_code() -> list[str]:
    """Return a line for each import of live code."""
    return [
        f"{path.relative_to(ROOT)} imports live code: {name}"
        for path in files()
        for name in live_imports(path.read_text())
    ]


def linted() -> list[str]:
    """Return a line for each error that the linter finds, and for each migration that re-makes the table of the audit."""
    from django.apps import apps
    from django.db import connection
    from django_migration_linter import MigrationLinter
    from django_migration_linter.sql_analyser.base import Issue

    class Linter(MigrationLinter):
        """Keeps what it would print of errors."""

        failing = ""

        def get_sql(self, app_label: str, migration_name: str) -> list[str]:
            statements: list[str] = super().get_sql(app_label, migration_name)
            if any(REMADE in statement for statement in statements):
                problems.append(
                    f"{app_label} {migration_name}: makes the table of the audit anew, without its triggers"
                )
            return statements

        def print_linting_msg(self, app_label: str, migration_name: str, msg: str, lint_result: object) -> None:
            self.failing = f"{app_label} {migration_name}" if msg == "ERR" else ""

        def print_errors(self, errors: list[Issue]) -> None:
            if self.failing not in ("", *SETTLED):
                problems.extend(f"{self.failing}: {error.message}" for error in errors)

    problems: list[str] = []
    logging.getLogger("django_migration_linter").setLevel(logging.WARNING)
    linter = Linter(
        str(ROOT),
        include_apps=[app.label for app in apps.get_app_configs() if app.name.partition(".")[0] in APPS],
        exclude_migration_tests=LOUD_ON_SQLITE if connection.vendor == "sqlite" else (),
        ignore_initial_migrations=True,
        all_warnings_as_errors=True,
        no_cache=True,
    )
    linter.lint_all_migrations()
    return problems


def main() -> int:
    """Print what is wrong; return the exit code."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hub.settings.test")
    django.setup()
    problems = [*live_code(), *linted()]
    for problem in problems:
        print(problem)
    if not problems:
        print(f"{len(files())} migrations: no live code, all can go back, the audit's table stays as it is")
    return bool(problems)


if __name__ == "__main__":
    sys.exit(main())
