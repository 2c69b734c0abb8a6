"""What each parser makes of documents and questions written for the tests: one readable file a parser.

    python -m tests.golden.parsers     write every file again and show what became other

A file says a parser's whole result for each document, in its order. It states no opinion: a difference is there to be
read, and to be kept (`make goldens`) or mended.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from assistant.question import read as read_question
from corpus.library.assemble import build
from corpus.model import Document, Fact, Mention
from corpus.readers import read
from corpus.references import parse_references
from tests.factories.offices import build as write_offices

FOLDER = Path(__file__).parent
QUESTIONS = FOLDER / "questions.txt"
SET = "open"  # the other set is judged only, never looked at
PLAN = Path(__file__).parents[3] / "corpus" / "documents" / "3316-KH-UBND.txt"
UNDERSTOOD = "understood"  # of a question
SHOWN = 60  # characters of a text's beginning and end: enough to know it by


@cache
def documents() -> dict[str, Document]:
    """Return the documents as the library would hold them."""
    with TemporaryDirectory() as folder:
        files = [PLAN, *sorted((write_offices(SET, Path(folder)) / "files").iterdir())]
        return {path.name: build(read(path), path.name, "0" * 64) for path in files}


def outline(held: Document) -> Iterator[str]:
    """Yield a line for each provision, indented below its parent."""
    for p in held.provisions:
        depth = len(held.ancestors(p))
        yield f"{'  ' * depth}{p.path} | {p.level} | {p.section} | {p.marker} | {short(held.own_text(p))}"


def tables(held: Document) -> Iterator[str]:
    """Yield the cells of each table by row; ^ and < stand where the cell above or to the left reaches to."""
    for table in held.tables:
        grid = [["" for _ in range(table.columns)] for _ in range(table.rows)]
        for cell in table.cells:
            for row in range(cell.row, cell.row + cell.row_span):
                for column in range(cell.column, cell.column + cell.column_span):
                    grid[row][column] = "<" if column > cell.column else "^"
            grid[cell.row][cell.column] = short(held.slice(cell.start, cell.end))
        at = held.provision_at(table.start)
        yield f"{table.rows} × {table.columns} in {at.path if at else 'nothing'}"
        yield from (f"  {' | '.join(row)}" for row in grid)


def header(held: Document) -> Iterator[str]:
    """Yield a line for each fact about the document as a whole."""
    yield f"id: {held.id}"
    for name in held.header.__dataclass_fields__:
        value = getattr(held.header, name)
        for fact in value if isinstance(value, tuple) else (value,):
            yield f"{name}: {said(held, fact)}"


def tasks(held: Document) -> Iterator[str]:
    """Yield each assignment with its cells, then who is what, then the meetings."""
    for task in held.tasks:
        yield from entry(held, task, "task")
    for role in held.roles:
        yield from entry(held, role, "role")
    for event in held.events:
        yield from entry(held, event, "event")


def targets(held: Document) -> Iterator[str]:
    """Yield each indicator with its value."""
    for target in held.targets:
        yield from entry(held, target, "target")


def references(held: Document) -> Iterator[str]:
    """Yield the places that the text cites, then what it says about other documents."""
    for found in parse_references(held.text):
        yield f"{short(held.slice(found.start, found.end))} → {filled(found)}"
    for r in held.relations:
        target = " · ".join(
            filter(None, (r.target.type, r.target.number, r.target.issuer, r.target.issued_on))
        )
        yield f"{r.kind}: {target} | {short(held.slice(r.start, r.end))}"


PARSERS: dict[str, Callable[[Document], Iterator[str]]] = {
    f.__name__: f for f in (outline, tables, header, tasks, targets, references)
}
NAMES = (*PARSERS, UNDERSTOOD)


def question(text: str) -> Iterator[str]:
    """Yield what is understood of a question; wishes that are likelier than one in ten."""
    asked = read_question(text)
    yield f"? {text}"
    if asked.text != text:
        yield f"  text: {asked.text}"
    likely = sorted(((p, kind) for kind, p in asked.wants.items() if p > 0.1), reverse=True)
    yield f"  wants: {', '.join(f'{kind} {p:.1f}' for p, kind in likely)}"
    for name in ("numbers", "references", "periods", "agencies", "quoted"):
        for value in getattr(asked, name):
            yield f"  {name}: {value if isinstance(value, str) else filled(value)}"


def of_documents(parser: Callable[[Document], Iterator[str]]) -> Iterator[str]:
    """Yield what a parser makes of each document, below its name."""
    for name, held in documents().items():
        yield f"==== {name}"
        yield from parser(held)
        yield ""


def of_questions() -> Iterator[str]:
    """Yield what is understood of each question."""
    for text in QUESTIONS.read_text("utf-8").splitlines():
        yield from question(text)


def golden(parser: str) -> str:
    """Return what should stand in a parser's file."""
    lines = of_questions() if parser == UNDERSTOOD else of_documents(PARSERS[parser])
    return "".join(f"{line}\n" for line in lines)


def filled(value: object) -> str:
    """Return what a value says: its fields that are not empty."""
    fields = ((name, getattr(value, name)) for name in value.__dataclass_fields__)  # type: ignore[attr-defined]
    kept = [f"{n} {v}" for n, v in fields if n not in ("start", "end") and v not in (None, (), False, "")]
    return ", ".join(kept)


def short(text: str) -> str:
    """Return a text in one line, its middle left out where it is long."""
    text = " ".join(text.split())
    return text if len(text) <= 2 * SHOWN else f"{text[:SHOWN]} … {text[-SHOWN:]}"


def said(held: Document, value: object) -> str:
    """Return a value; where it is other than what is printed at its place, that too."""
    if isinstance(value, tuple):
        return "; ".join(said(held, v) for v in value)
    if not isinstance(value, Mention | Fact):
        return str(value)
    printed = None if value.start is None else held.slice(value.start, value.end or value.start)
    notes = [f"printed “{short(printed)}”"] if printed is not None and printed != value.value else []
    if isinstance(value, Fact):
        notes += [value.read_from] if value.read_from != "text" else []
        notes += ["doubtful"] if value.doubtful else []
    return short(value.value) + (f" ({', '.join(notes)})" if notes else "")


def entry(held: Document, fact: object, kind: str) -> Iterator[str]:
    """Yield the place and quote of a fact, then its cells that are not empty."""
    at = held.provision(fact.provision)  # type: ignore[attr-defined]
    quote = short(held.slice(fact.start, fact.end))  # type: ignore[attr-defined]
    yield f"{kind} {at.path if at else '?'} | {quote}"
    for name in fact.__dataclass_fields__:  # type: ignore[attr-defined]
        value = getattr(fact, name)
        if name in ("provision", "start", "end") or value in (None, (), False):
            continue
        if name in ("period_at", "value_at"):
            value = held.slice(*value)
        elif name == "also_at":
            value = "; ".join(str(p.path) for p in map(held.provision, (v.provision for v in value)) if p)
        yield f"  {name}: {said(held, value)}"
