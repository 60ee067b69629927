"""Emails as files, where no mail server is set: readable by nobody else, gone with their retention period or their person."""

import os
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.mail.backends.filebased import EmailBackend


class PrivateFiles(EmailBackend):
    """Django's backend, in a folder that only its owner may open."""

    _fname: str | None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Make the folder, or close one that stood open."""
        super().__init__(*args, **kwargs)
        os.chmod(self.file_path, 0o700)

    def _get_filename(self) -> str:
        """Return a name of its own for each connection; Django's may come twice in a second."""
        if self._fname is None:
            self._fname = os.path.join(self.file_path, f"{datetime.now():%Y%m%d-%H%M%S}-{uuid4().hex}.log")
        return str(self._fname)


def drop(*, before: datetime, at: datetime) -> int:
    """Delete files last written before a time; return how many."""
    return _remove(file for file in _files() if file.stat().st_mtime < before.timestamp())


def forget(addresses: Iterable[str]) -> int:
    """Delete the files that name any of these addresses; return how many."""
    names = [address.casefold() for address in addresses if address]
    return _remove(file for file in _files() if names and _names_any(file, names))


def _names_any(file: Path, names: list[str]) -> bool:
    text = file.read_text(errors="replace").casefold()
    return any(name in text for name in names)


def _files() -> Iterator[Path]:
    folder = getattr(settings, "EMAIL_FILE_PATH", None)
    return Path(folder).glob("*.log") if folder else iter(())


def _remove(files: Iterable[Path]) -> int:
    gone = list(files)
    for file in gone:
        file.unlink(missing_ok=True)
    return len(gone)
