from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Toolkit(AppConfig):
    name = "cms.toolkit"
    label = "toolkit"
    verbose_name = _("Toolkit")

    def ready(self) -> None:
        """Open private links to steps, and say what is kept of whom."""
        from django.urls import reverse

        from cms.toolkit import components, copying, deeds, keeping
        from cms.toolkit.models.workspace import LINK, OPEN_FOR
        from hub.design import gallery
        from hub.people import keeping as people
        from hub.people import record
        from hub.people.services import links

        gallery.draws(components.ALL, sheet="toolkit/toolkit.css")
        links.leads_to(LINK, lambda _subject: reverse("toolkit_mine"), open_for=OPEN_FOR)
        record.says(deeds.DEEDS)
        record.holds(_("Your steps in the toolkit"), copying.rows)
        people.forgets_with(keeping.forget)
        people.active_by(keeping.active)
