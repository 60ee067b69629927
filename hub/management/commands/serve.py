"""Command to run the hub on one machine: prepare everything, then run the web server and the scheduler until Ctrl-C."""

import hashlib
import os
import signal
import subprocess
import sys
import time
from argparse import ArgumentParser
from io import StringIO
from types import FrameType
from typing import Any, Final

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connections

LONGEST_ADDRESS: Final = "8190"
"""Signs of an address, gunicorn's most: what was pasted into a search box gets a page of ours that says it is too much."""


class Command(BaseCommand):
    """One process for pages and one for scheduled work, started and stopped together."""

    help = "Get the database and files ready, then serve pages and do clock work until Ctrl-C."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add options for demo content, and to rebuild it."""
        parser.add_argument("--demo", action="store_true", help="load the demo place first, if it is not there")
        parser.add_argument("--fresh", action="store_true", help="build the demo place anew")

    def handle(self, *args: Any, **options: Any) -> None:
        """Prepare, print the address, and run."""
        if options["demo"] and not settings.DEMO:
            raise CommandError("Set HUB_DEMO=1 to run the demo place.")
        prepare()
        if options["demo"]:
            call_command("demo", fresh=options["fresh"], stdout=self.stdout)
        connections.close_all()
        run(port=settings.PORT, say=self.stdout.write)


def prepare() -> None:
    """Check the environment, migrate the database and collect the static files."""
    call_command("check", verbosity=0)
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    call_command("begin_pages", stdout=StringIO())
    collect_static()


def collect_static() -> None:
    """Collect and compress the static files, if any has changed since the last time."""
    stamp = settings.STATIC_ROOT / ".gathered"
    now = fingerprint()
    if not stamp.exists() or stamp.read_text() != now:
        call_command("collectstatic", verbosity=0, interactive=False)
        stamp.write_text(now)


def fingerprint() -> str:
    """Return a hash of every static file's name, size and modification time."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list([]):
            facts = os.stat(storage.path(path))
            digest.update(f"{path}:{facts.st_size}:{facts.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def run(*, port: int, say: Any) -> None:
    """Start both processes, and stop both when one ends or somebody asks."""
    workers = [subprocess.Popen(line, start_new_session=True) for line in commands(port)]  # noqa: S603 - our own words
    stopping: list[int] = []

    def stop(number: int, _frame: FrameType | None) -> None:
        stopping.append(number)

    for wanted in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(wanted, stop)
    say(f"\nThe Hub is at http://localhost:{port}  (Ctrl-C ends it)\n")
    while not stopping and all(worker.poll() is None for worker in workers):
        time.sleep(0.2)
    end(workers)
    if not stopping:
        raise CommandError("One of the two processes ended by itself; its last lines above say why.")


def commands(port: int) -> list[list[str]]:
    """Return the two command lines: the web server, and the clock."""
    manage = os.path.abspath(sys.argv[0])
    gunicorn = [sys.executable, "-m", "gunicorn", "hub.wsgi", "--bind", f"127.0.0.1:{port}", "--workers", "1"]
    gunicorn += ["--logger-class", "hub.logs.WebServerLog", "--limit-request-line", LONGEST_ADDRESS]
    return [[*gunicorn, "--threads", "8", "--log-level", "warning"], [sys.executable, manage, "run_due", "--loop"]]


def end(workers: list["subprocess.Popen[bytes]"]) -> None:
    """Terminate the processes, and kill them after ten seconds."""
    for worker in workers:
        if worker.poll() is None:
            worker.terminate()
    for worker in workers:
        try:
            worker.wait(timeout=10)
        except subprocess.TimeoutExpired:
            worker.kill()
