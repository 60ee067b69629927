"""What the figures are narrowed to, and which of them are: a page never says more than is known."""

from dataclasses import dataclass

from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Scope:
    """The names of one ward and of one service; "" for all of them."""

    ward: str = ""
    service: str = ""

    @property
    def chosen(self) -> tuple[str, ...]:
        """What was chosen, as it stands on paper."""
        ward = _("Where: %(ward)s") % {"ward": self.ward} if self.ward else ""
        service = _("Asked by: %(service)s") % {"service": self.service} if self.service else ""
        return tuple(words for words in (ward, service) if words)

    @property
    def notes(self) -> tuple[str, ...]:
        """Which figures the choice is about, and that all others are of everybody."""
        notes = []
        if self.ward:
            notes.append(
                _(
                    "Only “When people are free and nothing’s on” and the biggest gap are for %(ward)s alone."
                    " All other figures are for all wards."
                )
                % {"ward": self.ward}
            )
        if self.service:
            notes.append(
                _(
                    "Only “From being asked to coming back” and how many have been to something are for"
                    " %(service)s alone. All other figures are for every service."
                )
                % {"service": self.service}
            )
        return tuple(notes)


def named(who: str, words: str) -> str:
    """Return words after the name of the ward or service that they are about, where they are about one alone."""
    return _("%(who)s: %(words)s") % {"who": who, "words": words} if who else words
