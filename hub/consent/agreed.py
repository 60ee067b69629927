"""The agreements of a person, worded for their own page. Makes no queries."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hub.consent.models import Consent, GivenBy
from hub.design import spoken, times
from hub.people.models import Field


@dataclass(frozen=True)
class Row:
    """One agreement."""

    who: str
    what: str
    fields: str
    wording: str
    since: str
    until: str
    url: str
    given: str = ""


def rows(consents: Iterable[Consent]) -> list[Row]:
    """Return each agreement as a row to show. Expects rows loaded with `for_page`."""
    return [row(consent) for consent in consents]


def cards(consents: Iterable[Consent]) -> list[Row]:
    """Return agreements as cards, one per recipient and purpose, since all of those are withdrawn together.

    Expects rows loaded with `for_page`. The newest row is the one shown; it says how often the agreement was given.
    """
    together: dict[tuple[int | None, str], list[Consent]] = {}
    for consent in consents:
        together.setdefault((consent.recipient_id, consent.purpose), []).append(consent)
    return [replace(row(same[0]), given=_given(len(same))) for same in together.values()]


def _given(count: int) -> str:
    return ngettext("Given %d time.", "Given %d times.", count) % count if count > 1 else ""


def row(consent: Consent) -> Row:
    """Return one agreement as a row to show."""
    who = str(consent.recipient) if consent.recipient_id else _("The Hub")
    fields = ", ".join(str(field.label) for field in Field if field in consent.fields)
    by = _("you") if consent.given_by == GivenBy.PERSON else _("a worker, on your word")
    facts = {"day": times.day(consent.at), "how": consent.get_how_display(), "by": by}
    return Row(
        who=who,
        what=str(consent.get_purpose_display()),
        fields=fields,
        wording=spoken.by(consent.wording.text.replace("{organisation}", who), consent.wording.language),
        since=_("Since %(day)s, given %(how)s by %(by)s.") % facts,
        until=_ending(consent),
        url=reverse("consent_take_back", args=[consent.pk]),
    )


def _ending(consent: Consent) -> str:
    if consent.withdrawn_at:
        return _("Taken back on %(day)s.") % {"day": times.day(consent.withdrawn_at)}
    if consent.until:
        return _("Until %(day)s.") % {"day": times.far_day(consent.until)}
    return _("Until you take it back.")
