"""Personal data in preferences."""

from typing import Final

from hub.core.contract import PersonalData
from hub.core.lawful_basis import ASKED

ENDS = "12 months after the last thing they said yes to, or as long as their account"

PERSONAL_DATA: Final = (
    PersonalData(
        "preferences.preference",
        "id person words misheard causes activities skills slots often how_far travel ease anything place_name sector ward lat lon "
        "made_at changed_at",
        purpose="find things that suit them, and say why",
        basis=ASKED,
        kept=ENDS,
        on_erase="delete",
    ),
    PersonalData(
        "preferences.exclusion",
        "id person opportunity organisation because why at",
        purpose="not put before them again what they do not want to be asked about",
        basis=ASKED,
        kept=ENDS,
        on_erase="delete",
    ),
)
