"""Figures in sentences: `{lottery-fee}` is replaced by the value of the figure with that key."""

import re
from collections.abc import Mapping
from typing import Final

from hub.figures.models import Figure

NAMED: Final = re.compile(r"\{([a-z][a-z0-9-]*)\}")


def named_in(text: str) -> list[str]:
    """Return the keys of figures in a text, each once, in order."""
    return list(dict.fromkeys(NAMED.findall(text)))


def fill(text: str, figures: Mapping[str, Figure]) -> str:
    """Replace the figures in a text. An unknown key is left as typed, so that somebody notices it."""
    return NAMED.sub(lambda found: figures[found[1]].value if found[1] in figures else found[0], text)


def load() -> dict[str, Figure]:
    """Return every figure by its key (one query; there are dozens, not thousands)."""
    return {figure.key: figure for figure in Figure.objects.all()}


def unknown_in(*texts: str) -> list[str]:
    """Return the keys in some texts that no figure has."""
    wanted = list(dict.fromkeys(name for text in texts for name in named_in(text)))
    known = set(Figure.objects.filter(key__in=wanted).values_list("key", flat=True))
    return [name for name in wanted if name not in known]
