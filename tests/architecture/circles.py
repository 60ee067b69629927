"""Circles of imports among the modules of one app; `tests/architecture/measure.py` says what counts as an import."""

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path


def circles(sources: Mapping[Path, ast.Module]) -> list[list[str]]:
    """Return the circles of {path: tree}, each as sorted module names, the largest first."""
    modules = {module_of(path): (path, tree) for path, tree in sources.items()}
    graph = {name: set(imports(name, path, tree, set(modules))) - {name} for name, (path, tree) in modules.items()}
    found = [sorted(component) for component in components(graph) if len(component) > 1]
    return sorted(found, key=lambda circle: (-len(circle), circle))


def module_of(path: Path) -> str:
    """Return the dotted name of a file."""
    parts = path.with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(name: str, path: Path, tree: ast.Module, modules: set[str]) -> Iterator[str]:
    """Yield the modules, among those given, that one imports when it is loaded."""
    package = name if path.name == "__init__.py" else name.rpartition(".")[0]
    for node in loaded(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in modules)
        elif isinstance(node, ast.ImportFrom):
            source = absolute(node, package)
            for alias in node.names:
                target = f"{source}.{alias.name}"
                yield from (one for one in [target if target in modules else source] if one in modules)


def absolute(node: ast.ImportFrom, package: str) -> str:
    """Return the dotted name that a `from` import names, dots at its beginning resolved."""
    if not node.level:
        return node.module or ""
    parts = package.split(".")
    return ".".join([*parts[: len(parts) - node.level + 1], *([node.module] if node.module else [])])


def loaded(node: ast.AST) -> Iterator[ast.AST]:
    """Yield the statements that run when a module is loaded: none in functions, none for type checking only."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            continue
        if isinstance(child, ast.If) and ast.unparse(child.test).endswith("TYPE_CHECKING"):
            for other in child.orelse:
                yield other
                yield from loaded(other)
            continue
        yield child
        yield from loaded(child)


def components(graph: Mapping[str, set[str]]) -> Iterator[set[str]]:
    """Yield the strongly connected components of {name: names it leads to}: what reaches each other both ways."""
    reached = {name: reach(graph, name) for name in graph}
    left = set(graph)
    while left:
        name = min(left)
        component = {other for other in reached[name] & left if name in reached[other]} | {name}
        left -= component
        yield component


def reach(graph: Mapping[str, set[str]], start: str) -> set[str]:
    """Return every name that one leads to, itself only if a way leads back."""
    found: set[str] = set()
    waiting = list(graph[start])
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += graph[name]
    return found
