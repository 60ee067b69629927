"""The contract of the preferences app."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from hub.core.contract import AppContract, ExportSection
from matching.preferences import data_export, navigation, notices, retention
from matching.preferences.audit_events import AUDIT_EVENTS
from matching.preferences.personal_data import PERSONAL_DATA
from matching.preferences.services import saving

CONTRACT: Final = AppContract(
    app="matching.preferences",
    personal_data=PERSONAL_DATA,
    export=(ExportSection(_("What you’d like"), data_export.rows),),
    erase=retention.forget,
    on_withdrawal=(retention.let_go,),
    active_since=retention.active,
    audit_events=AUDIT_EVENTS,
    resend_links=saving.send_links_again,
    notices=(notices.OwnPages,),
    header_links=navigation.header_links,
    person_sectors=data_export.sectors,
)
