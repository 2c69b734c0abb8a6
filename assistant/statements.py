"""Documents → statements: the sentences and clauses that an answer can quote."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from assistant.terms import bag
from corpus.header.read import display_name
from corpus.model import Document, Level, Provision, Task

# A statement ends at a full stop or semicolon that is followed by a new one, or at a blank line.
# Not after "1.", "a.", "TP.", "Th.S." or inside numbers.
_END = re.compile(
    r"(?<=[^\s\d.])(?<!\b[A-ZĐ])(?<!\bTP)[.;](?=[\s”\"])\s+(?=[^\s])|(?<=\d[.;])\s+(?=[A-ZĐÀ-Ỹ“])|\n\s*\n\s*|(?<=;)\s+"
)


@dataclass(frozen=True, slots=True)
class Pool:
    """The statements of one document with postings, so that a question is weighed in about a millisecond.

    `own`, `near`, `above` map a term to the statements, provisions and parents that hold it;
    `provision_of` and `parent_of` lead from statements there.
    """

    statements: tuple[Statement, ...]
    title: frozenset[str]
    own: dict[str, NDArray[np.int32]]
    near: dict[str, NDArray[np.int32]]
    above: dict[str, NDArray[np.int32]]
    provision_of: NDArray[np.int32]
    parent_of: NDArray[np.int32]
    counts: Counter[str]


_WORD = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence or clause with what surrounds it.

    `own`, `near` and `above` are term bags of the statement, of its provision (with the line that
    opens a list under it), and of the headings over it.
    """

    document: Document
    provision: Provision
    start: int
    end: int
    own: frozenset[str] = field(repr=False)
    near: frozenset[str] = field(repr=False)
    above: frozenset[str] = field(repr=False)
    title: frozenset[str] = field(repr=False)
    tasks: tuple[Task, ...] = field(default=(), repr=False)

    @property
    def text(self) -> str:
        """Return the verbatim words."""
        return self.document.text[self.start : self.end]

    @property
    def in_appendix(self) -> bool:
        """Say whether the statement stands in an appendix."""
        nodes = (*self.document.ancestors(self.provision), self.provision)
        return any(p.level is Level.APPENDIX for p in nodes)

    @property
    def opens_list(self) -> bool:
        """Say whether the statement ends with a colon and continues in the provisions below."""
        return self.text.rstrip().endswith(":") and self.provision.last > self.provision.index + 1


def split(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the spans of the statements between two offsets, without white space at their ends."""
    spans, at = [], start
    cuts = [(m.start(), m.end()) for m in _END.finditer(text, start, end)]
    for cut_start, cut_end in [*cuts, (end, end)]:
        stop = cut_start + 1 if cut_start < end and text[cut_start] in ".;" else cut_start
        piece = text[at:stop]
        if _WORD.search(piece):
            left = at + len(piece) - len(piece.lstrip())
            spans.append((left, left + len(piece.strip())))
        at = cut_end
    return spans


def pool(document: Document) -> Pool:
    """Return the statements of a document with their postings."""
    made = statements(document)
    near: dict[int, int] = {}
    above: dict[int, int] = {}
    nears: list[frozenset[str]] = []
    aboves: list[frozenset[str]] = []
    for s in made:
        if near.setdefault(id(s.near), len(near)) == len(nears):
            nears.append(s.near)
        if above.setdefault(id(s.above), len(above)) == len(aboves):
            aboves.append(s.above)
    counts: Counter[str] = Counter()
    for s in made:
        counts.update(s.own)
    return Pool(
        made,
        made[0].title if made else frozenset(),
        _postings([s.own for s in made]),
        _postings(nears),
        _postings(aboves),
        np.array([near[id(s.near)] for s in made], dtype=np.int32),
        np.array([above[id(s.above)] for s in made], dtype=np.int32),
        counts,
    )


def _postings(bags: Sequence[frozenset[str]]) -> dict[str, NDArray[np.int32]]:
    lists: dict[str, list[int]] = {}
    for at, words in enumerate(bags):
        for word in words:
            lists.setdefault(word, []).append(at)
    return {word: np.array(at, dtype=np.int32) for word, at in lists.items()}


def _tasks_at(document: Document, start: int, end: int) -> tuple[Task, ...]:
    return tuple(t for t in document.tasks if t.start < end and start < t.end)


def statements(document: Document) -> tuple[Statement, ...]:
    """Return all statements of a document in order."""
    title = bag(f"{display_name(document, document.source)} {_value(document)} {document.source}")
    found: list[Statement] = []
    heads: dict[int, frozenset[str]] = {}
    for provision in document.provisions:
        above = _above(document, provision, heads)
        near = bag(document.own_text(provision))
        for start, end in _spans(document, provision):
            found.append(
                Statement(
                    document, provision, start, end, bag(document.text[start:end]), near, above, title,
                    _tasks_at(document, start, end),
                )
            )  # fmt: skip
    return tuple(found)


def _value(document: Document) -> str:
    title = document.header.title
    issuer = document.header.issuer
    return f"{title.value if title else ''} {issuer.value if issuer else ''}"


def _spans(document: Document, provision: Provision) -> list[tuple[int, int]]:
    if provision.level is Level.ROW:
        return [(provision.start, provision.own_end)] if provision.own_end > provision.start else []
    return split(document.text, provision.start, provision.own_end)


def _above(document: Document, provision: Provision, heads: dict[int, frozenset[str]]) -> frozenset[str]:
    """Return the bag of all headings over a provision, remembered per parent."""
    parent = provision.parent
    if parent is None:
        return frozenset()
    if parent not in heads:
        node = document.provisions[parent]
        own = document.text[
            node.start : min(node.own_end, node.start + 600)
        ]  # 600: an opening line, not a page
        if node.level is Level.TABLE:
            own = document.text[node.start : node.start + 300]  # 300: the header row
        heads[parent] = bag(own) | _above(document, node, heads)
    return heads[parent]
