"""Counting searches without results: their subject and, after some days, their text. Stores no person."""

from datetime import date, datetime
from typing import Final

from django.db.models import F
from django.utils import timezone
from django.utils.crypto import salted_hmac

from cms.models.searched import KNOWN_AFTER, SearchedInVain
from hub.core import transactions
from hub.taxonomy.codes import Cause, Slot
from hub.words import folding
from matching.preferences import understanding
from opportunities.models.unmet import Source
from opportunities.search.services import unmet

MOST_WORDS: Final = 4
"""Longer texts are not a name for a thing: they are counted, and their text is never stored."""


@transactions.atomic
def note(text: str, *, at: datetime) -> None:
    """Count a search without results, under the causes and times that its words name."""
    day = timezone.localdate(at)
    codes = {
        one.code
        for one in understanding.hear(text)
        if one.wished and one.code.partition(":")[0] in ("cause", "day", "part")
    }
    causes = [Cause(code.partition(":")[2]) for code in codes if code.startswith("cause:")]
    unmet.note(day=day, causes=causes, slots=_slots(codes), source=Source.SEARCH)
    if is_a_name(text):
        _count(" ".join(folding.fold(text).split()), day=day)


def is_a_name(text: str) -> bool:
    """Whether a text may be the name of a thing: a few words without digits, so no number, postcode or address."""
    words = folding.fold(text).split()
    return 0 < len(words) <= MOST_WORDS and len(" ".join(words)) <= 60 and not any(sign.isdigit() for sign in text)


def _slots(codes: set[str]) -> list[Slot]:
    days = {int(code.partition(":")[2]) for code in codes if code.startswith("day:")}
    parts = {int(code.partition(":")[2]) for code in codes if code.startswith("part:")}
    if not days and not parts:
        return []
    return [slot for slot in Slot if divmod(slot, 3)[0] in (days or range(7)) and slot % 3 in (parts or range(3))]


def _count(words: str, *, day: date) -> None:
    digest = salted_hmac("cms.searched", words, algorithm="sha256").hexdigest()
    row, made = SearchedInVain.objects.get_or_create(digest=digest, defaults={"last_day": day})
    if made:
        return
    same = SearchedInVain.objects.filter(pk=row.pk)
    same.filter(last_day__lt=day).update(days=F("days") + 1, last_day=day)
    same.filter(days__gte=KNOWN_AFTER, words="").update(words=words)


def drop(*, before: datetime, at: datetime) -> int:
    """Delete what nobody has searched for since a time; return how many."""
    return SearchedInVain.objects.filter(last_day__lt=timezone.localdate(before)).delete()[0]
