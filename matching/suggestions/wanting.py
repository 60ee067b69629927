"""From a preference to the engine's wants: codes as masks. Fields that no filter or feature uses are left out."""

from collections.abc import Collection, Iterable
from typing import Any, Final
from uuid import UUID

from hub.people.models import Person
from hub.taxonomy.codes import PAYS, Access, Activity, Cause, Costs, Ease, Language, Skill, Slot, Takes
from hub.taxonomy.fields import mask
from hub.words import folding, likeness
from matching.engine import Wants
from matching.preferences import meaning, understanding
from matching.preferences.models import Exclusion, Preference
from matching.suggestions.columns import COMMITMENTS, term

MUST: Final = {
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
"""Each need → the access fact that meets it. What says that it lacks the fact is left out; what does not say comes last."""

LIKES: Final = {
    Ease.FRIEND: Access.FRIEND,
    Ease.SHOWN: Access.NO_EXPERIENCE,
    Ease.LARGE_PRINT: Access.LARGE_PRINT,
    Ease.SMALL_GROUP: Access.SMALL_GROUP,
    Ease.PACE: Access.PACE,
}
SPARED: Final = {
    Ease.NO_LIFTING: Takes.LIFTING,
    Ease.NO_DIGGING: Takes.DIGGING,
    Ease.NO_STANDING: Takes.STANDING,
    Ease.NO_CROWDS: Takes.CROWDS,
    Ease.NO_NOISE: Takes.NOISE,
    Ease.NO_HEAT: Takes.HEAT,
    Ease.NO_ANIMALS: Takes.ANIMALS,
}
"""What somebody must be spared → what a thing takes. What takes it is left out."""
CHARGES: Final = (Costs.CHARGE, Costs.NOT_PAID)


def wants(preference: Preference, *, excluded: Iterable[Exclusion] = ()) -> Wants:
    """Return the wants of somebody. `excluded` is what they never want to see again."""
    meant = meaning.of(preference)
    person: Person = preference.person
    shut = list(excluded)
    return Wants(
        lat=_or_nan(preference.lat),
        lon=_or_nan(preference.lon),
        reach_km=float("inf") if meant.km is None else meant.km,
        scale_km=meant.scale_km,
        causes=mask(Cause, meant.causes - {Cause.ANYTHING}),
        activities=mask(Activity, meant.activities),
        skills=mask(Skill, meant.skills - {Skill.NONE}),
        speaks=mask(Language, (person.speaks | meant.speaks) - {Language.EN}),
        slots=mask(Slot, meant.slots),
        avoid_causes=mask(Cause, meant.avoid_causes),
        avoid_activities=mask(Activity, meant.avoid_activities),
        avoid_slots=mask(Slot, meant.avoid_slots),
        access=_facts(MUST, meant.ease),
        likes_access=_facts(LIKES, meant.ease),
        avoid_takes=mask(Takes, [SPARED[need] for need in meant.ease if need in SPARED]),
        pays=mask(Costs, PAYS),
        charges=mask(Costs, CHARGES),
        needs_language=Ease.LANGUAGE in meant.ease,
        costs_matter=Ease.COSTS in meant.ease,
        no_checks=Ease.NO_CHECK in meant.ease,
        age=-1 if meant.age is None else meant.age,
        commitment=COMMITMENTS[meant.often] if meant.often else -1,
        excluded_ids=tuple(one.opportunity_id for one in shut if one.opportunity_id),
        excluded_organisations=tuple(one.organisation_id for one in shut if one.organisation_id),
        terms=terms(understanding.wished_text(preference.words)),
        vector=vector(preference.words),
    )


def ruled_out(people: Collection[UUID]) -> dict[UUID, list[Exclusion]]:
    """Return what each of these people never want to see again; people without any are left out."""
    found: dict[UUID, list[Exclusion]] = {}
    for one in Exclusion.objects.filter(person__in=people):
        found.setdefault(one.person_id, []).append(one)
    return found


def terms(words: str) -> tuple[int, ...]:
    """Return the numbers of the stems of somebody's words, in ascending order."""
    return tuple(sorted({term(stem) for stem in folding.stems(words)}))


def vector(words: str) -> tuple[int, ...]:
    """Return the vector of somebody's words, to compare with texts; empty without words or where embeddings are off."""
    said = understanding.wished_text(words)
    return tuple(likeness.vectors([said])[0].tolist()) if said else ()


def _facts(facts: dict[Ease, Access], ease: Iterable[Any]) -> int:
    chosen = set(ease)
    return mask(Access, [fact for need, fact in facts.items() if need in chosen])


def _or_nan(degrees: float | None) -> float:
    return float("nan") if degrees is None else degrees
