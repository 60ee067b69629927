"""Conversations, asks and referrals: what front-line staff do with and for a resident."""

from matching.frontline.models.asking import Answer, Ask, AskLimit, AskRound, RaisedBy
from matching.frontline.models.contact import FRONT_LINE, Capture, Contact, Outcome, Owed, Way
from matching.frontline.models.referral import FELL_THROUGH, LIVE, MOVES, TO_ANSWER, Reason, Referral, Status
from matching.frontline.models.refusal import Refusal, Refused

__all__ = [
    "FELL_THROUGH",
    "FRONT_LINE",
    "LIVE",
    "MOVES",
    "TO_ANSWER",
    "Answer",
    "Ask",
    "AskLimit",
    "AskRound",
    "Capture",
    "Contact",
    "Outcome",
    "Owed",
    "RaisedBy",
    "Reason",
    "Referral",
    "Refusal",
    "Refused",
    "Status",
    "Way",
]
