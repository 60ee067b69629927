"""How long things are kept. Each app's contract says it for its own; the nightly run ends it, and the privacy page is written from it."""

from datetime import datetime

from hub.core import registry


def run(*, at: datetime) -> str:
    """End everything whose time is over; say how much that was. Safe to run twice or late."""
    rules = registry.retention_rules()
    ended = [rule.end(before=at - rule.keep, at=at) for rule in rules]
    return f"{sum(ended)} records ended by {len(rules)} rules."
