"""The contract of the cms app."""

from datetime import timedelta
from typing import Final

from django.utils.translation import gettext_lazy as _

from cms import navigation, status
from cms.checks import worries_reach_somebody
from cms.personal_data import PERSONAL_DATA
from cms.searching import texts
from cms.searching.services import missed
from cms.services import editors, scheduled
from hub.core.contract import AppContract, ClockWork, NotNeeded, OutboxKind, RetentionRule, Searched
from organisations.services import members

CONTRACT: Final = AppContract(
    app="cms",
    personal_data=PERSONAL_DATA,
    export=NotNeeded("Public pages; a story carries a first name that the person agreed to."),
    erase=NotNeeded(
        "A page outlives the account that wrote it; a story comes down by itself or when the person says so."
    ),
    on_withdrawal=NotNeeded("Agreements to stories are kept with the story and end by its own date."),
    retention=(
        RetentionRule(
            _("Words that many searched for and nobody found, without who it was"),
            timedelta(days=180),
            _("6 months after the last time"),
            missed.drop,
        ),
    ),
    outbox=(OutboxKind(members.CHANGED, editors.follow),),
    clock_work=(ClockWork("pages", scheduled.run, timedelta(minutes=5)),),
    header_links=navigation.header_links,
    visitors_header=navigation.header,
    footer_links=navigation.footer,
    staff_links=navigation.staff_links,
    landing=navigation.landing,
    status_lines=status.lines,
    checks=(worries_reach_somebody,),
    destinations={"home": "home", "privacy": "privacy", "search": "search"},
    searched=Searched(texts.texts, texts.version),
)
