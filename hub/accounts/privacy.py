"""What is kept of people who can sign in."""

from hub.audit.privacy import ACCOUNT, declare

declare(
    "accounts.user",
    "id email password last_login is_active is_staff is_superuser date_joined",
    purpose="sign in",
    basis=ACCOUNT,
    kept="as long as the account",
    on_erase="delete",
)
