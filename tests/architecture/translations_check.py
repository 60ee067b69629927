"""Are the committed translations current? Gather the strings again, compile again, and compare. `--write` keeps the result."""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import django

from hub.core import content_fields

ROOT = Path(__file__).resolve().parent.parent.parent
LOCALE = ROOT / "hub" / "locale" / "cy" / "LC_MESSAGES"
GATHERED = ROOT / "hub" / "sentences_of_content.py"
"""Stands there while strings are gathered, which are only looked for in code and templates."""


def gather() -> None:
    """Write the strings of code, templates and content into the catalogue, the same way each time."""
    LOCALE.mkdir(parents=True, exist_ok=True)
    ignore = [part for name in (".venv", "var", "tests", "docs") for part in ("--ignore", name)]
    command = [
        sys.executable,
        "manage.py",
        "makemessages",
        "-l",
        "cy",
        "--no-location",
        "--no-wrap",
        "--no-obsolete",
        "-v",
        "0",
        *ignore,
    ]
    # In a demo the settings refuse what the test settings ask for.
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "hub.settings.test", "HUB_DEMO": ""}
    GATHERED.write_text(of_content())
    try:
        subprocess.run(command, cwd=ROOT, check=True, env=environment)
    finally:
        GATHERED.unlink()
    po = LOCALE / "django.po"
    po.write_text(settled(po.read_text()))


def of_content() -> str:
    """Return a module that marks the sentences of content files that are translated where they are shown."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hub.settings.test")
    django.setup()
    from cms.content import loader as pages
    from cms.demo.content import loader as demo

    sentences = dict.fromkeys((*content_fields.marked(pages.home()), *content_fields.marked(demo.stops())))
    return "".join(f"_({sentence!r})\n" for sentence in sentences)


def settled(text: str) -> str:
    """Return a catalogue without what changes by itself: the hour it was made, and guesses at strings that changed."""
    text = re.sub(r'^"POT-Creation-Date:.*\n', "", text, flags=re.M)
    return "\n\n".join(_unguessed(block) for block in text.split("\n\n"))


def _unguessed(block: str) -> str:
    """Return one entry; if its words were guessed from another string's, empty again."""
    if not re.search(r"^#,.*\bfuzzy\b", block, re.M):
        return block
    block = re.sub(r"^#\|.*\n", "", block, flags=re.M)
    block = re.sub(r"^#, fuzzy\n", "", block, flags=re.M).replace("#, fuzzy, ", "#, ")
    if re.search(r'^msgid ""\nmsgstr', block, re.M):
        return block
    ending = "\n" if block.endswith("\n") else ""
    return re.sub(r'^(msgstr(?:\[\d\])?) ".*"(?:\n".*")*', r'\1 ""', block, flags=re.M).rstrip("\n") + ending


def strings(text: str) -> set[str]:
    """Return the messages of a catalogue: context, words and plural, as they stand."""
    return set(re.findall(r'^((?:msgctxt .*\n)?msgid .*(?:\n".*)*(?:\nmsgid_plural .*(?:\n".*)*)?)', text, re.M))


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
        print("Translations are not current: run `make messages`. What residents read needs its Welsh, too.")
        print("New strings, among others:", *new, sep="\n  ")
        return 1
    if not mo.exists() or mo.read_bytes() != compiled(po):
        print("The compiled translations are not current: run `make messages`.")
        return 1
    print(f"{len(strings(before))} strings are gathered and compiled")
    return 0


if __name__ == "__main__":
    sys.exit(main())
