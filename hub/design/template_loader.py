"""Two kinds of templates: pages, whose values are escaped, and plain text (`*.txt`), where escaping would show.

A page cannot include plain text, since nothing in it is escaped. Pages are indented for the reader of the code; one that
travels need not be.
"""

import re

from django.template import TemplateDoesNotExist
from django.template.base import Origin, Template
from django.template.loaders import cached

INDENT = re.compile(r"\n[ \t]+")
KEEPS_SPACE = re.compile(r"<pre|<textarea|\{% ?blocktrans(?:late)?\b(?![^%]*\btrimmed\b)(?:(?!endblocktrans).)*\n")
"""White space that shows, and texts that translators know with their line breaks."""


def unindent(text: str) -> str:
    """Return a template without the indent of its lines, which stay lines; as it is where white space may count."""
    return text if KEEPS_SPACE.search(text) else INDENT.sub("\n", text)


class _ByName(cached.Loader):
    """The cached loader, for templates of one kind."""

    plain = False

    def get_template(self, template_name: str, skip: list[Origin] | None = None) -> Template:
        """Return a template of this kind. Raises TemplateDoesNotExist for others, too."""
        if template_name.endswith(".txt") is not self.plain:
            raise TemplateDoesNotExist(template_name)
        return super().get_template(template_name, skip)


class PlainText(_ByName):
    """Finds what is sent or shown as it is: bodies and subjects of messages."""

    plain = True


class Pages(_ByName):
    """Finds all else, with HTML unindented once, when it is loaded."""

    def get_contents(self, origin: Origin) -> str:
        """Return a template as it is compiled."""
        contents = str(super().get_contents(origin))
        return unindent(contents) if origin.name.endswith(".html") else contents
