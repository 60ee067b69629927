"""Personal data in suggestions."""

from typing import Final

from hub.core.contract import PersonalData
from hub.core.lawful_basis import AGREED, ASKED

PERSONAL_DATA: Final = (
    PersonalData(
        "suggestions.shownlist",
        "id person where organisation_id at",
        purpose="see whether what is put before people suits them",
        basis=ASKED,
        kept="12 months",
        on_erase="delete",
    ),
    PersonalData(
        "suggestions.recommendation",
        "id person opportunity place at told_at",
        purpose="tell people who want it what is new and suits them, once",
        basis=ASKED,
        kept="12 months",
        on_erase="delete",
    ),
    PersonalData(
        "suggestions.companionmatch",
        "id opportunity one other at one_said other_said",
        purpose="let two people who wish for company go together the first time",
        basis=AGREED,
        kept="12 months",
        on_erase="delete",
    ),
    PersonalData(
        "suggestions.shown",
        "id shown_list opportunity place score reasons features chosen_at",
        purpose="see whether what is put before people suits them, and learn from it if they agreed",
        basis=ASKED,
        kept="12 months",
        on_erase="delete",
    ),
)
