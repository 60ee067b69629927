from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Organisations(AppConfig):
    name = "organisations"
    label = "organisations"
    verbose_name = _("Organisations")

    def ready(self) -> None:
        """Tell lower rooms what only this one knows."""
        from hub.access import audiences
        from hub.messaging import telling
        from organisations import middleware, models

        audiences.answer_acting_for(middleware.acting_for)
        telling.desk_is(models.desk_id)
