from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Places(AppConfig):
    name = "hub.places"
    label = "places"
    verbose_name = _("Places")

    def ready(self) -> None:
        """Have the area checked whenever the Hub starts."""
        from hub.places import checks  # noqa: F401
