from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Opportunities(AppConfig):
    name = "opportunities"
    label = "opportunities"
    verbose_name = _("Opportunities")

    def ready(self) -> None:
        """Say which pages the private links of a sign-up open, and what of it goes when a person is erased."""
        from hub.people import keeping as people
        from hub.people.services import links
        from opportunities import keeping, private_links
        from opportunities.services import signing_up

        links.leads_to(private_links.SIGN_UP, private_links.leads_to_sign_up)
        links.leads_to(private_links.ANSWER, private_links.leads_to_answer)
        links.sends_again(signing_up.send_links_again)
        people.forgets_with(keeping.forget)
