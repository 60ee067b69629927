"""Scarce places: many people want few places, and all are given out at once.

`assign` makes the sum of scores as large as possible. `stable` leaves nobody who would rather have a place that went to somebody with a
lower score. Neither gives out more places than there are. `why` explains what one person got, and what was gone.
"""

from dataclasses import dataclass
from heapq import heappush, heapreplace
from typing import Any, Final

import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import min_weight_full_bipartite_matching

from matching.engine.arrays import Array, Floats

NOTHING: Final = -1
FIRST: Final = 8
"""The length of shortlists at first. For people who get nothing they are made WIDER times as long, as often as that helps."""
WIDER: Final = 4
FINE: Final = 0.04
"""The step of the auction, as a share of the highest score: the larger, the sooner prices are found."""


@dataclass(frozen=True)
class Lists:
    """What each person would take, best first.

    Attributes:
    ----------
    things : int of shape (n, k)
        Numbers of things, the best of each person first, and NOTHING after the last.
    scores : float64 of shape (n, k)
        The score of each for that person, above 0, never rising along a list.
    places : int of shape (m,)
        How many places each thing has.
    """

    things: Array
    scores: Floats
    places: Array

    def __post_init__(self) -> None:
        there = self.things != NOTHING
        if self.things.shape != self.scores.shape or self.things.ndim != 2:
            raise ValueError(f"Things {self.things.shape} and scores {self.scores.shape} do not go together.")
        if there.any() and not 0 <= self.things[there].min() <= self.things.max() < len(self.places):
            raise ValueError(f"Things have numbers from 0 to {len(self.places) - 1}.")
        if (self.scores[there] <= 0).any() or not np.isfinite(self.scores[there]).all() or (self.places < 0).any():
            raise ValueError("Scores are above 0 and finite, places are not below 0.")

    def __len__(self) -> int:
        return len(self.things)


@dataclass(frozen=True)
class Assignment:
    """Who gets what.

    Attributes:
    ----------
    at : int of shape (n,)
        The place in their list that each person gets; NOTHING for none.
    things : int of shape (n,)
    total : float
        The sum of the scores.
    """

    at: Array
    things: Array
    total: float


def assign(lists: Lists) -> Assignment:
    """Return who gets what: as many people as possible get something, with the largest sum of scores that the shortlists allow.

    An auction finds prices of places (Bertsekas 1988), so that shortlists hold what each person would take at those prices, rather than
    what everybody likes best. Then a minimum-cost matching pairs people with places (Jonker and Volgenant's, which scipy has for sparse
    graphs), where each person may also go without. Shortlists are widened for people who do, while things on their list have places left.
    """
    if not lists.things.size:
        return _assigned(lists, np.full(len(lists), NOTHING))
    width = lists.things.shape[1]
    net = np.where(lists.things == NOTHING, -np.inf, lists.scores - _worth(lists)[np.maximum(lists.things, 0)])
    order = np.argsort(-net, axis=1, kind="stable")
    length = np.full(len(lists), FIRST)
    while True:
        found = _matched(lists, order, length)
        left = lists.places - np.bincount(found.things[found.things != NOTHING], minlength=len(lists.places))
        reachable = ((lists.things != NOTHING) & (left > 0)[np.maximum(lists.things, 0)]).any(axis=1)
        needy = (found.at == NOTHING) & (length < width) & reachable
        if not needy.any():
            return found
        length[needy] *= WIDER


def _worth(lists: Lists) -> Floats:
    """Return the price of a place of each thing; 0 if places are left.

    Everybody without a place bids for what is best for them at the prices so far, by as much as it beats their second best. A thing keeps
    its highest bids, and once it is full its price is the lowest of them. A person who can gain nothing more stops.
    """
    price, bids = np.zeros(len(lists.places)), np.zeros(len(lists))
    holds, stopped = np.full(len(lists), NOTHING), np.zeros(len(lists), dtype=np.bool_)
    price[lists.places == 0] = np.inf
    more = FINE * float(lists.scores.max(initial=0.0))
    while len(bidding := np.flatnonzero((holds == NOTHING) & ~stopped)):
        things = lists.things[bidding]
        net = np.where(things == NOTHING, -np.inf, lists.scores[bidding] - price[np.maximum(things, 0)])
        best = net.argmax(axis=1)
        gain = net.max(axis=1)
        stopped[bidding[gain <= 0]] = True
        going = np.flatnonzero(gain > 0)
        thing = things[going, best[going]]
        net[np.arange(len(net)), best] = -np.inf
        second = np.maximum(net[going].max(axis=1, initial=0.0), 0.0)
        bids[bidding[going]] = price[thing] + gain[going] - second + more
        _kept(lists.places, price, bids, holds, bidding[going], thing)
    return price


def _kept(places: Array, price: Floats, bids: Floats, holds: Array, bidder: Array, thing: Array) -> None:
    """Let each thing keep its highest bids, and set its price."""
    wanted = np.zeros(len(places), dtype=np.bool_)
    wanted[thing] = True
    holders = np.flatnonzero((holds != NOTHING) & wanted[np.maximum(holds, 0)])
    people, things = np.concatenate([holders, bidder]), np.concatenate([holds[holders], thing])
    order = np.lexsort((-bids[people], things))
    people, things = people[order], things[order]
    starts = np.flatnonzero(np.r_[True, things[1:] != things[:-1]]) if len(things) else np.zeros(0, dtype=np.int64)
    place = np.arange(len(things)) - np.repeat(starts, np.diff(np.r_[starts, len(things)]))
    keeps = place < places[things]
    holds[people] = np.where(keeps, things, NOTHING)
    last = place == places[things] - 1
    price[things[last]] = bids[people[last]]


def _matched(lists: Lists, order: Array, length: Array) -> Assignment:
    """Return the best assignment, where only the first few of each list count, in an order; `length` says how many."""
    n, width = lists.things.shape
    person, rank = np.nonzero(np.arange(width) < length[:, None])
    at = order[person, rank]
    there = (lists.things[person, at] != NOTHING) & (lists.places[np.maximum(lists.things[person, at], 0)] > 0)
    person, at = person[there], at[there]
    thing, score = lists.things[person, at], lists.scores[person, at]
    # No thing needs more seats than people look at it.
    seats = np.minimum(lists.places, np.bincount(thing, minlength=len(lists.places)))
    first = np.concatenate([[0], np.cumsum(seats)])
    many = seats[thing]
    which = np.repeat(np.arange(len(thing)), many)
    seat = np.arange(len(which)) - np.repeat(np.cumsum(many) - many, many) + first[thing[which]]
    # Costs are above 0, since a sparse matrix leaves out 0. To go without costs more than all that could be gained by it.
    highest = float(score.max(initial=0.0))
    without = (highest + 1.0) * (n + 1)
    rows = np.concatenate([person[which], np.arange(n)])
    columns = np.concatenate([seat, first[-1] + np.arange(n)])
    costs = np.concatenate([highest + 1.0 - score[which], np.full(n, without)])
    graph = csr_matrix((costs, (rows, columns)), shape=(n, int(first[-1]) + n))
    mine, seated = min_weight_full_bipartite_matching(graph)
    things = np.full(n, NOTHING)
    placed = seated < first[-1]
    things[mine[placed]] = np.searchsorted(first, seated[placed], side="right") - 1
    return _assigned(lists, things)


def stable(lists: Lists) -> Assignment:
    """Return an assignment in which nobody would rather have a place whose holder has a lower score than they would have.

    Deferred acceptance (Gale and Shapley 1962): each person asks for the best of their list. A thing keeps those with the highest scores,
    and among equals those who come first. People who are turned away ask for the next.
    """
    held: list[list[tuple[float, int, int]]] = [[] for _thing in lists.places]
    asking = list(range(len(lists) - 1, -1, -1))
    next_at = np.zeros(len(lists), dtype=np.int64)
    width = lists.things.shape[1]
    while asking:
        person = asking.pop()
        at = int(next_at[person])
        if at >= width or lists.things[person, at] == NOTHING:
            continue
        next_at[person] += 1
        thing, mine = int(lists.things[person, at]), (float(lists.scores[person, at]), -person, person)
        kept = held[thing]
        if len(kept) < lists.places[thing]:
            heappush(kept, mine)
        elif kept and kept[0] < mine:
            asking.append(heapreplace(kept, mine)[2])
        else:
            asking.append(person)
    things = np.full(len(lists), NOTHING)
    for thing, kept in enumerate(held):
        for _score, _order, person in kept:
            things[person] = thing
    return _assigned(lists, things)


def _assigned(lists: Lists, things: Array) -> Assignment:
    same = (lists.things == things[:, None]) & (things[:, None] != NOTHING)
    at = np.where(same.any(axis=1), same.argmax(axis=1), NOTHING) if lists.things.shape[1] else things
    return Assignment(at, things, float(lists.scores[same].sum()))


@dataclass(frozen=True)
class Why:
    """What one person got: `at` is the place in their list, from 0; NOTHING for none.

    `gone` are the numbers of better things on their list, which are full; `least` is the lowest score of a holder of each.
    """

    at: int
    gone: tuple[int, ...]
    least: tuple[float, ...]


def why(lists: Lists, found: Assignment, person: int) -> Why:
    """Return why a person got what they got."""
    at = int(found.at[person])
    above: Any = lists.things[person, : at if at != NOTHING else None]
    gone = [int(thing) for thing in above if thing != NOTHING]
    least = []
    for thing in gone:
        holders = np.flatnonzero(found.things == thing)
        least.append(float(lists.scores[holders, found.at[holders]].min()) if len(holders) else float("nan"))
    return Why(at, tuple(gone), tuple(least))
