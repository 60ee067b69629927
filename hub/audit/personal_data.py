"""Personal data in the audit log: ids and codes."""

from typing import Final

from hub.core.contract import PersonalData
from hub.core.lawful_basis import LAW

PERSONAL_DATA: Final = (
    PersonalData(
        "audit.entry",
        "id at event actor_kind user_id actor_person_id membership_id organisation_id role person_id subject_type subject_id details",
        purpose="say who did or saw what of whom; ids and codes only, which name nobody once the person is erased",
        basis=LAW,
        kept="as long as the hub runs; the database refuses to change or remove it",
        on_erase="keep",
    ),
)
