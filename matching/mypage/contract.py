"""The contract of the app for a person's own page."""

from datetime import timedelta
from typing import Final

from django.urls import reverse

from hub.access.actors import OWN_PAGES
from hub.core.contract import AppContract, ClockWork, PrivateLink
from matching.mypage import navigation, notices
from matching.mypage.audit_events import AUDIT_EVENTS
from matching.mypage.services import companions


def _own_page(_subject: str) -> str:
    return reverse("me")


CONTRACT: Final = AppContract(
    app="matching.mypage",
    audit_events=AUDIT_EVENTS,
    private_links=(PrivateLink(OWN_PAGES, _own_page),),
    notices=(notices.CompanyOffered, notices.CompanyFound),
    clock_work=(ClockWork("company", companions.pair, timedelta(days=1)),),
    header_links=navigation.header_links,
    landing=navigation.landing,
    destinations={"own_page": "me", "preferences": "preferences"},
)
