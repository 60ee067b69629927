from django.apps import AppConfig
from django.core import checks
from django.utils.translation import gettext_lazy as _


class Core(AppConfig):
    name = "hub.core"
    label = "core"
    verbose_name = _("Core")

    def ready(self) -> None:
        """Read the contracts, so that a duplicate name stops start-up, and register the apps' system checks."""
        from hub.core import registry
        from hub.core.checks import personal_data_is_complete

        checks.register(personal_data_is_complete)
        for contract in registry.contracts():
            for check in contract.checks:
                checks.register(check)
