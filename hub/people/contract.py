"""The contract of the people app."""

from datetime import timedelta
from typing import Final

from django.utils.translation import gettext_lazy as _

from hub.core.contract import AppContract, ExportSection, NotNeeded, RetentionRule
from hub.people import record, retention
from hub.people.audit_events import AUDIT_EVENTS
from hub.people.personal_data import PERSONAL_DATA
from hub.people.services import persons

CONTRACT: Final = AppContract(
    app="hub.people",
    personal_data=PERSONAL_DATA,
    export=(
        ExportSection(_("You, and how to reach you"), record.own_details),
        ExportSection(_("Who may see what of you"), record.seen_by),
        ExportSection(_("The log"), record.log),
    ),
    erase=retention.forget,
    on_withdrawal=NotNeeded("`hub.consent` ends what organisations see, and erases whoever nobody needs any more."),
    retention=(
        RetentionRule(
            _("Private links and codes"),
            timedelta(days=30),
            _("30 days after they stop working"),
            retention.drop_links,
        ),
    ),
    on_new_user=persons.welcome,
    audit_events=AUDIT_EVENTS,
    destinations={"link_needed": "link_needed"},
)
