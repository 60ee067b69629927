from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Messaging(AppConfig):
    name = "hub.messaging"
    label = "messaging"
    verbose_name = _("Messages")

    def ready(self) -> None:
        """Let the outbox deliver messages, and erasing people take what was said to them."""
        from hub.messaging import copying, deeds, keeping, outbox, telling
        from hub.people import keeping as people
        from hub.people import record

        record.says(deeds.DEEDS)
        record.holds(_("What we told you"), copying.rows)
        outbox.handles(telling.KIND, telling.deliver, given_up=telling.given_up)
        people.forgets_with(keeping.forget)
        people.needed_by(keeping.needed)
