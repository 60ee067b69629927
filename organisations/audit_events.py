"""Audit events of organisations. They are about organisations and members' roles, so they have no words for residents."""

from typing import Final

AUDIT_EVENTS: Final = dict.fromkeys(
    (
        "acting.changed",
        "member.added",
        "member.invitation_withdrawn",
        "member.invited",
        "member.removed",
        "member.role_changed",
        "organisation.changed",
        "organisation.joined",
        "organisation.lifted",
        "organisation.made_desk",
        "organisation.safe_set",
        "organisation.safe_asked",
        "organisation.suspended",
        "organisation.tier_set",
    )
)
