"""The shape of the house: rooms with doors, a direction, no circles, folders that a reader can hold in mind."""

from __future__ import annotations

import importlib
from collections import Counter
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import grimp
import pytest

from scripts.import_contracts import breaches, handed_out, strays

ROOT = Path(__file__).parents[1]
TOP = ("corpus", "index", "assistant", "ui")
PACKAGES = sorted(
    ".".join(p.parent.relative_to(ROOT).parts) for top in TOP for p in (ROOT / top).rglob("__init__.py")
)
MODULES = {"ui": 40, "index": 25}  # rooms that are still too full: they may lose modules, not win
MOST_MODULES = 21
MOST_OF_A_FAMILY = 3


@pytest.fixture(scope="module")
def graph() -> grimp.ImportGraph:
    return grimp.build_graph(*TOP, cache_dir=None)


def circle(edges: dict[str, set[str]]) -> list[str]:
    """Return a circle of the graph, empty where there is none."""
    try:
        TopologicalSorter(edges).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def test_no_circle_among_modules(graph: grimp.ImportGraph) -> None:
    doors = set(
        PACKAGES
    )  # a door imports its own room, and is imported from outside: rooms are looked at below
    edges = {m: graph.find_modules_directly_imported_by(m) - doors for m in graph.modules - doors}
    assert circle(edges) == []


@pytest.mark.parametrize("house", TOP)
def test_no_circle_among_rooms(graph: grimp.ImportGraph, house: str) -> None:
    rooms = graph.find_children(house)
    edges = {
        room: {
            other
            for module in {room} | graph.find_descendants(room)
            for found in graph.find_modules_directly_imported_by(module)
            for other in rooms - {room}
            if found == other or found.startswith(other + ".")
        }
        for room in rooms
    }
    assert circle(edges) == []


def test_a_circle_is_seen() -> None:
    assert circle({"corpus.text": {"corpus.model"}, "corpus.model": {"corpus.text"}}) != []


def test_rooms_come_in_by_the_door(graph: grimp.ImportGraph) -> None:
    assert sorted(breaches(graph, list(TOP))) == []


def test_a_door_that_is_passed_by_is_seen() -> None:
    graph = grimp.ImportGraph()
    graph.add_import(importer="assistant.model", imported="corpus.header.letterhead")
    assert list(breaches(graph, ["corpus"])) == [
        ("assistant.model", "corpus.header.letterhead", "corpus.header")
    ]


@pytest.mark.parametrize(
    ("importer", "imported", "kept"),
    [
        pytest.param("readers.dispatch", "readers.new", True, id="dispatch reads a new format"),
        pytest.param("readers.new.body", "readers.layout.lines", True, id="a new format is written into the layout"),
        pytest.param("readers.pdf.read", "readers.new", False, id="another format knows it"),
        pytest.param("readers.new", "readers.pdf", False, id="it knows another format"),
        pytest.param("readers.new", "readers.other", False, id="two new formats know each other"),
    ],
)  # fmt: skip
def test_a_new_format_is_bound_without_a_line_of_configuration(
    importer: str, imported: str, kept: bool
) -> None:
    graph = grimp.ImportGraph()
    for module in (
        "readers",
        "readers.new",
        "readers.pdf",
        "readers.layout",
        "readers.other",
        importer,
        imported,
    ):
        graph.add_module(module)
    graph.add_import(importer=importer, imported=imported)
    known = {"dispatch", "pdf", "layout"}
    assert (list(strays(graph, "readers", known, {"dispatch"}, {"layout"})) == []) is kept


@pytest.mark.parametrize("package", PACKAGES)
def test_a_door_hands_out_what_it_names_and_says_what_the_room_is_for(package: str) -> None:
    door = importlib.import_module(package)
    assert (door.__doc__ or "").strip()
    for name in handed_out(package):
        if not hasattr(door, name):
            importlib.import_module(f"{package}.{name}")


@pytest.mark.parametrize("package", PACKAGES)
def test_a_door_that_opens_slowly_hands_out_no_name_of_a_module(package: str) -> None:
    folder = ROOT.joinpath(*package.split("."))
    if "lazily(" in (folder / "__init__.py").read_text(encoding="utf-8"):
        door = importlib.import_module(package)
        named_like_modules = handed_out(package) & {p.stem for p in folder.iterdir()}
        assert all(
            getattr(door, name).__class__.__name__ == "module"
            for name in named_like_modules
            if hasattr(door, name)
        )


def test_at_most_twenty_rooms_at_the_top_two_levels() -> None:
    rooms = [p for p in PACKAGES if p.count(".") <= 1 and "static" not in p and p != "index.model"]
    assert len(rooms) - len(TOP) <= 20, rooms


@pytest.mark.parametrize("package", PACKAGES)
def test_a_folder_holds_what_a_reader_can_hold_in_mind(package: str) -> None:
    modules = list(files(package))
    assert len(modules) <= MODULES.get(package, MOST_MODULES), modules


@pytest.mark.parametrize("package", PACKAGES)
def test_no_family_of_files_with_one_prefix(package: str) -> None:
    families = Counter(name.split("_")[0] for name in files(package))
    assert {f: n for f, n in families.items() if n > MOST_OF_A_FAMILY} == {}


def files(package: str) -> Iterator[str]:
    """Yield the names of the modules in a package, without its door."""
    for path in ROOT.joinpath(*package.split(".")).glob("*.py"):
        if not path.stem.startswith("__"):
            yield path.stem
