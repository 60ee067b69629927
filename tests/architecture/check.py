"""Run every check of `.pre-commit-config.yaml` over the whole tree, and say in one line what each did.

    python -m tests.architecture.check [ID ...]

With ids, only those checks run. The exit code is 1 if any check fails.
"""

import os
import re
import shlex
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import yaml

ROOT: Final = Path(__file__).resolve().parent.parent.parent
LIST: Final = ROOT / ".pre-commit-config.yaml"
COLOURS: Final = re.compile(r"\x1b\[[0-9;]*m")


@dataclass(frozen=True)
class Check:
    """One entry of the list."""

    id: str
    name: str
    entry: str


def listed(path: Path = LIST) -> list[Check]:
    """Return the checks in the order of the list."""
    repositories = yaml.safe_load(path.read_text())["repos"]
    return [Check(hook["id"], hook["name"], hook["entry"]) for found in repositories for hook in found["hooks"]]


def summary(output: str) -> str:
    """Return the last line that a tool printed, log lines in JSON left out."""
    lines = [line.strip() for line in COLOURS.sub("", output).splitlines()]
    return next((line for line in reversed(lines) if line and not line.startswith("{")), "nothing to say")


def run(check: Check) -> bool:
    """Run one check, print what it did, all of it if it failed; return whether it passed."""
    began = time.monotonic()
    done = subprocess.run(
        shlex.split(check.entry),
        cwd=ROOT,
        env=os.environ | {"NO_COLOR": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    passed = done.returncode == 0
    print(f"{check.name:<32} {time.monotonic() - began:5.1f} s  {summary(done.stdout) if passed else 'FAILED'}")
    if not passed:
        print(done.stdout)
    sys.stdout.flush()
    return passed


def main(wanted: list[str], path: Path = LIST) -> int:
    """Run the wanted checks, or all; return the exit code."""
    began = time.monotonic()
    checks = listed(path)
    if unknown := set(wanted) - {check.id for check in checks}:
        print(f"No such check: {', '.join(sorted(unknown))}. There are: {', '.join(check.id for check in checks)}.")
        return 2
    failed = [check.id for check in checks if check.id in (wanted or [check.id]) and not run(check)]
    took = f"{time.monotonic() - began:.0f} s"
    print(f"Failed in {took}: {', '.join(failed)}." if failed else f"All checks passed in {took}.")
    return bool(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
