"""Personal data in messages and letters."""

from typing import Final

from hub.core.contract import PersonalData
from hub.core.lawful_basis import ASKED, SAFE

PERSONAL_DATA: Final = (
    PersonalData(
        "messaging.message",
        "sent_to heading words",
        purpose="tell them, and answer when somebody asks what was said",
        basis=ASKED,
        kept="30 days",
        on_erase="blank",
    ),
    PersonalData(
        "messaging.message",
        "id person notice ref channel state created_at sent_at task",
        purpose="know that nobody was left without an answer",
        basis=SAFE,
        kept="as long as the hub runs, with nobody's name on it",
        on_erase="keep",
    ),
    PersonalData(
        "messaging.letter",
        "id message batch",
        purpose="write to those who chose a letter",
        basis=ASKED,
        kept="until the person is erased; its words 30 days",
        on_erase="delete",
    ),
)
