"""Drills: a backup that really restores, an upgrade of a database that an older version made, and races in great number.

A place is filled (the demo's), copied, wiped and restored: every table must count the same, and a sealed phone number must open again.
For the upgrade a place is filled by the code of an older commit, then taken over by this one: its rows stay, and its pages answer.
PostgreSQL is that of BENCH_POSTGRES (127.0.0.1:5432, user postgres); everything is made for the drill and thrown away.
"""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench.asking import DATABASES, POSTGRES
from tests.bench.serving import ask, server

ROOT = Path(__file__).resolve().parents[2]
BEFORE = "b801364"
"""The last commit before the apps got their contracts, and tables other names in Python."""
CHANGED_BY_THE_UPGRADE = {
    "django_migrations",
    "django_content_type",
    "auth_permission",
    "auth_group",
    "auth_group_permissions",  # editors get what their new pages need
    "hub_cache",
}
MOVED = {"messaging_call": "desk_task where kind = 'call'"}
"""Tables that went → where their rows are now; the number is the same."""
LOOK = """
import json
from django.apps import apps
from django.db import DatabaseError, connection, transaction
from hub.people.models import ContactRoute
with connection.cursor() as cursor:
    tables = sorted(connection.introspection.table_names(cursor))
    counts = {}
    for table in tables:
        cursor.execute(f'SELECT COUNT(*) FROM "{table}"')
        counts[table] = cursor.fetchone()[0]
    for place in %(moved)r if "desk_task" in counts else []:
        cursor.execute(f"SELECT COUNT(*) FROM {place}")
        counts[place] = cursor.fetchone()[0]
opened = ContactRoute.objects.filter(kind="text").order_by("pk").first()
def refused(statement):
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    except DatabaseError:
        return True
    return False
log_is_kept = refused("UPDATE audit_entry SET deed = 'x'") and refused("DELETE FROM audit_entry")
print("LOOK" + json.dumps({"counts": counts, "route": opened.value if opened else "", "log_is_kept": log_is_kept}))
"""


def manage(code: Path, environment: dict[str, str], *words: str, said: str = "") -> str:
    """Run manage.py of some version of the code; stop where it fails."""
    done = subprocess.run(
        [sys.executable, "manage.py", *words],
        cwd=code,
        env={**os.environ, **environment},
        input=said,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"manage.py {' '.join(words)}: {done.stderr[-1500:]}")
    return done.stdout


def look(code: Path, environment: dict[str, str]) -> dict[str, object]:
    """Count every table, open one sealed number, and see whether the audit log refuses to be changed."""
    out = manage(code, environment, "shell", "-c", LOOK % {"moved": list(MOVED.values())})
    found: dict[str, object] = json.loads(out.rpartition("LOOK")[2])
    return found


def fill(code: Path, environment: dict[str, str]) -> None:
    """Make a whole place with that code."""
    manage(code, environment, "migrate", "--noinput")
    manage(code, environment, "createcachetable")
    manage(code, environment, "demo")


def settings(kept: str, address: str) -> dict[str, str]:
    """Return the environment of a place that may be thrown away."""
    return {
        "DATABASE_URL": address,
        "HUB_VAR": kept,
        "HUB_DEMO": "1",
        "HUB_DEMO_DATABASE": "throwaway",
        "HUB_LIMITS": "false",
    }


def sqlite_path(address: str) -> Path:
    """Return the file of an SQLite address."""
    return Path(address.removeprefix("sqlite:///"))


def backup(name: str, address: str, copy: Path) -> None:
    """Copy a database as docs/operations.md says."""
    if name == "sqlite":
        sqlite3.connect(sqlite_path(address)).backup(sqlite3.connect(copy))
    else:
        subprocess.run(["pg_dump", "--format=custom", f"--file={copy}", address], check=True)


def wipe(name: str, address: str) -> None:
    """Lose everything."""
    if name == "sqlite":
        for path in sqlite_path(address).parent.glob(f"{sqlite_path(address).name}*"):
            path.unlink()
    else:
        subprocess.run(
            [
                "psql",
                "-q",
                address,
                "-c",
                "SET client_min_messages = warning; DROP SCHEMA public CASCADE; CREATE SCHEMA public",
            ],
            check=True,
        )


def restore(name: str, address: str, copy: Path) -> None:
    """Put the copy back, as docs/operations.md says."""
    if name == "sqlite":
        shutil.copy(copy, sqlite_path(address))
    else:
        subprocess.run(["pg_restore", "--no-owner", f"--dbname={address}", str(copy)], check=True)


def restore_drill(name: str) -> str:
    """Fill, copy, wipe, restore, compare."""
    with TemporaryDirectory(prefix="hub-drill-") as kept, DATABASES[name](Path(kept)) as address:
        environment, copy = settings(kept, address), Path(kept) / "copy"
        fill(ROOT, environment)
        before = look(ROOT, environment)
        began = time.monotonic()
        backup(name, address, copy)
        wipe(name, address)
        restore(name, address, copy)
        took = time.monotonic() - began
        after = look(ROOT, environment)
        if before != after:
            raise RuntimeError(f"restore on {name}: {before} is not {after}")
        rows = sum(before["counts"].values())  # type: ignore[attr-defined]
        return f"restore on {name}: {len(before['counts'])} tables, {rows} rows the same, a number opens; {took:.1f} s"  # type: ignore[arg-type]


def upgrade_drill(name: str) -> str:
    """Fill with the older code, upgrade, compare, and look at pages."""
    with TemporaryDirectory(prefix="hub-drill-") as kept, DATABASES[name](Path(kept)) as address:
        old = Path(kept) / "old"
        subprocess.run(["git", "worktree", "add", "--detach", "--quiet", str(old), BEFORE], cwd=ROOT, check=True)
        try:
            environment = settings(kept, address)
            fill(old, environment)
            before = look(old, environment)
            manage(ROOT, environment, "migrate", "--noinput")
            manage(ROOT, environment, "begin_pages")
            after = look(ROOT, environment)
            lost = {
                table: (count, after["counts"].get(MOVED.get(table, table)))  # type: ignore[attr-defined]
                for table, count in before["counts"].items()  # type: ignore[attr-defined]
                if table not in CHANGED_BY_THE_UPGRADE
                and not table.startswith(("wagtail", "sqlite"))
                and after["counts"].get(MOVED.get(table, table)) != count  # type: ignore[attr-defined]
            }
            if lost or before["route"] != after["route"] or not after["log_is_kept"]:
                raise RuntimeError(f"upgrade on {name}: {lost}")
            manage(ROOT, environment, "collectstatic", "--noinput")
            with server(environment) as base:
                for path in ("/readyz", "/", "/opportunities/", "/toolkit/", "/search/?q=food"):
                    _took, body = ask(base + path)
                    if b"</html>" not in body and b"true" not in body:
                        raise RuntimeError(f"upgrade on {name}: {path} does not answer: {body[:200]!r}")
        finally:
            subprocess.run(["git", "worktree", "remove", "--force", str(old)], cwd=ROOT, check=True)
        return f"upgrade on {name} from {BEFORE}: {len(before['counts'])} tables of it kept their rows, pages answer"  # type: ignore[arg-type]


def races_drill() -> str:
    """Let each withdrawal meet each disclosing request many times on PostgreSQL; HUB_RACES says how often."""
    often = os.environ.get("HUB_RACES", "200")
    environment = os.environ | {"DATABASE_URL": POSTGRES, "HUB_RACES": often}
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "tests/races/test_pairs.py"], cwd=ROOT, env=environment
    )
    if done.returncode:
        raise RuntimeError("races: a request failed, a withdrawal was lost, or somebody is seen without agreeing")
    return f"races on postgresql: each withdrawal met each disclosing request {often} times, none was lost"


def main(names: list[str] | None = None) -> int:
    """Run the drills on each database, and say what was seen."""
    for name in names or DATABASES:
        print(restore_drill(name), flush=True)
        print(upgrade_drill(name), flush=True)
    if "postgresql" in (names or DATABASES):
        print(races_drill(), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
