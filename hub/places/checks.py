"""What must be true of the hub's area before anything starts."""

from typing import Any

from django.core.checks import CheckMessage, Error, register

from hub.places import area


@register()
def area_is_known(**_options: Any) -> list[CheckMessage]:
    """Report HUB_AREA when it lists something that is no postcode district or council of Great Britain."""
    unknown = area.unknown(area.hub())
    if not unknown and area.sectors():
        return []
    what = f"HUB_AREA lists what is not known: {', '.join(unknown)}." if unknown else "HUB_AREA lists nothing."
    hint = "List postcode districts (like SW18) or council codes (like E09000032), with commas between."
    return [Error(what, hint=hint, id="places.E001")]
