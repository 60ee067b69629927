"""How much each feature counts."""

from dataclasses import astuple, dataclass
from typing import Final

import numpy as np
import numpy.typing as npt


@dataclass(frozen=True)
class Weights:
    """One weight a feature, in the order of `features.FEATURES`. Set by hand, until they can be learnt from what people choose."""

    cause: float = 3.0
    activity: float = 2.5
    words: float = 2.5
    slots: float = 2.0
    near: float = 2.0
    language: float = 1.5
    skill: float = 1.0
    commitment: float = 1.0
    costs: float = 0.75
    company: float = 0.75
    soon: float = 0.5
    fresh: float = 0.3

    @property
    def array(self) -> npt.NDArray[np.float64]:
        """The weights; shape (n_features,)."""
        return np.array(astuple(self))


DEFAULT: Final = Weights()
