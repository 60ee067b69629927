"""Every exception to a rule that a test holds, with its reason: one list, printed by `.ci/run`."""

from typing import Final

SKIPPED_ROUTES: Final[dict[str, str]] = {}
"""Route names (or prefixes ending in *) left out of a walk over all routes → why."""

AXE: Final[dict[str, str]] = {}
"""Rules of axe that may be broken, by page kind → why."""


def lines() -> list[str]:
    """Return the exceptions as lines of text."""
    found = [f"route {name}: {why}" for name, why in SKIPPED_ROUTES.items()]
    return found + [f"axe {name}: {why}" for name, why in AXE.items()]


if __name__ == "__main__":
    print("\n".join(lines()) or "none")
