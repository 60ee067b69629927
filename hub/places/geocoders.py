"""Additional geocoders, for texts that the shipped files do not know. None is used unless `HUB_GEOCODERS` names it.

Each entry of the list is a name, then options as in a URL: `name?option=value&option=value`. The name is one of geopy's
services ("nominatim?domain=maps.council.test", "photon") or the dotted path of a class that has geopy's `geocode(text)`
and takes its options as keywords ("council.lookup.Streets?layer=all"). They are tried in order. Options `timeout` (3
seconds) and `user_agent` are set unless given. An option's value cannot hold a comma in the environment.

A geocoder gets the text typed for a place, at most 80 characters, and nothing else: never a name, a phone number or
whose place it is. When it fails or is slow, the text stays unknown; the log names the geocoder, not the text.
"""

import logging
from functools import lru_cache
from typing import Final, Protocol
from urllib.parse import parse_qsl

from django.conf import settings
from django.utils.module_loading import import_string
from geopy.geocoders import get_geocoder_for_service

from hub.places.distance import Box, Point

LONGEST: Final = 80
UNITED_KINGDOM: Final = Box(49.8, -8.7, 60.9, 1.8)
DEFAULTS: Final = {"timeout": 3, "user_agent": "hub-places"}

log = logging.getLogger(__name__)


class Spot(Protocol):
    """The answer of a geocoder: degrees, WGS84."""

    latitude: float
    longitude: float


class Geocoder(Protocol):
    """The interface of a geocoder."""

    def geocode(self, query: str) -> Spot | None:
        """Return the position of a text, or None."""


def ask(text: str) -> Point | None:
    """Return the first position in the United Kingdom that a geocoder finds for a text, or None.

    Texts longer than 80 characters are not sent anywhere.
    """
    if not text or len(text) > LONGEST:
        return None
    for entry in settings.HUB_GEOCODERS:
        spot = _try(entry, text)
        if spot and UNITED_KINGDOM.holds(spot.latitude, spot.longitude):
            return spot.latitude, spot.longitude
    return None


def _try(entry: str, text: str) -> Spot | None:
    """Ask one geocoder; treat any failure as "not known"."""
    try:
        return build(entry).geocode(text)
    except Exception as error:
        log.warning("geocoder_failed", extra={"geocoder": entry.partition("?")[0], "error": type(error).__name__})
        return None


@lru_cache(maxsize=8)
def build(entry: str) -> Geocoder:
    """Return the geocoder of one entry in HUB_GEOCODERS. Raises what geopy or the import raises for an invalid one."""
    name, _, query = entry.strip().partition("?")
    options: dict[str, object] = {**DEFAULTS, **dict(parse_qsl(query))}
    options["timeout"] = float(str(options["timeout"]))
    kind = import_string(name) if "." in name else get_geocoder_for_service(name)
    geocoder: Geocoder = kind(**options)
    return geocoder
