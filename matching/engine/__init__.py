"""Pairing what there is to take part in with what somebody would like: arrays in, ranked rows and true reasons out.

It knows columns, never models, and imports nothing of ours. `docs/matching.md` is one page about it.
"""

from matching.engine.distance import distance_km
from matching.engine.explaining import Caution, Reason, caution, cautions, explain
from matching.engine.files import BadIndex
from matching.engine.filters import FILTERS, count, passing, why_not
from matching.engine.index import MatchIndex
from matching.engine.masks import JOIN_IN, TINY
from matching.engine.mixing import mix
from matching.engine.ranking import Ranking, among, in_order, rank
from matching.engine.spec import FEATURES, NO_MAX_AGE
from matching.engine.wants import Wants
from matching.engine.weights import DEFAULT, Weights

__all__ = [
    "DEFAULT",
    "FEATURES",
    "FILTERS",
    "JOIN_IN",
    "NO_MAX_AGE",
    "TINY",
    "BadIndex",
    "Caution",
    "MatchIndex",
    "Ranking",
    "Reason",
    "Wants",
    "Weights",
    "among",
    "caution",
    "cautions",
    "count",
    "distance_km",
    "explain",
    "in_order",
    "mix",
    "passing",
    "rank",
    "why_not",
]
