"""Parsing contact routes as people type them, and formatting them as people expect."""

import re
from dataclasses import dataclass
from typing import Final

import phonenumbers
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from hub.people.models import Channel as Channel

NUMBER: Final = phonenumbers.PhoneNumberFormat.NATIONAL
LONGEST: Final = 300
UK: Final = 44
UK_DIGITS: Final = (9, 10)
"""The fewest digits of a British number after its 0: a few landlines have nine, every mobile ten."""

POSTCODE: Final = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}$")
"""A postcode at the end of an address in capitals, with or without its space."""


@dataclass(frozen=True)
class Route:
    """One validated contact route: `value` is what is stored and compared."""

    kind: Channel
    value: str


def phone(text: str) -> str:
    """Return a phone number in international form. Raises ValidationError with an example of a valid one.

    The ranges reserved for drama (07700 900xxx, 01632 960xxx) are accepted, so that demos and tests call nobody.
    """
    digits = re.sub(r"\D", "", text)
    if not re.fullmatch(r"[\d\s+().-]+", text.strip()) or not digits:
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


def mobile(text: str) -> str:
    """Return a number that can receive texts. Raises ValidationError for a landline or anything `phone` refuses."""
    number = phone(text)
    if number.startswith("+44") and not number.startswith("+447"):
        raise ValidationError(
            _("Texts need a mobile number, one that starts with 07. Or choose a phone call."), code="phone_landline"
        )
    return number


def email(text: str) -> str:
    """Return an email address in lower case. Raises ValidationError with an example of a valid one."""
    address = text.strip().lower()
    try:
        validate_email(address)
    except ValidationError:
        raise ValidationError(
            _("This email address is not complete. It should look like name@example.org."), code="email"
        ) from None
    return address


def letter(text: str) -> str:
    """Return a postal address, one part per line. Raises ValidationError if it does not end with a postcode."""
    lines = [" ".join(part.split()) for part in re.split(r"[\n,]", text) if part.strip()]
    if len(lines) < 2 or not POSTCODE.search(lines[-1].upper()):
        raise ValidationError(
            _("Write the whole address, with a postcode at the end, so that a letter finds you."), code="letter"
        )
    return "\n".join(lines)


def route(kind: str, text: str) -> Route:
    """Validate what somebody typed for one channel. Raises ValidationError that says what to correct."""
    if len(text) > LONGEST:
        raise ValidationError(_("This is too long."), code="long")
    read = {Channel.EMAIL: email, Channel.TEXT: mobile, Channel.PHONE: phone, Channel.LETTER: letter}
    return Route(Channel(kind), read[Channel(kind)](text))


def shown(route: Route) -> str:
    """Return a route in its usual written form: 07700 900123 rather than +447700900123."""
    if route.kind not in (Channel.TEXT, Channel.PHONE):
        return route.value
    return phonenumbers.format_number(phonenumbers.parse(route.value, "GB"), NUMBER)


def folded_name(name: str) -> str:
    """Return a name normalised for comparison: case-folded, trimmed, single spaces."""
    return " ".join(name.casefold().split())
