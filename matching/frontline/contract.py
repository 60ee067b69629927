"""The contract of the front line app."""

from datetime import timedelta
from typing import Final

from django.utils.translation import gettext_lazy as _

from hub.core.contract import (
    AppContract,
    ClockWork,
    ExportSection,
    GallerySheet,
    InboxSource,
    OutboxKind,
    PrivateLink,
    RetentionRule,
)
from matching.frontline import components, data_export, navigation, notices, retention
from matching.frontline.asks.selectors import sources
from matching.frontline.asks.services import willing
from matching.frontline.audit_events import AUDIT_EVENTS
from matching.frontline.personal_data import PERSONAL_DATA
from matching.frontline.referrals import private_links
from matching.frontline.referrals.presenters import inbox
from matching.frontline.referrals.services import referrals
from opportunities.attendance.services import attendance

CONTRACT: Final = AppContract(
    app="matching.frontline",
    personal_data=PERSONAL_DATA,
    export=(ExportSection(_("Conversations, asks and where you were passed on"), data_export.rows),),
    erase=retention.forget,
    on_withdrawal=(willing.let_go, referrals.recall_for),
    active_since=retention.active,
    needed_at=retention.needed,
    retention=(
        RetentionRule(
            _("What a worker writes down while you talk, until you agree"),
            timedelta(0),
            _("until the end of the day"),
            retention.drop_captures,
        ),
        RetentionRule(
            _("What was said when a group could not take you"),
            timedelta(days=90),
            _("90 days"),
            retention.drop_declined,
        ),
        RetentionRule(
            _("That you did not want to be asked for a while"),
            timedelta(0),
            _("until that day"),
            retention.drop_refusals,
        ),
    ),
    audit_events=AUDIT_EVENTS,
    private_links=(PrivateLink(private_links.REFERRAL, private_links.leads_to_referral),),
    outbox=(OutboxKind(attendance.CAME, referrals.note_first_visit),),
    notices=(
        notices.Asked,
        notices.AskAnswered,
        notices.PassedOn,
        notices.Welcomed,
        notices.NotThisTime,
        notices.TakenBack,
        notices.ReferralWaiting,
        notices.ReferralRecalled,
        notices.ReferralMoved,
        notices.SlipByText,
    ),
    clock_work=(ClockWork("referrals", referrals.expire, timedelta(minutes=5)),),
    asked_for_news=willing.asked_since,
    staff_links=navigation.staff_links,
    landing=navigation.landing,
    inbox=(InboxSource(inbox.rows, inbox.to_answer),),
    gallery=(
        GallerySheet((components.Match,), sheet="frontline/capture.css"),
        GallerySheet((components.Slip,), sheet="frontline/slip.css"),
    ),
    sign_up_source=sources.source,
    destinations={"people_near": "manage:people_near"},
)
