from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Suggestions(AppConfig):
    name = "matching.suggestions"
    label = "suggestions"
    verbose_name = _("Suggestions")
