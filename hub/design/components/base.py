"""The base of all components: plain values, a template of the same name, examples for the gallery and the tests."""

from dataclasses import fields
from typing import Any, Self

from laces.components import Component


class Part(Component):
    """A part of a page: a frozen dataclass of plain values with a template in `components/`."""

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        """Add the values by their names; components within components stay components."""
        return {field.name: getattr(self, field.name) for field in fields(self)}

    @classmethod
    def examples(cls) -> tuple[Self, ...]:
        """Return the states worth looking at, each shown in the gallery."""
        raise NotImplementedError
