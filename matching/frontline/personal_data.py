"""Personal data in conversations, asks and referrals."""

from typing import Final

from hub.core.contract import PersonalData
from hub.core.lawful_basis import AGREED, ASKED, SAFE

NAMELESS = "as long as the hub runs, with nobody's name on it"

PERSONAL_DATA: Final = (
    PersonalData(
        "frontline.contact",
        "id person organisation worker way at nothing_unsorted outcome because handed",
        purpose="know what was said, so that nobody tells their story twice",
        basis=ASKED,
        kept="12 months after the last thing they said yes to",
        on_erase="delete",
    ),
    PersonalData(
        "frontline.capture",
        "id worker organisation person place way sealed started_at changed_at",
        purpose="write down what somebody says while they say it",
        basis=ASKED,
        kept="until the end of the day",
        on_erase="delete",
    ),
    PersonalData(
        "frontline.owed",
        "id person organisation what owner due noted_at done_at",
        purpose="do what was promised before anybody is asked for help",
        basis=ASKED,
        kept="12 months after the last thing they said yes to",
        on_erase="delete",
    ),
    PersonalData(
        "frontline.ask", "words", purpose="say who asks, and why", basis=ASKED, kept="12 months", on_erase="blank"
    ),
    PersonalData(
        "frontline.ask",
        "id person contact organisation worker opportunity raised_by way no_effect_said asked_at answer answered_at",
        purpose="count asks and answers, and ask nobody too often",
        basis=SAFE,
        kept=NAMELESS,
        on_erase="keep",
    ),
    PersonalData(
        "frontline.asklimit",
        "id person not_before never_since flagged_until",
        purpose="ask nobody too often, or against their wish",
        basis=SAFE,
        kept="12 months after the last thing they said yes to",
        on_erase="delete",
    ),
    PersonalData(
        "frontline.refusal",
        "id route name kind until noted_at",
        purpose="ask nobody who said no, when nothing else of them is left",
        basis=SAFE,
        kept="until they say otherwise, as two fingerprints that cannot be read; where they set a day, until then",
        on_erase="keep",
    ),
    PersonalData(
        "frontline.referral",
        "wish reply_words",
        purpose="tell the organisation what they would like, and the person what it said",
        basis=AGREED,
        kept="12 months after the last thing they said yes to",
        on_erase="blank",
    ),
    PersonalData(
        "frontline.referral",
        "id person organisation opportunity session from_organisation worker ask sign_up status needs fields reason made_at sent_at "
        "expires_at acknowledged_at answered_at first_attended_at ended_at next_step_at",
        purpose="pass somebody on with their agreement, and see that it goes somewhere",
        basis=AGREED,
        kept=NAMELESS,
        on_erase="keep",
    ),
)
