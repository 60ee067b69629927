from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Organisations(AppConfig):
    name = "organisations"
    label = "organisations"
    verbose_name = _("Organisations")

    def ready(self) -> None:
        """Tell lower rooms what only this one knows, and let the outbox send invitations."""
        from hub.access import audiences
        from hub.messaging import outbox, telling
        from hub.people import keeping as people
        from hub.people import record
        from organisations import copying, keeping, middleware, models
        from organisations.services import inviting

        record.holds(_("Where you belong"), copying.rows)
        record.names_with(models.names_of)
        audiences.answer_acting_for(middleware.acting_for)
        telling.desk_is(models.desk_id)
        outbox.handles(inviting.KIND, inviting.deliver)
        people.forgets_with(keeping.forget)
