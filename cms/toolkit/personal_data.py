"""Personal data in the toolkit."""

from typing import Final

from hub.core.contract import PersonalData
from hub.core.lawful_basis import ASKED

PERSONAL_DATA: Final = (
    PersonalData(
        "toolkit.workspace",
        "id name about person organisation created_at changed_at",
        purpose="keep how far somebody with an idea, or a group, has come",
        basis=ASKED,
        kept="12 months after it was last worked in, or as long as the account or the group",
        on_erase="delete",
    ),
    PersonalData(
        "toolkit.tick",
        "id workspace step action by at",
        purpose="show what was done, when and by whom",
        basis=ASKED,
        kept="as long as the steps it belongs to; the account's name goes with the account",
        on_erase="delete",
    ),
    PersonalData(
        "toolkit.stepdone",
        "id workspace step mark by at",
        purpose="show which steps are done, when and by whom",
        basis=ASKED,
        kept="as long as the steps it belongs to; the account's name goes with the account",
        on_erase="delete",
    ),
)
