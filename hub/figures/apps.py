from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Figures(AppConfig):
    name = "hub.figures"
    label = "figures"
    verbose_name = _("Figures")
