"""Types of arrays, and dataclasses whose fields come from a list."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from inspect import get_annotations
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

T = TypeVar("T")


def with_fields(types: Mapping[str, Any], defaults: Mapping[str, Any] | None = None) -> Callable[[type[T]], type[T]]:
    """Return a decorator that makes a class a frozen dataclass with these fields before its own."""

    def decorate(cls: type[T]) -> type[T]:
        cls.__annotations__ = {**types, **get_annotations(cls)}
        for name, default in (defaults or {}).items():
            setattr(cls, name, default)
        return dataclass(frozen=True)(cls)

    return decorate
