"""How well words find things: a title its own opportunity, and what somebody says the opportunities of the cause it means."""

import csv
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from sklearn.feature_extraction.text import TfidfVectorizer

from hub.words import folding, likeness

Floats = npt.NDArray[np.float64]

STATEMENTS: Final = Path(__file__).resolve().parent / "statements.csv"
"""Written before the code that is judged by them, from words that people use; the causes are the six of the file they were written for."""
FIRST: Final = 10
LIKENESS: Final = 1.0
"""How much the likeness of vectors counts beside that of words."""
COLUMNS: Final = ("title", "summary", "category_desc")


class BadTexts(Exception):
    """A file that cannot be measured with."""


@dataclass(frozen=True)
class Texts:
    """Opportunities as texts, each with its cause ("" for none)."""

    titles: list[str]
    texts: list[str]
    causes: npt.NDArray[np.str_]

    @classmethod
    def read(cls, path: Path) -> "Texts":
        """Read a CSV file with columns title, summary and category_desc. Raises BadTexts saying what is wrong."""
        try:
            with path.open(newline="", encoding="utf-8") as file:
                rows = list(csv.DictReader(file))
        except OSError as wrong:
            raise BadTexts(f"{path} cannot be read: {wrong.strerror}.") from wrong
        if not rows or (missing := [name for name in COLUMNS if name not in rows[0]]):
            raise BadTexts(f"{path} has no rows." if not rows else f"{path} lacks {', '.join(missing)}.")
        titles = [row["title"] for row in rows]
        texts = [f"{row['title']}. {row['summary']}" for row in rows]
        return cls(titles, texts, np.array([row["category_desc"] or "" for row in rows]))


@dataclass
class Report:
    """What was found: figures of each way of comparing texts, and how many questions there were."""

    opportunities: int
    titles: int
    statements: int
    methods: dict[str, dict[str, float]] = field(default_factory=dict)

    @property
    def as_json(self) -> dict[str, Any]:
        """The same as plain values."""
        return dict(vars(self))


def evaluate(found: Texts, statements: list[tuple[str, str]]) -> Report:
    """Measure words alone, vectors alone where they are read, and both together, on titles and on statements (cause, words)."""
    once = Counter(title.lower() for title in found.titles)
    known = [row for row, title in enumerate(found.titles) if once[title.lower()] == 1]
    titles, said = [found.titles[row] for row in known], [words for _cause, words in statements]
    causes = [cause for cause, _words in statements]
    by_words = _by_words(found.texts, titles), _by_words(found.texts, said)
    ways = {"tfidf": by_words}
    if likeness.is_there():
        by_vector = _by_vector(found.texts, titles), _by_vector(found.texts, said)
        ways["vectors"] = by_vector
        ways["joined"] = by_words[0] + LIKENESS * by_vector[0], by_words[1] + LIKENESS * by_vector[1]
    report = Report(len(found.texts), len(titles), len(statements))
    for name, (of_titles, of_statements) in ways.items():
        report.methods[name] = {
            "known_item_mrr": known_item(of_titles, known),
            "cause_precision10": precision(of_statements, causes, found.causes),
            "cause_right": right(of_statements, causes, found.causes),
        }
    return report


def _by_words(texts: list[str], questions: list[str]) -> Floats:
    """Return cosines of TF-IDF over stems; shape (questions, texts)."""
    reader = TfidfVectorizer(analyzer=folding.stems, sublinear_tf=True)
    known = reader.fit_transform(texts)
    return np.asarray((reader.transform(questions) @ known.T).toarray())


def _by_vector(texts: list[str], questions: list[str]) -> Floats:
    known, wanted = likeness.vectors(texts).astype(np.float64), likeness.vectors(questions).astype(np.float64)
    return np.asarray(wanted @ known.T / likeness.LENGTH**2)


def known_item(scores: Floats, known: list[int]) -> float:
    """Return the mean reciprocal rank of the one text that each question is for; ties count half."""
    ranks = []
    for question, row in enumerate(known):
        mine = scores[question, row]
        ranks.append(1.0 + np.sum(scores[question] > mine) + (np.sum(scores[question] == mine) - 1) / 2)
    return float(np.mean(1.0 / np.array(ranks)))


def precision(scores: Floats, causes: list[str], of: npt.NDArray[np.str_]) -> float:
    """Return which share of the first ten, of those with a cause, has the cause that was meant; ties count by their share."""
    return float(np.mean([_share(row, cause, of) for row, cause in zip(scores[:, of != ""], causes, strict=True)]))


def _share(scores: Floats, cause: str, of: npt.NDArray[np.str_]) -> float:
    of = of[of != ""]
    first = min(FIRST, len(scores))
    last = np.sort(scores)[-first]
    above, level = scores > last, scores == last
    left = first - above.sum()
    return float(((of[above] == cause).sum() + left * (of[level] == cause).mean()) / first)


def right(scores: Floats, causes: list[str], of: npt.NDArray[np.str_]) -> float:
    """Return how often the cause that the first ten speak for most is the one that was meant, each by its score."""
    named = of[of != ""]
    hits = []
    for row, cause in zip(scores[:, of != ""], causes, strict=True):
        votes: dict[str, float] = {}
        for place in np.argsort(-row, kind="stable")[:FIRST]:
            votes[named[place]] = votes.get(named[place], 0.0) + max(float(row[place]), 0.0)
        best = max(votes.values(), default=0.0)
        hits.append(best > 0 and max(votes, key=lambda name: votes[name]) == cause)
    return float(np.mean(hits))


def read_statements(path: Path = STATEMENTS) -> list[tuple[str, str]]:
    """Return what people say, with the cause that each means."""
    with path.open(newline="", encoding="utf-8") as file:
        return [(row["cause"], row["statement"]) for row in csv.DictReader(file)]


def as_text(report: Report) -> str:
    """Return the figures in lines."""
    lines = [
        f"{report.opportunities} opportunities; {report.titles} titles, {report.statements} statements",
        "",
        f"{'':<10}{'known item MRR':>18}{'cause, first ten':>18}{'cause right':>14}",
    ]
    for name, values in report.methods.items():
        lines.append(
            f"{name:<10}{values['known_item_mrr']:>18.4f}{values['cause_precision10']:>18.4f}{values['cause_right']:>14.4f}"
        )
    if "joined" in report.methods:
        one, both = report.methods["tfidf"], report.methods["joined"]
        ratios = ", ".join(f"{name} × {both[name] / one[name]:.3f}" for name in one if one[name])
        lines += ["", f"joined against TF-IDF alone: {ratios}"]
    return "\n".join(lines)
