"""The privacy inventory: for every field that holds or leads to a person, what it is for, how long it stays, and what erasing does.

Each room declares its own fields in its `privacy` module, by plain names; `hub.privacy` gathers them all.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal

OnErase = Literal["delete", "blank", "keep"]
"""What erasing a person does to a field: its row goes, its value goes, or it stays since it names nobody by itself."""

ACCOUNT: Final = "contract: the account they asked for"
AGREED: Final = "consent, written down in the words that stood before them"
ASKED: Final = "legitimate interest: doing what they asked for"
LAW: Final = "legal obligation: showing that agreements and safeguards were kept"
SAFE: Final = "legitimate interest: keeping the hub safe and working"


@dataclass(frozen=True)
class Privacy:
    """What is to be known of one field: purpose, lawful basis, how long it is kept (in words), and what erasing does."""

    purpose: str
    basis: str
    kept: str
    on_erase: OnErase


_inventory: dict[str, Privacy] = {}


def declare(model: str, fields: str, *, purpose: str, basis: str, kept: str, on_erase: OnErase) -> None:
    """Declare some fields (names with spaces between) of one model ("people.person"), all alike.

    Raises RuntimeError for a field that was declared before.
    """
    for field in fields.split():
        key = f"{model}.{field}"
        if key in _inventory:
            raise RuntimeError(f"{key} is declared twice.")
        _inventory[key] = Privacy(purpose, basis, kept, on_erase)


def declared() -> Mapping[str, Privacy]:
    """Return what was declared so far, as "app_label.model.field" → Privacy. All of it is at `hub.privacy.inventory`."""
    return MappingProxyType(_inventory)


declare(
    "audit.entry",
    "id at deed actor_kind user_id actor_person_id membership_id organisation_id role person_id subject_type subject_id details",
    purpose="say who did or saw what of whom; ids and codes only, which name nobody once the person is erased",
    basis=LAW,
    kept="as long as the hub runs; the database refuses to change or remove it",
    on_erase="keep",
)
