"""Suggestions as cards, with the reasons and the obstacle that hold for this person."""

from dataclasses import replace

from django.utils.http import urlencode

from hub.design.components import OpportunityCard
from hub.places.locate import Located, Precision
from matching.preferences import meaning
from matching.preferences.models import Preference
from matching.suggestions import saying
from matching.suggestions.selectors.suggesting import Suggested
from opportunities.presenters import cards
from opportunities.presenters.asked import Asked


def card(row: Suggested, preference: Preference, *, back: str = "") -> OpportunityCard:
    """Return one suggestion as a card, with the first date in the person's own times in front; its page leads `back`."""
    drawn = cards.card(row.opportunity, near=home(preference), asked=Asked(slots=meaning.free(preference)))
    url = row.opportunity.get_absolute_url() + (f"?{urlencode({cards.BACK: back})}" if back else "")
    return replace(
        drawn, url=url, reasons=row.why or drawn.reasons or (saying.nothing(by_worker=False),), snag=row.snag
    )


def home(preference: Preference) -> Located | None:
    """Return where somebody lives, as far as it is kept: their postcode sector; None where it is not."""
    if preference.lat is None or preference.lon is None:
        return None
    return Located(
        name=preference.place_name,
        lat=preference.lat,
        lon=preference.lon,
        precision=Precision.SECTOR,
        inside=True,
        sector=preference.sector,
    )
