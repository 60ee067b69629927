from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Preferences(AppConfig):
    name = "matching.preferences"
    label = "preferences"
    verbose_name = _("What people would like")
