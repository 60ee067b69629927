from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Frontline(AppConfig):
    name = "matching.frontline"
    label = "frontline"
    verbose_name = _("Front line")
