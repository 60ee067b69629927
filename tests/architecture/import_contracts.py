"""Import contracts of our own, for import-linter: which role may import which, said once for all apps."""

from typing import Any, Final

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output

RANKS: Final = {
    "models": 0,
    "services": 1,
    "selectors": 1,
    "presenters": 2,
    "forms": 2,
    "views": 3,
    "api": 3,
    "feeds": 3,
    "contract": 4,
    "urls": 4,
}
"""How high a role stands: models know nobody, a contract and the addresses know everybody. Other modules have no rank."""


def role_of(module: str) -> str | None:
    """Return the role of a module by its name: "opportunities.search.views" is one of views."""
    if module.startswith("hub.core."):
        return None
    for part in reversed(module.split(".")):
        role = part.partition("_")[0]
        if role in RANKS:
            return role
    return None


def slice_of(module: str) -> str:
    """Return the package to which a view belongs: an app or a slice of one."""
    parts = module.split(".")
    place = next(place for place, part in enumerate(parts) if part.partition("_")[0] == "views")
    return ".".join(parts[:place])


def why_wrong(importer: str, imported: str) -> str | None:
    """Return what is wrong with an import, or None where nothing is."""
    one, other = role_of(importer), role_of(imported)
    if one is None or other is None:
        return None
    if RANKS[one] < RANKS[other]:
        return f"{one} import {other}"
    if one == other == "views" and slice_of(importer) != slice_of(imported):
        return "a view imports another slice's view"
    return None


class Roles(Contract):
    """Inside and between apps: views → forms, presenters → services, selectors → models, and no view imports a foreign view."""

    type_name = "roles"
    apps = fields.ListField(subfield=fields.StringField())
    allowed = fields.ListField(subfield=fields.StringField(), required=False, default=[])

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        """Look at every direct import between modules of our apps."""
        found = []
        for importer in sorted(graph.modules):
            if not importer.startswith(tuple(self.apps)):  # type: ignore[arg-type]
                continue
            for imported in sorted(graph.find_modules_directly_imported_by(importer)):
                reason = why_wrong(importer, imported)
                if reason and f"{importer} -> {imported}" not in self.allowed:  # type: ignore[operator]
                    found.append(f"{importer} -> {imported}: {reason}")
        return ContractCheck(kept=not found, metadata={"found": found})

    def render_broken_contract(self, check: Any) -> None:
        """Name each import that is not allowed."""
        for line in check.metadata["found"]:
            output.print_error(line, bold=False)
