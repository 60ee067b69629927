"""The sentences people agree to, by code and version. A changed sentence gets a new version; old rows keep the old text.

`{organisation}` is a placeholder for the organisation's name. The row stores the sentence with the placeholder, and the
consent refers to the organisation.
"""

from typing import Final

from django.utils import translation
from django.utils.translation import gettext_lazy as _

from hub.consent.models import Wording

SIGN_UP: Final = "sign_up"
KEEP_RECORD: Final = "keep_record"
CONTACT_ME: Final = "contact_me"
REFERRAL: Final = "referral"
LEARN: Final = "learn"
COMPANY: Final = "company"

GROUPS_MAY_ASK: Final = 2
"""From this version on, the text of CONTACT_ME says that groups may ask through the hub."""

CURRENT: Final = {
    SIGN_UP: (1, _("Yes, give my name and how to reach me to {organisation}, so they can answer me. Nobody else.")),
    KEEP_RECORD: (
        1,
        _(
            "Yes, keep my name, how to reach me and what I’d like, for 12 months. Nobody gets it unless I say yes to a named group. "
            "I can take this back any time."
        ),
    ),
    CONTACT_ME: (
        2,
        _(
            "Yes, tell me when something new fits, or when a group wants to ask me, at most once a week. I can stop it any time."
        ),
    ),
    REFERRAL: (
        1,
        _(
            "Yes, tell {organisation} my first name, what I said and what makes it easier for me. When they say yes, my surname and how "
            "to reach me as well. Nobody else. I can take this back any time."
        ),
    ),
    LEARN: (1, _("Yes, use what I choose to suggest better things to me and to others. My name is not part of it.")),
    COMPANY: (
        1,
        _("Yes, I’d like to come with somebody. You may tell them my first name. I can take this back any time."),
    ),
}


def text(code: str) -> str:
    """Return today's text of the sentence, in the language of the page."""
    return str(CURRENT[code][1])


def current(code: str, language: str) -> Wording:
    """Return the stored wording for a code in a language; store it the first time somebody agrees to it."""
    version, sentence = CURRENT[code]
    with translation.override(language):
        words = str(sentence)
    wording, _made = Wording.objects.get_or_create(
        code=code, version=version, language=language, defaults={"text": words}
    )
    return wording
