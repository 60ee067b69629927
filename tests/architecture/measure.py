"""Measure the shape of the code, app by app, against its goals: `python -m tests.architecture.measure [--strict]`.

How it counts:

- **Code** is every line of the Python files of an app, without migrations. Data (YAML, CSV, Markdown) is not counted, on either side.
- **Function length** is the lines from `def` to its end, decorators left out; nested functions and methods count as functions too.
- **Public** is each module, class, function and method whose own name, and the names of whatever it stands in, have no leading
  underscore; an `__init__.py` counts by its folder's name and only if there is code in it; what stands in a function is not public. What
  `ruff` is told to leave out is left out: methods with two underscores on both sides, `Meta` and other classes in classes, and overloads.
- **Ignores** are comments `# type: ignore`.
- **Tests** are the Python lines under `tests/<app>`; tests that belong to no app count in the total alone.
- **Circles** are strongly connected components of an app's modules. An import within `TYPE_CHECKING` or within a function is none.
  `from package import name` leads to the module `package.name` if there is one, else to `package` itself. So a package that hands on
  names of its modules leads to them; that Python loads a module's package before it leads nowhere.

With `--strict`, the exit code is 1 if a goal is missed.
"""

import ast
import math
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from tests.architecture.circles import circles

ROOT: Final = Path(__file__).resolve().parent.parent.parent
APPS: Final = ("hub", "organisations", "opportunities", "matching", "cms")
IGNORE: Final = re.compile(r"#\s*type:\s*ignore")
WORST: Final = 5


@dataclass(frozen=True)
class Sized:
    """A file or a function, and how many lines it has."""

    lines: int
    where: str


@dataclass
class Figures:
    """What was counted of one app, or of all."""

    name: str
    code: int = 0
    tests: int = 0
    files: list[Sized] = field(default_factory=list)
    functions: list[Sized] = field(default_factory=list)
    public: int = 0
    documented: int = 0
    ignores: int = 0
    circles: list[list[str]] = field(default_factory=list)

    @property
    def docstrings(self) -> float:
        """Public things with a docstring, in per cent."""
        return 100 * self.documented / self.public if self.public else 100.0

    @property
    def ratio(self) -> float:
        """Lines of tests for each line of code."""
        return self.tests / self.code if self.code else 0.0

    def add(self, other: "Figures") -> None:
        """Take another app's figures in."""
        self.code += other.code
        self.tests += other.tests
        self.files += other.files
        self.functions += other.functions
        self.public += other.public
        self.documented += other.documented
        self.ignores += other.ignores
        self.circles += other.circles


def quantile(values: Iterable[int], share: float) -> int:
    """Return the smallest value that at least this share of the values does not exceed; 0 for none."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)] if ordered else 0


def functions(tree: ast.AST, path: str) -> Iterator[Sized]:
    """Yield each function and method of a file."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield Sized((node.end_lineno or node.lineno) - node.lineno + 1, f"{path}:{node.lineno} {node.name}")


def public(
    tree: ast.Module, path: Path
) -> Iterator[ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef]:
    """Yield what of a file is public and should have a docstring."""
    name = path.parent.name if path.name == "__init__.py" else path.stem
    if name.startswith("_") or (path.name == "__init__.py" and not tree.body):
        return
    yield tree
    yield from _public_within(tree)


def _public_within(
    parent: ast.Module | ast.ClassDef,
) -> Iterator[ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in parent.body:
        if not isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) or node.name.startswith("_"):
            continue
        if not isinstance(node, ast.ClassDef):
            yield from [node] * (not any(ast.unparse(mark).endswith("overload") for mark in node.decorator_list))
        elif isinstance(parent, ast.Module):
            yield node
            yield from _public_within(node)


def measured(name: str, root: Path = ROOT) -> Figures:
    """Count one app."""
    figures = Figures(name)
    sources = {}
    for path in sorted((root / name).glob("**/*.py")):
        if "migrations" in path.parts:
            continue
        text, where = path.read_text(), path.relative_to(root)
        tree = ast.parse(text)
        sources[where] = tree
        figures.files.append(Sized(text.count("\n"), str(where)))
        figures.functions += functions(tree, str(where))
        found = list(public(tree, where))
        figures.public += len(found)
        figures.documented += sum(1 for node in found if ast.get_docstring(node, clean=False))
        figures.ignores += len(IGNORE.findall(text))
    figures.code = sum(file.lines for file in figures.files)
    figures.tests = lines_of_tests(root / "tests" / name)
    figures.circles = circles(sources)
    return figures


def lines_of_tests(folder: Path) -> int:
    """Return the lines of the Python files in a folder."""
    return sum(path.read_text().count("\n") for path in folder.glob("**/*.py"))


def total(apps: Iterable[Figures], root: Path = ROOT) -> Figures:
    """Add the apps up; all tests count."""
    everything = Figures("total")
    for app in apps:
        everything.add(app)
    everything.tests = lines_of_tests(root / "tests")
    return everything


def missed(figures: Figures) -> list[str]:
    """Return a line for each goal that the whole misses."""
    lengths = [one.lines for one in figures.functions]
    files = [one.lines for one in figures.files]
    goals = {
        "functions: the median is over 5 lines": quantile(lengths, 0.5) > 5,
        "functions: the 90th percentile is over 16 lines": quantile(lengths, 0.9) > 16,
        "functions: one is over 60 lines": max(lengths, default=0) > 60,
        "files: the 90th percentile is over 200 lines": quantile(files, 0.9) > 200,
        "files: one is over 400 lines": max(files, default=0) > 400,
        "public docstrings: under 95 %": figures.docstrings < 95,
        "type: ignore: over 60": figures.ignores > 60,
        "tests: fewer lines than the code": figures.ratio < 1,
        "imports: there are circles": bool(figures.circles),
    }
    return [goal for goal, is_missed in goals.items() if is_missed]


HEAD: Final = (
    f"{'':14}{'code':>7}{'function lines':>17}{'file lines':>13}{'public with':>13}{'type:':>8}{'tests':>7}{'circles':>9}\n"
    f"{'':14}{'lines':>7}{'50% 90%  max':>17}{'90%  max':>13}{'docstring':>13}{'ignore':>8}{':code':>7}{'':>9}\n"
    f"{'goal':14}{'':>7}{'5  16   60':>17}{'200  400':>13}{'95 %':>13}{'60':>8}{'1.0':>7}{'0':>9}"
)


def row(figures: Figures) -> str:
    """Return an app's figures as a line of the table."""
    lengths = [one.lines for one in figures.functions]
    files = [one.lines for one in figures.files]
    of_functions = f"{quantile(lengths, 0.5):3}{quantile(lengths, 0.9):4}{max(lengths, default=0):5}"
    of_files = f"{quantile(files, 0.9):3}{max(files, default=0):5}"
    return (
        f"{figures.name:14}{figures.code:7}{of_functions:>17}{of_files:>13}{figures.docstrings:11.1f} %"
        f"{figures.ignores:8}{figures.ratio:7.2f}{len(figures.circles):9}"
    )


def report(apps: list[Figures], everything: Figures) -> Iterator[str]:
    """Yield the lines of the report: the table, the longest, the circles, the goals that are missed."""
    yield HEAD
    yield from map(row, [*apps, everything])
    for what, every in (("functions", everything.functions), ("files", everything.files)):
        yield f"\nLongest {what}"
        yield from (f"{one.lines:6}  {one.where}" for one in sorted(every, key=lambda one: -one.lines)[:WORST])
    if everything.circles:
        yield "\nCircles of imports"
        yield from (f"{len(circle):6}  {', '.join(circle)}" for circle in everything.circles)
    yield ""
    yield from (f"Missed: {goal}" for goal in missed(everything))


def main(*, strict: bool) -> int:
    """Print the report; return the exit code."""
    apps = [measured(name) for name in APPS]
    everything = total(apps)
    print(*report(apps, everything), sep="\n")
    return int(strict and bool(missed(everything)))


if __name__ == "__main__":
    sys.exit(main(strict="--strict" in sys.argv))
