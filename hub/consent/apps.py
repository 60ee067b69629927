from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Consent(AppConfig):
    name = "hub.consent"
    label = "consent"
    verbose_name = _("Consent")

    def ready(self) -> None:
        """Say what of agreements stands in a person's own record."""
        from hub.consent import copying, deeds
        from hub.people import record

        record.says(deeds.DEEDS)
        record.holds(_("What you agreed to"), copying.rows)
