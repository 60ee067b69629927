"""Loads the toolkit's first content: its figures, a folder for each stage, and in it a file for each step."""

from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Final

from cms.toolkit.content.shapes import Figures, FigureText, StageText, StepText
from hub.core import content

HERE: Final = Path(__file__).parent
STAGE: Final = "stage.yaml"


@cache
def figures() -> dict[str, FigureText]:
    """Return every figure by its key, in file order."""
    return content.read(HERE / "figures.yaml", Figures).figures


@cache
def stages() -> tuple[StageText, ...]:
    """Return the stages with their steps, in order."""
    return tuple(_stage(file) for file in sorted(HERE.glob(f"*/{STAGE}")))


def _stage(file: Path) -> StageText:
    words = content.read(file, StageText, given=_place(file.parent.name))
    steps = (_step(step) for step in sorted(file.parent.glob("*.yaml")) if step.name != STAGE)
    return replace(words, steps=tuple(steps))


def _step(file: Path) -> StepText:
    return content.read(file, StepText, names={"figures": figures()}, given=_place(file.stem))


def _place(name: str) -> dict[str, str]:
    """Return the number and the slug in the name of a file or folder: "07-choose-a-legal-form"."""
    number, _dash, slug = name.partition("-")
    return {"number": number, "slug": slug}
