from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Suggestions(AppConfig):
    name = "matching.suggestions"
    label = "suggestions"
    verbose_name = _("Suggestions")

    def ready(self) -> None:
        """Say what goes when a person is erased, and let lower pages put things in the order that suits somebody."""
        from hub.consent.services import consents
        from hub.people import keeping as people
        from hub.people import record
        from matching.suggestions import copying, elsewhere, keeping
        from opportunities import suiting

        record.holds(_("What was suggested to you"), copying.rows)
        record.holds(_("What was new that suits you"), copying.news)
        record.holds(_("Going with company"), copying.together)
        people.forgets_with(keeping.forget)
        consents.when_withdrawn(keeping.let_go)
        suiting.asks(elsewhere.Knows)
        suiting.led_by(elsewhere.led)
