"""System check of the contracts: an app with personal data says how it is exported, erased and withdrawn."""

from collections.abc import Iterable
from typing import Any

from django.core.checks import CheckMessage, Error

from hub.core import registry
from hub.core.contract import AppContract


def personal_data_is_complete(app_configs: Any = None, **_more: Any) -> list[CheckMessage]:
    """Return an error for each app with a personal field that has no export, erase or withdrawal entry."""
    return missing(registry.contracts())


def missing(contracts: Iterable[AppContract]) -> list[CheckMessage]:
    """Return what is missing in some contracts."""
    return [
        Error(
            f"{contract.app} keeps personal data but its contract names no `{entry}`.",
            hint="Name what runs there, or `NotNeeded` with the reason.",
            id="hub.E001",
        )
        for contract in contracts
        if contract.personal_data
        for entry in ("export", "erase", "on_withdrawal")
        if not getattr(contract, entry)
    ]
