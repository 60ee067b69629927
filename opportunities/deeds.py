"""What the log calls yeses, for people who read their own record."""

from typing import Final

from django.utils.translation import gettext_lazy as _

DEEDS: Final = {
    "sign_up.made": _("A yes was written down."),
    "sign_up.accepted": _("A group said: yes, come along."),
    "sign_up.declined": _("A group said: not this time."),
    "sign_up.offered": _("A place was offered to you."),
    "sign_up.another_date": _("Another date was offered to you."),
    "sign_up.offered_out_of_turn": _("A place was offered to you out of turn."),
    "sign_up.offer_taken": _("You took a place that was offered."),
    "sign_up.called_off": _("Something you said yes to was called off."),
    "sign_up.attendance": _("It was written down whether you came."),
}
