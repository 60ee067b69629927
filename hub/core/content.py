"""Content as data: YAML and CSV files that a writer edits without Python, checked when they are read.

The schema of a file is a frozen dataclass that inherits `Entry`. Every value in a file is text (`no` stays the word "no", `16`
stays "16") until the type of its field says otherwise. `content_fields` has the kinds of fields that point at other entries.
"""

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, ClassVar, Final, TypeVar

import yaml
from pydantic import ConfigDict, TypeAdapter, ValidationError

Shape = TypeVar("Shape")
Names = Mapping[str, Mapping[str, Any]]
Location = tuple[int | str, ...]

ROOT: Final = Path(__file__).resolve().parents[2]
LOADER: Final = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
"""Builds nodes only: no tag of a file ever creates an object."""
SENTENCES: Final = {
    "missing": "is missing.",
    "unexpected_keyword_argument": "is not a field of this entry. Is it misspelt?",
}


class BadContent(Exception):
    """A content file does not match its schema. Lists each error with file, line, entry and field."""


class Entry:
    """Base of the dataclasses that content is parsed into. Unknown fields are refused."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")


def read(
    path: Path, shape: type[Shape], *, names: Names | None = None, given: Mapping[str, str] | None = None
) -> Shape:
    """Parse a YAML file into a value of `shape`. Raises BadContent.

    Fields may refer to the file's own top-level entries and to `names`: the entries known by name, for each kind.
    `given` are fields that the file may leave out, such as those taken from its name.
    """
    text = path.read_text(encoding="utf-8")
    try:
        node = yaml.compose(text, Loader=LOADER)
    except yaml.YAMLError as error:
        raise BadContent(f"{shown(path)}: this is not YAML: {error}") from error
    data = _plain(node, path)
    if not isinstance(data, dict):
        raise BadContent(f"{shown(path)}: the file must say “name: value”, line by line.")
    try:
        return TypeAdapter(shape).validate_python({**(given or {}), **data}, context=_known(data, names or {}))
    except ValidationError as error:
        troubles = (_sentence(path, one, _line(node, one["loc"])) for one in error.errors())
        raise BadContent("\n".join(troubles)) from error


def rows(path: Path, shape: type[Shape]) -> tuple[Shape, ...]:
    """Parse a CSV file into one value of `shape` per row. The first line has the field names. Raises BadContent."""
    adapter, found, troubles = TypeAdapter(shape), [], []
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file, restkey="cells beyond the last column")
        for row in reader:
            try:
                found.append(adapter.validate_python({name: cell for name, cell in row.items() if cell is not None}))
            except ValidationError as error:
                troubles += [_sentence(path, one, reader.line_num) for one in error.errors()]
    if troubles:
        raise BadContent("\n".join(troubles))
    return tuple(found)


def shown(path: Path) -> str:
    """Return a path for messages: relative to the project root, if it lies inside."""
    return str(path.relative_to(ROOT) if path.is_relative_to(ROOT) else path)


def _plain(node: Any, path: Path) -> Any:
    """Return a node as text, lists and mappings; an empty file is an empty mapping."""
    if isinstance(node, yaml.MappingNode):
        return dict(_pairs(node, path))
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item, path) for item in node.value]
    return node.value if node is not None else {}


def _pairs(node: yaml.MappingNode, path: Path) -> Iterator[tuple[str, Any]]:
    seen = set()
    for key, value in node.value:
        if key.value in seen:
            raise BadContent(f"{shown(path)}, line {key.start_mark.line + 1}: “{key.value}” is there twice.")
        seen.add(key.value)
        yield key.value, _plain(value, path)


def _known(data: Mapping[str, Any], names: Names) -> Names:
    """Return what fields may refer to: the entries known already, and the file's own top-level mappings."""
    own = {kind: entries for kind, entries in data.items() if isinstance(entries, dict)}
    return {kind: {**names.get(kind, {}), **own.get(kind, {})} for kind in (*names, *own)}


def _sentence(path: Path, one: Mapping[str, Any], line: int) -> str:
    where = " → ".join(str(part) for part in one["loc"])
    said = SENTENCES.get(one["type"], one["msg"].removeprefix("Value error, "))
    return f"{shown(path)}, line {line}, {where}: {said}"


def _line(node: Any, where: Location) -> int:
    """Return the line, counted from 1, of the innermost entry on the path to a location."""
    line = node.start_mark.line if node is not None else 0
    for part in where:
        found = _inside(node, part)
        if found is None:
            break
        line, node = found
    return int(line) + 1


def _inside(node: Any, part: int | str) -> tuple[int, Any] | None:
    """Return the line and the node of one item of a mapping or a list."""
    if isinstance(node, yaml.MappingNode):
        return next(((key.start_mark.line, value) for key, value in node.value if key.value == part), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(part, int):
        return node.value[part].start_mark.line, node.value[part]
    return None
