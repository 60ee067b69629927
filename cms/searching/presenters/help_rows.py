"""Help before what was found: whom to ring, where words tell of need, or the page that answers a question about the Hub."""

from dataclasses import dataclass
from typing import Final

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hub.design.components import HelpCard
from hub.words import folding
from matching.preferences import understanding
from matching.preferences.presenters import help_card

IN_NEED: Final = (
    "bill, debt, arrears, cant afford, cant pay, owe money, homeless, nowhere to live, hungry, nothing to eat, no food, "
    "no money, no heating, benefits stopped, loan shark, suicide, self harm, abuse"
)
"""Phrases by which somebody looks for help. What `understanding` hears as need or distress counts, too."""


@dataclass(frozen=True)
class Answer:
    """A page of the Hub that answers a question about it: phrases, a title, one line, and the name of its address."""

    phrases: str
    title: Promise
    line: Promise
    page: str

    @property
    def url(self) -> str:
        """The address."""
        return reverse(self.page)


ANSWERS: Final = (
    Answer(
        "cancel, cancelling, call off, change my mind, cant come, cant make it, pull out, drop out, withdraw",
        _("You can’t come, or changed your mind"),
        _("On your page, choose “Can’t make it” or “Change my mind”. Nobody minds."),
        "sign_ups",
    ),
    Answer(
        "log in, sign in, login, password, lost my link, new link, link expired, my page",
        _("Get to your page"),
        _("We can send you a new link. You need no password."),
        "link_needed",
    ),
    Answer(
        "delete my, my data, what you know about me, unsubscribe, stop emails, stop texts, privacy",
        _("What we know of you"),
        _("See what we keep, change it, or have it deleted."),
        "privacy",
    ),
    Answer(
        "complain, complaint, report a, report somebody, unsafe, abuse, scam, worried about, concern",
        _("Report something that worries you"),
        _("Ring us, or somebody who can help now. You don’t have to give your name."),
        "worried",
    ),
)


@dataclass(frozen=True)
class Help:
    """What comes first: a card that says whom to ring, and pages. Empty (false) where the words ask for neither."""

    card: HelpCard | None
    answers: tuple[Answer, ...]

    def __bool__(self) -> bool:
        return bool(self.card or self.answers)


def of(typed: str) -> Help:
    """Return the help that the words of a search ask for."""
    in_need = _has(typed, IN_NEED) or any(one.code == understanding.CRISIS for one in understanding.hear(typed))
    answers = tuple(one for one in ANSWERS if _has(typed, one.phrases))
    return Help(help_card.for_search() if in_need else None, answers)


def _has(typed: str, phrases: str) -> bool:
    """Whether a text has one of the phrases, with any endings."""
    said = _stemmed(typed)
    return any(_stemmed(phrase) in said for phrase in phrases.split(","))


def _stemmed(text: str) -> str:
    """Return every word of a text as its stem, small words too: "sign in" is not "sign"."""
    return f" {' '.join(map(folding.stem, folding.fold(text).split()))} "
