"""From rows to what a list shows: cards, the lit week, active filters, pages. No queries here: the querysets did them."""

from typing import Any, Final

from django.http import QueryDict
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hub.core import destinations
from hub.design import spoken, times
from hub.design.components import Chip, Chips, EmptyState, Fact, OpportunityCard, Terrace, TerraceCell
from hub.places import apart
from hub.places.locate import Located
from hub.taxonomy.codes import Access, Checks, Costs, Kind, Slot
from hub.taxonomy.slots import LOCAL
from opportunities import recurrence, shapes
from opportunities.models import Opportunity, Session
from opportunities.presenters import wording
from opportunities.presenters.asked import NOTHING, Asked
from opportunities.search.forms import Find, without

BACK: Final = "back"
"""What a card adds to its address where it stands among suggestions: the key of a look, or `OWN_PAGE`."""
OWN_PAGE: Final = "me"
FEW: Final = 3
"""This number of places or fewer is shown in bold."""

ACCESS_ICONS: Final = {
    Access.STEP_FREE: "wheelchair",
    Access.TOILET: "toilet",
    Access.SEATING: "armchair",
    Access.QUIET: "ear",
    Access.PARKING: "car",
    Access.BUS: "bus",
    Access.HEARING_LOOP: "ear",
    Access.REMOTE: "house",
    Access.ASSISTANCE_DOGS: "dog",
    Access.CHILDREN: "baby",
}
COSTLY: Final = (Costs.CHARGE, Costs.NOT_PAID)
"""What somebody pays comes before what they don't pay for."""
COST_ICONS: Final = {Costs.FARES: "bus", Costs.MEAL: "fork-knife", Costs.CALLS: "phone"}


def card(
    opportunity: Opportunity, *, near: Located | None, number: int | None = None, asked: Asked = NOTHING
) -> OpportunityCard:
    """Return one opportunity in a list, with what was asked for in front. Expects `for_cards`."""
    sessions = asked.first(opportunity.upcoming)
    when = _when(opportunity, sessions)
    return OpportunityCard(
        title=spoken.by(opportunity.title, opportunity.lang),
        url=opportunity.get_absolute_url() + (f"?{urlencode({'near': near.name})}" if near else ""),
        organisation=opportunity.organisation.name,
        where=_where(opportunity, near),
        when_day=when[0],
        when_hours=when[1],
        when_often=when[2],
        slots=slots(_named(sessions)),
        reasons=_reasons(opportunity),
        snag=snag(opportunity),
        facts=_facts(opportunity, sessions, asked),
        number=number,
        answer=answer(opportunity),
        kind=str(shapes.of(opportunity.kind).said),
        kind_icon=shapes.of(opportunity.kind).sign,
    )


def _when(opportunity: Opportunity, sessions: list[Session]) -> tuple[str, str, str]:
    """Return the first line of a card: the day, the hours, how often."""
    first = sessions[0] if sessions else None
    if shapes.is_call(opportunity, first):
        return str(shapes.STANDBY.said), shapes.notice(opportunity) if opportunity.notice_hours else "", ""
    return _day(first), _hours(sessions), _often(opportunity, sessions)


def _hours(sessions: list[Session]) -> str:
    """Return the hours of the next date; of the second one, too, where only the hours differ."""
    if not sessions:
        return _("No date yet")
    hours = wording.hours(sessions[0])
    if len(sessions) == 2 and _same_date(*sessions):
        return _("%(first)s and %(second)s") % {"first": hours, "second": wording.hours(sessions[1])}
    return hours


def _day(session: Session | None) -> str:
    if session is None:
        return ""
    return times.weekday(session.next_at) if session.next_at else wording.own_times(session) or _("Any day")


def _named(sessions: list[Session]) -> list[Session]:
    """Return the dates that a card names: the next, or both of two. Its lit windows use the same dates."""
    return sessions if len(sessions) == 2 and not any(session.repeats_by for session in sessions) else sessions[:1]


def _often(opportunity: Opportunity, sessions: list[Session]) -> str:
    session = sessions[0] if sessions else None
    if session is None or session.next_at is None:
        return _("You choose when") if session and opportunity.commitment else ""
    often = wording.often(session.repeats_by)
    if recurrence.often_of(session.repeats_by) == recurrence.Often.WEEKLY:
        return often
    date = times.date(session.next_at)
    if often:
        return _("%(often)s, next on %(date)s") % {"often": often, "date": date}
    return _with_more(date, sessions)


def _with_more(date: str, sessions: list[Session]) -> str:
    """Append the other date, or how many more there are, to the next date."""
    second = sessions[1] if len(sessions) > 1 else None
    if second is None or second.next_at is None or (len(sessions) == 2 and _same_date(*sessions)):
        return date
    if len(sessions) == 2 and _same_day_and_hours(*sessions):
        return _("%(date)s and %(second)s") % {"date": date, "second": times.date(second.next_at)}
    if len(sessions) == 2:
        return _("%(date)s, and %(second)s") % {"date": date, "second": wording.when(second)}
    more = len(sessions) - 1
    return ngettext("%(date)s, and %(more)d more date", "%(date)s, and %(more)d more dates", more) % {
        "date": date,
        "more": more,
    }


def _same_date(first: Session, second: Session) -> bool:
    """Whether both are single dates on one day."""
    if first.next_at is None or second.next_at is None or first.repeats_by or second.repeats_by:
        return False
    return first.next_at.astimezone(LOCAL).date() == second.next_at.astimezone(LOCAL).date()


def _same_day_and_hours(first: Session, second: Session) -> bool:
    """Whether the day and the hours on the card are those of both dates."""
    return (_day(first), wording.hours(first)) == (_day(second), wording.hours(second))


def slots(sessions: list[Session]) -> tuple[int, ...]:
    """Return the windows of any of these sessions, in order."""
    return tuple(sorted({int(slot) for session in sessions for slot in session.slots}))


def _where(opportunity: Opportunity, near: Located | None) -> str:
    venue = opportunity.venue
    if venue is None:
        return _("from your own home")
    if near is None:
        return _("%(ward)s %(district)s") % {"ward": venue.ward_name, "district": venue.postcode.split(" ")[0]}
    return apart.words(near, venue)


def _reasons(opportunity: Opportunity) -> tuple[str, ...]:
    said = []
    if Access.NO_EXPERIENCE in opportunity.access:
        said.append(str(Access.NO_EXPERIENCE.label))
    if opportunity.kind == Kind.JOIN_IN:
        said.append(_("Nothing to sign up to but company"))
    return tuple(said)


def snag(opportunity: Opportunity) -> str:
    """Return the one possible obstacle with its solution; "" if there is none."""
    if opportunity.checks != Checks.NONE:
        weeks = opportunity.checks_weeks
        if weeks:
            words = ngettext(
                "a safety check comes first. It’s free, and takes about %d week.",
                "a safety check comes first. It’s free, and takes about %d weeks.",
                weeks,
            )
            return words % weeks
        return _("a safety check comes first. It’s free.")
    if opportunity.min_age and opportunity.min_age >= 18:
        return _("you need to be %(age)d or over.") % {"age": opportunity.min_age}
    if opportunity.max_age:
        return _("it is for people up to %(age)d.") % {"age": opportunity.max_age}
    if Access.STEP_FREE not in opportunity.access and opportunity.venue is not None and opportunity.access_note:
        return spoken.by(opportunity.access_note, opportunity.lang)
    return ""


def _facts(opportunity: Opportunity, sessions: list[Session], asked: Asked) -> tuple[Fact, ...]:
    facts = [
        Fact(icon=COST_ICONS.get(cost, "coins"), text=str(cost.label))
        for cost in sorted(ordered(Costs, opportunity.costs), key=lambda cost: cost not in COSTLY)[:1]
    ]
    facts += [*asked.facts(opportunity), *_access(opportunity, asked)]
    called = shapes.is_call(opportunity, sessions[0] if sessions else None)
    if (said := shapes.fact(opportunity)) and not called:
        facts.insert(0, Fact(icon=shapes.of(opportunity.kind).sign, text=said, strong=True))
    if sessions:
        few = sessions[0].left is not None and sessions[0].left <= FEW
        facts.append(Fact(icon="users-three", text=wording.places_over(sessions), strong=few))
    if not opportunity.answers_at_once:
        facts.append(Fact(icon="chat-dots", text=capfirst(wording.replies(opportunity.organisation))))
    return tuple(facts)


def _access(opportunity: Opportunity, asked: Asked) -> list[Fact]:
    """Return all access facts that were asked for, or else the first two."""
    codes = ordered(Access, opportunity.access)
    named = [code for code in codes if code in asked.access]
    usual = [code for code in codes if code in ACCESS_ICONS and code not in (*named, Access.REMOTE)]
    shown = named + usual[: max(0, 2 - len(named))]
    return [Fact(icon=ACCESS_ICONS.get(code, "check"), text=str(code.label)) for code in shown]


def ordered(codes: Any, chosen: Any) -> list[Any]:
    """Return chosen codes in the order of their list."""
    return [code for code in codes if code in chosen]


def answer(opportunity: Opportunity) -> str:
    """Return whether a sign-up gets a place at once or is answered first, in words."""
    return _("The place is yours at once") if opportunity.answers_at_once else _("They’ll answer you first")


# -- The week, filters, pages ------------------------------------------------------------------------------------------


def terrace(counts: dict[int, int]) -> Terrace:
    """Return the lit week from the count of each window."""
    base = reverse("opportunities:list")
    return Terrace(
        cells=tuple(
            TerraceCell(
                slot=slot,
                count=count,
                url=f"{base}?day={slot // 3}&part={slot % 3}",
                label=ngettext("%(window)s: %(count)d thing on", "%(window)s: %(count)d things on", count)
                % {"window": Slot(slot).label, "count": count},
            )
            for slot, count in sorted(counts.items())
        )
    )


def filter_chips(find: Find, query: QueryDict) -> Chips:
    """Return the active filters, each as a link that removes it."""
    base = reverse("opportunities:list")
    return Chips(
        items=tuple(
            Chip(label=label, url=f"{base}?{without(query, name, value)}", removable=True)
            for name, value, label in find.in_use
        )
    )


def shortcuts() -> Chips:
    """Return the most used filters, as links."""
    base = reverse("opportunities:list")
    common = (
        (_("Evenings"), "part=2"),
        (_("Weekends"), "day=5&day=6"),
        (_("From home"), "access=remote"),
        (_("Step-free"), "access=step_free"),
        (_("Bring the children"), "access=children"),
        (_("No safety check"), "access=no_check"),
    )
    return Chips(items=tuple(Chip(label, f"{base}?{query}") for label, query in common), label=_("Looking for"))


def near_chips(find: Find, query: QueryDict) -> Chips:
    """Return the places that may have been meant by one that is not clear, as links that keep the rest of the query."""
    refused = find.errors.as_data().get("near", [])
    names = [name for error in refused for name in getattr(getattr(error, "failure", None), "suggestions", ())]
    return Chips(items=tuple(Chip(name, _near(name, query)) for name in names), label=_("Places you may mean"))


def _near(name: str, query: QueryDict) -> str:
    changed = query.copy()
    changed["near"] = name
    changed.pop("page", None)
    return f"{reverse('opportunities:list')}?{changed.urlencode()}"


def ward_chips(wards: list[tuple[str, str]]) -> Chips:
    """Return the parts of the area as links, for visitors whose postcode is unknown."""
    base = reverse("opportunities:list")
    items = tuple(Chip(name, f"{base}?{urlencode({'near': name})}") for _code, name in wards)
    return Chips(items=items, label=_("Parts of the area"))


def nothing_found(*, filtered: bool, wider_url: str = "", words: str = "") -> EmptyState:
    """Return the text of an empty list; `wider_url` is it without a limit of distance, `words` all that was asked for."""
    if wider_url:
        return EmptyState(
            title=_("Nothing this near yet"),
            text=_("There may be something a little further off."),
            action=_("Look further"),
            url=wider_url,
        )
    if words:
        return EmptyState(
            title=_("Nothing like that yet"),
            text=_("We have counted that somebody looked. The search finds groups, stories and help, too."),
            action=_("Search everything"),
            url=f"{destinations.to('search')}?{urlencode({'q': words})}",
        )
    if filtered:
        return EmptyState(
            title=_("Nothing like that yet"),
            text=_("We have counted that somebody looked, so that groups know what is missing. Try fewer filters."),
            action=_("Take all filters off"),
            url=reverse("opportunities:list"),
        )
    return EmptyState(
        title=_("Nothing is on just yet"), text=_("Groups are writing their first adverts. Look in again soon.")
    )
