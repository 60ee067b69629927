"""Creating and changing venues: a name and an address with a full postcode get a position, ward and council."""

from django.utils.translation import gettext as _

from hub.places import examples, locate, postcodes
from hub.places.models import Venue


def make(*, name: str, address: str, postcode: str, getting_there: str = "") -> Venue:
    """Create a venue at the position of its postcode, inside the hub's area or not.

    Raises BadShape unless the postcode is complete, Unknown when it is not known (both are `locate.CannotLocate`).
    """
    return Venue.objects.create(name=name, address=address, getting_there=getting_there, **place(postcode))


def change(venue: Venue, *, name: str, address: str, postcode: str, getting_there: str = "") -> Venue:
    """Change a venue; it moves when its postcode changes. Raises as `make` does."""
    facts = place(postcode) if postcode != venue.postcode else {}
    for field, value in {"name": name, "address": address, "getting_there": getting_there, **facts}.items():
        setattr(venue, field, value)
    venue.save()
    return venue


def place(postcode: str) -> dict[str, str | float]:
    """Return the fields of a venue that follow from its postcode. Raises as `make` does."""
    reading = _whole(postcode)
    try:
        located = locate.find(str(reading))
    except locate.Unknown as failure:
        words = _("We do not know the postcode “%(postcode)s”. Check each letter and number.")
        raise locate.Unknown(postcode, words % {"postcode": reading}) from failure
    return {
        "postcode": str(reading),
        "lat": located.lat,
        "lon": located.lon,
        "sector": located.sector,
        "ward_code": located.ward_code,
        "ward_name": located.ward_name,
        "council_code": located.council_code,
        "council_name": located.council_name,
    }


def _whole(typed: str) -> postcodes.Reading:
    """Read a whole postcode; the first part of one, or a name, is too little here."""
    whole = _("Give the whole postcode of the place, like %(postcode)s.") % {"postcode": examples.of().postcode}
    try:
        reading = postcodes.read(typed)
    except locate.BadShape as failure:
        raise locate.BadShape(typed, whole) from failure
    if reading.shape is not postcodes.Shape.UNIT:
        raise locate.BadShape(typed, whole)
    return reading
