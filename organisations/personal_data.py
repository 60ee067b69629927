"""Personal data in memberships, invitations and decisions about organisations."""

from typing import Final

from hub.core.contract import PersonalData
from hub.core.lawful_basis import ACCOUNT, ASKED, LAW

PERSONAL_DATA: Final = (
    PersonalData(
        "organisations.membership",
        "id user organisation role since",
        purpose="know for whom somebody may act",
        basis=ACCOUNT,
        kept="until they leave or the account ends",
        on_erase="delete",
    ),
    PersonalData(
        "organisations.verification",
        "id organisation what tier safe suspended reason by at",
        purpose="show who checked an organisation, when and why",
        basis=LAW,
        kept="as long as the organisation; an account that decided is not erased before",
        on_erase="keep",
    ),
    PersonalData(
        "organisations.invitation",
        "id organisation email role invited_by at until used_at withdrawn_at",
        purpose="ask somebody to act for an organisation, and know them when they say yes",
        basis=ASKED,
        kept="30 days after it was answered or ran out",
        on_erase="delete",
    ),
    PersonalData(
        "organisations.organisation",
        "email phone ring_on",
        purpose="reach the organisation; it may be somebody's own number",
        basis=ASKED,
        kept="until the organisation changes it",
        on_erase="keep",
    ),
)
