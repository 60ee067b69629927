"""Keeping compiled code on the disk.

numba keeps what it compiled until the one file changes in which the function stands, and does not notice when another file changes that the
function calls. So only the outermost function is kept, and a fingerprint of all source files of the engine is part of its key.
"""

import hashlib
from pathlib import Path
from typing import Final

SOURCES: Final = Path(__file__).resolve().parent.parent


def fingerprint(folder: Path = SOURCES) -> str:
    """Return a hash that changes when any source file below a folder changes."""
    found = hashlib.sha256()
    for path in sorted(folder.rglob("*.py")):
        source = path.read_bytes()
        found.update(f"{path.relative_to(folder)} {len(source)}\n".encode() + source)
    return found.hexdigest()
