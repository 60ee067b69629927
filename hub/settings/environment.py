"""Reading the environment, and the keys that the default settings generate.

The names are the same everywhere: a laptop, a test, a council's servers. `production` requires them; the default
settings generate what is missing and store it in `var/`.
"""

import os
import secrets
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Final

from cryptography.fernet import Fernet, MultiFernet
from django.core.exceptions import ImproperlyConfigured
from environs import Env

ROOT: Final = Path(__file__).resolve().parent.parent.parent
VAR: Final = Path(Env().str("HUB_VAR", str(ROOT / "var")))

PLACE: Final = VAR / "place.env"
"""The settings file written by `manage.py new_place`; environment variables override it."""

env = Env()


def read_place() -> None:
    """Load the settings file of an installation, if there is one, into the environment."""
    if PLACE.exists() and not env.bool("HUB_IGNORE_PLACE", False):
        env.read_env(str(PLACE), recurse=False, override=False)


class WillNotStart(ImproperlyConfigured):
    """Starting now would be unsafe; the message says what to set."""


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
    """Refuse to start a demo with settings of a real installation.

    The demo has eight accounts whose password is printed on the sign-in page, so it must never hold real people's data.
    """
    present = [name for name in names if env.str(name, "").strip()]
    if present:
        raise WillNotStart(
            "The Hub will not start: HUB_DEMO is on, but so are settings of a real place: "
            + ", ".join(present)
            + ". Unset HUB_DEMO to run for real, or unset these to run the demo."
        )


def demo_may_keep_to(names: tuple[str, ...]) -> None:
    """Refuse a demo on somebody's own database, unless HUB_DEMO_DATABASE says that its data may be deleted."""
    if env.str("HUB_DEMO_DATABASE", "") != "throwaway":
        refuse_demo_with(names)


def keys() -> tuple[str, list[str], str]:
    """Return the secret key, the field keys and the look-up key: those given, or generated ones where none is given.

    Raises WillNotStart when only some are given, or when one is invalid, so that this is found at start-up and not at
    the first sign-up.
    """
    names = ("SECRET_KEY", "FIELD_KEYS", "LOOKUP_KEY")
    given = {name: env.str(name, "").strip() for name in names}
    if not any(given.values()):
        given = own_keys()
    missing = [name for name in names if not given.get(name)]
    if missing:
        raise WillNotStart(
            f"The Hub will not start: of the three keys, these are missing: {', '.join(missing)}. Set all three, or none. "
            f"Where none is set, they are kept in {VAR / 'keys.env'}: put that file back from your copy."
        )
    field_keys = [key.strip() for key in given["FIELD_KEYS"].split(",") if key.strip()]
    try:
        MultiFernet([Fernet(key) for key in field_keys])
    except ValueError as wrong:
        raise WillNotStart(
            "The Hub will not start: FIELD_KEYS must hold Fernet keys (32 bytes in url-safe base64), with commas between. "
            "README.md, under 'For real', says how to make one."
        ) from wrong
    return given["SECRET_KEY"], field_keys, given["LOOKUP_KEY"]


def own_keys() -> dict[str, str]:
    """Return the generated keys, created once and stored so that only the owner can read them."""
    path = VAR / "keys.env"
    if not path.exists():
        _make_keys(path)
    return dict(line.split("=", 1) for line in path.read_text().splitlines() if "=" in line)


def _make_keys(path: Path) -> None:
    """Create the keys atomically: of two processes that start together, the second uses the first one's."""
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
