from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Cms(AppConfig):
    name = "cms"
    label = "cms"
    verbose_name = _("Pages")
