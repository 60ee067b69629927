from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Opportunities(AppConfig):
    name = "opportunities"
    label = "opportunities"
    verbose_name = _("Opportunities")
