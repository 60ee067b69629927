"""Similarity of texts without shared words: each text as a vector. Optional; off without its library.

The vectors are WordLlama's (MIT), averages over parts of words. Nothing is requested from the network.
"""

from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from django.conf import settings

WIDTH: Final = 64
"""Numbers in a vector: the first 64 of the model's 256, which it is trained to work with alone, at little loss."""
LENGTH: Final = 127
"""The length of a vector; its numbers are integers between −127 and 127."""

Vectors = npt.NDArray[np.int8]


def is_there() -> bool:
    """Whether texts can be embedded on this machine, and the setting is on."""
    return bool(settings.WORD_VECTORS) and find_spec("wordllama") is not None


def vectors(texts: Sequence[str]) -> Vectors:
    """Return a vector for each text.

    Returns:
    -------
    ndarray of int8, shape (n, WIDTH)
        Of length LENGTH; all zeros for a text without words. Shape (n, 0) where embeddings are off.
    """
    if not is_there():
        return np.zeros((len(texts), 0), dtype=np.int8)
    found = np.zeros((len(texts), WIDTH))
    spoken = [place for place, text in enumerate(texts) if text.strip()]
    if spoken:
        found[spoken] = _model().embed([texts[place] for place in spoken], norm=True)
    whole: Vectors = np.rint(LENGTH * np.nan_to_num(found)).astype(np.int8)
    return whole


@cache
def _model() -> Any:
    import wordllama  # noqa: PLC0415 - optional, and half a second to load

    # Use its own folder as cache: it looks beside the weights for the words under two names, and would download one of them.
    folder = Path(wordllama.__file__).parent
    return wordllama.WordLlama.load(trunc_dim=WIDTH, cache_dir=folder, disable_download=True)
