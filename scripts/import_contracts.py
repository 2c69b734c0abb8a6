"""Contracts of import-linter that `make lint` holds besides its own: doors, and rooms of one kind."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output


class DoorContract(Contract):
    """A module of a package is imported from outside only where the package's `__all__` hands it out.

    A package is outside for a module that does not lie in it; what lies in it may use all of it.
    """

    root_packages = fields.ListField(subfield=fields.StringField())

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        """Return whether every import of another room goes through its door."""
        del verbose
        found = sorted(breaches(graph, self.root_packages))  # type: ignore[arg-type]  # fields are typed as fields
        return ContractCheck(kept=not found, metadata={"found": found})

    def render_broken_contract(self, check: ContractCheck) -> None:
        """Print one line a breach."""
        for importer, imported, package in check.metadata["found"]:
            output.print_error(f"{importer} imports {imported}: take it from {package}, or hand it out there")


class FormatContract(Contract):
    """Rooms that nothing else knows of are all bound alike, so that a new one needs no line of configuration.

    Every module or package directly in `container` that is not in `known` is imported, inside the container, by
    `importers` alone and imports `imports` alone.
    """

    container = fields.StringField()
    known = fields.ListField(subfield=fields.StringField())
    importers = fields.ListField(subfield=fields.StringField())
    imports = fields.ListField(subfield=fields.StringField())

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        """Return whether every room that is not known keeps to its bounds."""
        del verbose
        found = sorted(
            strays(graph, str(self.container), set(self.known), set(self.importers), set(self.imports))  # type: ignore[call-overload]
        )
        return ContractCheck(kept=not found, metadata={"found": found})

    def render_broken_contract(self, check: ContractCheck) -> None:
        """Print one line a breach."""
        for importer, imported in check.metadata["found"]:
            output.print_error(f"{importer} may not import {imported}")


def strays(
    graph: ImportGraph, container: str, known: set[str], importers: set[str], imports: set[str]
) -> Iterator[tuple[str, str]]:
    """Yield importer and imported module where a room that is not known goes beyond its bounds."""
    rooms = {room: room.rpartition(".")[2] for room in graph.find_children(container)}
    room_of = {m: room for room in rooms for m in {room} | graph.find_descendants(room)}
    for importer, room in room_of.items():
        for imported in graph.find_modules_directly_imported_by(importer):
            other = room_of.get(imported)
            if other is None or other == room:
                continue
            outward = rooms[room] not in known and rooms[other] not in imports
            inward = rooms[other] not in known and rooms[room] not in importers
            if outward or inward:
                yield importer, imported


def breaches(graph: ImportGraph, roots: list[str]) -> Iterator[tuple[str, str, str]]:
    """Yield importer, imported module and the package whose door was passed by."""
    for imported in graph.modules:
        parts = imported.split(".")
        if parts[0] not in roots or len(parts) == 1:
            continue
        for importer in graph.find_modules_that_directly_import(imported):
            for depth in range(1, len(parts)):
                package = ".".join(parts[:depth])
                outside = importer != package and not importer.startswith(package + ".")
                if outside and parts[depth] not in handed_out(package):
                    yield importer, imported, package
                    break


@cache
def handed_out(package: str) -> frozenset[str]:
    """Return the names in a package's `__all__`; none where it has none."""
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        return frozenset()
    for statement in ast.parse(Path(spec.origin).read_text(encoding="utf-8")).body:
        if isinstance(statement, ast.Assign) and ast.unparse(statement.targets[0]) == "__all__":
            return frozenset(ast.literal_eval(statement.value))
    return frozenset()
