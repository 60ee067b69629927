from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Opportunities(AppConfig):
    name = "opportunities"
    label = "opportunities"
    verbose_name = _("Opportunities")

    def ready(self) -> None:
        """Say which pages the private links of a sign-up open, what of it goes when a person is erased, and what the gallery shows."""
        from hub.consent.services import consents
        from hub.design import gallery
        from hub.people import keeping as people
        from hub.people import record
        from hub.people.services import links
        from opportunities import copying, deeds, keeping, private_links
        from opportunities.mapping import drawing
        from opportunities.services import signing_up

        links.leads_to(private_links.SIGN_UP, private_links.leads_to_sign_up)
        links.leads_to(private_links.ANSWER, private_links.leads_to_answer)
        links.sends_again(signing_up.send_links_again)
        record.says(deeds.DEEDS)
        record.holds(_("What you said yes to"), copying.rows)
        consents.when_withdrawn(signing_up.agreement_withdrawn)
        people.forgets_with(keeping.forget)
        people.needed_by(keeping.needed)
        gallery.draws((drawing.AreaMap,), sheet="opportunities/map.css")
