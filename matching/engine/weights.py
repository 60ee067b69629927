"""How much each feature counts."""

from dataclasses import astuple
from typing import TYPE_CHECKING, Any, ClassVar, Final

import numpy as np

from matching.engine.arrays import Floats, with_fields
from matching.engine.spec import FEATURES, SPEC


@with_fields(dict.fromkeys(FEATURES, float), {one.name: one.weight for one in SPEC})
class Weights:
    """One weight for each feature of `spec.SPEC`, in that order. The defaults are set by hand."""

    if TYPE_CHECKING:
        __dataclass_fields__: ClassVar[dict[str, Any]]

        def __init__(self, *by_place: float, **by_name: float) -> None: ...
        def __getattr__(self, name: str) -> float: ...

    @property
    def array(self) -> Floats:
        """The weights; shape (n_features,)."""
        return np.array(astuple(self))


DEFAULT: Final = Weights()
