"""Personal data in tasks."""

from typing import Final

from hub.core.contract import PersonalData
from hub.core.lawful_basis import ASKED

PERSONAL_DATA: Final = (
    PersonalData(
        "desk.task",
        "id kind about_type about_id organisation user opened_at due_at tries outcome closed_at",
        purpose="ring those who chose the telephone, write to those who chose a letter, find another way to those not reached",
        basis=ASKED,
        kept="until the person is erased",
        on_erase="delete",
    ),
)
