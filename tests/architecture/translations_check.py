"""Are the committed translations current? Gather the strings again, compile again, and compare. `--write` keeps the result."""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
LOCALE = ROOT / "hub" / "locale" / "cy" / "LC_MESSAGES"


def gather() -> None:
    """Write the strings of code and templates into the catalogue."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "hub.settings.test"
    ignore = [part for name in (".venv", "var", "tests", "docs") for part in ("--ignore", name)]
    command = [
        sys.executable,
        "manage.py",
        "makemessages",
        "-l",
        "cy",
        "--no-location",
        "--no-wrap",
        "-v",
        "0",
        *ignore,
    ]
    subprocess.run(command, cwd=ROOT, check=True, env=os.environ)


def strings(text: str) -> set[str]:
    """Return the message ids of a catalogue that are in use."""
    return {block for block in re.findall(r'^msgid (.*(?:\n".*)*)', text, re.M) if block}


def compiled(po: Path) -> bytes:
    """Return a catalogue compiled."""
    with tempfile.NamedTemporaryFile(suffix=".mo") as out:
        subprocess.run(["msgfmt", "--check-format", "-o", out.name, str(po)], check=True)
        return Path(out.name).read_bytes()


def main() -> int:
    """Compare, or write; return the exit code."""
    po, mo = LOCALE / "django.po", LOCALE / "django.mo"
    before = po.read_text() if po.exists() else ""
    if "--write" in sys.argv:
        gather()
        mo.write_bytes(compiled(po))
        return 0
    gather()
    after = po.read_text()
    po.write_text(before)
    if strings(before) != strings(after):
        new = sorted(strings(after) - strings(before))[:10]
        print("Translations are not current: run `make messages`. New strings, among others:", *new, sep="\n  ")
        return 1
    if not mo.exists() or mo.read_bytes() != compiled(po):
        print("The compiled translations are not current: run `make messages`.")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
