"""A provision in the making."""

from __future__ import annotations

from dataclasses import dataclass, field

from corpus.model import Level, Table
from corpus.structure.markers import Style


@dataclass(eq=False, repr=False, slots=True)
class Node:
    """A provision in the making. `own_end` grows with the lines that belong to it."""

    level: Level
    start: int
    head_end: int
    own_end: int
    parent: Node | None
    marker: str = ""
    style: Style | None = None
    value: int = 0
    label: str = ""
    quoted: bool = False  # the outermost node of a quoted provision
    heading_open: bool = False  # the heading may go on in the next line
    last_line: str = ""
    table: Table | None = None
    within: str = ""  # "…" marks a table that began before the page did
    address: str = ""  # of a row in its table: "mục A.I, STT 2.1"
    children: list[Node] = field(default_factory=list)

    @property
    def end(self) -> int:
        """Return the end of the node with its descendants."""
        node = self
        while node.children:
            node = node.children[-1]
        return max(node.own_end, self.own_end)
