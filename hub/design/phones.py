"""Phone numbers as they are written on a page: in groups, and never broken across two lines."""

import itertools
import re
from typing import Final

NO_BREAK: Final = "\u00a0"
KEPT_FOR_DRAMA: Final = "07700900"
"""Numbers with this prefix are reserved by Ofcom for drama and reach nobody; a new hub begins with one."""


def grouped(number: str) -> str:
    """Return a British number in its usual groups with no-break spaces, or any other as it was typed.

    Mobiles are five and six digits, London and other 02 codes three, four and four, the rest five and six.
    """
    digits = _digits(number)
    if not re.fullmatch(r"0\d{9,10}", digits):
        return NO_BREAK.join(number.split())
    cuts = (3, 7) if digits.startswith("02") else (5,)
    edges = (0, *cuts, len(digits))
    return NO_BREAK.join(digits[start:end] for start, end in itertools.pairwise(edges))


def _digits(number: str) -> str:
    """Return a number as dialled within Britain, as far as it is one."""
    digits = re.sub(r"[\s\-()]", "", number)
    return "0" + digits[3:] if digits.startswith("+44") else digits


def rings(number: str) -> bool:
    """Whether a number can reach somebody: it is not blank, and none of those kept for drama."""
    digits = _digits(number)
    return bool(digits) and not digits.startswith(KEPT_FOR_DRAMA)


def dialled(number: str) -> str:
    """Return the address that calls a number: "tel:07700900100"."""
    return "tel:" + re.sub(r"[^\d+]", "", number)
