"""The table of features in `docs/matching.md`, made of the spec. `python -m tests.matching.engine.feature_table` writes it anew."""

from pathlib import Path

from matching.engine.spec import SPEC, Feature

PAGE = Path(__file__).resolve().parents[3] / "docs" / "matching.md"
BEGIN, END = "<!-- features: made of matching/engine/spec.py -->", "<!-- end of features -->"
HEAD = ("feature", "kind", "column", "field of `Wants`", "upper bound", "weight", "reason")


def cells(one: Feature) -> tuple[str, ...]:
    kind = f"{one.kind.name}, {one.enough} are enough" if one.enough else one.kind.name
    kind = f"{kind}, scale {one.scale:g}" if one.scale else kind
    fields = [f"`{name}`" for name in (one.wanted, one.shares, one.only_if) if name]
    return (
        f"`{one.name}`",
        kind,
        f"`{one.column}`",
        ", ".join(fields),
        one.bound.value,
        f"{one.weight:g}",
        one.detail.value,
    )


def table() -> str:
    lines = [HEAD, ("---",) * len(HEAD), *map(cells, SPEC)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def parts() -> tuple[str, str, str]:
    """Return the page before the table, the table, and the page after it."""
    before, _begin, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    inside, _end, after = rest.partition(END)
    return before, inside.strip(), after


if __name__ == "__main__":
    before, _old, after = parts()
    PAGE.write_text(f"{before}{BEGIN}\n{table()}\n{END}{after}", encoding="utf-8")
