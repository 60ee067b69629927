"""The contract of the audit app."""

from typing import Final

from hub.audit.personal_data import PERSONAL_DATA
from hub.core.contract import AppContract, NotNeeded

CONTRACT: Final = AppContract(
    app="hub.audit",
    personal_data=PERSONAL_DATA,
    export=NotNeeded("`hub.people` shows a person their part of the log."),
    erase=NotNeeded("The rows hold ids and codes, which name nobody once the person is erased."),
    on_withdrawal=NotNeeded("That an agreement was given and taken back must stay known."),
)
