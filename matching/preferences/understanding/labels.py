"""What is heard, in the words of the person's own language."""

from typing import Any, Final

from django.utils import dates
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hub.taxonomy.codes import Access, Activity, Cause, Commitment, Ease, Language, Skill
from matching.preferences.understanding.reading import Heard

CODES: Final[dict[str, Any]] = {"cause": Cause, "activity": Activity, "skill": Skill, "lang": Language}
PARTS: Final = (gettext_lazy("mornings"), gettext_lazy("afternoons"), gettext_lazy("evenings"))
NEEDS: Final[dict[str, Promise]] = {
    "small_group": gettext_lazy("a small group"),
    "pace": gettext_lazy("my own pace"),
    "large_print": Ease.LARGE_PRINT.label,
    "costs": Ease.COSTS.label,
    "no_check": Ease.NO_CHECK.label,
}
AVOID: Final[dict[str, Promise]] = {
    "lifting": gettext_lazy("no lifting"),
    "standing": gettext_lazy("no standing for long"),
    "animals": gettext_lazy("no animals"),
    "noise": gettext_lazy("no noise"),
    "crowds": gettext_lazy("no crowds"),
    "heat": gettext_lazy("no heat"),
    "digging": gettext_lazy("no digging"),
}
OFTEN: Final[dict[str, Promise]] = {
    "now_and_then": gettext_lazy("now and then"),
    "fortnightly": gettext_lazy("every two weeks"),
    "term_time": gettext_lazy("in term time"),
    "changing_shifts": gettext_lazy("around changing shifts"),
}
OTHERS: Final[dict[str, Promise]] = {
    "near": gettext_lazy("near home"),
    "remote": gettext_lazy("from home"),
    "company": gettext_lazy("with other people"),
    "children": gettext_lazy("with the children"),
    "none": gettext_lazy("help is needed now"),
}


def label(heard: Heard) -> str:
    """Return what was heard in words, "not" before what is left out."""
    kind, _colon, value = heard.code.partition(":")
    words = str(_label(kind, value))
    words = words if words[1:2].isupper() or kind in ("lang", "day") else words[:1].lower() + words[1:]
    return words if heard.wished else _("not %(thing)s") % {"thing": words}


def _label(kind: str, value: str) -> Any:
    if kind in CODES:
        return CODES[kind](value).label
    if kind == "part":
        return PARTS[int(value)]
    if kind == "day":
        return dates.WEEKDAYS[int(value)]
    if kind == "age":
        return _("%s years old") % value
    if kind == "often":
        return OFTEN[value] if value in OFTEN else Commitment(value).label
    if kind == "access":
        return NEEDS[value] if value in NEEDS else Access(value).label
    return AVOID[value] if kind == "avoid" else OTHERS[kind]
