"""A form field that takes a postcode or a place name, and gives where it is."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from hub.places import gazetteer
from hub.places.failures import CannotLocate, OutsideArea
from hub.places.locate import Located, locate


class NotPlaced(ValidationError):
    """A place that was not taken. `failure` is why; an OutsideArea carries the position all the same."""

    def __init__(self, failure: CannotLocate) -> None:
        super().__init__(str(failure), code=failure.code)
        self.failure = failure


class PlaceField(forms.CharField):
    """Takes "SW18 2PU", "sw18" or "Tooting"; cleans to a Located, or to None when it may be empty and is.

    `outside_ok` takes places outside the hub's area too (`Located.inside` tells). What was typed stays in the box.
    """

    def __init__(self, *, outside_ok: bool = False, max_length: int = gazetteer.LONGEST, **options: Any) -> None:
        super().__init__(max_length=max_length, **options)
        self.outside_ok = outside_ok

    def clean(self, value: Any) -> Located | None:
        """Return where the typed place is. Raises ValidationError with a sentence that says what to do next."""
        typed = super().clean(value)
        if not typed:
            return None
        try:
            return locate(typed)
        except OutsideArea as failure:
            if self.outside_ok:
                return failure.located
            raise NotPlaced(failure) from failure
        except CannotLocate as failure:
            raise NotPlaced(failure) from failure

    def prepare_value(self, value: Any) -> Any:
        """Show a place that was kept by its name; text as it was typed."""
        return value.name if isinstance(value, Located) else value
