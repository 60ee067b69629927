"""The contract of the messaging app."""

from datetime import timedelta
from typing import Final

from django.utils.translation import gettext_lazy as _

from hub.core.contract import AppContract, ClockWork, ExportSection, NotNeeded, OutboxKind, RetentionRule
from hub.messaging import checks, data_export, file_mail, navigation, notifications, outbox, retention, texted_codes
from hub.messaging.audit_events import AUDIT_EVENTS
from hub.messaging.personal_data import PERSONAL_DATA

CONTRACT: Final = AppContract(
    app="hub.messaging",
    personal_data=PERSONAL_DATA,
    export=(ExportSection(_("What we told you"), data_export.rows),),
    erase=retention.forget,
    on_withdrawal=NotNeeded("Each message asks, when it goes out, whether there is still something to say."),
    needed_at=retention.needed,
    retention=(
        RetentionRule(
            _("The words of emails, texts and letters"),
            timedelta(days=30),
            _("30 days"),
            retention.blank_messages,
        ),
        RetentionRule(
            _("Copies of emails as files, where no mail server is set"),
            timedelta(days=30),
            _("30 days"),
            file_mail.drop,
        ),
    ),
    audit_events=AUDIT_EVENTS,
    outbox=(OutboxKind(notifications.KIND, notifications.deliver, given_up=notifications.given_up),),
    notices=(notifications.StoppedTexts, texted_codes.SignInCode),
    clock_work=(ClockWork("outbox", outbox.run, timedelta(seconds=5)),),
    checks=(checks.messages_go_out,),
    staff_links=navigation.staff_links,
    destinations={"text_me_a_code": "code_text"},
)
