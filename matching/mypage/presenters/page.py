"""A person's own page: who asked me, what I've said yes to, what might suit me, what I'd like, what I agreed to."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from hub.access.actors import Actor
from hub.consent import wordings
from hub.consent.models import Consent, Purpose
from hub.core import caches
from hub.design import spoken, times, week_words
from hub.design.components import EmptyState, OpportunityCard, Tag, Week
from hub.people.models import Person, Reach
from matching.frontline.models import TO_ANSWER, Ask, AskLimit, Referral, Status
from matching.frontline.presenters import rows
from matching.mypage.services import companions
from matching.preferences import meaning
from matching.preferences.models import OWN_WORD, Exclusion, Preference, Why
from matching.preferences.presenters import help_card, readback, unheard
from matching.suggestions import showing
from matching.suggestions.models import CompanionAnswer, CompanionMatch, Where
from matching.suggestions.selectors import suggesting
from matching.suggestions.services import shown_lists
from opportunities.models import SignUp
from opportunities.models.unmet import Source
from opportunities.presenters import wording
from opportunities.presenters.cards import OWN_PAGE
from opportunities.search.services import unmet
from opportunities.signups.presenters import own

SUITS = 4
"""How many suggestions the page shows."""

MAY: Final = {
    Purpose.KEEP_RECORD: gettext_lazy("keeps my name and what I’d like"),
    Purpose.CONTACT_ME: gettext_lazy("may tell me when something new fits"),
    Purpose.PASS_ON: gettext_lazy("sees what I sent with my yes"),
    Purpose.LEARN_FROM_CHOICES: gettext_lazy("may learn from what I choose"),
    Purpose.BRING_COMPANY: gettext_lazy("knows that I’d like company"),
}
"""What each agreement allows, as words that follow a name."""


OFFERED: Final = {
    wordings.CONTACT_ME: Purpose.CONTACT_ME,
    wordings.LEARN: Purpose.LEARN_FROM_CHOICES,
    wordings.COMPANY: Purpose.BRING_COMPANY,
}
"""Agreements that can be given on the own page, by the code of their wording; they belong to no other step."""


@dataclass(frozen=True)
class AskRow:
    """One ask that waits for an answer."""

    pk: str
    who: str
    question: str
    words: str
    detail: str
    yes_url: str
    no_url: str
    never_url: str


@dataclass(frozen=True)
class ReferralRow:
    """Where a worker passed me on."""

    title: str
    organisation: str
    tag: Tag
    note: str


@dataclass(frozen=True)
class AgreedRow:
    """One thing I agreed to, in short."""

    who: str
    what: str
    since: str
    url: str


@dataclass(frozen=True)
class Wish:
    """My preference, in short."""

    words: str
    week: Week | None
    when: str
    sentences: list[str]


def gather(person: Person, *, by: Actor, at: datetime) -> dict[str, Any]:
    """Return everything on a person's page, and record which suggestions it shows."""
    preference = Preference.objects.filter(person=person).select_related("person").first()
    sign_ups = list(
        SignUp.objects.filter(person=person).to_come(at=at).for_inbox().order_by("session__next_at", "pk")[:20]
    )
    waiting = list(Ask.objects.filter(person=person).open().for_own_page()[:5])
    asked = [ask_row(ask, at=at) for ask in waiting]
    passed_on = _passed_on(person)
    known: list[int | None] = [row.session.opportunity_id for row in sign_ups]
    known += [ask.opportunity_id for ask in waiting]
    known += [row.opportunity_id for row in passed_on]
    company, found_company = companions.own(person.pk, at=at)
    held = list(Consent.objects.live(at=at).filter(person=person).select_related("recipient").order_by("-at", "-pk"))
    offered = _offered(held) if preference else []
    found = _suits(preference, [pk for pk in known if pk], by=by, at=at)
    return {
        "person": person,
        "asks": asked,
        "heading_note": _waiting(len(asked)),
        "sign_ups": [own.sign_up_row(row, at=at) for row in sign_ups],
        "nothing_yet": own.nothing_yet(),
        "referrals": [_referral(row) for row in passed_on if row.sign_up_id is None][:MOST_PASSED_ON],
        "cards": _cards(found, preference),
        "total": found.total if found else 0,
        "left_out": _left_out(person),
        "whys": Why.choices,
        "see_all": _see_all(preference),
        "nothing_suits": help_card.for_person() if _needs_help(preference) else _nothing(preference),
        "instead": _instead(preference, known, at=at) if preference and found and not found.rows else [],
        "tell_me": wordings.CONTACT_ME if wordings.CONTACT_ME in dict(offered) and not _needs_help(preference) else "",
        "wish": _wish(preference) if preference else None,
        "agreed": _agreed(person, held, at=at),
        "offered": offered,
        "company": [_company(row, person) for row in company],
        "found_company": [_company(row, person) for row in found_company],
        "never_asked": AskLimit.objects.filter(person=person, never_since__isnull=False).exists(),
    }


def _cards(found: suggesting.Found | None, preference: Preference | None) -> list[tuple[int, OpportunityCard]]:
    """Return each suggestion's id, and its card."""
    if found is None or preference is None:
        return []
    return [(row.opportunity.pk, showing.card(row, preference, back=OWN_PAGE)) for row in found.rows]


@dataclass(frozen=True)
class LeftOut:
    """Something that is not suggested any more: what it is called, and why, "" where they did not say."""

    pk: int
    title: str
    why: str


MOST_LEFT_OUT: Final = 10
"""How many of them the page shows, the newest first."""


def _left_out(person: Person) -> list[LeftOut]:
    rows = Exclusion.objects.filter(person=person, because__in=OWN_WORD, opportunity__isnull=False)
    return [
        LeftOut(row.opportunity.pk, spoken.by(row.opportunity.title, row.opportunity.lang), row.get_why_display())
        for row in rows.select_related("opportunity").order_by("-at", "-pk")[:MOST_LEFT_OUT]
        if row.opportunity
    ]


IF: Final = {
    "other_times": (gettext_lazy("If you had other times"), gettext_lazy("%d in all, when you are not free just now.")),
    "further": (gettext_lazy("If you could go further"), gettext_lazy("%d in all, further than you said.")),
    "from_home": (
        gettext_lazy("From home, at other times"),
        gettext_lazy("%d in all, that you can do from where you live."),
    ),
    "lacking": (
        gettext_lazy("If they could make it work for you"),
        gettext_lazy("%d in all, that say they lack what you need. You could ask them."),
    ),
}
"""The text for what would suit if one filter were different, with the number of opportunities."""


def _instead(preference: Preference, known: list[int | None], *, at: datetime) -> list[dict[str, Any]]:
    """Return what would suit if one filter were different, with cards that say which."""
    skip = [pk for pk in known if pk]
    return [
        {
            "heading": IF[one.kind][0],
            "total": str(IF[one.kind][1]) % one.total,
            "cards": [showing.card(row, preference, back=OWN_PAGE) for row in one.rows],
        }
        for one in suggesting.otherwise(preference, skip=skip, at=at)
    ]


@dataclass(frozen=True)
class CompanyRow:
    """A companion match: what and with which group, whether I said yes, and who it is once we both did."""

    pk: str
    title: str
    group: str
    url: str
    said_yes: bool
    name: str


def _company(row: CompanionMatch, person: Person) -> CompanyRow:
    return CompanyRow(
        pk=str(row.pk),
        title=spoken.by(row.opportunity.title, row.opportunity.lang),
        group=row.opportunity.organisation.name,
        url=row.opportunity.get_absolute_url(),
        said_yes=row.word_of(person.pk) == CompanionAnswer.YES,
        name=row.with_whom(person.pk).first_name if row.is_on else "",
    )


def _waiting(count: int) -> str:
    if not count:
        return ""
    return ngettext("%d person is waiting to hear from you.", "%d people are waiting to hear from you.", count) % count


def _suits(preference: Preference | None, skip: list[int], *, by: Actor, at: datetime) -> suggesting.Found | None:
    if preference is None:
        return None
    found = suggesting.find(preference, size=SUITS, skip=skip, at=at)
    shown_lists.note_shown(preference, found, where=Where.OWN_PAGE, by=by, at=at)
    if not found.rows and not _needs_help(preference):
        _note_missing(preference, at=at)
    return found


def _needs_help(preference: Preference | None) -> bool:
    return preference is not None and meaning.needs_help(preference.words, preference.misheard)


def _note_missing(preference: Preference, *, at: datetime) -> None:
    """Count that nothing suits somebody: once a day, however often they look."""
    day = timezone.localdate(at)
    if caches.answers() and cache.add(f"missing:{preference.person_id}:{day}", 1, timeout=86_400):
        meant = meaning.of(preference)
        unmet.note(day=day, ward=preference.ward, causes=meant.causes, slots=meant.slots, source=Source.OWN_PAGE)


def _see_all(preference: Preference | None) -> str:
    return reverse("opportunities:list") + "?sort=suits" if preference else ""


def _nothing(preference: Preference | None) -> EmptyState:
    if preference is None:
        return EmptyState(
            title=_("Tell us what you’d like"),
            text=_("Say it once, and we show what suits you, and why."),
            action=_("What I’d like"),
            url=reverse("preferences"),
        )
    if not meaning.of(preference).says_what:
        return unheard.empty_state()
    return EmptyState(
        title=_("Nothing near you suits just yet"),
        text=_("We have counted that it is missing. Try more windows, or a little further."),
        action=_("Change what I’d like"),
        url=reverse("preferences"),
    )


def ask_row(ask: Ask, *, at: datetime) -> AskRow:
    """Return one ask in words."""
    worker = ask.worker.person.first_name if ask.worker else ""
    facts = {"who": worker or ask.organisation.name, "where": ask.organisation.name, "day": times.day(ask.asked_at)}
    who = _("%(who)s, %(where)s, asked you on %(day)s") if worker else _("%(where)s asked you on %(day)s")
    thing = ask.opportunity
    group = {"title": spoken.by(thing.title, thing.lang), "group": thing.organisation.name} if thing else {}
    return AskRow(
        pk=str(ask.pk),
        who=who % facts,
        question=spoken.filled(_("Would you like “%(title)s”, with %(group)s?"), group)
        if thing
        else _("Would you like to take part?"),
        words=f"“{ask.words}”" if ask.words else "",
        detail=wording.where(thing) if thing else "",
        yes_url=reverse("ask_yes", args=[ask.pk]),
        no_url=reverse("ask_no", args=[ask.pk]),
        never_url=reverse("ask_no", args=[ask.pk]) + "#never",
    )


MOST_PASSED_ON: Final = 10
"""How many groups that somebody was passed on to the page shows."""


def _passed_on(person: Person) -> list[Referral]:
    found = Referral.objects.filter(person=person, status__in=(*TO_ANSWER, Status.ACCEPTED)).for_rows()
    return list(found.order_by("sent_at", "pk"))


def _referral(row: Referral) -> ReferralRow:
    return ReferralRow(
        title=spoken.by(row.opportunity.title, row.opportunity.lang)
        if row.opportunity
        else _("Something that suits me"),
        organisation=row.organisation.name,
        tag=rows.tag(row),
        note=_("We passed your name on. They answer by %(when)s.") % {"when": wording.moment(row.expires_at)}
        if row.status in TO_ANSWER
        else "",
    )


def _wish(preference: Preference) -> Wish:
    slots = meaning.of(preference).slots
    return Wish(
        words=preference.words,
        week=Week(tuple(sorted(int(slot) for slot in slots))) if slots else None,
        when=_sentence(week_words.windows(slots)),
        sentences=[
            said for said in readback.sentences(preference) if not preference.slots or said != _free(preference)
        ],
    )


def _free(preference: Preference) -> str:
    return _("Free: %s.") % week_words.windows(preference.slots)


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}." if words else ""


def _agreed(person: Person, held: list[Consent], *, at: datetime) -> list[AgreedRow]:
    seen_by = set(Reach.objects.live(at=at).filter(person=person).values_list("organisation", flat=True))
    newest: dict[tuple[int | None, str], Consent] = {}
    for consent in held:
        if consent.purpose == Purpose.PASS_ON and consent.recipient_id not in seen_by:
            continue  # the agreement holds, but the organisation sees nothing any more
        newest.setdefault((consent.recipient_id, consent.purpose), consent)
    return [
        AgreedRow(
            who=consent.recipient.name if consent.recipient else _("The Hub"),
            what=_may(consent),
            since=_("Since %(day)s.") % {"day": times.date(consent.at)},
            url=reverse("consent_take_back", args=[consent.pk]),
        )
        for consent in list(newest.values())[:5]
    ]


def _offered(held: list[Consent]) -> list[tuple[str, str]]:
    """Return the agreements somebody could give and has not, as codes with their words."""
    purposes = {consent.purpose for consent in held}
    return [(code, wordings.text(code)) for code, purpose in OFFERED.items() if purpose not in purposes]


def _may(consent: Consent) -> str:
    """Return what an organisation may do, as words that follow its name."""
    return str(MAY[Purpose(consent.purpose)])
