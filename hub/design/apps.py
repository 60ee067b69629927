from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Design(AppConfig):
    name = "hub.design"
    label = "design"
    verbose_name = _("Design")
