from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Cms(AppConfig):
    name = "cms"
    label = "cms"
    verbose_name = _("Pages")

    def ready(self) -> None:
        """Let Wagtail's groups follow memberships."""
        from cms import editors
        from hub.messaging import outbox
        from organisations.services import members

        outbox.handles(members.CHANGED, editors.follow)
