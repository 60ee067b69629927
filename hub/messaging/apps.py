from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Messaging(AppConfig):
    name = "hub.messaging"
    label = "messaging"
    verbose_name = _("Messages")
