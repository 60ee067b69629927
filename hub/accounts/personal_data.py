"""Personal data in user accounts."""

from typing import Final

from hub.core.contract import PersonalData
from hub.core.lawful_basis import ACCOUNT

PERSONAL_DATA: Final = (
    PersonalData(
        "accounts.user",
        "id email password last_login is_active is_staff is_superuser date_joined",
        purpose="sign in",
        basis=ACCOUNT,
        kept="as long as the account",
        on_erase="delete",
    ),
)
