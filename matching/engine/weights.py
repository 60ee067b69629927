"""How much each feature counts."""

from dataclasses import astuple, dataclass
from typing import Final

import numpy as np
import numpy.typing as npt


@dataclass(frozen=True)
class Weights:
    """One weight a feature, in the order of `features.FEATURES`. Set by hand, until they can be learnt from what people choose.

    The first speak of a pair, the others of an opportunity alone. A price counts against it.
    """

    cause: float = 3.0
    activity: float = 2.5
    words: float = 2.0
    slots: float = 2.0
    near: float = 2.0
    language: float = 1.5
    skill: float = 1.0
    commitment: float = 1.0
    costs: float = 0.75
    company: float = 0.75
    own: float = 0.75
    series: float = 0.5
    usual: float = 0.5
    text: float = 1.5
    soon: float = 0.5
    fresh: float = 0.3
    popular: float = 0.3
    filling: float = 0.2
    next: float = 0.2
    replies: float = 0.5
    price: float = -1.0

    @property
    def array(self) -> npt.NDArray[np.float64]:
        """The weights; shape (n_features,)."""
        return np.array(astuple(self))


DEFAULT: Final = Weights()
