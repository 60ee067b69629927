"""Personal data in people, contact routes and reach."""

from typing import Final

from hub.core.contract import PersonalData
from hub.core.lawful_basis import AGREED, ASKED, SAFE

ENDS = "12 months after the last thing they said yes to, 90 days if that was not this time, or as long as their account"

PERSONAL_DATA: Final = (
    PersonalData(
        "people.person",
        "first_name surname user speaks",
        purpose="know who is meant, and speak their language",
        basis=ASKED,
        kept=ENDS,
        on_erase="blank",
    ),
    PersonalData(
        "people.person",
        "id language created_at erased_at",
        purpose="count people, and say when one was erased",
        basis=SAFE,
        kept="as long as the hub runs, with nobody's name on it",
        on_erase="keep",
    ),
    PersonalData(
        "people.namegram",
        "id person gram",
        purpose="find somebody whose name is misspelt",
        basis=ASKED,
        kept=ENDS,
        on_erase="delete",
    ),
    PersonalData(
        "people.contactroute",
        "id person kind value lookup preferred safe_from safe_until may_leave_message verified_at stopped_at refused_at created_at",
        purpose="reach them the way they chose, at times that are safe, and know them again when they type it",
        basis=ASKED,
        kept=ENDS,
        on_erase="delete",
    ),
    PersonalData(
        "people.privatelink",
        "id token_hash person purpose subject sent_to created_at until spent_at",
        purpose="open one page for one person without an account",
        basis=ASKED,
        kept="30 days after it stops working",
        on_erase="delete",
    ),
    PersonalData(
        "people.reach",
        "id person organisation fields why subject since until ended_at",
        purpose="let an organisation see what the person agreed to, and show later that it did; erasing ends it",
        basis=AGREED,
        kept="as long as the hub runs, with nobody's name on it",
        on_erase="keep",
    ),
)
