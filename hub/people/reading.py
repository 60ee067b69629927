"""Parsing contact routes as people type or paste them, and formatting them as people expect."""

import re
from dataclasses import dataclass
from typing import Final

import phonenumbers
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from hub.core import cleaning
from hub.people.models import Channel as Channel
from hub.places import postcodes

NATIONAL: Final = phonenumbers.PhoneNumberFormat.NATIONAL
INTERNATIONAL: Final = phonenumbers.PhoneNumberFormat.INTERNATIONAL
LONGEST: Final = 300
EXTENSION: Final = re.compile(r"[ ,;]*(?:ext|x|#).*$", re.IGNORECASE)
UK: Final = 44
UK_DIGITS: Final = (9, 10)
"""The fewest digits of a British number after its 0: a few landlines have nine, every mobile ten."""


@dataclass(frozen=True)
class Route:
    """One validated contact route: `value` is what is stored and compared."""

    kind: Channel
    value: str


def phone(text: str) -> str:
    """Return a phone number in international form. Raises ValidationError with an example of a valid one.

    The ranges reserved for drama (07700 900xxx, 01632 960xxx) are accepted, so that demos and tests call nobody.
    """
    text = cleaning.code(text).casefold().removeprefix("tel:").replace("/", " ")
    if not set(text) & set("abcdefghijklmnpqrstuvwxyz"):
        text = text.replace("o", "0")
    if not re.fullmatch(r"[\d\s+().-]+", text) or not re.search(r"\d", text):
        if inside := _number_in(text):
            words = _("Write only the number here: %(number)s.")
            raise ValidationError(words % {"number": inside}, code="phone_more")
        raise ValidationError(_("This is not a phone number. It should have digits, like 07700 900123."), code="phone")
    try:
        number = phonenumbers.parse(text, "GB")
    except phonenumbers.NumberParseException:
        raise ValidationError(
            _("This is not a phone number. It should look like 07700 900123."), code="phone"
        ) from None
    length = phonenumbers.is_possible_number_with_reason(number)
    if (
        number.country_code == UK
        and len(str(number.national_number)) < UK_DIGITS[str(number.national_number)[:1] == "7"]
    ):
        length = phonenumbers.ValidationResult.TOO_SHORT
    if length in (phonenumbers.ValidationResult.TOO_SHORT, phonenumbers.ValidationResult.IS_POSSIBLE_LOCAL_ONLY):
        raise ValidationError(
            _("This phone number is too short. It should have 11 digits, like 07700 900123."), code="phone_short"
        )
    if length == phonenumbers.ValidationResult.TOO_LONG:
        raise ValidationError(
            _("This phone number is too long. It should have 11 digits, like 07700 900123."), code="phone_long"
        )
    if length != phonenumbers.ValidationResult.IS_POSSIBLE:
        raise ValidationError(_("We can’t ring this number. It should look like 07700 900123."), code="phone")
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _number_in(text: str) -> str:
    """Return the number that stands by itself in a longer text; "" without one."""
    found = phonenumbers.PhoneNumberMatcher(text, "GB", leniency=phonenumbers.Leniency.POSSIBLE)
    alone = (one.raw_string for one in found if not text[one.end : one.end + 1].isalnum())
    return EXTENSION.sub("", next(alone, ""))


def mobile(text: str) -> str:
    """Return a number that can receive texts. Raises ValidationError for a landline or anything `phone` refuses."""
    number = phone(text)
    if number.startswith("+44") and not number.startswith("+447"):
        raise ValidationError(
            _("Texts need a mobile number, one that starts with 07. Or choose a phone call."), code="phone_landline"
        )
    return number


def email(text: str) -> str:
    """Return an email address in lower case, without the name that mail programs copy with it. Raises ValidationError with an example."""
    address = cleaning.address(text).lower().removeprefix("mailto:").strip(" .,;")
    try:
        validate_email(address)
    except ValidationError:
        raise ValidationError(
            _("This email address is not complete. It should look like name@example.org."), code="email"
        ) from None
    return address


def letter(text: str) -> str:
    """Return a postal address, one part per line, the postcode on the last. Raises ValidationError if it does not end with one.

    A country after the postcode is dropped: letters go to addresses in the United Kingdom only.
    """
    found = postcodes.split(", ".join(cleaning.lines(text).split("\n")))
    before, postcode = found or ("", None)
    parts = [" ".join(part.split()) for part in before.split(",") if part.strip()]
    if postcode is None or not postcode.letters or len(" ".join(parts).split()) < 2:
        raise ValidationError(
            _("Write the whole address, with a postcode at the end, so that a letter finds you."), code="letter"
        )
    return "\n".join([*parts, str(postcode)])


def route(kind: str, text: str) -> Route:
    """Validate what somebody typed for one channel. Raises ValidationError that says what to correct."""
    if len(text) > LONGEST:
        raise ValidationError(_("This is too long. It should be one number or one address."), code="long")
    read = {Channel.EMAIL: email, Channel.TEXT: mobile, Channel.PHONE: phone, Channel.LETTER: letter}
    return Route(Channel(kind), read[Channel(kind)](text))


def is_email(text: str) -> bool:
    """Whether a text is meant as an email address, whole or not."""
    return "@" in cleaning.code(text)


def shown(route: Route) -> str:
    """Return a route in its usual written form: 07700 900123 rather than +447700900123, an address on one line.

    A number from abroad keeps its country's +.
    """
    if route.kind == Channel.LETTER:
        return ", ".join(route.value.splitlines())
    if route.kind not in (Channel.TEXT, Channel.PHONE):
        return route.value
    number = phonenumbers.parse(route.value, "GB")
    return phonenumbers.format_number(number, NATIONAL if number.country_code == UK else INTERNATIONAL)


def folded_name(name: str) -> str:
    """Return a name normalised for comparison: cleaned and case-folded."""
    return cleaning.line(name).casefold()
