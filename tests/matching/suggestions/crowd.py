"""Many who would like to cook, and what those lists hold that were made for everybody."""

from hub.taxonomy.codes import Activity
from matching.suggestions import everyone
from matching.suggestions.everyone import Plan
from tests.factories import person
from tests.matching.suggestions.things import likes


def crowd(at, count, **said):
    return [
        likes(
            at,
            who=person(f"P{number}", f"p{number}@example.test", at=at),
            activities=frozenset({Activity.COOK}),
            **said,
        )
        for number in range(count)
    ]


def all_lists(folder):
    return [
        (one, row.tolist())
        for whose, rows, _scores in everyone.lists(folder, Plan.read(folder))
        for one, row in zip(whose.tolist(), rows, strict=True)
    ]
