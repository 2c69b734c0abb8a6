"""Text → outline: a lossless forest of provisions with exact spans, for plans and for Điều documents.

Guarantees, each with a property test:
    1. `parse` never raises and takes time linear in the text.
    2. Every printed character belongs to the own text of exactly one provision; what lies between
       provisions is white space. So own texts and gaps rebuild the document.
    3. Siblings follow one another without overlap and lie inside their parent.
    4. Ids are unique and the same at every parse of the same text.
"""

from __future__ import annotations

import re

from corpus.model import Level, Provision, SourceText
from corpus.structure.attachments import Zone, ZoneKind
from corpus.structure.contents import without_contents
from corpus.structure.labels import label_provisions
from corpus.structure.lines import Line, read_lines
from corpus.structure.node import Node
from corpus.structure.quotes import find_quotes
from corpus.structure.tables import Progress, grow_table
from corpus.structure.tree import Tree
from corpus.structure.words import is_basis
from corpus.structure.zones import split_zones

# "[...]", "[…]", "(còn nữa)", "<<bị cắt>>": the text at hand says that it stops
_CUT = re.compile(r"\[\s*(?:\.\s?){3,}\]|\[\s*…\s*\]")
_CUT_END = re.compile(
    r"^[^\w\n]*\([ \t]*(?:còn nữa|còn tiếp|bị lược|đã lược bớt|lược bớt)[^)]*\)[^\w\n]*$|"
    r"^[^\w\n]*(?:xem tiếp|còn tiếp)\b.{0,40}$|\n\s*(?:…|\.{3})\s*\Z",
    re.I | re.M,
)
_TAIL = 400  # characters at the end in which a bare "..." means that the text stops


def is_complete(text: str) -> bool:
    """True unless the text says that it stops: "[...]" anywhere, or "(còn nữa)" and "…" at its end."""
    stripped = text.rstrip()
    if _CUT_END.search(stripped, max(0, len(stripped) - _TAIL)):
        return False
    return not any(m.end() == len(stripped) or _alone(stripped, m) for m in _CUT.finditer(stripped))


def _alone(text: str, mark: re.Match[str]) -> bool:
    """True when the mark fills its line, up to blanks."""
    before = text[max(0, mark.start() - _TAIL) : mark.start()].rpartition("\n")
    after = text[mark.end() : mark.end() + _TAIL].partition("\n")
    starts = bool(before[1]) or mark.start() <= _TAIL
    ends = bool(after[1]) or mark.end() + _TAIL >= len(text)
    return starts and ends and not before[2].strip() and not after[0].strip()


def parse(source: SourceText, document_id: str = "") -> tuple[Provision, ...]:
    """Return the outline of a document in document order; see the module's guarantees.

    Args:
        source: a document as a reader made it.
        document_id: prefix of the ids, "" for an outline that stands alone.
    """
    recognised = source.read_by == "ocr"
    lines = without_contents(read_lines(source.text, source.tables, recognised=recognised))
    top = Node(Level.PART, 0, 0, 0, None)
    if lines:
        _grow(top, lines, recognised)
        _grow_tables(top, source.text)
    return label_provisions(top, document_id, source.text)


def _grow(top: Node, lines: list[Line], recognised: bool) -> None:
    quotes = find_quotes(lines)
    home, appendix = top, top
    for zone in split_zones(lines, quotes):
        if zone.kind is ZoneKind.COMPONENT:
            home = appendix = _heading(top, lines, zone, Level.COMPONENT)
        elif zone.kind is ZoneKind.APPENDIX:
            home = appendix = _heading(top, lines, zone, Level.APPENDIX, "Phụ lục")
        elif zone.kind is ZoneKind.FORM:
            home = _heading(appendix, lines, zone, Level.APPENDIX)
        elif zone.kind is ZoneKind.BODY:
            _grow_body(Tree(home, lines, recognised, zone.last), zone, quotes)
        else:
            _grow_lines(home, lines, zone)


def _heading(parent: Node, lines: list[Line], zone: Zone, level: Level, marker: str = "") -> Node:
    end = lines[zone.last - 1].end
    node = Node(level, lines[zone.first].start, end, end, parent, marker=marker, label=zone.label)
    parent.children.append(node)
    return node


def _grow_body(tree: Tree, zone: Zone, quotes: dict[int, int]) -> None:
    closing: int | None = None
    for i in range(zone.first, zone.last):
        if closing is None and i in quotes:
            tree.enter_quote()
            closing = quotes[i]
        tree.add(i)
        if closing is not None and i >= closing:
            tree.leave_quote()
            closing = None


_ZONE_LEVELS = {
    ZoneKind.FRONT: Level.FRONT,
    ZoneKind.PREAMBLE: Level.PREAMBLE,
    ZoneKind.CLOSING: Level.CLOSING,
}


def _grow_lines(home: Node, lines: list[Line], zone: Zone) -> None:
    """Make a front, preamble or closing of one paragraph a line (or a wrapped run of lines)."""
    start = lines[zone.first].start
    node = Node(_ZONE_LEVELS[zone.kind], start, start, start, home)
    home.children.append(node)
    for line in lines[zone.first : zone.last]:
        last = node.children[-1] if node.children else None
        if last is not None and line.continues and line.table is None and not is_basis(line.plain):
            last.own_end = line.end
        else:
            node.children.append(Node(Level.PARAGRAPH, line.start, line.end, line.end, node))


def _grow_tables(top: Node, text: str) -> None:
    stack = [top]
    while stack:
        node = stack.pop()
        progress: Progress | None = None
        for child in node.children:
            progress = grow_table(text, child, progress) if child.table is not None else None
        stack.extend(child for child in node.children if child.table is None)
