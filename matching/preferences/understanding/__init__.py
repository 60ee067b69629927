"""Understanding: what somebody says in their own words → codes, each with the words in which it was heard."""

from matching.preferences.understanding.distress import CRISIS
from matching.preferences.understanding.reading import (
    YES,
    Heard,
    clause_of,
    hear,
    mentions,
    tongue,
    wished_text,
    without,
)

__all__ = ["CRISIS", "YES", "Heard", "clause_of", "hear", "mentions", "tongue", "wished_text", "without"]
