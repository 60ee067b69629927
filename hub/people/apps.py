from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class People(AppConfig):
    name = "hub.people"
    label = "people"
    verbose_name = _("People")

    def ready(self) -> None:
        """Give every new user a Person of their own."""
        from hub.accounts import newcomers
        from hub.people.services import persons

        newcomers.listen(persons.welcome)
