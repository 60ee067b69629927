"""The ways in which a typed place is refused, each with a message that says what to do next.

BadShape: it looks like a postcode but cannot be one.
Unknown: it is not known. TooLarge: it is a whole city. Several: places far apart have this name.
OutsideArea: it is real, but elsewhere; it has the position, since a person may still search from there.
"""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from hub.core import cleaning
from hub.places.gazetteer import fold

if TYPE_CHECKING:
    from hub.places.locate import Located


class CannotLocate(Exception):
    """A place that is refused. `code` names the failure, `typed` is what was typed, `str()` is the message."""

    code = "cannot_locate"

    def __init__(self, message: str, *, typed: str) -> None:
        super().__init__(message)
        self.typed = typed


class BadShape(CannotLocate):
    """It looks like a postcode, but has no valid format; or nothing was typed."""

    code = "bad_shape"

    def __init__(self, typed: str, message: str = "") -> None:
        super().__init__(message or _bad_shape(typed), typed=typed)


class Unknown(CannotLocate):
    """It could be a postcode or a name, but is not known. `suggestions` are up to three similar names."""

    code = "unknown"

    def __init__(self, typed: str, message: str, suggestions: tuple[str, ...] = ()) -> None:
        super().__init__(message, typed=typed)
        self.suggestions = suggestions


class Several(CannotLocate):
    """Places far apart have this name. `suggestions` are up to four of them, written so that each is found."""

    code = "several"

    def __init__(self, typed: str, suggestions: tuple[str, ...]) -> None:
        words = {"name": typed, "names": _either(tuple(f"“{name}”" for name in suggestions))}
        super().__init__(_("There is more than one %(name)s. Which one is it: %(names)s?") % words, typed=typed)
        self.suggestions = suggestions


class TooLarge(Unknown):
    """It is the city that the area is a part of, or is beside."""

    def __init__(self, typed: str) -> None:
        message = _("%(name)s is too large to look from. Type a postcode, or the name of your part of town.")
        super().__init__(typed, message % {"name": cleaning.quotable(typed)})


class OutsideArea(CannotLocate):
    """It is real, but not in the hub's area. `located` is its position, which can be used as usual."""

    code = "outside_area"

    def __init__(self, typed: str, located: "Located") -> None:
        super().__init__(_outside(located), typed=typed)
        self.located = located


def no_place(typed: str) -> Unknown:
    """Return the failure for words that could be said anywhere, like “near the market”. It guesses at nothing."""
    message = _("“%(words)s” could be anywhere. Type a postcode, the name of your part of town, or of a station.") % {
        "words": cleaning.quotable(typed)
    }
    return Unknown(typed, message)


def unknown_postcode(typed: str, postcode: str) -> Unknown:
    """Return the failure for a postcode with a valid format that is in no file."""
    message = _(
        "We do not know the postcode “%(postcode)s”. Check each letter and number. "
        "You can also type its first part, or the name of a place or ward near you."
    ) % {"postcode": postcode}
    return Unknown(typed, message)


def northern_ireland(typed: str) -> Unknown:
    """Return the failure for a postcode of Northern Ireland, which the open files leave out."""
    message = _(
        "We can find places in Northern Ireland by name, but not yet by postcode. "
        "Type the name of your town or village, such as Larne."
    )
    return Unknown(typed, message)


def unknown_name(typed: str, suggestions: tuple[str, ...]) -> Unknown:
    """Return the failure for an unknown name, with similar names."""
    if suggestions:
        message = _(
            "We do not know a place called “%(name)s”. Did you mean %(names)s? You can also type a postcode."
        ) % {
            "name": cleaning.quotable(typed),
            "names": _either(suggestions),
        }
    else:
        message = _(
            "We do not know a place called “%(name)s”. Check the spelling. "
            "You can also type a postcode, or the name of a bigger place near you."
        ) % {"name": cleaning.quotable(typed)}
    return Unknown(typed, message, suggestions)


def _either(names: tuple[str, ...]) -> str:
    *first, last = names
    return _("%(first)s or %(last)s") % {"first": ", ".join(first), "last": last} if first else last


def _bad_shape(typed: str) -> str:
    if not typed:
        return _("Type a postcode, like SW1A 1AA, or the name of a place near you.")
    return _(
        "“%(text)s” is not like any postcode. Postcodes look like SW1A 1AA; the first part, SW1A, is enough. "
        "You can also type the name of a place or ward near you."
    ) % {"text": cleaning.quotable(typed)}


def _outside(located: "Located") -> str:
    where = {"name": located.name.partition(", ")[0], "where": located.council_name or located.nation}
    if fold(where["where"]).removeprefix("cityof") in ("", fold(where["name"])):
        return _("%(name)s is outside the area we cover. You can still look from there.") % where
    return _("%(name)s is in %(where)s. That is outside the area we cover, but you can still look from there.") % where
