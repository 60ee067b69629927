"""Every reason that is given is true of that pair: each is held against the row and the wants themselves, whatever they are."""

from math import isnan

from hypothesis import given, settings
from hypothesis import strategies as st

from matching.engine import FILTERS, explain, rank
from tests.matching.engine import plain
from tests.matching.engine.making import index_of, random_rows, random_wants


def both(bits, mine, theirs):
    """Whether bits name something, and nothing that one of the two lacks."""
    return bits != 0 and bits & mine == bits and bits & theirs == bits


TRUE = {
    "cause": lambda row, wants, said: both(said.bits, row["causes"], wants.causes),
    "activity": lambda row, wants, said: both(said.bits, row["activities"], wants.activities),
    "skill": lambda row, wants, said: both(said.bits, row["skills"], wants.skills),
    "language": lambda row, wants, said: wants.needs_language and both(said.bits, row["languages"], wants.speaks),
    "costs": lambda row, wants, said: wants.costs_matter and both(said.bits, row["costs"], wants.pays),
    "company": lambda row, wants, said: both(said.bits, row["access"], wants.likes_access),
    "slots": lambda row, wants, said: (
        both(said.bits, row["slots"], wants.slots or -1) and not said.bits & wants.avoid_slots
    ),
    "usual": lambda row, wants, said: (
        both(said.bits, row["slots"], -1)
        and all(share > 0 for slot, share in enumerate(wants.usual) if said.bits >> slot & 1)
    ),
    "words": lambda row, wants, said: bool(said.terms) and set(said.terms) <= set(row["terms"]) & set(wants.terms),
    "near": lambda row, wants, said: (
        (isnan(said.value) and row["remote"] and wants.reach_km == 0)
        or (not row["remote"] and abs(said.value - plain.km(row, wants)) < 1e-6)
    ),
    "commitment": lambda row, wants, said: row["commitment"] == wants.commitment == said.value >= 0,
    "own": lambda row, wants, said: row["organisations"] in wants.own_organisations,
    "series": lambda row, wants, said: row["series"] in wants.own_series,
    "text": lambda row, wants, said: abs(said.value - plain.text(row, wants)) < 1e-6 and said.value > 0,
}


@given(st.integers(0, 100_000), st.integers(0, 100_000))
@settings(deadline=None, max_examples=300)
def test_every_reason_is_true_of_the_pair(of_rows, of_wants):
    rows, wants = random_rows(of_rows, 8), random_wants(of_wants)
    index = index_of(*rows)
    ranking = rank(index, wants, top=None, ignore_filters=FILTERS)
    by_id = {row["ids"]: row for row in rows}

    for place in range(len(ranking.rows)):
        row = by_id[int(index.ids[ranking.rows[place]])]
        for said in explain(index, ranking, place, wants, most=99):
            assert said.feature in TRUE, f"no check of the reason '{said.feature}': add one to TRUE"
            assert TRUE[said.feature](row, wants, said), (said, row, wants)


def test_every_kind_of_reason_comes_up_among_such_pairs():
    seen = set()
    for seed in range(150):
        rows, wants = random_rows(seed, 8), random_wants(seed)
        index = index_of(*rows)
        ranking = rank(index, wants, top=None, ignore_filters=FILTERS)
        seen |= {said.feature for place in range(8) for said in explain(index, ranking, place, wants, most=99)}

    assert seen == set(TRUE)
