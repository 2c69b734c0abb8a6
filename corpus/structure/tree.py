"""Nesting: zones and lines become a tree of nodes; every printed line belongs to exactly one node."""

from __future__ import annotations

import re
from dataclasses import replace

from corpus.model import Level
from corpus.structure.lines import Line, cuts_off, ends_sentence
from corpus.structure.markers import BULLETS, Marker, Style
from corpus.structure.node import Node
from corpus.structure.trailers import owner_of
from corpus.structure.words import is_attached_line, is_upper
from corpus.text import letter_after

_HEADED = {Style.PART, Style.CHAPTER, Style.DIVISION, Style.SUBDIVISION}
_LEVELS = {
    Style.PART: Level.PART,
    Style.CHAPTER: Level.CHAPTER,
    Style.DIVISION: Level.SECTION,
    Style.SUBDIVISION: Level.SUBSECTION,
    Style.ARTICLE: Level.ARTICLE,
    Style.UPPER: Level.SECTION,
    Style.ROMAN: Level.SECTION,
    Style.LETTER: Level.POINT,
    Style.LETTER_DECIMAL: Level.POINT,
    Style.PAREN_NUMBER: Level.POINT,
    Style.LOWER_ROMAN: Level.POINT,
}
# A list that begins inside one of these although its marks usually stand outside: "II. … A. …", "a) … 1. …"
_NESTS_IN = {
    Style.UPPER: (Style.ROMAN,),
    Style.NUMBER: (Style.LETTER, Style.PAREN_NUMBER),
    Style.LETTER: (Style.PAREN_NUMBER,),
}
_ALIKE = ({"c", "e"}, {"d", "đ"}, {"g", "q"}, {"h", "n"}, {"i", "l"}, {"b", "h"})
_LARGEST_GAP = 3  # numbers missing between siblings (a lost line, a repealed clause)
# A dash inside a name or a period that was wrapped: "Sở Lao động / - Thương binh và Xã hội", "2021 / - 2025"
_DASH_TAIL = re.compile(
    r"(?:lao động|kinh tế|văn hóa|văn hoá|tài chính|chính trị|quốc phòng|công nghiệp|khoa học|"
    r"thương mại|văn phòng|tư pháp|"
    r"xã hội|kỹ thuật|thể dục|nông nghiệp|thương binh|du lịch|(?P<year>(?:19|20)\d\d))$",
    re.I,
)
_DASH_HEAD = re.compile(
    r"[-–]\s*(?:(?P<year>(?:19|20)\d\d)|thương binh|xã hội|ngân sách|kế hoạch|thể thao|du lịch|"
    r"an ninh|dịch vụ|công nghệ|"
    r"thống kê|hộ tịch|kỹ thuật|nghề nghiệp|môi trường)(?!\w)",
    re.I,
)


class Tree:
    """Builds the nodes of one body; `open` is the path from the outermost open node to the deepest."""

    def __init__(
        self, top: Node, lines: list[Line], recognised: bool = False, last: int | None = None
    ) -> None:
        self.recognised = recognised  # characters were read from an image
        self.last = len(lines) if last is None else last  # the line after the body
        self.base = [top]
        self.open: list[Node] = [top]
        self.lines = lines

    # --- lines ----------------------------------------------------------------------------------
    def add(self, i: int) -> None:
        """Place line `i` in the tree."""
        line = self.lines[i]
        if line.table is not None:
            self.add_table(line)
            return
        marker = self._select(i, line.markers)
        if marker is not None:
            self._open(line, marker)
        else:
            self._append(i)

    def enter_quote(self) -> None:
        """Begin a quoted provision: its numbering is its own, below what is open now."""
        self.base.append(self.open[-1])

    def leave_quote(self) -> None:
        """Close the quoted provision; what follows belongs to the provision that quotes."""
        outer = self.base.pop()
        while self.open[-1] is not outer:
            self.open.pop()

    def add_table(self, line: Line) -> None:
        """Hang a table below the provision that announces it."""
        while self.open[-1].style in BULLETS and not self.open[-1].last_line.rstrip().endswith(":"):
            self.open.pop()
        parent = self.open[-1]
        parent.children.append(
            Node(Level.TABLE, line.start, line.start, line.start, parent, table=line.table)
        )

    # --- choosing -------------------------------------------------------------------------------
    def _select(self, i: int, readings: tuple[Marker, ...]) -> Marker | None:
        if not readings:
            return None
        fitting = [m for m in readings if self._sibling(m) is not None]
        if self.recognised and (mended := self._misread(readings[0])):
            return mended if self._plausible(i, mended, True) else None
        choice = fitting[0] if fitting else next((m for m in readings if m.value <= 1), readings[0])
        return choice if self._plausible(i, choice, bool(fitting)) else None

    def _misread(self, marker: Marker) -> Marker | None:
        """Return the point that follows in order where its letter was misread for one that looks alike."""
        before = self._open_of(Style.LETTER) if marker.style is Style.LETTER else None
        if before is None or marker.value == before.value + 1:
            return None
        expected = letter_after(before.value)
        alike = any({marker.label, expected} <= pair for pair in _ALIKE)
        return replace(marker, value=before.value + 1, label=expected) if alike else None

    def _plausible(self, i: int, marker: Marker, follows: bool) -> bool:
        """Tell a provision from a sentence that happens to break before "2." or "- "."""
        line = self.lines[i]
        if marker.style in BULLETS:
            return not (line.continues or _in_name(self.lines[i - 1].plain if i else "", line.plain))
        if line.continues:
            return (
                follows
                and marker.style in (Style.NUMBER, Style.LETTER, Style.ARTICLE, Style.ROMAN)
                and self._strong(i)
            )
        if follows or marker.style in _HEADED or marker.style is Style.ARTICLE:
            return True
        siblings = self._open_of(marker.style)
        if siblings is None and marker.style in (Style.UPPER, Style.ROMAN):  # "X - Số lần nộp": a formula
            return marker.value <= 1 or (marker.style is Style.ROMAN and is_upper(line.plain[marker.end :]))
        if siblings is None:
            return marker.value <= 1 or self._ended(i)
        gap = marker.value - siblings.value
        return marker.value <= 1 or (gap <= 20 and self._ended(i))  # 20: further off is a quantity

    def _strong(self, i: int) -> bool:
        """True when line `i` starts a sentence although the wrapped line before it has no full stop."""
        rest = re.sub(r"^\W*\w{1,7}\W+", "", self.lines[i].plain)
        return rest[:1].isupper() and not cuts_off(self.lines[i - 1].plain)

    def _ended(self, i: int) -> bool:
        return (
            i == 0
            or self.lines[i].after_blank
            or ends_sentence(self.lines[i - 1].plain)
            or len(self.open) == 1
            or (not self.lines[i].continues)
        )

    def _inner(self) -> list[Node]:
        """Return the open nodes of the present numbering, outermost first."""
        return self.open[self.open.index(self.base[-1]) + 1 :]

    def _open_of(self, style: Style) -> Node | None:
        return next((n for n in reversed(self._inner()) if n.style is style), None)

    def _sibling(self, marker: Marker) -> Node | None:
        """Return the deepest open node that `marker` follows in number, or None."""
        for node in reversed(self._inner()):
            if node.style is not marker.style:
                continue
            if marker.style in BULLETS:
                return node
            if marker.style in (Style.DECIMAL, Style.LETTER_DECIMAL) and _stem(node.label) != _stem(
                marker.label
            ):
                continue
            if 0 < marker.value - node.value <= _LARGEST_GAP or (
                marker.value == node.value and marker.label != node.label
            ):
                return node
        return None

    # --- opening --------------------------------------------------------------------------------
    def _open(self, line: Line, marker: Marker) -> None:
        parent = self._parent_for(marker)
        while self.open[-1] is not parent:
            self.open.pop()
        node = Node(
            _level(marker.style, parent), line.start, line.end, line.end, parent, marker.printed,
            marker.style, marker.value, marker.label,
        )  # fmt: skip
        node.quoted = len(self.base) > 1 and parent is self.base[-1]
        alone = line.plain.strip(" .:*_#)") == marker.printed.strip(" .:*_#)")  # "II." with its words below
        node.heading_open = marker.style in _HEADED or marker.style is Style.ARTICLE or alone
        node.last_line = line.plain
        parent.children.append(node)
        self.open.append(node)

    def _parent_for(self, marker: Marker) -> Node:
        sibling = self._sibling(marker)
        if sibling is not None and sibling.parent is not None:
            return sibling.parent
        nodes = self._inner()
        if not nodes:
            return self.base[-1]
        stem = _stem(marker.label)
        if stem and (above := next((n for n in reversed(nodes) if n.label == stem), None)):
            return above
        if _opens_list(marker, nodes[-1]):
            return nodes[-1]
        within = next((n for n in reversed(nodes) if n.style in _NESTS_IN.get(marker.style, ())), None)
        if within is not None and marker.value <= 1 and self._open_of(marker.style) is None:
            return within
        for depth, node in enumerate(nodes):
            if node.style is not None and node.style.value >= marker.style.value:
                return nodes[depth - 1] if depth else self.base[-1]
        return nodes[-1]

    # --- text without a mark --------------------------------------------------------------------
    def _append(self, i: int) -> None:
        line, leaf = self.lines[i], self.open[-1]
        if self._goes_on_heading(line, leaf):
            leaf.head_end = leaf.own_end = line.end
            leaf.last_line = line.plain
            leaf.heading_open = leaf.style in _HEADED
            return
        leaf.heading_open = False
        owner = owner_of(self.lines, i, self.last, self._inner(), self.base[-1])
        if owner is leaf and not leaf.children and leaf.style is not None:
            leaf.own_end, leaf.last_line = line.end, line.plain
            return
        while self.open[-1] is not owner:
            self.open.pop()
        last = owner.children[-1] if owner.children else None
        if last is not None and last.level is Level.PARAGRAPH and line.continues:
            last.own_end = line.end
            return
        owner.children.append(Node(Level.PARAGRAPH, line.start, line.end, line.end, owner))

    @staticmethod
    def _goes_on_heading(line: Line, leaf: Node) -> bool:
        if not leaf.heading_open or leaf.children:
            return False
        if leaf.style is not Style.ARTICLE:
            return (
                is_upper(line.plain)
                or is_attached_line(line.plain)
                or (leaf.last_line.strip(" .:*_") == leaf.marker.strip(" .:*_") and len(line.plain) < 200)
            )
        return line.continues and line.plain[:1].islower() and not line.plain.endswith((".", ";"))


def _in_name(before: str, plain: str) -> bool:
    """True when the dash at the head of a line stands inside a name or a period that was wrapped."""
    tail, head = _DASH_TAIL.search(before), _DASH_HEAD.match(plain)
    return tail is not None and head is not None and (tail["year"] is None) == (head["year"] is None)


def _opens_list(marker: Marker, leaf: Node) -> bool:
    """True when a first number after "gồm:" begins a list inside the provision that announces it."""
    announced = leaf.last_line.rstrip(" *_").endswith(":")
    if marker.style in BULLETS:
        return announced and leaf.style is not marker.style and marker.style is not Style.STAR
    return announced and marker.style.value >= Style.UPPER.value and marker.value <= 1


def _level(style: Style, parent: Node) -> Level:
    """Return the rank of a provision: "1." is a clause in an article and a section in a plan."""
    if style in BULLETS:
        return Level.BULLET
    if style not in (Style.NUMBER, Style.DECIMAL):
        return _LEVELS[style]
    above: Node | None = parent
    while above is not None and above.style is not Style.ARTICLE:
        above = above.parent
    if above is None:
        return Level.SECTION
    return Level.CLAUSE if parent.style in (Style.ARTICLE, Style.ROMAN, Style.UPPER) else Level.POINT


def _stem(label: str) -> str:
    return label.rpartition(".")[0]
