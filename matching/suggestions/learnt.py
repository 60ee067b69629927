"""The weights in use: learned ones that proved better, else those set by hand."""

import io
import logging
import time
from dataclasses import dataclass, fields
from typing import Any, Final
from zipfile import BadZipFile

import numpy as np
from django.conf import settings

from matching.engine import DEFAULT, FEATURES, Weights
from matching.engine.trees import Trees
from matching.suggestions.models import Learnt

log = logging.getLogger(__name__)

OWN: Final = [FEATURES.index(name) for name in ("own", "series", "usual")]
"""Features of somebody's own history: where one of them counts, trees reorder the list."""
SECOND_LOOK: Final = 200
"""How many of the best the trees reorder."""


@dataclass(frozen=True)
class InUse:
    """The weights, and trees if any, that order suggestions now."""

    pk: int | None = None
    weights: Weights = DEFAULT
    trees: Trees | None = None


BY_HAND: Final = InUse()


@dataclass(frozen=True)
class _Kept:
    found: InUse
    looked: float


_kept: list[_Kept] = []


def in_use() -> InUse:
    """Return what is in use; reads the database at most once in `MATCH_INDEX_SECONDS`."""
    kept = _kept[0] if _kept else None
    if kept and time.monotonic() - kept.looked < settings.MATCH_INDEX_SECONDS:
        return kept.found
    pk = Learnt.objects.filter(is_live=True).values_list("pk", flat=True).first()
    found = kept.found if kept and kept.found.pk == pk else _read(pk)
    _kept[:] = [_Kept(found, time.monotonic())]
    return found


def _read(pk: int | None) -> InUse:
    row = Learnt.objects.filter(pk=pk).first() if pk else None
    return InUse(row.pk, weights_of(row.weights), trees_of(bytes(row.trees))) if row else BY_HAND


def weights_of(kept: dict[str, Any]) -> Weights:
    """Return stored weights. A feature added since has its weight set by hand; a removed one is left out."""
    return Weights(**{name: float(value) for name, value in kept.items() if name in FEATURES})


def trees_of(kept: bytes) -> Trees | None:
    """Return stored trees; None for another list of features, or for unreadable ones."""
    if not kept:
        return None
    try:
        with np.load(io.BytesIO(kept), allow_pickle=False) as arrays:
            if tuple(arrays["names"]) != FEATURES:
                return None
            depth = int(arrays["depth"])
            return Trees(**{name: arrays[name] for name in ARRAYS}, depth=depth)
    except (ValueError, KeyError, OSError, BadZipFile) as wrong:
        log.warning("the trees that were learnt cannot be read: %s", wrong)
        return None


def as_bytes(trees: Trees) -> bytes:
    """Return trees in the format in which they are stored."""
    file = io.BytesIO()
    arrays = {name: getattr(trees, name) for name in ARRAYS}
    np.savez_compressed(file, names=np.array(FEATURES), depth=np.array(trees.depth), **arrays)
    return file.getvalue()


ARRAYS: Final = tuple(field.name for field in fields(Trees) if field.name != "depth")
