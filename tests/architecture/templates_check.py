"""Are the templates formatted? djade looks at tags, djhtml at indents, and no line is longer than 120 signs.

`--write` formats them; long lines are broken by hand, where white space shows nothing: between attributes, or beside a block.
"""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent.parent
APPS: Final = ("hub", "organisations", "opportunities", "matching", "cms")
LONGEST: Final = 120
WHOLE: Final = re.compile(r"""\s*(?:\{%(?:(?!%\}).)*%\}|[\w:-]+="[^"]*")\s*""")
"""A line with one tag, or one attribute: neither can be broken."""


def templates() -> list[Path]:
    """Return every HTML template of ours."""
    return sorted(path for app in APPS for path in (ROOT / app).glob("**/templates/**/*.html"))


def too_long(text: str) -> Iterator[tuple[int, int]]:
    """Yield (line number, length) of lines that are too long and could be broken."""
    for number, line in enumerate(text.splitlines(), 1):
        if len(line) > LONGEST and not WHOLE.fullmatch(line):
            yield number, len(line)


def formatters(*, write: bool) -> Iterator[list[str]]:
    """Yield the formatters' commands, without the files."""
    folder = Path(sys.executable).parent
    yield [str(folder / "djade"), "--target-version", "5.2", *([] if write else ["--check"])]
    yield [str(folder / "djhtml"), "--tabwidth", "2", *([] if write else ["--check"])]


def main(*, write: bool) -> int:
    """Check, or format; return the exit code."""
    files = templates()
    failed = False
    for command in formatters(write=write):
        done = subprocess.run([*command, *map(str, files)], cwd=ROOT, capture_output=True, text=True, check=False)
        if done.returncode and not write:
            print(done.stdout, done.stderr, "Format them: `make templates`.", sep="\n")
            failed = True
    for path in files:
        for number, length in too_long(path.read_text()):
            print(f"{path.relative_to(ROOT)}:{number}: {length} signs, at most {LONGEST}")
            failed = True
    if not failed:
        print(f"{len(files)} templates are formatted, lines within {LONGEST} signs")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(write="--write" in sys.argv))
