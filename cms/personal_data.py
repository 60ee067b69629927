"""Personal data in pages: their authors, and the people stories are about."""

from typing import Final

from django.apps import apps

from hub.core.contract import PersonalData
from hub.core.lawful_basis import ACCOUNT, AGREED, SAFE

WRITTEN: Final = ("cms.homepage", "cms.storyindex", "cms.plainpage", "toolkit.toolkit", "toolkit.stage", "toolkit.step")
PICTURES: Final = ("cms.picture", "cms.rendition")


def _fields(model: str) -> str:
    return " ".join(field.name for field in apps.get_model(model)._meta.concrete_fields)


PERSONAL_DATA: Final = (
    *(
        PersonalData(
            name,
            _fields(name),
            purpose="show a public page; it leads to the account that wrote it, until that goes",
            basis=ACCOUNT,
            kept="as long as the page",
            on_erase="keep",
        )
        for name in WRITTEN
    ),
    *(
        PersonalData(
            name,
            _fields(name),
            purpose="show a picture; whoever is in it agreed to that",
            basis=AGREED,
            kept="as long as the picture",
            on_erase="keep",
        )
        for name in PICTURES
    ),
    PersonalData(
        "cms.story",
        _fields("cms.story"),
        purpose="tell a story that somebody agreed to have told, under a first name",
        basis=AGREED,
        kept="until the day they agreed to; it comes down by itself, or whenever they say so",
        on_erase="keep",
    ),
    PersonalData(
        "cms.searchedinvain",
        _fields("cms.searchedinvain"),
        purpose="know what people look for and nobody offers: a digest at first, after three days at most four words",
        basis=SAFE,
        kept="6 months after the last time",
        on_erase="keep",
    ),
)
