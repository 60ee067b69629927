"""How plain the English of a page is: the Flesch-Kincaid grade, the years of school one needs to read it.

Source of the formula: Kincaid, Fishburne, Rogers and Chissom, "Derivation of new readability formulas", Navy Research Branch
Report 8-75, 1975: 0.39 × words per sentence + 11.8 × syllables per word − 15.59.
"""

import re
from collections.abc import Iterable
from html.parser import HTMLParser
from typing import Final

WORD: Final = re.compile(r"[a-z]+(?:['’-][a-z]+)*", re.IGNORECASE)
SENTENCE_ENDS: Final = re.compile(r"[.!?:]+(?=[\s”’\")]|$)|\n+")
VOWELS: Final = re.compile(r"[aeiouy]+")
SILENT: Final = re.compile(r"(?:(?<![aeiouyl])e|(?<=[aeiouy]l)e|(?<=[^aeiouytd])ed|(?<=[^aeiouysxzcgh])es)$")
APART: Final = re.compile(
    r"(?<![cst])ia(?!n\b)|io(?!n|us)|(?<=[rv])ious|eo(?!us|p)|iu|ua(?!r)|creat|rea(?=lity|ct)|[aeiou]ing$|uou|ying$|"
    r"(?<=[aeo])ea$|(?<=[dr])ea$|theatre|iet|ien(?=c|t)(?<!tien)(?<!cien)(?<!frien)|scien(?=c|t)|oyee"
)
SWALLOWED: Final = re.compile(
    r"^(?:every|safeg|some(?=[btdwo])|whole|home(?=[a-z])|care(?=[flt])|time(?=[a-z])|there(?=[fb]))"
)
TOO_SHORT: Final = 4
"""Lines of fewer words (labels, buttons, prices) are not sentences and are left out."""
APART_FROM_TEXT: Final = frozenset("script style nav svg select option button header footer title table".split())
LINES: Final = frozenset("p li h1 h2 h3 h4 dd dt label div summary legend blockquote section br span".split())


def syllables(word: str) -> int:
    """Return how many syllables an English word has, about."""
    plain = re.sub(r"[^a-z]", "", re.sub(r"['’]s$", "", word.lower()))
    spoken = SILENT.sub("", plain) or plain
    found = len(VOWELS.findall(spoken)) + len(APART.findall(spoken)) - len(SWALLOWED.findall(spoken))
    return max(found, 1)


def grade(text: str) -> float:
    """Return the Flesch-Kincaid grade of plain text; 0 for a text without a sentence."""
    sentences = [found for part in SENTENCE_ENDS.split(text) if len(found := WORD.findall(part)) >= TOO_SHORT]
    words = [word for sentence in sentences for word in sentence]
    if not words:
        return 0.0
    return 0.39 * len(words) / len(sentences) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.out: list[str] = []
        self.hidden = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag in APART_FROM_TEXT:
            self.hidden += 1
        elif tag in LINES:
            self.out.append("\n" if tag != "span" else " ")

    def handle_endtag(self, tag: str) -> None:
        if tag in APART_FROM_TEXT:
            self.hidden = max(self.hidden - 1, 0)
        elif tag in LINES:
            self.out.append("\n" if tag != "span" else " ")

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.out.append(re.sub(r"\s+", " ", data))


def words_of(page: str) -> str:
    """Return the running text of a page's main part, a line for each block."""
    found = re.search(r"<main\b.*?</main>", page, re.DOTALL)
    reader = _Words()
    reader.feed(found.group() if found else page)
    return "".join(reader.out)


def mean(grades: Iterable[float]) -> float:
    """Return the mean of some grades."""
    every = list(grades)
    return sum(every) / len(every)
