from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MyPage(AppConfig):
    name = "matching.mypage"
    label = "mypage"
    verbose_name = _("A person’s own page")

    def ready(self) -> None:
        """Say where a link to all of a person's own pages leads."""
        from django.urls import reverse

        from hub.access.actors import OWN_PAGES
        from hub.people import record
        from hub.people.services import links
        from matching.mypage import deeds

        record.says(deeds.DEEDS)
        links.leads_to(OWN_PAGES, lambda _subject: reverse("me"))
