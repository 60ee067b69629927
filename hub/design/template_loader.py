"""Templates are indented for the reader of the code; a page that travels need not be."""

import re

from django.template.base import Origin
from django.template.loaders import cached

INDENT = re.compile(r"\n[ \t]+")
KEEPS_SPACE = re.compile(r"<pre|<textarea|\{% ?blocktrans(?:late)?\b(?![^%]*\btrimmed\b)(?:(?!endblocktrans).)*\n")
"""White space that shows, and texts that translators know with their line breaks."""


def unindent(text: str) -> str:
    """Return a template without the indent of its lines, which stay lines; as it is where white space may count."""
    return text if KEEPS_SPACE.search(text) else INDENT.sub("\n", text)


class Loader(cached.Loader):
    """The cached loader, with HTML unindented once, when it is loaded."""

    def get_contents(self, origin: Origin) -> str:
        """Return a template as it is compiled."""
        contents = str(super().get_contents(origin))
        return unindent(contents) if origin.name.endswith(".html") else contents
