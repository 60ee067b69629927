"""Phone numbers as they are written on a page: in groups, and never broken across two lines."""

import itertools
import re
from typing import Final

NO_BREAK: Final = "\u00a0"


def grouped(number: str) -> str:
    """Return a British number in its usual groups with no-break spaces, or any other as it was typed.

    Mobiles are five and six digits, London and other 02 codes three, four and four, the rest five and six.
    """
    digits = re.sub(r"[\s\-()]", "", number)
    if digits.startswith("+44"):
        digits = "0" + digits[3:]
    if not re.fullmatch(r"0\d{9,10}", digits):
        return NO_BREAK.join(number.split())
    cuts = (3, 7) if digits.startswith("02") else (5,)
    edges = (0, *cuts, len(digits))
    return NO_BREAK.join(digits[start:end] for start, end in itertools.pairwise(edges))


def dialled(number: str) -> str:
    """Return the address that calls a number: "tel:07700900100"."""
    return "tel:" + re.sub(r"[^\d+]", "", number)
