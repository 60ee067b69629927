"""The contract of the toolkit app."""

from typing import Final

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cms.toolkit import components, data_export, notices, retention
from cms.toolkit.audit_events import AUDIT_EVENTS
from cms.toolkit.models.workspace import LINK, OPEN_FOR
from cms.toolkit.personal_data import PERSONAL_DATA
from cms.toolkit.services import workspaces
from hub.core.contract import AppContract, ExportSection, GallerySheet, NotNeeded, PrivateLink


def _own_steps(_subject: str) -> str:
    return reverse("toolkit_mine")


CONTRACT: Final = AppContract(
    app="cms.toolkit",
    personal_data=PERSONAL_DATA,
    export=(ExportSection(_("Your steps in the toolkit"), data_export.rows),),
    erase=retention.forget,
    on_withdrawal=NotNeeded("Steps are kept because somebody asked for that, not on an agreement."),
    active_since=retention.active,
    audit_events=AUDIT_EVENTS,
    private_links=(PrivateLink(LINK, _own_steps, open_for=OPEN_FOR),),
    resend_links=workspaces.send_links_again,
    notices=(notices.OwnSteps,),
    gallery=(GallerySheet(components.ALL, sheet="toolkit/toolkit.css"),),
)
