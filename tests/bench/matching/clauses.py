"""A trial: does a classifier over clauses hear what the lexicon does not? `manage.py bench_clauses` prints its figures.

It learns from clauses written for the purpose, from statements and from what the lines of the lexicon can say, by words, pairs of words and
parts of words. It is asked about clauses in which the lexicon hears no wish. See decision 0014.
"""

import random
import zlib
from collections.abc import Iterable, Iterator
from typing import Final

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from hub.core import content
from matching.preferences import understanding
from matching.preferences.understanding import lexicon, patterns, reading, tokens
from tests.matching.preferences.understanding import scoring

SIZE: Final = 1 << 15
"""Columns into which features are hashed."""
KINDS: Final = ("activity:", "cause:")
THRESHOLDS: Final = (0.3, 0.4, 0.5, 0.6, 0.7)
Clause = tuple[str, frozenset[str]]
"""Words, and the codes that they wish."""


def report() -> Iterator[str]:
    """Learn and ask; yield lines: for each threshold how many clauses not heard so far come out right, and how many wrong."""
    taught = [*_written("clauses"), *_stated("known")]
    sampled = list(_sampled())
    every = [*taught, *sampled]
    weight = np.array([3.0] * len(taught) + [0.5] * len(sampled))
    codes = sorted({code for _text, wished in every for code in wished})
    columns = _matrix(every)
    models = [
        LogisticRegression(C=20, max_iter=150).fit(columns, [code in said for _text, said in every], weight)
        for code in codes
    ]
    for name, asked in {"clauses_unread": _written("clauses_unread"), "held_out": _stated("held_out")}.items():
        unheard = [clause for clause in asked if not _heard(clause[0])]
        sure = np.stack([model.predict_proba(_matrix(unheard))[:, 1] for model in models], axis=1)
        yield f"{name}: {len(unheard)} clauses unheard, {sum(bool(wished) for _text, wished in unheard)} that wish"
        for threshold in THRESHOLDS:
            said = [
                (codes[row.argmax()], one[1]) for row, one in zip(sure, unheard, strict=True) if row.max() >= threshold
            ]
            right = sum(code in wished for code, wished in said)
            yield f"  from {threshold:.1f}: {right} right, {len(said) - right} wrong"


def _written(name: str) -> list[Clause]:
    clauses = content.read(scoring.STATEMENTS / f"{name}.yaml", dict[str, list[str]])
    return [(text, frozenset({code} - {"none"})) for code, texts in clauses.items() for text in texts]


def _stated(name: str) -> Iterator[Clause]:
    """Yield the clauses of statements in which nothing is refused, with what is wished in each."""
    for one in scoring.statements(name):
        found = [heard for heard in reading.mentions(one.text) if heard.code.startswith(KINDS)]
        turned = {*reading.refusals(one.text), *(heard.start for heard in found if not heard.wished)}
        wish = {code for code in one.wish if code.startswith(KINDS)}
        missed = wish - {heard.code for heard in found}
        begin = 0
        for end in [*(mark.start() for mark in reading.APART.finditer(one.text)), len(one.text)]:
            here = {heard.code for heard in found if begin <= heard.start < end} & (wish | one.may)
            alone = begin == 0 and end == len(one.text)
            if not any(begin <= at < end for at in turned) and (here or alone or not missed) and end > begin:
                yield one.text[begin:end], frozenset(here | missed if alone else here)
            begin = end


def _sampled(times: int = 2) -> Iterator[Clause]:
    """Yield what the lines of the lexicon may say, each line some times."""
    chance = random.Random(2)
    for codes, says in lexicon.entries().items():
        if not codes.startswith("cue:"):
            wished = frozenset(code for code in codes.split() if code.startswith(KINDS))
            for line in says.say:
                for pattern in patterns.parse(line, lexicon.sets()):
                    for _ in range(times):
                        yield " ".join(_words(pattern, chance)), wished


def _words(pattern: patterns.Pattern, chance: random.Random) -> Iterator[str]:
    for part in (*pattern.before, *pattern.core, *pattern.after):
        if isinstance(part, patterns.Words) and not (part.is_optional and chance.random() < 0.5):
            ways = [*([form] for form in sorted(part.forms)), *([min(word) for word in one] for one in part.phrases)]
            yield from chance.choice(ways or [[]])


def _heard(text: str) -> bool:
    return any(one.code.startswith(KINDS) for one in understanding.hear(text))


def _matrix(clauses: Iterable[Clause]) -> csr_matrix:
    rows = [_features(text) for text, _wished in clauses]
    starts = np.cumsum([0, *map(len, rows)])
    values = np.concatenate([np.full(len(row), max(len(row), 1) ** -0.5) for row in rows])
    return csr_matrix((values, np.concatenate(rows).astype(np.int64), starts), shape=(len(rows), SIZE))


def _features(text: str) -> np.ndarray:
    """Return the columns of a clause: its words, pairs of them, and three to five letters of each."""
    words = [token.norm for token in lexicon.lexicon().speller.mended(tokens.of(text))]
    parts = (f"<{word}>"[at : at + n] for word in words for n in (3, 4, 5) for at in range(len(word) + 3 - n))
    features = {*words, *map(" ".join, zip(words, words[1:], strict=False)), *parts}
    return np.array(sorted({zlib.crc32(feature.encode()) % SIZE for feature in features}), dtype=np.int64)
