"""Every list of every resident of the demo place: each reason is true of that very pair, no snag is left out, the plain twin agrees.

What is true is worked out here, from the models and in plain Python; it shares no code with `matching.suggestions`. Besides those who
said something in the demo, a dozen made-up wishes see to it that every reason and nearly every snag happens.
"""

import re
from dataclasses import asdict, dataclass
from datetime import datetime
from math import asin, cos, isnan, radians, sin, sqrt

import pytest

from hub.access.actors import SYSTEM
from hub.people.models import Person
from hub.taxonomy.codes import (
    Access,
    Activity,
    Cause,
    Checks,
    Commitment,
    Costs,
    Ease,
    HowFar,
    Kind,
    Language,
    Skill,
    Slot,
    Travel,
)
from hub.words import likeness
from matching.engine import DEFAULT
from matching.preferences import hearing
from matching.preferences.models import Exclusion, Preference
from matching.preferences.services import saving
from matching.suggestions import columns, wanting
from matching.suggestions.selectors import suggesting
from opportunities.models import Opportunity, Session, State
from tests.factories import person
from tests.matching.engine import plain

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("place")]

KM_PER_MILE = 1.609344
PAID = {Costs.FARES, Costs.MEAL, Costs.CALLS, Costs.CARE, Costs.RECEIPTS}
CHARGED = {Costs.CHARGE, Costs.NOT_PAID}
FACT_FOR = {
    Ease.STEP_FREE: Access.STEP_FREE,
    Ease.SEATING: Access.SEATING,
    Ease.QUIET: Access.QUIET,
    Ease.TOILET: Access.TOILET,
    Ease.HEARING_LOOP: Access.HEARING_LOOP,
    Ease.PARKING: Access.PARKING,
    Ease.ASSISTANCE_DOGS: Access.ASSISTANCE_DOGS,
    Ease.HELPER: Access.HELPER,
    Ease.CHILDREN: Access.CHILDREN,
}
KM = {
    (HowFar.STREET, ()): 0.5 * KM_PER_MILE,
    (HowFar.MILE, ()): KM_PER_MILE,
    (HowFar.HALF_HOUR, (Travel.BUS, Travel.WALK)): 4.0,
    (HowFar.HALF_HOUR, ()): 4.8 / 1.3 / 2,
    (HowFar.QUARTER_HOUR, ()): 4.8 / 1.3 / 4,
}
"""How far the ones below go, kilometres; whoever is not here has no limit, or does things from home only."""

EARLSFIELD, PUTNEY, TOOTING = (51.442, -0.188), (51.459, -0.217), (51.427, -0.168)


def made_up(**said):
    said.setdefault("lat", EARLSFIELD[0])
    said.setdefault("lon", EARLSFIELD[1])
    return said


WISHES = {
    "nothing said": {},
    "a place only": made_up(),
    "words only": made_up(words="A cup of tea and a chat. Not too early. I like fixing things."),
    "a not": made_up(words="Gardening, reading. No cooking, not children."),
    "weekday evenings": made_up(words="Weekday evenings", how_far=HowFar.HALF_HOUR),
    "spoken windows": made_up(words="Tuesday evenings and Saturday mornings, cooking"),
    "costs": made_up(ease={Ease.COSTS}, causes={Cause.FOOD_MONEY, Cause.OLDER}),
    "a friend": made_up(ease={Ease.FRIEND, Ease.SHOWN}, activities={Activity.TALK}),
    "needs": made_up(ease={Ease.STEP_FREE, Ease.SEATING, Ease.TOILET}, activities={Activity.COOK, Activity.SORT}),
    "quiet": made_up(ease={Ease.QUIET}),
    "a language": made_up(ease={Ease.LANGUAGE}, speaks={Language.PL, Language.SO, Language.UR, Language.EN}),
    "another language": made_up(ease={Ease.LANGUAGE}, speaks={Language.BSL}, causes={Cause.WELCOME}),
    "skills": made_up(skills={Skill.DIY, Skill.COOKING, Skill.DIGITAL, Skill.PRACTICAL}, often=Commitment.HOURS_WEEKLY),
    "a mile": made_up(how_far=HowFar.MILE, lat=PUTNEY[0], lon=PUTNEY[1], causes={Cause.GREEN}),
    "my street": made_up(how_far=HowFar.STREET, lat=TOOTING[0], lon=TOOTING[1]),
    "from home": made_up(how_far=HowFar.HOME, activities={Activity.TALK}),
    "no check": made_up(ease={Ease.NO_CHECK}, causes={Cause.CHILDREN}),
    "children": made_up(causes={Cause.CHILDREN, Cause.SAFETY}, activities={Activity.TEACH, Activity.COACH}),
    "one window": made_up(slots={Slot.TUE_EVENING}),
    "many windows": made_up(slots=set(list(Slot)[:12]), often=Commitment.HOURS_ONCE, activities={Activity.GREET}),
}


def everybody(place: datetime) -> dict[str, Preference]:
    """Return all that was said in the demo, and the made-up ones, each kept like any other."""
    kept = {f"resident {one.person_id}": one for one in Preference.objects.select_related("person").order_by("pk")}
    for number, (name, said) in enumerate(WISHES.items()):
        who = person("Wish", f"wish{number}@example.test", at=place)
        said = dict(said)
        at = {part: said.pop(part, None) for part in ("lat", "lon")}
        sets = {key: frozenset(value) if isinstance(value, set) else value for key, value in said.items()}
        saved = saving.save(who, saving.Said(**sets), by=SYSTEM, at=place)
        Preference.objects.filter(pk=saved.pk).update(**at)
        kept[name] = Preference.objects.select_related("person").get(pk=saved.pk)
    return kept


@dataclass
class Pair:
    """One person and one thing, and what is true of both."""

    said: Preference
    thing: Opportunity
    at: datetime

    @property
    def dates(self) -> list[Session]:
        every = self.thing.sessions.all()
        return [one for one in every if one.cancelled_at is None and (one.starts_at is None or one.next_at > self.at)]

    @property
    def with_room(self) -> list[Session]:
        return [one for one in self.dates if one.places is None or one.taken < one.places]

    @property
    def windows(self) -> set[Slot]:
        return {slot for one in self.with_room or self.dates for slot in one.slots}

    @property
    def wished_windows(self) -> set[Slot]:
        """Return the windows they ticked or, where they ticked none, spoke of (in these few phrases)."""
        spoken = {
            "Weekday evenings": {Slot(day * 3 + 2) for day in range(5)},
            "Tuesday evenings and Saturday mornings": {Slot.TUE_EVENING, Slot.SAT_MORNING},
            "Maybe something in the evenings": {Slot(day * 3 + 2) for day in range(7)},
        }
        return set(self.said.slots) or next((s for words, s in spoken.items() if words in self.said.words), set())

    @property
    def left_out_windows(self) -> set[Slot]:
        early = "ot too early" in self.said.words
        return {Slot(day * 3) for day in range(7)} - set(self.said.slots) if early else set()

    @property
    def suiting(self) -> set[Slot]:
        free = self.windows - self.left_out_windows
        return free & self.wished_windows if self.wished_windows else free

    @property
    def km(self) -> float | None:
        venue = self.thing.venue
        if venue is None or self.said.lat is None:
            return None
        up, along = radians(venue.lat - self.said.lat), radians(venue.lon - self.said.lon)
        half = sin(up / 2) ** 2 + cos(radians(venue.lat)) * cos(radians(self.said.lat)) * sin(along / 2) ** 2
        return 2 * 6371.0088 * asin(sqrt(half))

    @property
    def reach(self) -> float | None:
        return KM.get((HowFar(self.said.how_far), tuple(sorted(self.said.travel)))) if self.said.how_far else None

    @property
    def languages(self) -> set[Language]:
        """Return the languages they share, but for English."""
        return set(self.thing.languages) & set(self.said.person.speaks) - {Language.EN}

    @property
    def text(self) -> str:
        """Return all that the thing is found by, in lower case."""
        thing = self.thing
        causes = " ".join(str(cause.label) for cause in thing.causes)
        return f"{thing.title} {thing.summary} {thing.what_you_do} {thing.organisation.name} {causes}".lower()

    def codes(self, kind: str) -> set[str]:
        """Return the causes or activities that the thing has and that they ticked or that can be heard in their words."""
        field = {"cause": "causes", "activity": "activities"}[kind]
        table = {code.partition(":")[2]: words for code, words in hearing.WORDS.items() if code.startswith(kind)}
        heard = {code for code, words in table.items() if any(alike(self.said.words, word) for word in words.split())}
        return {str(code) for code in getattr(self.thing, field)} & (
            {str(c) for c in getattr(self.said, field)} | heard
        )


def alike(text: str, word: str) -> bool:
    """Whether a text has a word that begins like this one: its first four letters, or all of a shorter one."""
    return re.search(rf"\b{re.escape(word[:4].lower())}", text.lower()) is not None


def quoted(sentence: str) -> str:
    """Return what a sentence quotes, "" where it quotes nothing."""
    found = re.search("“(.*?)…?”", sentence)
    return found[1] if found else ""


def check_code(kind, codes, pair, reason, why):
    shared = pair.codes(kind)
    assert shared
    quote = quoted(why)
    if quote:
        table = " ".join(hearing.WORDS[f"{kind}:{code}"] for code in shared)
        assert quote in pair.said.words
        assert any(alike(quote, word) for word in table.split()), (quote, table)
    else:
        ticked = {str(code) for code in getattr(pair.said, {"cause": "causes", "activity": "activities"}[kind])}
        labels = [str(codes(code).label).lower() for code in shared & ticked]
        assert any(label in why.lower() for label in labels), (why, labels)


def check_words(pair, reason, why):
    quote = quoted(why)
    assert quote
    assert quote in pair.said.words
    words = [word for word in re.findall(r"[a-z]+", quote.lower()) if len(word) > 2]
    assert any(alike(pair.text, word) for word in words), (quote, pair.text)


def check_text(pair, reason, why):
    quote = quoted(why)
    assert quote
    assert all(part in pair.said.words for part in quote.split(". "))
    assert not re.search(
        r"\b(no|not)\b", quote.lower()
    )  # what somebody leaves out is nothing they said they would like
    thing = pair.thing
    texts = [quote, f"{thing.title}. {thing.summary} {thing.what_you_do}"]
    mine, theirs = likeness.vectors(texts).astype(int)
    assert mine @ theirs / 127**2 > (0.1 if "…" in why else 0.2)  # a long quote leaves something off


def check_slots(pair, reason, why):
    true = pair.suiting & pair.wished_windows
    assert true
    assert {Slot(bit) for bit in plain.codes(reason.bits)} == true
    days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
    for number, day in enumerate(days):
        assert day not in why or any(slot // 3 == number for slot in true), why
    for number, part in enumerate(["mornings", "afternoons", "evenings"]):
        assert part not in why or any(slot % 3 == number for slot in true), why
    assert why.startswith("You’re free " if pair.said.slots else "You said ")


def check_near(pair, reason, why):
    if isnan(reason.value):
        assert pair.thing.remote
        assert pair.said.how_far == HowFar.HOME
        assert why == "From home, as you said"
        return
    assert pair.km is not None
    assert reason.value == pytest.approx(pair.km, rel=1e-6)
    miles = re.match(r"([\d.]+) miles", why)
    assert float(miles[1]) == pytest.approx(pair.km / KM_PER_MILE, abs=0.0501) if miles else pair.km < 0.1
    if pair.reach is not None:
        assert pair.km <= pair.reach


def named(codes, shared, why):
    """Check that the sentence names the first two of what is shared, and nothing else of the list."""
    assert shared
    names = [str(code.label).lower() for code in codes if code in shared]
    assert all(name in why.lower() for name in names[:2]), (why, names)
    others = [str(code.label).lower() for code in codes if code not in shared]
    assert not any(re.search(rf"\b{re.escape(name)}\b", why.lower()) for name in others), (why, others)


CHECK = {
    "cause": lambda *it: check_code("cause", Cause, *it),
    "activity": lambda *it: check_code("activity", Activity, *it),
    "words": check_words,
    "text": check_text,
    "slots": check_slots,
    "near": check_near,
    "skill": lambda pair, _r, why: named(Skill, set(pair.thing.skills) & set(pair.said.skills), why),
    "language": lambda pair, _r, why: (
        named(Language, pair.languages, why),
        pytest.fail("nobody asked") if Ease.LANGUAGE not in pair.said.ease else None,
    ),
    "costs": lambda pair, _r, why: (
        named(Costs, set(pair.thing.costs) & PAID, why),
        pytest.fail("nobody asked") if Ease.COSTS not in pair.said.ease else None,
    ),
    "company": lambda pair, _r, why: named(
        Access,
        set(pair.thing.access)
        & {
            fact
            for need, fact in ((Ease.FRIEND, Access.FRIEND), (Ease.SHOWN, Access.NO_EXPERIENCE))
            if need in pair.said.ease
        },
        why,
    ),
    "commitment": lambda pair, _r, why: named(Commitment, {pair.thing.commitment} & {pair.said.often}, why),
}


def snags(pair: Pair) -> list[str]:
    """Return all that may get in the way of a pair, the most serious first."""
    thing, ease = pair.thing, set(pair.said.ease)
    needed = {fact for need, fact in FACT_FOR.items() if need in ease}
    found = {
        "full": not pair.with_room,
        "access": bool(needed - set(thing.access)),
        "age": bool(thing.min_age),
        "checks": thing.checks != Checks.NONE,
        "language": Ease.LANGUAGE in ease and bool(thing.languages) and not pair.languages,
        "costs": Ease.COSTS in ease and bool(set(thing.costs) & CHARGED),
        "time": bool(pair.wished_windows) and bool(pair.windows) and 2 * len(pair.suiting) < len(pair.windows),
        "far": not thing.remote and pair.reach is not None and pair.km is not None and pair.km > 0.8 * pair.reach,
    }
    return [name for name, there in found.items() if there]


def twin_list(said: Preference, size: int, at: datetime) -> list[int]:
    """Return the ids of a short list by the slow plain twin: one row at a time."""
    gathered = columns.columns(at=at)
    wants = wanting.wants(said, excluded=Exclusion.objects.filter(person=said.person))
    plain_ones = [name for name in gathered if name not in ("term_starts", "term_ids", "vectors")]
    rows = [{name: gathered[name][number] for name in plain_ones} for number in range(len(gathered["ids"]))]
    starts = gathered["term_starts"].astype(int)
    for number, row in enumerate(rows):
        row |= {
            "terms": gathered["term_ids"][starts[number] : starts[number + 1]].tolist(),
            "vector": tuple(gathered["vectors"][number].tolist()),
        }
    others = plain.among(rows)
    passed = [row for row in rows if not plain.failing(row, wants)]
    scores = {row["ids"]: sum(plain.contributions(row, wants, asdict(DEFAULT), others).values()) for row in passed}
    best = sorted(passed, key=lambda row: (-round(scores[row["ids"]], 9), row["ids"]))
    chosen, needed = best[:size], []
    for column in ("tiny", "join_in"):
        having = [row for row in best if row[column]]
        if having and not any(row[column] for row in chosen):
            spare = [row for row in chosen if row not in needed]
            chosen.remove(spare[-1])
            chosen.append(having[0])
        needed += [row for row in best if row in chosen and row[column]][:1]
    return [row["ids"] for row in best if row in chosen]


@pytest.fixture
def lists(place):
    """Everybody's list of five: name → (what they said, what was found)."""
    return {name: (said, suggesting.find(said, size=5, at=place)) for name, said in everybody(place).items()}


def pairs(lists, place):
    """Return every row of every list, as a pair."""
    found = []
    for said, list_ in lists.values():
        for row in list_.rows:
            thing = Opportunity.objects.select_related("venue", "organisation").get(pk=row.opportunity.pk)
            found.append((Pair(said, thing, place), row))
    return found


class TestEveryList:
    def test_is_there(self, lists):
        demo = [found for name, (_said, found) in lists.items() if name.startswith("resident")]

        assert len(demo) >= 8
        assert sum(1 for found in demo if len(found.rows) >= 3) >= 7

    def test_each_reason_is_true_of_that_very_pair(self, lists, place):
        told = set()
        for pair, row in pairs(lists, place):
            assert len(row.reasons) == len(row.why) <= 3
            for reason, why in zip(row.reasons, row.why, strict=True):
                assert reason.feature in CHECK, f"no check of the reason '{reason.feature}': add one to CHECK"
                CHECK[reason.feature](pair, reason, why)
                told.add(reason.feature)

        assert told == set(CHECK)  # each of them happened

    def test_no_snag_is_left_out(self, lists, place):
        told = set()
        for pair, row in pairs(lists, place):
            expected = snags(pair)
            assert (row.caution.kind if row.caution else None) == next(iter(expected), None), (pair, row)
            assert bool(row.snag) == bool(expected)
            told |= set(expected)

        assert told >= {"access", "age", "checks", "language", "time", "far"}

    def test_holds_only_what_is_open_and_has_room(self, lists, place):
        for pair, _row in pairs(lists, place):
            thing, group = pair.thing, pair.thing.organisation
            assert thing.state == State.PUBLISHED
            assert group.tier >= 1
            assert group.suspended_at is None
            assert thing.closes_at is None or thing.closes_at > place
            assert pair.with_room
            at_risk = thing.people_at_risk or thing.checks in (Checks.ENHANCED, Checks.ENHANCED_BARRED)
            assert group.safe_to_work_with or not at_risk

    def test_holds_nothing_they_ruled_out(self, lists, place):
        for pair, _row in pairs(lists, place):
            assert not pair.said.person.exclusions.filter(opportunity=pair.thing).exists()
            assert not pair.said.person.exclusions.filter(organisation=pair.thing.organisation).exists()
            if pair.said.how_far == HowFar.HOME:
                assert pair.thing.remote
            if Ease.NO_CHECK in pair.said.ease:
                assert pair.thing.checks == Checks.NONE
            if pair.wished_windows or pair.left_out_windows:
                assert pair.suiting

    def test_holds_something_tiny_and_something_to_join_in_where_there_is_any(self, lists, place):
        seen = 0
        for said, found in lists.values():
            all_that_suits = Opportunity.objects.filter(pk__in=suggesting.order(said, at=place).ids)
            tiny = {one.pk for one in all_that_suits if is_tiny(one)}
            join_in = {one.pk for one in all_that_suits if one.kind == Kind.JOIN_IN}
            shown = {row.opportunity.pk for row in found.rows}
            for wanted in (tiny, join_in):
                assert not wanted or wanted & shown
                seen += bool(wanted)

        assert seen > 20

    @pytest.mark.parametrize("size", [3, 4, 5])
    def test_is_that_of_the_slow_plain_twin(self, place, size):
        for name, said in everybody(place).items():
            found = [row.opportunity.pk for row in suggesting.find(said, size=size, at=place).rows]

            assert found == twin_list(said, size, place), name

    def test_is_the_same_each_time(self, lists, place):
        for said, found in lists.values():
            again = suggesting.find(said, size=5, at=place)

            assert [row.why for row in again.rows] == [row.why for row in found.rows]


def is_tiny(thing: Opportunity) -> bool:
    return thing.kind == Kind.MICRO_TASK or thing.commitment == Commitment.UNDER_HALF_HOUR


def test_the_person_one_signs_in_as_gets_a_list_that_quotes_her(place):
    denise = Preference.objects.select_related("person").get(person__user__email="resident@demo.test")
    assert Person.objects.filter(pk=denise.person_id).exists()

    found = suggesting.find(denise, size=4, at=place)

    assert len(found.rows) == 4
    assert any("“I like fixing things”" in why for row in found.rows for why in row.why)
