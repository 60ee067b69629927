"""Opportunities, their dates, and sign-ups."""

from opportunities.models.opportunity import Answering, Joining, Opportunity, State
from opportunities.models.repeat import Repeat
from opportunities.models.session import Session
from opportunities.models.sign_up import Attendance, Ended, SignUp, SignUpQuerySet, Source
from opportunities.models.status import EXPECTED, LIVE, MOVES, TAKES_A_PLACE, UNSETTLED, Status
from opportunities.models.unmet import UnmetWish

__all__ = [
    "EXPECTED",
    "LIVE",
    "MOVES",
    "TAKES_A_PLACE",
    "UNSETTLED",
    "Answering",
    "Attendance",
    "Ended",
    "Joining",
    "Opportunity",
    "Repeat",
    "Session",
    "SignUp",
    "SignUpQuerySet",
    "Source",
    "State",
    "Status",
    "UnmetWish",
]
