"""The engine's reasons and cautions in words: quotes of what the person said, and one honest obstacle."""

from collections.abc import Callable, Iterable
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from hub.design import spoken, week_words
from hub.places import apart
from hub.places.distance import KM_PER_MILE
from hub.taxonomy.codes import Access, Activity, Cause, Commitment, Costs, Language, Skill, Slot
from hub.taxonomy.fields import unmask
from matching.engine import Caution, Reason
from matching.preferences import meaning, understanding
from matching.preferences.models import Preference
from matching.preferences.presenters import readback
from matching.suggestions import closeness
from opportunities.models import Opportunity

NEAR_KM: Final = 3 * KM_PER_MILE
"""What "not far" means; the card says the distance, so that one number stands on it."""
LIKENESS: Final = frozenset({"words", "text"})
"""Features that say only that texts are alike: they may move a thing up or down, and are never a reason."""


def reason(said: Reason, preference: Preference, *, by_worker: bool = False, own: frozenset[int] = frozenset()) -> str:
    """Return one reason as a sentence to the person, or to the worker beside them. `own` are the terms of the thing."""
    if said.feature in QUOTED:
        return QUOTED[said.feature](said, preference, by_worker, own)
    return _REASONS[said.feature](said, preference, by_worker)


def nothing(*, by_worker: bool) -> str:
    """Return what is said instead of a reason where there is none."""
    if by_worker:
        return _("Read it out, and see if it’s for them")
    return _("Have a look, and see if it’s for you")


def whenever(*, by_worker: bool) -> str:
    """Return the reason of something that has no times of its own, for somebody who named theirs."""
    return _("They choose when") if by_worker else _("You choose when")


def _said(words: str, by_worker: bool) -> str:
    return (_("They said %s") if by_worker else _("You said %s")) % words


def _cause(said: Reason, preference: Preference, by_worker: bool, own: frozenset[int]) -> str:
    shared = unmask(Cause, said.bits)
    quote = _heard(Cause, "cause", shared, preference, own)
    return _said(quote or _listed(Cause, shared & preference.causes), by_worker)


def _activity(said: Reason, preference: Preference, by_worker: bool, own: frozenset[int]) -> str:
    shared = unmask(Activity, said.bits)
    quote = _heard(Activity, "activity", shared, preference, own)
    return _said(quote or _listed(Activity, shared & preference.activities), by_worker)


def _heard(codes: Any, kind: str, shared: frozenset[Any], preference: Preference, own: frozenset[int]) -> str:
    """Return, as a quote, the words in which one of these codes was heard for sure and as wished, closest to the thing; or ""."""
    sure = {one.key for one in meaning.sure(preference) if one.wished}
    wanted = {f"{kind}:{code}" for code in shared}
    said = understanding.mentions(preference.words) if sure & wanted else ()
    quotes = [one.quote(preference.words) for one in said if one.sure and one.key in sure and one.code in wanted]
    return _quoted(closeness.closest(quotes, own)) if quotes else ""


def _quoted(text: str) -> str:
    return _("“%s”") % text


def _skill(said: Reason, preference: Preference, by_worker: bool, own: frozenset[int]) -> str:
    shared = unmask(Skill, said.bits)
    words = _listed(Skill, shared & preference.skills)
    if not words:
        return _said(_heard(Skill, "skill", shared, preference, own), by_worker)
    return (_("They’re good at %s") if by_worker else _("You’re good at %s")) % words


def _slots(said: Reason, preference: Preference, by_worker: bool) -> str:
    words = week_words.windows(unmask(Slot, said.bits))
    if preference.slots:
        return (_("They’re free %s") if by_worker else _("You’re free %s")) % words
    return (_("They can come %s") if by_worker else _("You can come %s")) % words


def _near(said: Reason, preference: Preference, by_worker: bool) -> str:
    if said.value != said.value:
        return _("From home, as they said") if by_worker else _("From home, as you said")
    if said.value <= NEAR_KM:
        return _("Not far from their home") if by_worker else _("Not far from your home")
    return _("No further than they said") if by_worker else _("No further than you said")


def speaks(said: Reason, preference: Preference, *, is_far: bool) -> bool:
    """Whether a reason is worth saying: not that something is near beside that it is far, nor that they named no limit."""
    if said.feature != "near" or said.value != said.value:
        return True
    return not is_far and (said.value <= NEAR_KM or bool(preference.how_far))


def _commitment(said: Reason, preference: Preference, by_worker: bool) -> str:
    if preference.often:
        return _said(readback.lower(Commitment(preference.often).label), by_worker)
    often = meaning.of(preference).often
    codes = [f"often:{code}" for code in (often, *(said for said, near in meaning.NEAREST.items() if near == often))]
    quotes = (one.quote(preference.words) for one in meaning.sure(preference) if one.code in codes)
    return _said(_quoted(next(quotes, "")), by_worker)


def _costs(said: Reason, preference: Preference, by_worker: bool) -> str:
    return _facts(Costs, unmask(Costs, said.bits))


def _language(said: Reason, preference: Preference, by_worker: bool) -> str:
    return _("Somebody there speaks %s") % week_words.listed(
        code.label for code in readback.ordered(Language, unmask(Language, said.bits))
    )


def _company(said: Reason, preference: Preference, by_worker: bool) -> str:
    return _facts(Access, unmask(Access, said.bits))


def _own(said: Reason, preference: Preference, by_worker: bool) -> str:
    return _("You’ve been with this group before")


def _series(said: Reason, preference: Preference, by_worker: bool) -> str:
    return _("You’ve been to this before")


def _usual(said: Reason, preference: Preference, by_worker: bool) -> str:
    return _("You’ve come to things %s before") % week_words.windows(unmask(Slot, said.bits))


def _listed(codes: Any, chosen: Any) -> str:
    return readback.labels(codes, readback.ordered(codes, chosen)[:2])


def _facts(codes: Any, chosen: Any) -> str:
    return capfirst(week_words.listed(readback.lower(code.label) for code in readback.ordered(codes, chosen)[:2]))


QUOTED: Final[dict[str, Callable[[Reason, Preference, bool, frozenset[int]], str]]] = {
    "cause": _cause,
    "activity": _activity,
    "skill": _skill,
}
"""Reasons that quote what somebody said, in the words that are closest to the thing."""
_REASONS: Final[dict[str, Callable[[Reason, Preference, bool], str]]] = {
    "slots": _slots,
    "near": _near,
    "commitment": _commitment,
    "costs": _costs,
    "language": _language,
    "company": _company,
    "own": _own,
    "series": _series,
    "usual": _usual,
}


NOT_FOR_THEM: Final[dict[str, Promise]] = {
    "help": gettext_lazy("They may need help first, by what they said. Nothing is suggested."),
    "open": gettext_lazy("It is over, closed or not on show just now."),
    "places": gettext_lazy("It is full."),
    "age": gettext_lazy("They are too young or too old for it."),
    "reach": gettext_lazy("It is further than they would go."),
    "time": gettext_lazy("It is not on when they are free."),
    "checks": gettext_lazy("It needs a safety check that takes longer than it runs, or that they do not want."),
    "access": gettext_lazy("It says that it lacks something they need."),
    "takes": gettext_lazy("It takes something that they said they can’t do."),
    "exclusions": gettext_lazy("It is about something they said they would rather not do."),
}
"""The text for each filter that excludes an opportunity, for a worker."""
WHAT_WOULD_HELP: Final[dict[str, Promise]] = {
    "help": gettext_lazy(
        "Talk with them first. If we got it wrong, put it right where you change what they would like."
    ),
    "places": gettext_lazy("They may wait: it stays on the list of what is full."),
    "reach": gettext_lazy("Ask how far they would go, or if they could get a lift."),
    "time": gettext_lazy("Ask which other times would do."),
    "checks": gettext_lazy("Ask if they would mind a check. It is free."),
    "access": gettext_lazy("Ring the group: there may be a way that they have not written down."),
    "takes": gettext_lazy("Ring the group: somebody else may do that part."),
    "exclusions": gettext_lazy("Ask if that still holds. If not, they can change it."),
}
"""What a worker can do about each filter."""


def caution(said: Caution, opportunity: Opportunity) -> str:
    """Return the obstacle as a sentence that follows "One thing:", with the way round it where the organiser wrote one."""
    return _CAUTIONS[said.kind](said, opportunity)


def _full(said: Caution, opportunity: Opportunity) -> str:
    return _("it is full just now. There is a waiting list.")


def _named(codes: Iterable[Access]) -> str:
    return week_words.listed(readback.lower(code.label) for code in codes)


def _access(said: Caution, opportunity: Opportunity) -> str:
    missing = readback.ordered(Access, unmask(Access, said.bits))
    lacks = _named(code for code in missing if code in opportunity.access_no)
    unsaid = _named(code for code in missing if code not in opportunity.access_no)
    told = _("they say no to “%s”.") % lacks if lacks else ""
    untold = _("they don’t mention “%s”. Ask first.") % unsaid if unsaid else ""
    words = spoken.joined((told, capfirst(untold) if told else untold))
    if not opportunity.access_note:
        return words
    # Their note may be about another need: it is theirs, and not said to be the answer to this one.
    note = {"note": spoken.by(opportunity.access_note, opportunity.lang)}
    return spoken.joined((words, spoken.filled(_("They write: “%(note)s”"), note)))


def _age(said: Caution, opportunity: Opportunity) -> str:
    return _("you need to be %(age)d or over.") % {"age": int(said.value)}


def _max_age(said: Caution, opportunity: Opportunity) -> str:
    return _("it is for people up to %(age)d.") % {"age": int(said.value)}


def _checks(said: Caution, opportunity: Opportunity) -> str:
    weeks = opportunity.checks_weeks
    if not weeks:
        return _("a safety check comes first. It’s free.")
    words = ngettext(
        "a safety check comes first. It’s free, and takes about %d week.",
        "a safety check comes first. It’s free, and takes about %d weeks.",
        weeks,
    )
    return words % weeks


def _other_language(said: Caution, opportunity: Opportunity) -> str:
    spoken = week_words.listed(code.label for code in readback.ordered(Language, opportunity.languages))
    return _("they speak %s there.") % spoken


def _charge(said: Caution, opportunity: Opportunity) -> str:
    return (
        week_words.listed(readback.lower(code.label) for code in readback.ordered(Costs, unmask(Costs, said.bits)))
        + "."
    )


def _other_times(said: Caution, opportunity: Opportunity) -> str:
    windows = week_words.windows(unmask(Slot, said.bits))
    return (_("it is on %s.") if said.value == 0 else _("it is also on %s.")) % windows


def _far(said: Caution, opportunity: Opportunity) -> str:
    return _("it is %s away.") % apart.about(said.value)


_CAUTIONS: Final[dict[str, Callable[[Caution, Opportunity], str]]] = {
    "full": _full,
    "access": _access,
    "age": _age,
    "max_age": _max_age,
    "checks": _checks,
    "language": _other_language,
    "costs": _charge,
    "time": _other_times,
    "far": _far,
}
