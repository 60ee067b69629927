"""The contract of the opportunities app."""

from datetime import timedelta
from typing import Final

from django.utils.translation import gettext_lazy as _

from hub.core.contract import AppContract, ClockWork, ExportSection, GallerySheet, PrivateLink, RetentionRule, Searched
from opportunities import data_export, navigation, notices, private_links, retention
from opportunities.audit_events import AUDIT_EVENTS
from opportunities.dates.services import scheduling
from opportunities.map import drawing
from opportunities.personal_data import PERSONAL_DATA
from opportunities.search import texts
from opportunities.signups.services import holding, reminding, reply_record, signing_up, unanswered

CONTRACT: Final = AppContract(
    app="opportunities",
    personal_data=PERSONAL_DATA,
    export=(ExportSection(_("What you said yes to"), data_export.rows),),
    erase=retention.forget,
    on_withdrawal=(signing_up.agreement_withdrawn,),
    needed_at=retention.needed,
    retention=(
        RetentionRule(
            _("People who said yes and were told not this time; with an account, what was written about it"),
            timedelta(days=90),
            _("90 days"),
            retention.end_declined,
        ),
        RetentionRule(
            _("People without an account who have nothing to come"),
            timedelta(days=365),
            _("12 months after the last thing they said yes to"),
            retention.erase_inactive,
        ),
    ),
    on_hold=holding.tell,
    audit_events=AUDIT_EVENTS,
    private_links=(
        PrivateLink(private_links.SIGN_UP, private_links.leads_to_sign_up),
        PrivateLink(private_links.ANSWER, private_links.leads_to_answer),
    ),
    resend_links=signing_up.send_links_again,
    notices=(
        notices.SignedUp,
        notices.Accepted,
        notices.PlaceOffered,
        notices.PlaceChanged,
        notices.TermsChanged,
        notices.OnHold,
        notices.GoesOn,
        notices.Declined,
        notices.CalledOff,
        notices.Closed,
        notices.StillWaiting,
        notices.LastCall,
        notices.SomebodySaidYes,
        notices.OfferTaken,
        notices.SomebodyCalledOff,
    ),
    clock_work=(
        ClockWork("dates", scheduling.clock_work, timedelta(minutes=5)),
        ClockWork("reminders", reminding.clock_work, timedelta(hours=1)),
        ClockWork("unanswered", unanswered.clock_work, timedelta(days=1)),
        ClockWork("reply records", reply_record.clock_work, timedelta(days=1)),
    ),
    header_links=navigation.header_links,
    staff_links=navigation.staff_links,
    gallery=(GallerySheet((drawing.AreaMap,), sheet="opportunities/map.css"),),
    destinations={
        "organisation_overview": "manage:home",
        "organisation_page": "organisations:page",
        "own_sign_ups": "sign_ups",
    },
    searched=Searched(texts.texts, texts.version),
)
