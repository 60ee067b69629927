"""The contract of the accounts app."""

from typing import Final

from hub.accounts.personal_data import PERSONAL_DATA
from hub.core.contract import AppContract, NotNeeded

CONTRACT: Final = AppContract(
    app="hub.accounts",
    personal_data=PERSONAL_DATA,
    export=NotNeeded("`organisations` shows where an account belongs; what else it holds only signs in."),
    erase=NotNeeded("`hub.people` deletes the account with its person."),
    on_withdrawal=NotNeeded("An account ends with the person, not with an agreement."),
)
