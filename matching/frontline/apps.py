from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Frontline(AppConfig):
    name = "matching.frontline"
    label = "frontline"
    verbose_name = _("Front line")

    def ready(self) -> None:
        """Listen for what ends or moves a referral, put referrals into the inbox, and open their private links."""
        from hub.consent.services import consents
        from hub.design import gallery
        from hub.messaging import outbox
        from hub.people import keeping as people
        from hub.people import record
        from hub.people.services import links
        from matching.frontline import components, copying, deeds, inbox, keeping, leading, private_links
        from matching.frontline.services import referrals, willing
        from matching.suggestions.services import news
        from opportunities import inbox as opportunities_inbox
        from opportunities import suiting
        from opportunities.services import answering

        gallery.draws(components.ALL, sheet="frontline/capture.css")
        record.says(deeds.DEEDS)
        record.holds(_("Conversations, asks and where you were passed on"), copying.rows)
        consents.when_withdrawn(referrals.recall_for)
        consents.when_withdrawn(willing.let_go)
        outbox.handles(answering.CAME, referrals.note_first_visit)
        opportunities_inbox.adds(opportunities_inbox.Adds(inbox.rows, inbox.to_answer))
        links.leads_to(private_links.REFERRAL, private_links.leads_to_referral)
        people.forgets_with(keeping.forget)
        people.active_by(keeping.active)
        people.needed_by(keeping.needed)
        suiting.led_by(leading.led)
        news.heard_by(willing.asked_since)
