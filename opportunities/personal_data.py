"""Personal data in sign-ups, attendance and contacts of opportunities."""

from typing import Final

from hub.core.contract import PersonalData
from hub.core.lawful_basis import ASKED, SAFE

PERSONAL_DATA: Final = (
    PersonalData(
        "opportunities.signup",
        "words reply_words route_lookup folded_name",
        purpose="answer somebody who said yes, and not take the same yes twice",
        basis=ASKED,
        kept="12 months after the last thing they said yes to, or as long as their account; 90 days if that was not this time",
        on_erase="blank",
    ),
    PersonalData(
        "opportunities.signup",
        "id person session status source key asked_at answer_by reminded_at answered_at offer_until waiting_since "
        "welcomed ended terms_before",
        purpose="give out places in turn, and count how many said yes",
        basis=SAFE,
        kept="as long as the hub runs, with nobody's name on it",
        on_erase="keep",
    ),
    PersonalData(
        "opportunities.attendance",
        "id sign_up date came noted_at",
        purpose="count who came",
        basis=SAFE,
        kept="as long as the hub runs, with nobody's name on it",
        on_erase="keep",
    ),
    PersonalData(
        "opportunities.opportunity",
        "contact_name contact_words contact_phone contact_email",
        purpose="say whom to ask for on the day; the organisation wrote it",
        basis=ASKED,
        kept="until the organisation changes it",
        on_erase="keep",
    ),
)
