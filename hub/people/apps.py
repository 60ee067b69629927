from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class People(AppConfig):
    name = "hub.people"
    label = "people"
    verbose_name = _("People")
