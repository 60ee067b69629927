"""What every page says about the place it serves: its name, its number, its languages and its colours."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from hub.access import shared
from hub.design import accent, colours, navigation, phones
from hub.places import area, examples


@dataclass(frozen=True)
class Language:
    """A language to read the site in, named in itself."""

    code: str
    name: str
    current: bool


@dataclass(frozen=True)
class Link:
    """A link with its words."""

    label: str
    url: str


@dataclass(frozen=True)
class Place:
    """The hub as its pages name it, with examples of postcode and place.

    `scheme` is "light", "dark" or "" for whatever the phone says.
    """

    name: str
    place: str
    example: examples.Example
    phone: str
    phone_href: str
    rings: bool
    """Whether the number reaches somebody. In the demo place, where nothing is real, it counts as if it did."""
    duty_phone: str
    """The number of the duty team; "" where none of its own is set."""
    duty_phone_href: str
    safeguarding_lead: str
    emails_go_out: bool
    """Whether a mail server is set, so that a page may say that something is on its way."""
    hours: str
    written_in: str
    """The language of what the operator wrote, like the hours."""
    scheme: str
    accent_css: str
    languages: tuple[Language, ...]


def duty_phone() -> str:
    """Return the number of the duty team, or "" where none is set that is its own and rings."""
    number: str = settings.HUB_DUTY_PHONE
    return number if number != settings.HUB_PHONE and phones.rings(number) else ""


def describe(scheme: str = "") -> Place:
    """Return what is known without a request."""
    return Place(
        name=settings.HUB_NAME,
        place=area.name(),
        example=examples.of(),
        phone=phones.grouped(settings.HUB_PHONE),
        phone_href=phones.dialled(settings.HUB_PHONE),
        rings=settings.DEMO or phones.rings(settings.HUB_PHONE),
        duty_phone=phones.grouped(duty_phone()),
        duty_phone_href=phones.dialled(duty_phone()),
        safeguarding_lead=settings.HUB_SAFEGUARDING_LEAD,
        emails_go_out=bool(settings.EMAIL_GOES_OUT),
        hours=settings.HUB_HOURS,
        written_in=settings.LANGUAGE_CODE,
        scheme=scheme,
        accent_css=accent.css(getattr(settings, "HUB_ACCENT", "")),
        languages=_languages(),
    )


def place(request: HttpRequest) -> dict[str, Any]:
    """Add `hub`, `footer_links` and `is_personal`."""
    return {
        "is_personal": shared.is_personal(request),
        "hub": describe(colours.chosen(request)),
        "footer_links": SimpleLazyObject(lambda: (*navigation.footer(request), *_footer())),
    }


def _languages() -> tuple[Language, ...]:
    current = get_language() or settings.LANGUAGE_CODE
    return tuple(Language(code, name, code == current) for code, name in settings.LANGUAGES)


def _footer() -> tuple[Link, ...]:
    words = {
        "how_we_choose": _("How we choose what to suggest"),
        "privacy": _("How we use what you tell us"),
        "accessibility": _("Making this site easy to use"),
        "worried": _("Report something that worries you"),
    }
    return tuple(Link(label, url) for name, label in words.items() if (url := _address(name)))


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
