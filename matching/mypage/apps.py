from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MyPage(AppConfig):
    name = "matching.mypage"
    label = "mypage"
    verbose_name = _("A person’s own page")
