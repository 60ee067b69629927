"""The slow plain twin of the engine: one row, one person, sets of codes and `if`. It shares no code with the engine but its types."""

from collections import Counter
from math import asin, cos, exp, isinf, isnan, log, nan, radians, sin, sqrt
from typing import NamedTuple

from matching.engine import Caution, Reason, Wants
from tests.matching.engine.making import Row


def codes(mask: int) -> set[int]:
    return {bit for bit in range(63) if mask >> bit & 1}


def mask(chosen: set[int]) -> int:
    return sum(1 << bit for bit in chosen)


def shared(row: Row, column: str, wished: int) -> set[int]:
    return codes(row[column]) & codes(wished)


def km(row: Row, wants: Wants) -> float:
    if isnan(wants.lat) or isnan(row["lat"]):
        return nan
    up = sin(radians(row["lat"] - wants.lat) / 2) ** 2
    along = sin(radians(row["lon"] - wants.lon) / 2) ** 2
    return 2 * 6371.0088 * asin(sqrt(up + cos(radians(wants.lat)) * cos(radians(row["lat"])) * along))


def suiting(row: Row, wants: Wants) -> set[int]:
    windows = codes(row["slots"]) - codes(wants.avoid_slots)
    return windows & codes(wants.slots) if wants.slots else windows


# Masks


def within_reach(row: Row, wants: Wants) -> bool:
    if row["remote"]:
        return True
    if wants.reach_km == 0:
        return False
    if isnan(wants.lat) or isinf(wants.reach_km):
        return True
    return not isnan(row["lat"]) and km(row, wants) <= wants.reach_km


def on_in_time(row: Row, wants: Wants) -> bool:
    return bool(suiting(row, wants)) if wants.slots or wants.avoid_slots else True


def check_is_all_right(row: Row, wants: Wants) -> bool:
    if row["checks"] == 0:
        return True
    if wants.no_checks:
        return False
    return row["checks_weeks"] == -1 or row["checks_weeks"] * 7 <= row["days_to_last"]


def not_ruled_out(row: Row, wants: Wants) -> bool:
    if row["ids"] in wants.excluded_ids or row["organisations"] in wants.excluded_organisations:
        return False
    avoided = shared(row, "causes", wants.avoid_causes) or shared(row, "activities", wants.avoid_activities)
    return not avoided


def failing(row: Row, wants: Wants) -> tuple[str, ...]:
    """Return the names of the masks that the row does not pass."""
    passes = {
        "open": row["open"],
        "places": row["places_left"] != 0,
        "age": wants.age == -1 or row["min_age"] <= wants.age <= row["max_age"],
        "reach": within_reach(row, wants),
        "time": on_in_time(row, wants),
        "checks": check_is_all_right(row, wants),
        "access": not codes(wants.access) & codes(row["access_no"]),
        "takes": not codes(wants.avoid_takes) & codes(row["takes"]),
        "exclusions": not_ruled_out(row, wants),
    }
    return tuple(name for name, passed in passes.items() if not passed)


# Features


def share(found: int, wished: int, enough: int) -> float:
    return min(1.0, found / min(enough, wished)) if wished else 0.0


def share_of_codes(row: Row, column: str, wished: int) -> float:
    return share(len(shared(row, column, wished)), len(codes(wished)), 2)


def rarity(having: int, rows: int) -> float:
    return log(1 + rows / having) / log(1 + rows) if having else 0.0


def rare_share(found: set[int], wished: set[int], enough: int, having: dict[int, int], rows: int) -> float:
    """Return how much of the rarest wishes is there."""
    whole = sum(sorted((rarity(having.get(one, 0), rows) for one in wished), reverse=True)[:enough])
    return min(1.0, sum(rarity(having[one], rows) for one in found) / whole) if whole else 0.0


class Among(NamedTuple):
    """How many rows there are, and how many of them have each cause and each stem."""

    rows: int
    causes: Counter[int]
    terms: Counter[int]


def among(rows: list[Row]) -> Among:
    causes = Counter(one for row in rows for one in codes(row["causes"]))
    return Among(len(rows), causes, Counter(one for row in rows for one in set(row["terms"])))


def near(row: Row, wants: Wants) -> float:
    if wants.reach_km == 0:
        return 1.0 if row["remote"] else 0.0
    straight = (
        2 * 6371.0088 * sin(km(row, wants) / (2 * 6371.0088))
    )  # through the ground, which at 10 km is a millimetre less
    return 0.0 if isnan(straight) else 1 / (1 + straight / wants.scale_km)


def text(row: Row, wants: Wants) -> float:
    if not wants.vector or not len(row["vector"]):
        return 0.0
    alike = sum(one * other for one, other in zip(row["vector"], wants.vector, strict=True)) / 127**2
    return max(0.0, min(1.0, (alike - 0.2) / 0.8))


def features(row: Row, wants: Wants, others: Among) -> dict[str, float]:
    windows, liked, words = codes(row["slots"]), codes(wants.likes_access), set(wants.terms)
    own = zip(wants.own_organisations, wants.own_shares, strict=True)
    return {
        "cause": rare_share(shared(row, "causes", wants.causes), codes(wants.causes), 2, others.causes, others.rows),
        "activity": share_of_codes(row, "activities", wants.activities),
        "words": rare_share(set(row["terms"]) & words, words, 3, others.terms, others.rows),
        "slots": len(suiting(row, wants)) / len(windows) if wants.slots and windows else 0.0,
        "near": near(row, wants),
        "language": float(wants.needs_language and bool(shared(row, "languages", wants.speaks))),
        "skill": share_of_codes(row, "skills", wants.skills),
        "commitment": float(wants.commitment != -1 and row["commitment"] == wants.commitment),
        "costs": float(wants.costs_matter and bool(shared(row, "costs", wants.pays))),
        "company": len(codes(row["access"]) & liked) / len(liked) if liked else 0.0,
        "own": sum(part for organisation, part in own if organisation == row["organisations"]),
        "series": float(row["series"] in wants.own_series),
        "usual": max((wants.usual[slot] for slot in windows), default=0.0) if wants.usual else 0.0,
        "text": text(row, wants),
        "soon": 0.5 if isnan(row["days_to_start"]) else 1 / (1 + row["days_to_start"] / 14),
        "fresh": exp(-max(0.0, row["age_days"]) / 14),
        **{name: float(row[name]) for name in ("popular", "filling", "next", "replies", "price")},
    }


def contributions(row: Row, wants: Wants, weights: dict[str, float], others: Among) -> dict[str, float]:
    return {name: weights[name] * value for name, value in features(row, wants, others).items()}


# Reasons and cautions


def detail(name: str, row: Row, wants: Wants) -> Reason:
    masks = {
        "cause": shared(row, "causes", wants.causes),
        "activity": shared(row, "activities", wants.activities),
        "slots": suiting(row, wants),
        "language": shared(row, "languages", wants.speaks),
        "skill": shared(row, "skills", wants.skills),
        "costs": shared(row, "costs", wants.pays),
        "company": shared(row, "access", wants.likes_access),
        "usual": {slot for slot in codes(row["slots"]) if wants.usual and wants.usual[slot] > 0},
        "own": set(),
        "series": set(),
    }
    if name in masks:
        return Reason(name, bits=mask(masks[name]))
    if name == "words":
        return Reason(name, terms=tuple(sorted(set(row["terms"]) & set(wants.terms))))
    if name == "text":
        return Reason(name, value=text(row, wants))
    if name == "commitment":
        return Reason(name, value=float(wants.commitment))
    return Reason(name, value=nan if wants.reach_km == 0 else km(row, wants))


SAID = (
    *("cause", "activity", "words", "slots", "near", "language", "skill", "commitment", "costs", "company"),
    *("own", "series", "usual", "text"),
)


def reasons(row: Row, wants: Wants, weights: dict[str, float], most: int, others: Among) -> list[Reason]:
    found = [item for item in contributions(row, wants, weights, others).items() if item[1] > 0]
    sayable = [item for item in found if item[0] in SAID]
    if row["remote"] and wants.reach_km != 0:
        sayable = [item for item in sayable if item[0] != "near"]
    return [detail(name, row, wants) for name, _ in sorted(sayable, key=lambda item: -item[1])[:most]]


def cautions(row: Row, wants: Wants) -> list[Caution]:
    found = []
    windows, spoken = codes(row["slots"]), codes(row["languages"])
    if row["places_left"] == 0:
        found.append(Caution("full"))
    if missing := codes(wants.access) - codes(row["access"]):
        found.append(Caution("access", bits=mask(missing)))
    if 0 <= wants.age < row["min_age"]:
        found.append(Caution("age", value=float(row["min_age"])))
    if wants.age > row["max_age"]:
        found.append(Caution("max_age", value=float(row["max_age"])))
    if row["checks"] > 0:
        found.append(Caution("checks", value=float(row["checks_weeks"])))
    if row["min_age"] > 0 and wants.age == -1:
        found.append(Caution("age", value=float(row["min_age"])))
    elif row["max_age"] < 999 and wants.age == -1:
        found.append(Caution("max_age", value=float(row["max_age"])))
    if wants.needs_language and spoken and not spoken & codes(wants.speaks):
        found.append(Caution("language", bits=mask(spoken)))
    if wants.costs_matter and (charged := shared(row, "costs", wants.charges)):
        found.append(Caution("costs", bits=mask(charged)))
    if wants.slots and windows and len(suiting(row, wants)) * 2 < len(windows):
        found.append(Caution("time", mask(windows - suiting(row, wants)), float(len(suiting(row, wants)))))
    limited = not row["remote"] and wants.reach_km > 0 and not isinf(wants.reach_km)
    if limited and km(row, wants) > 0.8 * wants.reach_km:
        found.append(Caution("far", value=km(row, wants)))
    return found
