"""The contract of the places app."""

from typing import Final

from hub.core.contract import AppContract
from hub.places.checks import area_is_known

CONTRACT: Final = AppContract(app="hub.places", checks=(area_is_known,))
