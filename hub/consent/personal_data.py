"""Personal data in agreements."""

from typing import Final

from hub.core.contract import PersonalData
from hub.core.lawful_basis import LAW

PERSONAL_DATA: Final = (
    PersonalData(
        "consent.consent",
        "id person purpose recipient fields wording given_by how at until withdrawn_at",
        purpose="show what was agreed, with whom and in which words",
        basis=LAW,
        kept="as long as the hub runs, with nobody's name on it",
        on_erase="keep",
    ),
)
