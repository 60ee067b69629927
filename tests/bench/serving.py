"""A web server for the bench, one request at a time to it, and the table that is printed."""

import os
import platform
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

Times = dict[str, list[tuple[float, int]]]
"""Milliseconds and bytes of each request, by page."""


@contextmanager
def server(environment: Mapping[str, str]) -> Iterator[str]:
    """Start one web process with these settings beside those of this shell, and give its address once it answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "hub.wsgi", "--bind", f"127.0.0.1:{port}", "--threads", "8"]
    process = subprocess.Popen(
        [*command, "--log-level", "error"], env={**os.environ, **environment}, stderr=subprocess.DEVNULL
    )
    base = f"http://127.0.0.1:{port}"
    try:
        _until_it_answers(f"{base}/healthz", process)
        yield base
    finally:
        process.terminate()
        process.wait(timeout=30)


def _until_it_answers(url: str, process: subprocess.Popen[bytes]) -> None:
    for _try in range(120):
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except OSError:
            if process.poll() is not None:
                raise RuntimeError("The web server did not start.") from None
            time.sleep(0.5)
    raise RuntimeError("The web server did not answer within a minute.")


def fetch(url: str) -> tuple[float, int]:
    """Return milliseconds and bytes of one request by a visitor."""
    took, body = ask(url)
    return took, len(body)


def ask(
    url: str, *, headers: Mapping[str, str] | None = None, fields: list[tuple[str, str]] | None = None
) -> tuple[float, bytes]:
    """Return milliseconds and the answer of one request; a form is posted where there are fields."""
    sent = None if fields is None else urllib.parse.urlencode(fields).encode()
    request = urllib.request.Request(url, data=sent, headers=dict(headers or {}))
    began = time.perf_counter()
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            body = answer.read()
    except urllib.error.HTTPError as refused:
        body = refused.read()
    return (time.perf_counter() - began) * 1000, body


def machine(rounds: int) -> str:
    """Return what was measured on."""
    what = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    return f"{what}, {rounds} rounds, one at a time, load just now {os.getloadavg()[0]:.1f}"


def table(found: Times) -> str:
    """Return p50, p95 and size of each page, in lines."""
    lines = [f"{'page':<22}{'p50 ms':>8}{'p95 ms':>8}{'kB':>6}"]
    for name, times in found.items():
        ordered = sorted(took for took, _size in times)
        size = max(size for _took, size in times) // 1000
        middle, high = ordered[len(ordered) // 2], ordered[int(len(ordered) * 0.95)]
        lines.append(f"{name:<22}{middle:>8.0f}{high:>8.0f}{size:>6}")
    return "\n".join(lines)
