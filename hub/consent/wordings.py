"""The sentences people agree to, by code and version. A changed sentence is a new version; old rows keep the old words.

`{organisation}` stands for the organisation's name wherever the sentence is shown; the row keeps the sentence as it
stands here, and the consent names the organisation.
"""

from typing import Final

from django.utils import translation
from django.utils.translation import gettext_lazy as _

from hub.consent.models import Wording

SIGN_UP: Final = "sign_up"

CURRENT: Final = {
    SIGN_UP: (1, _("Yes, give my name and how to reach me to {organisation}, so they can answer me. Nobody else.")),
}


def text(code: str) -> str:
    """Return the sentence as it stands today, in the language of the page."""
    return str(CURRENT[code][1])


def current(code: str, language: str) -> Wording:
    """Return the kept wording for a code in a language, keeping it the first time anybody agrees to it."""
    version, sentence = CURRENT[code]
    with translation.override(language):
        words = str(sentence)
    wording, _made = Wording.objects.get_or_create(
        code=code, version=version, language=language, defaults={"text": words}
    )
    return wording
