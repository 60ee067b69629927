"""Retention. Each app's contract has its rules; the nightly run applies them, and the privacy page lists them."""

from datetime import datetime

from hub.core import registry


def run(*, at: datetime) -> str:
    """Apply every rule; return a summary of how much was deleted or blanked. Safe to run twice or late."""
    rules = registry.retention_rules()
    ended = [rule.end(before=at - rule.keep, at=at) for rule in rules]
    return f"{sum(ended)} records ended by {len(rules)} rules."
