"""Figures in sentences: `{lottery-fee}` is replaced by the value of the figure with that key, `{place}` by a setting."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Final

from django.conf import settings
from django.utils.translation import gettext as _

from hub.figures.models import Figure
from hub.places import area

LIVE: Final[dict[str, Callable[[], str]]] = {
    "place": area.name,
    "hub": lambda: settings.HUB_NAME,
    "phone": lambda: settings.HUB_PHONE,
    "hours": lambda: settings.HUB_HOURS,
}
"""Names that stand for a setting, so that changing it changes every page."""
NAMED: Final = re.compile(r"\{([a-z][a-z0-9-]*)\}")


def named_in(text: str) -> list[str]:
    """Return the keys of figures in a text, each once, in order."""
    return list(dict.fromkeys(NAMED.findall(text)))


def fill(text: str, figures: Mapping[str, Figure], *, shown: Callable[[str], str] = str) -> str:
    """Replace the figures and settings that a text names; `shown` escapes a value for where it stands.

    An unknown key is left as typed, so that somebody notices it.
    """

    def value(found: re.Match[str]) -> str:
        key = found[1]
        if key in figures:
            return shown(figures[key].value)
        return shown(LIVE[key]()) if key in LIVE else found[0]

    return NAMED.sub(value, text)


def strange(keys: Iterable[str]) -> str:
    """Return what to say of keys that stand for nothing."""
    names = ", ".join(f"{{{key}}}" for key in keys)
    return _("There is no figure %(names)s. Look for its name under Figures.") % {"names": names}


def load() -> dict[str, Figure]:
    """Return every figure by its key (one query; there are dozens, not thousands)."""
    return {figure.key: figure for figure in Figure.objects.all()}


def unknown_in(*texts: str) -> list[str]:
    """Return the keys in some texts that no figure has."""
    wanted = list(dict.fromkeys(name for text in texts for name in named_in(text)))
    known = set(Figure.objects.filter(key__in=wanted).values_list("key", flat=True))
    return [name for name in wanted if name not in known and name not in LIVE]
