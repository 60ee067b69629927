from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Toolkit(AppConfig):
    name = "cms.toolkit"
    label = "toolkit"
    verbose_name = _("Toolkit")
