"""Cleaning of what people type or paste: the same for every form, importer and inbound message.

Nothing that a reader would see is lost. What goes are characters that no reader sees and that make two equal texts differ.
"""

import re
import unicodedata
from typing import Final

KEPT_INVISIBLE: Final = frozenset("\u200c\u200d")
"""Joiners that change how letters look in Persian, Hindi and other scripts, and that hold emoji together."""
VARIATION: Final = re.compile("[\ufe00-\ufe0f]")
BULLETS: Final = frozenset("\uf0a7\uf0b7\uf0d8")
"""Bullets as Word has them, in fonts of its own: elsewhere nothing is seen there."""
QUOTED: Final = re.compile('["“”„«]([^"“”„«»]*)["“”»]')
OPENING: Final = re.compile(r'(?:^|(?<=[\s(\[]))["“„«]')
LINE_ENDS: Final = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
DASHES: Final = re.compile("[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]")
BLANK_LINES: Final = re.compile(r"\n{3,}")


def line(text: str) -> str:
    """Return a text on one line: composed (NFC), without invisible characters, with single spaces."""
    return " ".join(_visible(text).split())


def lines(text: str) -> str:
    """Return a text of several lines: composed (NFC), line feeds between lines, no spaces at their ends, no two blank lines in a row."""
    ended = LINE_ENDS.sub("\n", text)
    tidy = "\n".join(_visible(part).replace("\t", " ").rstrip() for part in ended.split("\n"))
    return BLANK_LINES.sub("\n\n", tidy).strip()


def code(text: str) -> str:
    """Return a text that machines compare (number, email, postcode, code): as `line`, in plain digits, letters and hyphens (NFKC)."""
    plain = unicodedata.normalize("NFKC", text).replace("\u200c", "").replace("\u200d", "")
    return DASHES.sub("-", line(plain))


def quotable(text: str) -> str:
    """Return a text to stand between double quotation marks: without marks around it, and with single ones inside."""
    if whole := QUOTED.fullmatch(text.strip()):
        return whole[1]
    return re.sub('["“”„«»]', "’", OPENING.sub("‘", text))


def address(text: str) -> str:
    """Return an email address cleaned, without the name that mail programs copy with it: "Larder <a@b.test>"."""
    typed = code(text)
    named = re.search(r"<([^<>]+)>$", typed)
    return named[1] if named else typed


def _visible(text: str) -> str:
    return unicodedata.normalize("NFC", "".join(_shown(sign) for sign in VARIATION.sub("", text)))


def _shown(sign: str) -> str:
    """Return a sign as it is kept: any space as a space, nothing for what is not seen."""
    if sign.isspace():
        return "\t" if sign == "\t" else " "
    if sign in BULLETS:
        return "•"
    hidden = unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Co") and sign not in KEPT_INVISIBLE
    return "" if hidden else sign
