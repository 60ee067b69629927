"""The engine beside its rivals, on the same made-up opportunities and residents, in one run."""

import tempfile
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from importlib.util import find_spec
from multiprocessing import get_context
from pathlib import Path
from typing import Any, Final

import numpy as np

from matching.engine import DEFAULT, MatchIndex, Wants
from matching.engine.query import build_query
from matching.engine.ranking import best, fastest, whole_scan
from tests.bench.matching import rivals
from tests.bench.matching.synthetic import Places, opportunities, places, residents

TOP: Final = 20
WIDTH: Final = 64
"""Numbers in a made-up vector of text."""
SLOW: Final = 200
"""So many questions for ways that take long."""
CHECKED: Final = 100
"""On so many questions the database's list must be the engine's."""
LISTS: Final = 4000
"""So many lists at most are made by one worker, and by two; not more than four a question."""
TIMES: Final = 3

Track = Callable[[str, float], None]
Lists = list[list[int]]


@dataclass
class Figures:
    """What was measured. Times are milliseconds; None where a rival is not there."""

    opportunities: int
    queries: int
    area: str
    positions: str
    same_list_share: float = 0.0
    postgres_agrees: float | None = None
    ways: dict[str, dict[str, float] | None] = field(default_factory=dict)
    index: dict[str, float] = field(default_factory=dict)
    batch: dict[str, float] = field(default_factory=dict)

    @property
    def as_json(self) -> dict[str, Any]:
        """The same as plain values, each way by its name."""
        plain = {name: value for name, value in vars(self).items() if name != "ways"}
        return {**plain, **self.ways}


def bench(count: int, queries: int, area: str, track: Track) -> Figures:
    """Measure everything. `track` is told what is being done and which share of all is behind."""
    where = places(area)
    track("made up", 0.02)
    columns = opportunities(count, where, width=WIDTH)
    people = residents(max(queries, _many(queries)), where, width=WIDTH)
    asking = [people.wants(row) for row in range(queries)]
    saying = [people.wants(row, words=True) for row in range(queries)]
    figures = Figures(opportunities=count, queries=queries, area=area, positions=where.what)
    with tempfile.TemporaryDirectory(prefix="hub-bench-") as folder:
        path = Path(folder) / "index"
        index, figures.index = _index(columns, path)
        track("index is built", 0.1)
        lists = _engine(figures, index, asking, saying)
        track("the engine", 0.3)
        _databases(figures, index, asking, lists)
        track("databases", 0.7)
        _others(figures, index, saying, lists)
        track("cosine and ALS", 0.8)
        figures.batch = {f"lists_per_s_{workers}": _batch(path, where, _many(queries), workers) for workers in (1, 2)}
    track("lists for many", 1.0)
    return figures


def _many(queries: int) -> int:
    return min(LISTS, 4 * queries)


def _index(columns: dict[str, Any], path: Path) -> tuple[MatchIndex, dict[str, float]]:
    built, index = _best_of(lambda: MatchIndex.build(columns))
    index.save(path)
    loaded, _index_again = _best_of(lambda: MatchIndex.load(path))
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        memory = pool.submit(_memory, path).result()
    size = path.stat().st_size / 1e6
    return index, {"build_s": built, "size_mb": size, "load_ms": 1000 * loaded, "memory_mb": memory}


def _best_of(what: Callable[[], Any]) -> tuple[float, Any]:
    """Return the least seconds of a few times, and what came out."""
    least, found = float("inf"), None
    for _time in range(TIMES):
        begun = time.perf_counter()
        found = what()
        least = min(least, time.perf_counter() - begun)
    return least, found


def _memory(path: Path) -> float:
    """Return by how many megabytes a process grows that maps an index and answers from it."""
    before = _resident()
    index = MatchIndex.load(path)
    for cause in range(8):
        query = build_query(index, Wants(lat=52.0, lon=-1.0, causes=1 << cause))
        best(index, query, DEFAULT, TOP)
    return _resident() - before


def _resident() -> float:
    """Return how many megabytes of this process are in memory, nan where the system does not say it as Linux does."""
    status = Path("/proc/self/status")
    lines = status.read_text().splitlines() if status.exists() else []
    return next((int(line.split()[1]) / 1000 for line in lines if line.startswith("VmRSS")), float("nan"))


def _engine(figures: Figures, index: MatchIndex, asking: list[Wants], saying: list[Wants]) -> Lists:
    """Measure the engine each way; return its lists."""

    def way(search: Callable[..., Any]) -> Callable[[Wants], list[int]]:
        return lambda wants: index.ids[search(index, build_query(index, wants), DEFAULT, TOP)[0]].tolist()

    lists = _timed(figures, "engine_numpy", way(best), asking)
    scanned = _timed(figures, "full_scan", way(whole_scan), asking)
    same = sum(mine == theirs for mine, theirs in zip(lists, scanned, strict=True))
    shares = [same / len(asking)]
    _timed(figures, "engine_numpy_with_text", way(best), saying)
    figures.ways["engine_numba"] = figures.ways["engine_numba_with_text"] = None
    if find_spec("numba"):
        from matching.engine import compiled

        compiled_lists = _timed(figures, "engine_numba", way(compiled.best), asking)
        shares.append(sum(mine == theirs for mine, theirs in zip(compiled_lists, scanned, strict=True)) / len(asking))
        _timed(figures, "engine_numba_with_text", way(compiled.best), saying)
    figures.same_list_share = min(shares)
    return lists


def _databases(figures: Figures, index: MatchIndex, asking: list[Wants], lists: Lists) -> None:
    few = asking[:SLOW]
    figures.ways["postgres_same_score"] = figures.ways["postgres_distance"] = None
    with rivals.postgres() as server:
        if server is not None:
            server.fill(index)
            found = _timed(figures, "postgres_same_score", server.answers(index, rivals.same_score), few)
            agree = [mine == theirs for mine, theirs in zip(lists, found[:CHECKED], strict=False)]
            figures.postgres_agrees = sum(agree) / len(agree)
            _timed(figures, "postgres_distance", server.answers(index, rivals.by_distance), few)
    _timed(figures, "sqlite_distance", rivals.sqlite(index), few)


def _others(figures: Figures, index: MatchIndex, saying: list[Wants], lists: Lists) -> None:
    _timed(figures, "cosine", rivals.cosine(index), saying[:SLOW])
    factors = rivals.als(index, lists)
    figures.ways["als"] = None
    if factors is not None:
        _timed(figures, "als", factors, range(min(SLOW, len(lists))))


def _timed(figures: Figures, name: str, answer: Callable[[Any], Any], questions: Iterable[Any]) -> list[Any]:
    """Ask each question once, after the first was asked to warm up; note how long they took, and return the answers."""
    asked_for = list(questions)
    answer(asked_for[0])
    took, found = [], []
    for question in asked_for:
        begun = time.perf_counter()
        found.append(answer(question))
        took.append(1000 * (time.perf_counter() - begun))
    middle, most = np.percentile(took, [50, 95])
    figures.ways[name] = {"p50_ms": float(middle), "p95_ms": float(most)}
    return found


def _batch(path: Path, where: Places, count: int, workers: int) -> float:
    """Return how many lists a second so many workers make, each with its own part of the people, with words and texts."""
    parts = [range(first, count, workers) for first in range(workers)]
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        list(pool.map(_lists, *zip(*[(path, where, count, part[:1]) for part in parts], strict=True)))  # warms up
        begun = time.perf_counter()
        seconds = list(pool.map(_lists, *zip(*[(path, where, count, part) for part in parts], strict=True)))
        spent = time.perf_counter() - begun
    return count / min(spent, max(seconds))


def _lists(path: Path, where: Places, count: int, part: range) -> float:
    """Make the lists of one part; return how many seconds that took, without making up the people."""
    index = MatchIndex.load(path)
    people = residents(count, where, width=index.vectors.shape[1])
    search = fastest()
    search(index, build_query(index, people.wants(0, words=True)), DEFAULT, TOP)
    begun = time.perf_counter()
    for row in part:
        search(index, build_query(index, people.wants(row, words=True)), DEFAULT, TOP)
    return time.perf_counter() - begun


def as_text(figures: Figures) -> str:
    """Return the figures in lines, each way with how many times as long as the engine it takes."""
    mine = {"numpy": figures.ways["engine_numpy"], "numba": figures.ways["engine_numba"]}
    lines = [
        f"{figures.opportunities:,} opportunities ({figures.area}, {figures.positions}), {figures.queries:,} questions, top {TOP}",
        "",
        f"{'':<24}{'p50 ms':>10}{'p95 ms':>10}{'× numpy':>10}{'× numba':>10}",
    ]
    for name, found in figures.ways.items():
        if found is None:
            lines.append(f"{name:<24}{'not there':>10}")
            continue
        ratios = [f"{found['p50_ms'] / base['p50_ms']:>10.1f}" if base else f"{'':>10}" for base in mine.values()]
        lines.append(f"{name:<24}{found['p50_ms']:>10.3f}{found['p95_ms']:>10.3f}" + "".join(ratios))
    agrees = "" if figures.postgres_agrees is None else f"; PostgreSQL's by score: {figures.postgres_agrees:.1%}"
    lines += [
        "",
        f"the same list as a whole scan: {figures.same_list_share:.1%}{agrees}",
        "index: " + ", ".join(f"{name} {value:.3g}" for name, value in figures.index.items()),
        "batch: " + ", ".join(f"{name} {value:,.0f}" for name, value in figures.batch.items()),
    ]
    return "\n".join(lines)
