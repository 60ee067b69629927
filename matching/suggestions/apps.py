from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Suggestions(AppConfig):
    name = "matching.suggestions"
    label = "suggestions"
    verbose_name = _("Suggestions")

    def ready(self) -> None:
        """Say what goes when a person is erased, and let lower pages put things in the order that suits somebody."""
        from hub.people import keeping as people
        from matching.suggestions import elsewhere, keeping
        from opportunities import suiting

        people.forgets_with(keeping.forget)
        suiting.asks(elsewhere.Knows)
        suiting.led_by(elsewhere.led)
