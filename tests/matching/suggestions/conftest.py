"""The demo place, for lists of real-looking things: the very fixture of the demo's own tests, loaded once for a module."""

from tests.cms.demo.conftest import place

__all__ = ["place"]
