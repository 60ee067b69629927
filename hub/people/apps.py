from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class People(AppConfig):
    name = "hub.people"
    label = "people"
    verbose_name = _("People")

    def ready(self) -> None:
        """Give every new user a Person of their own, and say what a person's own record holds."""
        from hub.accounts import newcomers
        from hub.people import deeds, record
        from hub.people.services import persons

        record.says(deeds.DEEDS)
        record.holds(_("You, and how to reach you"), record.own_details)
        record.holds(_("Who may see what of you"), record.seen_by)
        record.holds(_("The log"), record.log)
        newcomers.listen(persons.welcome)
