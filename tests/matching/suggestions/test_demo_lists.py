"""Every list of every resident of the demo place: each reason is true of that very pair, no snag is left out, the plain twin agrees.

Besides those who said something in the demo, a dozen made-up wishes see to it that every reason and nearly every snag happens.
"""

from dataclasses import asdict
from datetime import datetime

import pytest

from hub.access.actors import SYSTEM
from hub.people.models import Person
from hub.taxonomy.codes import (
    Access,
    Activity,
    Cause,
    Checks,
    Commitment,
    Ease,
    HowFar,
    Kind,
    Language,
    Skill,
    Slot,
)
from hub.taxonomy.fields import unmask
from matching.engine import DEFAULT, Wants
from matching.preferences.models import Exclusion, Preference
from matching.preferences.services import saving
from matching.suggestions import closeness, columns, wanting
from matching.suggestions.selectors import suggesting
from matching.suggestions.selectors.shortlist import DEEP
from opportunities.models import Opportunity, State
from tests.factories import person
from tests.matching.engine import plain
from tests.matching.suggestions.truths import CHECK, Pair, snags

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("place")]
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
    "rare needs": made_up(
        ease={Ease.QUIET, Ease.HEARING_LOOP, Ease.PARKING}, activities={Activity.FIX, Activity.GARDEN}
    ),
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
    ranked = sorted(passed, key=lambda row: (-round(scores[row["ids"]], 9), row["ids"]))
    wish = closeness.of(said)
    best = by_closeness(ranked[:DEEP], wants, wish)
    chosen, needed = best[:size], []
    for column in ("tiny", "join_in"):
        having = by_closeness([row for row in ranked if row[column]][:DEEP], wants, wish)
        if having and not any(row[column] for row in chosen):
            spare = [row for row in chosen if row not in needed]
            chosen.remove(spare[-1])
            chosen.append(having[0])
        needed += [row for row in best if row in chosen and row[column]][:1]
    place = {row["ids"]: number for number, row in enumerate(ranked)}
    let_in = sorted((row for row in chosen if row not in best[:size]), key=lambda row: place[row["ids"]])
    return [row["ids"] for row in [*(row for row in best[:size] if row in chosen), *let_in]]


def by_closeness(ranked: list[dict], wants: Wants, wish: closeness.Interests) -> list[dict]:
    """Return those rows that speak to somebody, one at a time: first what lacks nothing and has what they named."""
    close = [row for row in ranked if not wish.said_something or speaks(row, wish)]
    lacks = {row["ids"]: bool(wants.access & ~row["access"]) for row in close}
    named = {row["ids"]: any(wish.codes[key].terms & set(row["terms"]) for key in codes_of(row, wish)) for row in close}
    groups = [(False, True), (False, False), (True, True), (True, False)]
    return [row for group in groups for row in close if (lacks[row["ids"]], named[row["ids"]]) == group]


def codes_of(row: dict, wish: closeness.Interests) -> list[tuple]:
    columns = {"cause": ("causes", Cause), "activity": ("activities", Activity), "skill": ("skills", Skill)}
    return [(kind, code) for kind, code in wish.codes if code in unmask(columns[kind][1], row[columns[kind][0]])]


def speaks(row: dict, wish: closeness.Interests) -> bool:
    own = set(row["terms"])
    if wish.open_to_all:
        return True
    for key in codes_of(row, wish):
        if wish.codes[key].all_of_it or wish.codes[key].terms & own:
            return True
    if wish.words and sum(1 for kin in wish.words if kin & own) / len(wish.words) >= 0.5:
        return True
    if wish.ticked & own:
        return True
    if wish.codes:
        return False
    talks = Activity.TALK in unmask(Activity, row["activities"])
    return (wish.company and (row["join_in"] or talks)) or (
        wish.children and Access.CHILDREN in unmask(Access, row["access"])
    )


@pytest.fixture(scope="module")
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
        assert sum(1 for found in demo if len(found.rows) >= 3) >= 6  # to some, only one or two speak

    def test_each_reason_is_true_of_that_very_pair(self, lists, place):
        told = set()
        for pair, row in pairs(lists, place):
            assert len(row.reasons) == len(row.why) <= 3
            for reason, why in zip(row.reasons, row.why, strict=True):
                assert reason.feature in CHECK, f"no check of the reason '{reason.feature}': add one to CHECK"
                CHECK[reason.feature](pair, reason, why)
                told.add(reason.feature)

        assert told == set(CHECK)  # each of them happened

    def test_a_false_one_put_in_by_hand_is_found_out(self, lists, place):
        found_out = set()
        for pair, row in pairs(lists, place):
            for reason, why in zip(row.reasons, row.why, strict=True):
                if "“" in why:
                    false = f"{why.partition('“')[0]}“none of your committees”"
                    with pytest.raises(AssertionError):
                        CHECK[reason.feature](pair, reason, false)
                    found_out.add(reason.feature)

        assert found_out >= {"cause", "activity"}

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
            close = suggesting.find(said, size=DEEP, at=place).rows
            all_that_suits = Opportunity.objects.filter(pk__in=[row.opportunity.pk for row in close])
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
    assert any("“fixing things”" in why for row in found.rows for why in row.why)
