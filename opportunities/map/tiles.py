"""An operator's own map tiles.

`HUB_MAP_TILES` is the address of tiles or of a PMTiles file, `HUB_MAP_CREDIT` the credit. The page requests nothing
from another host unless the operator names one here; then only this page may request from it, and only from that host.
"""

from typing import Any, Final
from urllib.parse import urlsplit

from csp.constants import SELF
from django.conf import settings
from django.core.checks import CheckMessage, Error, register

FILE: Final = ".pmtiles"
PARTS: Final = ("{z}", "{x}", "{y}")
HOW: Final = (
    "Give the address of tiles with {z}, {x} and {y} in it, or of a .pmtiles file: one that begins with https:// or, on this "
    "host, with one slash. Leave it empty for the Hub's own drawing."
)


def address() -> str:
    """Return the address of the operator's tiles; "" for none."""
    return str(settings.HUB_MAP_TILES).strip()


def credit() -> str:
    """Return the credit of the tiles, in the operator's words."""
    return str(settings.HUB_MAP_CREDIT).strip() if address() else ""


def in_one_file(tiles: str) -> bool:
    """Whether these tiles are all in one PMTiles file."""
    return urlsplit(tiles).path.endswith(FILE)


def trouble(tiles: str) -> str:
    """Return what is wrong with an address of tiles, as a sentence; "" if it is valid or empty."""
    if not tiles:
        return ""
    parts = urlsplit(tiles)
    here = not parts.scheme and not parts.netloc and parts.path.startswith("/")
    there = parts.scheme in ("https", "http") and bool(parts.hostname) and not parts.username
    if not (here or there) or any(letter in tiles for letter in " ;,'\"\\"):
        return "HUB_MAP_TILES is no address."
    if not in_one_file(tiles) and not all(part in tiles for part in PARTS):
        return "HUB_MAP_TILES lacks {z}, {x} or {y}."
    return "" if "{" not in parts.netloc else "HUB_MAP_TILES names no host: there is a { in it."


def policy() -> dict[str, list[Any]]:
    """Return the content security policy that the map page needs in addition to the general one."""
    tiles = address()
    if not tiles or trouble(tiles):
        return {}
    parts = urlsplit(tiles)
    host = [f"{parts.scheme}://{parts.netloc}"] if parts.netloc else [SELF]
    return {"connect-src": host, "img-src": ["blob:"]} if in_one_file(tiles) else {"img-src": host}


@register()
def tiles_can_be_asked_for(**_options: Any) -> list[CheckMessage]:
    """System check: report an address of tiles that cannot be used."""
    words = trouble(address())
    return [Error(words, hint=HOW, id="opportunities.E001")] if words else []
