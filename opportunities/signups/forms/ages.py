"""The question about age on the sign-up form: about the ages that the advert names, and whether somebody is under 18."""

from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.utils.translation import gettext as _

from hub.design import phones

ADULT: Final = 18
YES: Final = "yes"
NO: Final = "no"
OVER: Final = "over"
"""The answer of who is older than the advert says."""
MINOR: Final = "minor"
"""The answer of who has an age that the advert names, and is under 18: they ring first."""


@dataclass(frozen=True)
class Ages:
    """From and up to which age something is; None for no limit."""

    least: int | None
    most: int | None

    def __bool__(self) -> bool:
        return self.least is not None or self.most is not None

    @property
    def question(self) -> tuple[str, str]:
        """The question, and the error when it is not answered."""
        least, most = self.least, self.most
        if least is None:
            age = {"age": most}
            return _("Are you %(age)d or younger?") % age, _("Say whether you are %(age)d or younger.") % age
        if least < ADULT or most is not None:
            return _("How old are you?"), _("Say how old you are.")
        return _("Are you %(age)d or over?") % {"age": least}, _("Say whether you are %(age)d or over.") % {
            "age": least
        }

    @property
    def answers(self) -> list[tuple[str, str]]:
        """The answers to choose from, the eldest first."""
        least, most = self.least, self.most
        if least is None or (most is None and least >= ADULT):
            return [(YES, _("Yes")), (NO, _("No"))]
        found = [] if most is None else [(OVER, _("Over %(age)d") % {"age": most})]
        if most is None or most >= ADULT:
            found.append((YES, _between(max(least, ADULT), most)))
        if least < ADULT:
            found.append((MINOR, _between(least, ADULT - 1 if most is None else min(most, ADULT - 1))))
        return [*found, (NO, _("Under %(age)d") % {"age": least})]

    def refusal(self, said: str) -> str:
        """Return why an answer does not lead to a place here, and what to do; "" for one that does."""
        too_old = said == OVER or (said == NO and self.least is None)
        if said == YES:
            return ""
        if too_old:
            words = _("This is for people up to %(age)d. Ring us, and we look for something else with you.")
            return words % {"age": self.most}
        if said == NO and self.least != ADULT:
            words = _("This is for people of %(age)d and over. Ring us, and we look for something else with you.")
            return words % {"age": self.least}
        words = _("Please ring us first, on %(phone)s. Somebody will sort this out with you and a parent or guardian.")
        return words % {"phone": phones.grouped(settings.HUB_PHONE)}


def _between(least: int, most: int | None) -> str:
    """Return "18 or over", "18 to 25" or "17"."""
    if most is None:
        return _("%(age)d or over") % {"age": least}
    return str(least) if most == least else _("%(least)d to %(most)d") % {"least": least, "most": most}
