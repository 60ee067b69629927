from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Cms(AppConfig):
    name = "cms"
    label = "cms"
    verbose_name = _("Pages")

    def ready(self) -> None:
        """Let Wagtail's groups follow memberships, and put pages into every page's links."""
        from wagtail.signals import page_published

        from cms import editors, menus, sampling, standing
        from hub.design import menus as every_page
        from hub.messaging import outbox
        from hub.messaging import standing as administrators
        from organisations.services import members

        administrators.tells(standing.lines)
        page_published.connect(sampling.is_own_now, dispatch_uid="sample words")
        outbox.handles(members.CHANGED, editors.follow)
        every_page.adds(menus.toolkit)
        every_page.adds(menus.search)
        every_page.instead(menus.header)
        every_page.below(menus.footer)
