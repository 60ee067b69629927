"""Pairing what there is to take part in with what somebody would like: arrays in, ranked rows and true reasons out.

It knows columns, never models, and imports nothing of ours. `docs/matching.md` is one page about it.
"""

from matching.engine.distance import distance_km
from matching.engine.explaining import Caution, Reason, caution, cautions, explain
from matching.engine.features import FEATURES
from matching.engine.files import BadIndex
from matching.engine.index import MatchIndex
from matching.engine.masks import MASKS, count, passing, why_not
from matching.engine.mixing import mix
from matching.engine.ranking import Ranking, rank
from matching.engine.wants import Wants
from matching.engine.weights import DEFAULT, Weights

__all__ = [
    "DEFAULT",
    "FEATURES",
    "MASKS",
    "BadIndex",
    "Caution",
    "MatchIndex",
    "Ranking",
    "Reason",
    "Wants",
    "Weights",
    "caution",
    "cautions",
    "count",
    "distance_km",
    "explain",
    "mix",
    "passing",
    "rank",
    "why_not",
]
