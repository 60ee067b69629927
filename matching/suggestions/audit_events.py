"""Audit events of suggestions. They are about the whole hub, so they have no words for residents."""

from typing import Final

AUDIT_EVENTS: Final = dict.fromkeys(("suggestions.everyone", "suggestions.learnt", "suggestions.put_back"))
