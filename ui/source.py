"""The source panel: one provision in full, the quote marked in it, its place in the outline."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from corpus.model import Cell, Document, Level, Provision, Table
from corpus.structure import heading_rows
from corpus.text import squeeze
from ui import card, text
from ui.address import reading_link
from ui.markup import attributes, escape

_READABLE = 2500  # characters: about one printed page, what the panel shows without losing the reader
_LARGEST = 12000  # characters: beyond this only the surroundings of the quote are shown
_CRUMB = 70  # characters of a heading in the path
_TOO_WIDE = {Level.PART, Level.CHAPTER, Level.COMPONENT, Level.APPENDIX}


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of the document's text that is shown as one block; `table` for a printed table."""

    start: int
    end: int
    depth: int
    table: Table | None = None
    provision: int | None = None  # index of the provision that begins here


def provision_of(document: Document, start: int, end: int) -> Provision | None:
    """Return the smallest provision that holds a whole span, or None outside the outline."""
    holding = (p for p in document.provisions if p.start <= start and end <= p.end)
    return max(holding, key=lambda p: (p.start, p.index), default=None)


def reading_unit(document: Document, provision: Provision) -> Provision:
    """Return the provision with its siblings under their heading where that can be read at a glance."""
    if provision.parent is None:
        return provision
    parent = document.provisions[provision.parent]
    wide = parent.level in _TOO_WIDE or parent.end - parent.start > _READABLE
    return provision if wide else parent


def neighbours(document: Document, provision: Provision) -> tuple[Provision | None, Provision | None]:
    """Return the provisions before and after one: siblings, or the nearest beyond the parent."""
    around = [p for p in document.provisions if not _related(p, provision)]
    before = [p for p in around if p.index < provision.index]
    after = next((p for p in around if p.index > provision.index), None)
    sibling = [p for p in before if p.parent == provision.parent]
    return next(reversed(sibling or before), None), after


def _related(one: Provision, other: Provision) -> bool:
    above = one.index <= other.index < one.last
    below = other.index <= one.index < other.last
    return above or below


def panel(document: Document, start: int, end: int, quoted: bool = True) -> str:
    """Return the panel for a span of a document.

    Args:
        document: where the span stands.
        start: offset of the quote or of the provision.
        end: its end.
        quoted: whether the span is a quote to be marked, or a provision that was walked to.
    """
    start = max(0, min(start, len(document.text)))
    end = max(start, min(end, len(document.text)))
    here = provision_of(document, start, end)
    unit = reading_unit(document, here) if here else None
    low, high = _bounds(document, unit, start, end)
    mark = (start, end) if quoted else (start, start)
    parts = (
        _head(document, here, start),
        _path(document, here),
        _cut(low > (unit.start if unit else 0)),
        f'<div class="hd-verbatim">{_body(document, low, high, mark, here)}</div>',
        _cut(high < (unit.end if unit else len(document.text))),
        _actions(document, here, start, end),
        card.compact(document),
    )
    return "".join(parts)


def _bounds(document: Document, unit: Provision | None, start: int, end: int) -> tuple[int, int]:
    low, high = (unit.start, unit.end) if unit else (0, len(document.text))
    if high - low <= _LARGEST:
        return low, high
    margin = max(0, (_LARGEST - (end - start)) // 2)
    return max(low, start - margin), min(
        high, max(end, start + _LARGEST) if end - start > _LARGEST else end + margin
    )


def _cut(missing: bool) -> str:
    return f'<p class="hd-note">{text.TEXT_CUT}</p>' if missing else ""


def _head(document: Document, here: Provision | None, start: int) -> str:
    page = document.page_at(start)
    place = here.section if here and here.section else text.WHOLE_DOCUMENT
    printed = f" · {text.PAGE} {page}" if page is not None else ""
    return (
        f'<header class="hd-source-head"><h3 tabindex="-1">{escape(capital(place))}</h3>'
        f"<p>{escape(card.short(document))}{printed}</p></header>"
    )


def capital(words: str) -> str:
    """Return words with a large first letter."""
    return words[:1].upper() + words[1:]


def heading(document: Document, provision: Provision, length: int = _CRUMB) -> str:
    """Return a provision's first printed line, shortened at a word."""
    line = squeeze(document.text[provision.start : provision.head_end])
    if len(line) <= length:
        return line
    return line[:length].rsplit(" ", 1)[0] + " …"


def goto(document: Document, provision: Provision) -> dict[str, object]:
    """Return the data attributes with which a button opens a provision in the panel."""
    return {
        "data-source": document.id,
        "data-start": provision.start,
        "data-end": provision.end,
        "data-walk": True,
    }


def _path(document: Document, here: Provision | None) -> str:
    if here is None:
        return ""
    crumbs = "".join(
        f'<li><button type="button" class="hd-crumb"{attributes(goto(document, p))}>'
        f"{escape(heading(document, p) or p.section)}</button></li>"
        for p in document.ancestors(here)
    )
    own = f'<li aria-current="true">{escape(heading(document, here) or here.section)}</li>'
    return f'<nav class="hd-path" aria-label="{text.PATH}"><ol>{crumbs}{own}</ol></nav>'


def pieces(document: Document, start: int, end: int) -> tuple[Piece, ...]:
    """Cut a span into blocks at the borders of provisions and tables; together they are the span."""
    inside = [p for p in document.provisions if p.start < end and start < p.end]
    tables = [t for t in document.tables if t.start < end and start < t.end]
    cuts = {start, end}.union(*((p.start, p.own_end, p.end) for p in inside))
    for t in tables:
        cuts.update((t.start, t.end))
    covered = sorted((t.start, t.end) for t in tables)
    points = [c for c in sorted(cuts) if start <= c <= end]
    depths = _depths(document)
    top = min((depths[p.index] for p in inside if p.start >= start), default=0)
    made: list[Piece] = []
    open_ones: list[Provision] = []
    following = iter([*inside, None])
    ahead = next(following)
    at = 0
    for low, high in pairwise(points):
        while at < len(covered) and covered[at][1] <= low:
            at += 1
        table = tables[at] if at < len(covered) and covered[at][0] < high and low < covered[at][1] else None
        while ahead is not None and ahead.start <= low:
            open_ones.append(ahead)
            ahead = next(following)
        while open_ones and open_ones[-1].end <= low:
            open_ones.pop()
        owner = open_ones[-1] if open_ones else None
        if table is not None and made and made[-1].table is table:
            made[-1] = replace(made[-1], end=high)  # a table is one block, whatever provisions its rows are
            continue
        level = max(0, depths[owner.index] - top) if owner else 0
        made.append(Piece(low, high, level, table, owner.index if owner and owner.start == low else None))
    return tuple(made)


def _depths(document: Document) -> tuple[int, ...]:
    depths: list[int] = []
    for p in document.provisions:
        depths.append(0 if p.parent is None else depths[p.parent] + 1)
    return tuple(depths)


def depth(document: Document, provision: Provision) -> int:
    """Return how many provisions a provision stands under."""
    return len(document.ancestors(provision))


def _body(document: Document, low: int, high: int, mark: tuple[int, int], here: Provision | None) -> str:
    return "".join(block(document, piece, mark, here) for piece in pieces(document, low, high))


def block(
    document: Document, piece: Piece, mark: tuple[int, int], here: Provision | None, *, named: bool = False
) -> str:
    """Return one block as HTML; `named` gives it an id by which an address finds it."""
    at_hand = here is not None and here.start <= piece.start and piece.end <= here.end
    style = "hd-here" if at_hand else None
    if piece.table is not None:
        return table(document, piece.table, mark, (piece.start, piece.end))
    if not document.text[piece.start : piece.end].strip():
        return ""
    body = marked(document.text, piece.start, piece.end, mark)
    key = f"hd-p-{piece.provision}" if named and piece.provision is not None else None
    values = {"class": style, "id": key, "style": f"--depth:{min(piece.depth, 4)}"}
    return f"<p{attributes(values)}>{body}</p>"


def marked(words: str, start: int, end: int, mark: tuple[int, int]) -> str:
    """Return a slice as HTML with the marked part of it between <mark> tags, outer white space dropped."""
    while start < end and words[start].isspace():
        start += 1
    while end > start and words[end - 1].isspace():
        end -= 1
    low, high = max(start, mark[0]), min(end, mark[1])
    if low >= high:
        return escape(words[start:end])
    return f"{escape(words[start:low])}<mark>{escape(words[low:high])}</mark>{escape(words[high:end])}"


def table(document: Document, printed: Table, mark: tuple[int, int], window: tuple[int, int]) -> str:
    """Return a printed table as HTML: the rows that reach into the window, under the headings that hold for them."""
    heads = {h.index for h in heading_rows(document.text, printed)} or {0}
    rows = {c.row for c in printed.cells if c.start < window[1] and window[0] <= c.end}
    cells: dict[int, list[Cell]] = {}
    for cell in printed.cells:
        cells.setdefault(cell.row, []).append(cell)
    shown = rows | {h for h in heads if h <= min(rows, default=0)}
    body = "".join(
        _row(document, cells.get(row, []), mark, "th" if row in heads else "td") for row in sorted(shown)
    )
    return f'<div class="hd-scroll" tabindex="0"><table class="hd-printed">{body}</table></div>'


def _row(document: Document, cells: Sequence[Cell], mark: tuple[int, int], tag: str) -> str:
    inside = [c for c in cells if c.start < c.end and mark[0] <= c.start and c.end <= mark[1]]
    made = "".join(
        f"<{tag}{attributes(_extent(c))}>{marked(document.text, c.start, c.end, mark)}</{tag}>" for c in cells
    )
    return f"<tr{attributes({'class': 'hd-here' if inside else None})}>{made}</tr>"


def _extent(cell: Cell) -> dict[str, object]:
    return {
        "colspan": cell.column_span if cell.column_span > 1 else None,
        "rowspan": cell.row_span if cell.row_span > 1 else None,
    }


def _actions(document: Document, here: Provision | None, start: int, end: int) -> str:
    previous, following = neighbours(document, here) if here else (None, None)
    walk = "".join(
        '<button type="button"'
        f' class="hd-button"{attributes(goto(document, p) if p else {"disabled": True})}>'
        f"{label}</button>"
        for p, label in ((previous, text.PREVIOUS), (following, text.NEXT))
    )
    quote = citation_text(document, here, start, end)
    copy = (
        f'<button type="button" class="hd-button" data-copy="{escape(quote)}">{text.COPY_CITATION}</button>'
    )
    where = {"muc": here.path} if here else {}
    whole = reading_link(document, tu=start, den=end, **where)
    full = f'<a class="hd-button" data-view href="{escape(whole)}">{text.OPEN_FULL}</a>'
    return f'<div class="hd-actions">{full}{walk}{copy}{_original(document, start, end)}</div>'


def _original(document: Document, start: int, end: int) -> str:
    page = document.page_at(start)
    if page is None:
        return ""
    data = {"data-page": page, "data-of": document.id, "data-from": start, "data-to": end}
    return f'<button type="button" class="hd-button"{attributes(data)}>{text.SHOW_PAGE}</button>'


def original_pages(document: Document) -> str:
    """Return the buttons that show the pages of the original, or nothing where it has none."""
    buttons = "".join(
        f'<button type="button" class="hd-button"{attributes({"data-page": p.number, "data-of": document.id})}>'
        f"{p.number}</button>"
        for p in document.pages
    )
    return f'<div class="hd-pages">{buttons}</div>' if buttons else ""


def citation_text(document: Document, here: Provision | None, start: int, end: int) -> str:
    """Return the quotation as an official pastes it: “…” (điểm b mục III.1 Kế hoạch số …)."""
    place = f"{here.section} " if here and here.section else ""
    return f"“{squeeze(document.text[start:end])}” ({place}{card.full(document)})"


def outline(document: Document, limit: int = 600) -> Iterator[str]:
    """Yield the lines of the table of contents; `limit` keeps very long documents readable."""
    listed = [p for p in document.provisions if p.level not in NOT_LISTED][:limit]
    for p in listed:
        level = min(depth(document, p), 4)
        yield (
            f'<li style="--depth:{level}"><button type="button"'
            f' class="hd-crumb"{attributes(goto(document, p))}>'
            f"{escape(heading(document, p, 110) or capital(p.section))}</button></li>"
        )


NOT_LISTED = {Level.PARAGRAPH, Level.BULLET, Level.ROW}
