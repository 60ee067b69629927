"""The contract of the desk app."""

from typing import Final

from hub.core.contract import AppContract, NotNeeded
from hub.desk.personal_data import PERSONAL_DATA

CONTRACT: Final = AppContract(
    app="hub.desk",
    personal_data=PERSONAL_DATA,
    export=NotNeeded("What a task says to a person stands in the message or the row that it is about."),
    erase=NotNeeded("The app whose row a task is about deletes it with what that row says."),
    on_withdrawal=NotNeeded("The app whose row a task is about closes it when that row ends."),
)
