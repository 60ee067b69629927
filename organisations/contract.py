"""The contract of the organisations app."""

from datetime import timedelta
from typing import Final

from django.utils.translation import gettext_lazy as _

from hub.core.contract import AppContract, ExportSection, NotNeeded, OutboxKind, RetentionRule, Searched
from organisations import data_export, middleware, navigation, notices, retention, selectors, texts
from organisations.audit_events import AUDIT_EVENTS
from organisations.models.organisation import everybody_may_see
from organisations.personal_data import PERSONAL_DATA
from organisations.services import inviting

CONTRACT: Final = AppContract(
    app="organisations",
    personal_data=PERSONAL_DATA,
    export=(ExportSection(_("Where you belong"), data_export.rows),),
    erase=retention.forget,
    on_withdrawal=NotNeeded("Where somebody belongs rests on their account, not on an agreement."),
    retention=(
        RetentionRule(
            _("Invitations to act for a group"),
            timedelta(days=30),
            _("30 days after they were answered or ran out"),
            retention.drop_invitations,
        ),
    ),
    audit_events=AUDIT_EVENTS,
    outbox=(OutboxKind(inviting.KIND, inviting.deliver),),
    notices=(
        notices.Suspended,
        notices.Checked,
        notices.GroupWaiting,
        notices.SafeAsked,
        notices.SomebodyJoined,
        notices.RoleChanged,
        notices.MembershipEnded,
    ),
    staff_links=navigation.staff_links,
    landing=navigation.landing,
    organisation_names=selectors.names_of,
    organisation_is_public=everybody_may_see,
    desk_organisation=selectors.desk_id,
    acting_for=middleware.acting_for,
    destinations={"landing": "landing", "groups_to_check": "to_verify"},
    searched=Searched(texts.texts, texts.version),
)
