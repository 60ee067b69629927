from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Preferences(AppConfig):
    name = "matching.preferences"
    label = "preferences"
    verbose_name = _("What people would like")

    def ready(self) -> None:
        """Say what goes when a person is erased or is no longer to be kept, and what a copy of their record holds."""
        from hub.consent.services import consents
        from hub.people import finding, record
        from hub.people import keeping as people
        from matching.preferences import copying, deeds, keeping

        record.says(deeds.DEEDS)
        record.holds(_("What you’d like"), copying.rows)
        finding.sectors_with(copying.sectors)
        people.forgets_with(keeping.forget)
        people.active_by(keeping.active)
        consents.when_withdrawn(keeping.let_go)
