"""Audit events of conversations, asks and referrals, with words for a person's own record; None for those about nobody."""

from typing import Final

from django.utils.translation import gettext_lazy as _

AUDIT_EVENTS: Final = {
    "contact.made": _("A conversation with you was written down."),
    "contact.went_on": _("A conversation with you was written down."),
    "capture.begun": _("A worker began to write down what you say."),
    "capture.cleared": _("A worker threw away what they had written down."),
    "owed.noted": _("Something we owe you was written down."),
    "owed.done": _("Something we owed you was done."),
    "owed.not_done": _("Something we owe you was not done after all."),
    "ask.made": _("You were asked to take part."),
    "ask.answered": _("Your answer was written down."),
    "asking.flagged": _("Nobody asks you for a time."),
    "asking.refused": _("You said not to ask you."),
    "asking.allowed": _("You said that you may be asked again."),
    "referral.drafted": _("Passing you on was prepared."),
    "referral.sent": _("You were passed on, with your agreement."),
    "referral.acknowledged": _("A group has seen that you were passed on."),
    "referral.accepted": _("A group said yes to you."),
    "referral.declined": _("A group could not take you this time."),
    "referral.withdrawn": _("Passing you on was taken back."),
    "referral.expired": _("A group did not answer in time."),
    "referral.first_attended": _("You came for the first time."),
    "referral.next_step": _("A worker saw to what comes next."),
}
