"""An editor's own settings of the page editor, without a picture of themselves: no rule of retention would reach its file."""

from typing import Any

from wagtail.admin.auth import require_admin_access
from wagtail.admin.views.account import AccountView, AvatarSettingsPanel


class Account(AccountView):  # type: ignore[misc]
    """Language, theme and which emails to get."""

    def get_panels(self) -> list[Any]:
        """Return the panels but that of the picture."""
        return [panel for panel in super().get_panels() if not isinstance(panel, AvatarSettingsPanel)]


view = require_admin_access(Account.as_view())
