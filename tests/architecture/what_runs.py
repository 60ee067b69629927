"""Writes `docs/what-runs-when.md` from the apps' contracts. `python -m tests.architecture.what_runs --write`; a test compares."""

import os
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Final

PAGE: Final = Path(__file__).resolve().parents[2] / "docs" / "what-runs-when.md"
HEAD: Final = """# What runs when

Written from the contracts of the apps (`contract.py` in each, listed in `settings.CONTRACTS`) by `make docs`; a test compares. What ends
something runs from the highest app to the lowest: a higher app ends its own, with words of its own, before a lower one would.
"""


def _name(function: Callable[..., Any]) -> str:
    path = getattr(function, "path", None)  # of a function that is imported when it is first called
    return str(path) if path else f"{function.__module__}.{function.__qualname__}"


def _does(function: Callable[..., Any]) -> str:
    """Return the first sentence of a function's docstring."""
    from django.utils.module_loading import import_string

    found = import_string(_name(function)) if hasattr(function, "path") else function
    return (found.__doc__ or "").strip().splitlines()[0].replace("|", "/")


def _numbered(functions: Iterable[Callable[..., Any]]) -> list[str]:
    return [f"{place}. `{_name(one)}`: {_does(one)}" for place, one in enumerate(functions, 1)]


def _not_needed(entry: str) -> list[str]:
    from hub.core import registry
    from hub.core.contract import NotNeeded

    found = [(contract.app, getattr(contract, entry)) for contract in registry.top_down()]
    return [f"- nothing in `{app}`: {why.because}" for app, why in found if isinstance(why, NotNeeded)]


def page() -> str:
    """Return the whole page."""
    from hub.core import registry

    active = [one.active_since for one in registry.contracts() if one.active_since]
    needed = [one.needed_at for one in registry.contracts() if one.needed_at]
    machine = [work for one in registry.contracts() for work in one.on_every_machine]
    lines = [
        HEAD,
        "## When an agreement is taken back (`hub.consent.services.consents.withdraw`)\n",
        "In the transaction that takes it back:\n",
        *_numbered(registry.withdrawal_steps()),
        *_not_needed("on_withdrawal"),
        "\n## When people are erased (`hub.people.retention.erase`)\n",
        "In one transaction, after what organisations saw has ended:\n",
        *_numbered(registry.erasing_steps()),
        *_not_needed("erase"),
        "\n## What the copy of one's record holds (`hub.people.record.export`)\n",
        *(
            f"{place}. “{section.title}”: `{_name(section.rows)}`"
            for place, section in enumerate(registry.export_sections(), 1)
        ),
        *_not_needed("export"),
        "\n## Whether somebody is still to be kept (`hub.people.retention`)\n",
        "They did something lately, as one of these says:\n",
        *_numbered(active),
        "\nSomething live needs their name, as one of these says:\n",
        *_numbered(needed),
        "\n## What the nightly run ends (`hub.retention.run`)\n",
        *(
            f"{place}. {rule.what} ({rule.kept_for}): `{_name(rule.end)}`"
            for place, rule in enumerate(registry.retention_rules(), 1)
        ),
        "\n## What the clock runs (`manage.py run_due`, or Celery)\n",
        *(
            f"{place}. {work.name}, every {work.every}: `{_name(work.run)}`"
            for place, work in enumerate(registry.clock_work(), 1)
        ),
        "\nEach machine does for itself, every second:\n",
        *_numbered(machine),
        "\n## What the outbox does\n",
        *(f"- `{kind.kind}`: `{_name(kind.handle)}`" for contract in registry.contracts() for kind in contract.outbox),
    ]
    return "\n".join(lines) + "\n"


def main() -> int:
    """Write the page, or say whether it is as the contracts have it."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hub.settings.test")
    import django

    django.setup()
    if "--write" in sys.argv:
        PAGE.write_text(page())
    return int(PAGE.read_text() != page())


if __name__ == "__main__":
    sys.exit(main())
