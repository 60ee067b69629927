"""A form field that takes a postcode or a place name, and returns its position."""

from typing import Any

from django.core.exceptions import ValidationError

from hub.core.fields import LineField
from hub.places import gazetteer
from hub.places.failures import CannotLocate, OutsideArea
from hub.places.locate import Located, locate


class NotPlaced(ValidationError):
    """A place that is refused. `failure` is the reason; an OutsideArea still has the position."""

    def __init__(self, failure: CannotLocate) -> None:
        super().__init__(str(failure), code=failure.code)
        self.failure = failure


class PlaceField(LineField):
    """Takes "SW18 2PU", "sw18" or "Tooting"; cleans to a Located, or to None when it may be empty and is.

    `outside_ok` takes places outside the hub's area too (`Located.inside` tells). What was typed stays in the box. Beside a
    place that is not clear stand those that may be meant, as buttons; `offers_places=False` where a page has links for them.
    """

    purpose = "postal-code"

    def __init__(
        self,
        *,
        outside_ok: bool = False,
        offers_places: bool = True,
        max_length: int = gazetteer.LONGEST,
        **options: Any,
    ) -> None:
        super().__init__(max_length=max_length, **options)
        self.offers_places = offers_places
        self.outside_ok = outside_ok

    def clean(self, value: Any) -> Located | None:
        """Return the position of the typed place. Raises ValidationError with a message that says what to do next."""
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
        """Show a stored place by its name, and text as it was typed."""
        return value.name if isinstance(value, Located) else value
