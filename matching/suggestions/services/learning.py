"""Learning from lists shown to people who agreed to it. The result is used only once it has proved to be better."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

import numpy as np
from django.db.models import Count, Exists, OuterRef

from hub.access.actors import Actor
from hub.audit import record
from hub.consent.models import Consent, Purpose
from hub.core import transactions
from matching.engine import FEATURES
from matching.engine.arrays import Floats
from matching.engine.evaluation import interval, ndcg, rank_of
from matching.engine.learning import Lists, boost, learn, seen_at
from matching.suggestions import learnt
from matching.suggestions.learnt import InUse
from matching.suggestions.models import Learnt, Shown, ShownList
from opportunities.models import Attendance

CHOSEN, CAME, CAME_BACK = 1.0, 2.0, 3.0
"""The worth of a choice: a sign-up; a sign-up after which they came; one after which they came again."""
EARLIER: Final = 0.7
"""The share of the lists, earliest first, used for training; the rest is for evaluation."""
LEAST_LISTS: Final = 200
LEAST_PEOPLE: Final = 30
"""With fewer people the result would be chance, or could identify somebody."""

Track = Callable[[str, float], None]


class TooFew(Exception):
    """There are not enough lists, or people, to learn from yet; the message says how many there are."""


@dataclass(frozen=True)
class Choices:
    """Lists shown, in time order, each with one chosen row; one value per list, except `features` with one row per row."""

    features: Floats
    starts: np.ndarray
    chosen: np.ndarray
    places: np.ndarray
    outcomes: Floats
    people: np.ndarray
    first: datetime
    last: datetime

    def __len__(self) -> int:
        return len(self.chosen)

    @property
    def worth(self) -> Floats:
        """The weight of each choice: by its outcome, and more the further down the row was."""
        return np.asarray(self.outcomes / seen_at(self.places))

    def part(self, first: int, last: int) -> Lists:
        """Return a subset of the lists."""
        low, high = int(self.starts[first]), int(self.starts[last])
        return Lists(
            self.features[low:high],
            self.starts[first : last + 1] - low,
            self.chosen[first:last] - low,
            self.worth[first:last],
        )


@dataclass(frozen=True)
class Judged:
    """The evaluation of a result on choices it was not trained on, against what is in use.

    Shares between 0 and 1; times as ISO 8601.
    """

    lists: int
    people: int
    tested: int
    first: str
    last: str
    before: float
    after: float
    gap: float
    low: float
    high: float
    with_trees: bool

    @property
    def is_better(self) -> bool:
        """Whether it is significantly better: the whole confidence interval lies above zero."""
        return self.low > 0


def choices(*, at: datetime) -> Choices:
    """Return the training data. Raises TooFew."""
    agreed = Consent.objects.live(at=at).filter(purpose=Purpose.LEARN_FROM_CHOICES, person=OuterRef("person"))
    led = Shown.objects.filter(shown_list=OuterRef("pk"), chosen_at__isnull=False).exclude(features={})
    lists = ShownList.objects.filter(Exists(agreed), Exists(led), at__lte=at).order_by("at", "pk")
    people = {row.pk: (row.person_id, row.at) for row in lists}
    if len(people) < LEAST_LISTS or len({person for person, _at in people.values()}) < LEAST_PEOPLE:
        raise TooFew(_too_few(len(people), len({person for person, _at in people.values()})))
    rows: dict[UUID, list[Shown]] = {pk: [] for pk in people}
    for row in Shown.objects.filter(shown_list__in=people).order_by("place").iterator():
        rows[row.shown_list_id].append(row)
    came = _came({person for person, _at in people.values()})
    return _gathered(rows, people, came)


def _too_few(lists: int, people: int) -> str:
    return (
        f"{lists} lists from which something was chosen, of {people} people who agreed to it: "
        f"there must be {LEAST_LISTS} in all, and {LEAST_PEOPLE} people both among the earlier and the later ones."
    )


def _came(people: set[UUID]) -> dict[tuple[UUID, int], int]:
    """Return how often each person came to each opportunity."""
    came = Attendance.objects.filter(came=True, sign_up__person__in=people)
    rows = came.order_by().values_list("sign_up__person", "sign_up__session__opportunity").annotate(times=Count("pk"))
    return {(person, opportunity): times for person, opportunity, times in rows}


def _gathered(
    rows: dict[UUID, list[Shown]],
    people: dict[UUID, tuple[UUID, datetime]],
    came: dict[tuple[UUID, int], int],
) -> Choices:
    features: list[Floats] = []
    lengths: list[int] = []
    chosen, places, outcomes, whose = [], [], [], []
    for pk, (person, _at) in people.items():
        passed_over = [row for row in rows[pk] if row.chosen_at is None]
        for row in (row for row in rows[pk] if row.chosen_at is not None and row.features):
            features += [vector(one.features) for one in (row, *passed_over)]
            chosen.append(sum(lengths))
            lengths.append(1 + len(passed_over))
            places.append(row.place)
            outcomes.append(_outcome(came.get((person, row.opportunity_id), 0)))
            whose.append(person.int % 2**63)
    times = [at for _person, at in people.values()]
    return Choices(
        features=np.array(features),
        starts=np.concatenate([[0], np.cumsum(lengths)]),
        chosen=np.array(chosen),
        places=np.array(places),
        outcomes=np.array(outcomes),
        people=np.array(whose),
        first=times[0],
        last=times[-1],
    )


def vector(features: dict[str, float]) -> Floats:
    """Return stored features in the order of the engine's; one added since is 0."""
    return np.array([float(features.get(name, 0.0)) for name in FEATURES])


def _outcome(times: int) -> float:
    return CHOSEN if not times else CAME if times == 1 else CAME_BACK


def gains(found: Choices, use: InUse, first: int, last: int) -> Floats:
    """Return the nDCG@10 of lists ordered by what is in use; with trees where somebody's own history counts."""
    result = []
    for place in range(first, last):
        low, high = int(found.starts[place]), int(found.starts[place + 1])
        features = found.features[low:high]
        scores = features @ use.weights.array
        if use.trees is not None and features[:, learnt.OWN].any():
            scores = use.trees.look(features, scores)
        result.append(rank_of(scores, int(found.chosen[place]) - low))
    return ndcg(np.array(result))


def judge(found: Choices, new: InUse, old: InUse) -> Judged:
    """Compare a new model with an old one on the later lists, each choice weighted by its worth."""
    cut = int(len(found) * EARLIER)
    worth = found.worth[cut:] / found.worth[cut:].mean()
    before, after = gains(found, old, cut, len(found)) * worth, gains(found, new, cut, len(found)) * worth
    gap, low, high = interval(after - before, found.people[cut:])
    return Judged(
        lists=cut,
        people=len(np.unique(found.people[:cut])),
        tested=len(found) - cut,
        first=found.first.isoformat(),
        last=found.last.isoformat(),
        before=float(before.mean()),
        after=float(after.mean()),
        gap=gap,
        low=low,
        high=high,
        with_trees=new.trees is not None,
    )


def fit(*, by: Actor, at: datetime, track: Track = lambda _what, _share: None) -> Learnt:
    """Learn, evaluate, store, and activate the result if it is better than what is in use. Raises TooFew.

    Weights with trees are tried first; if they are not better, the weights alone.
    """
    old = learnt.in_use()
    found = choices(at=at)
    track("lists are read", 1.0)
    cut = int(len(found) * EARLIER)
    for part in (found.people[:cut], found.people[cut:]):
        if len(np.unique(part)) < LEAST_PEOPLE:
            raise TooFew(_too_few(len(part), len(np.unique(part))))
    train = found.part(0, cut)
    weights = learn(train)
    track("weights are learnt", 1.0)
    trees = boost(train, weights)
    track("trees are learnt", 1.0)
    new = InUse(weights=weights, trees=trees)
    judged = judge(found, new, old)
    if not judged.is_better:
        new = InUse(weights=weights)
        judged = judge(found, new, old)
    track("it is judged", 1.0)
    return _keep(new, judged, by=by, at=at)


@transactions.atomic
def _keep(new: InUse, judged: Judged, *, by: Actor, at: datetime) -> Learnt:
    if judged.is_better:
        Learnt.objects.filter(is_live=True).update(is_live=False)
    row = Learnt.objects.create(
        at=at,
        weights=asdict(new.weights),
        trees=learnt.as_bytes(new.trees) if new.trees is not None else b"",
        figures=asdict(judged),
        is_live=judged.is_better,
    )
    record.record("suggestions.learnt", by=by, at=at, on=row, live=judged.is_better)
    return row


@transactions.atomic
def put_back(*, by: Actor, at: datetime) -> bool:
    """Go back to the weights set by hand; return whether something else was in use."""
    live = Learnt.objects.select_for_update().filter(is_live=True).first()
    if live is None:
        return False
    Learnt.objects.filter(pk=live.pk).update(is_live=False)
    record.record("suggestions.put_back", by=by, at=at, on=live)
    return True
