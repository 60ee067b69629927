"""What the environment may say, and the keys the embedded default makes for itself.

The names are the same everywhere: a laptop, a test, a council's servers. `production` insists on them; the embedded
default invents what is missing and keeps it in `var/`.
"""

import os
import secrets
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Final

from cryptography.fernet import Fernet
from django.core.exceptions import ImproperlyConfigured
from environs import Env

ROOT: Final = Path(__file__).resolve().parent.parent.parent
VAR: Final = Path(Env().str("HUB_VAR", str(ROOT / "var")))

env = Env()


class WillNotStart(ImproperlyConfigured):
    """Starting now would be unsafe; the sentence says what to set."""


def require(names: tuple[str, ...]) -> None:
    """Refuse to start while any of these names is not set.

    Raises WillNotStart with every missing name, so that one look at the message is enough.
    """
    missing = [name for name in names if not env.str(name, "").strip()]
    if missing:
        raise WillNotStart(
            "The Hub will not start: these settings are missing from the environment: "
            + ", ".join(missing)
            + ". README.md, under 'For real', says what each one is."
        )


def refuse_demo_with(names: tuple[str, ...]) -> None:
    """Refuse to start a demo that has been given settings of a real place.

    The demo has eight accounts whose password is printed on the sign-in page, so it must never meet real people.
    """
    present = [name for name in names if env.str(name, "").strip()]
    if present:
        raise WillNotStart(
            "The Hub will not start: HUB_DEMO is on, but so are settings of a real place: "
            + ", ".join(present)
            + ". Unset HUB_DEMO to run for real, or unset these to run the demo."
        )


def own_keys() -> dict[str, str]:
    """Return the embedded default's keys, made once and kept where only the owner can read them."""
    path = VAR / "keys.env"
    if not path.exists():
        _make_keys(path)
    return dict(line.split("=", 1) for line in path.read_text().splitlines() if "=" in line)


def _make_keys(path: Path) -> None:
    """Make the keys whole or not at all: of two processes that start together, the second takes the first one's."""
    path.parent.mkdir(parents=True, exist_ok=True)
    keys = {
        "SECRET_KEY": secrets.token_urlsafe(50),
        "FIELD_KEYS": Fernet.generate_key().decode(),
        "LOOKUP_KEY": secrets.token_urlsafe(32),
    }
    with NamedTemporaryFile("w", dir=path.parent, prefix="keys-") as draft:
        draft.write("".join(f"{name}={value}\n" for name, value in keys.items()))
        draft.flush()
        with suppress(FileExistsError):
            os.link(draft.name, path)
