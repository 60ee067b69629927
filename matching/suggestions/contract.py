"""The contract of the suggestions app."""

from datetime import timedelta
from typing import Final

from django.utils.translation import gettext_lazy as _

from hub.core.contract import AppContract, ClockWork, ExportSection, Later, RetentionRule
from matching.suggestions import data_export, elsewhere, notices, retention
from matching.suggestions.audit_events import AUDIT_EVENTS
from matching.suggestions.personal_data import PERSONAL_DATA
from matching.suggestions.services import indexing, news, pricing

CONTRACT: Final = AppContract(
    app="matching.suggestions",
    personal_data=PERSONAL_DATA,
    export=(
        ExportSection(_("What was suggested to you"), data_export.rows),
        ExportSection(_("What was new that suits you"), data_export.news),
        ExportSection(_("Going with company"), data_export.together),
    ),
    erase=retention.forget,
    on_withdrawal=(retention.let_go,),
    retention=(
        RetentionRule(_("What was suggested to you"), timedelta(days=365), _("12 months"), retention.drop_lists),
    ),
    audit_events=AUDIT_EVENTS,
    notices=(notices.SomethingFits,),
    clock_work=(
        ClockWork("lists", Later("matching.suggestions.services.everyone.go_on"), timedelta(minutes=5)),
        ClockWork("news", news.send, timedelta(hours=1)),
        ClockWork("prices", pricing.update, timedelta(days=1)),
    ),
    on_every_machine=(indexing.keep,),
    work_parts={"lists": Later("matching.suggestions.services.everyone.do_part")},
    recommendations=elsewhere.Recommends,
    sign_up_source=elsewhere.source,
)
