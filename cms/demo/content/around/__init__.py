"""Forty-eight more organisations, a module for each neighbourhood, and what they have on show."""

from typing import Final

from cms.demo.content.around import (
    balham,
    battersea_park,
    furzedown,
    nine_elms,
    northcote,
    putney,
    queenstown,
    riverside,
    roehampton,
    south_balham,
    southfields,
    the_common,
    tooting_bec,
    tooting_broadway,
    wandsworth_town,
    winstanley,
)

AREAS: Final = (
    balham,
    battersea_park,
    furzedown,
    nine_elms,
    northcote,
    putney,
    queenstown,
    riverside,
    roehampton,
    south_balham,
    southfields,
    the_common,
    tooting_bec,
    tooting_broadway,
    wandsworth_town,
    winstanley,
)
GROUPS: Final = tuple(group for area in AREAS for group in area.GROUPS)
OPEN: Final = tuple(post for area in AREAS for post in area.OPEN)
