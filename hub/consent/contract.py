"""The contract of the consent app."""

from datetime import timedelta
from typing import Final

from django.utils.translation import gettext_lazy as _

from hub.consent import data_export, retention
from hub.consent.audit_events import AUDIT_EVENTS
from hub.consent.personal_data import PERSONAL_DATA
from hub.core.contract import AppContract, ExportSection, NotNeeded, RetentionRule

CONTRACT: Final = AppContract(
    app="hub.consent",
    personal_data=PERSONAL_DATA,
    export=(ExportSection(_("What you agreed to"), data_export.rows),),
    erase=NotNeeded("What was agreed must stay known; the rows lead to a person without a name."),
    on_withdrawal=(retention.close_what_was_seen, retention.let_go),
    retention=(
        RetentionRule(
            _("Your name and how to reach you, once you take back that we keep them and have no account"),
            timedelta(0),
            _("until nothing you said yes to needs them"),
            retention.erase_taken_back,
        ),
    ),
    audit_events=AUDIT_EVENTS,
)
