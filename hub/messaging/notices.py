"""What a notice is: a code, a reference to its subject, and a body rendered when it is sent.

The text is in templates, where translators find it: `notices/<code>.txt` for the body, `<code>.heading.txt` for the
subject of an email or the heading of a letter, and, where a text message should be shorter, `<code>.text.txt`. Nothing in
them is escaped; a page that shows a message escapes it as it does all else.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from django.conf import settings
from django.template import loader
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from hub.core import registry
from hub.messaging import texts
from hub.people.models import Channel, ContactRoute, Person
from hub.people.services import persons


@dataclass(frozen=True)
class Content:
    """The rendered text of one message."""

    heading: str
    words: str


@dataclass(frozen=True)
class Notice:
    """A notification to a person. A subclass names its code and gathers what its templates need."""

    ref: str
    code: ClassVar[str] = ""
    at_once: ClassVar[bool] = False
    """Whether it answers something the person did a moment ago, so that quiet hours do not apply."""
    replaces: ClassVar[frozenset[str]] = frozenset()
    """The codes of notices about the same thing that this one makes untrue: their calls and letters, if not made yet, are left."""
    only_by_text: ClassVar[bool] = False
    """Whether it makes sense as a text only, so that no call is made instead where texts do not go out."""

    def route(self, person: Person) -> ContactRoute | None:
        """Return the route to use: the one the person prefers among those not stopped."""
        return persons.preferred_route(person)

    def needed_by(self) -> datetime | None:
        """Return when the person must have heard of it to do something about it; None where it can wait."""
        return None

    def context(self, person: Person, *, at: datetime) -> dict[str, Any] | None:
        """Return the template context, or None when there is nothing to notify any more."""
        raise NotImplementedError

    def content(self, person: Person, channel: str, *, at: datetime) -> Content | None:
        """Render the message, in the person's language and for the channel."""
        with translation.override(person.language):
            context = self.context(person, at=at)
            if context is None:
                return None
            context |= {
                "person": person,
                "channel": channel,
                "hub": {"name": settings.HUB_NAME, "phone": settings.HUB_PHONE},
            }
            names = [f"notices/{self.code}.text.txt"] if channel == Channel.TEXT else []
            words = loader.select_template([*names, f"notices/{self.code}.txt"]).render(context)
            heading = loader.get_template(f"notices/{self.code}.heading.txt").render(context)
            tidy = _without_addresses(_tidy(words), str(context.get("code", "")), channel)
        return Content(" ".join(heading.split()), texts.plain(tidy) if channel == Channel.TEXT else tidy)


def _tidy(text: str) -> str:
    """Remove trailing spaces and repeated empty lines."""
    lines = [" ".join(line.split()) for line in text.strip().splitlines()]
    kept = [line for place, line in enumerate(lines) if line or (place and lines[place - 1])]
    return "\n".join(kept)


def _without_addresses(text: str, code: str, channel: str) -> str:
    """Return a text as it can be read out or printed: nobody can press an address there, and a private link is the person's alone.

    What stood beside the address says where to type the code.
    """
    if channel not in (Channel.PHONE, Channel.LETTER):
        return text
    kept = []
    or_type = _("Or type the code %(code)s on our site.") % {"code": code}
    for line in text.splitlines():
        if line == or_type:
            site = settings.SITE_URL.rstrip("/").split("//")[-1] + reverse("code")
            to_type = _("To see it on a phone or computer, type the code %(code)s at %(site)s.")
            kept.append(to_type % {"code": code, "site": site})
        elif "://" not in line:
            kept.append(line)
    return _tidy("\n".join(kept))


def of(code: str, ref: str) -> Notice:
    """Return the notice of a message row. Raises KeyError for an unknown code."""
    made: Notice = registry.notice(code)(ref)
    return made
