"""Web pages: saved pages of the law database, of portals and of Word's "save as web page".

Only the document is read (see `webpage`); lists get the numbers that a browser prints.
"""

from __future__ import annotations

import email
import email.policy
import re
from dataclasses import dataclass, field
from itertools import islice

from lxml import etree
from lxml import html as lxml_html

from corpus.model import SourceText
from corpus.readers.plain import Block, Grid, aligned, compose, decode, is_utf8, place
from corpus.readers.web.unseen import hide_by_style
from corpus.readers.web.webpage import SKIPPED, front_fields, is_hidden, main_element
from corpus.readers.word import letters, roman

MEDIA_TYPE = "text/html"
MAX_DEPTH = 200  # nested elements; libxml2 itself stops at 256
_BLOCKS = frozenset(
    {
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
    }
    | {
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
    }
    | {
        "html",
        "legend",
        "li",
        "main",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
    }
    | {"th", "thead", "tr", "ul"}
)
_SPACE = re.compile(r"[ \t\r\n\f]+")  # what HTML collapses; a no-break space stays
_CHARSET = re.compile(rb"""<meta[^>]+charset\s*=\s*["']?\s*([\w-]+)""", re.I)
_UNSEEN = "Trang có {count} từ bị ẩn (không hiện khi xem bằng trình duyệt) không được đọc."
_ONLY_FIELDS = "Trang này chỉ có thuộc tính của văn bản, không có toàn văn: hãy nạp thêm bản toàn văn."


def read(data: bytes, name: str) -> SourceText:
    """Read a web page or a saved web archive (MHTML)."""
    root = parse(_markup(data))
    hidden = hide_by_style(root)
    main = main_element(root)
    blocks: list[Block] = list(front_fields(root, main))
    warnings: tuple[str, ...] = ()
    if main is None:
        warnings = (_ONLY_FIELDS,)
    else:
        blocks += element_blocks(main)
        warnings = (_UNSEEN.format(count=hidden),) if hidden else ()
    return compose(blocks, media_type=MEDIA_TYPE, warnings=warnings)


def parse(markup: str) -> etree._Element:
    """Return the root element of some HTML, repaired as a browser does; never touches the network."""
    parser = lxml_html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True)
    clean = re.sub("[\0\ufffe\uffff]", "", markup.replace("\r\n", "\n"))
    clean = re.sub(r"\A\s*<\?xml[^>]*\?>", "", clean)  # a declared encoding contradicts decoded text
    return lxml_html.document_fromstring(clean or "<p></p>", parser=parser)


def _markup(data: bytes) -> str:
    if re.match(rb"\s*<", data) is None and b"MIME-Version" in data[:4096]:
        data = _mhtml_part(data)
    declared = _CHARSET.search(data[:4096])
    codec = declared[1].decode("ascii").lower() if declared else ""
    if codec.startswith(("windows-", "iso-8859")) and not is_utf8(data):  # pages often lie
        try:
            return data.decode(codec, "replace")
        except LookupError:
            return decode(data)
    return decode(data)


def _mhtml_part(data: bytes) -> bytes:
    message = email.message_from_bytes(data, policy=email.policy.compat32)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            payload = part.get_payload(decode=True)
            return payload if isinstance(payload, bytes) else b""
    return b""


@dataclass(slots=True)
class _Walk:
    """The blocks so far and the line that is being written."""

    blocks: list[Block] = field(default_factory=list)
    line: list[str] = field(default_factory=list)
    prefix: str = ""
    counts: dict[etree._Element, int] = field(default_factory=dict)  # list → number of its last item

    def flush(self) -> None:
        """End the line."""
        text = _SPACE.sub(" ", "".join(self.line).replace("\n", " "))
        self.line.clear()
        for piece in text.split("\v"):
            if stripped := piece.strip():
                self.blocks.append(self.prefix + stripped)
                self.prefix = ""


def element_blocks(element: etree._Element) -> tuple[Block, ...]:
    """Return the paragraphs and tables inside an element, in document order."""
    walk = _Walk()
    _visit_children(element, walk, 0)
    walk.flush()
    return tuple(walk.blocks)


def _visit_children(element: etree._Element, walk: _Walk, depth: int) -> None:
    walk.line.append(element.text or "")
    for child in element:
        if isinstance(child.tag, str):
            _visit(child, walk, depth + 1)
        walk.line.append(child.tail or "")


def _visit(element: etree._Element, walk: _Walk, depth: int) -> None:
    tag = str(element.tag).lower()
    if tag in SKIPPED or tag == "del" or is_hidden(element) or depth > MAX_DEPTH:
        return
    if tag == "br":
        walk.line.append("\v")
        return
    if tag not in _BLOCKS:
        _visit_children(element, walk, depth)
        return
    walk.flush()
    if tag == "table":
        walk.blocks.extend(_table(element))
    elif tag == "pre":
        walk.line.append("\v".join("".join(element.itertext()).split("\n")))
    else:
        walk.prefix = _list_marker(element, walk.counts) if tag == "li" else walk.prefix
        _visit_children(element, walk, depth)
    walk.flush()


_MARKER = re.compile(r"\s*(?:[-+•–]|\d{1,3}[.)]|[a-zđ][.)]|[IVXLC]{1,7}[.)])\s", re.I)


def _list_marker(item: etree._Element, counts: dict[etree._Element, int]) -> str:
    """Count one item of a list and return what a browser prints before it."""
    parent = item.getparent()
    if parent is None:
        return ""
    first = int(parent.get("start") or 1) if re.fullmatch(r"\d{1,6}", parent.get("start") or "1") else 1
    counts[parent] = position = counts.get(parent, first - 1) + 1
    if _MARKER.match(
        "".join(islice(item.itertext(), 20))
    ):  # the number is typed, within the first few pieces
        return ""
    if str(parent.tag) != "ol":
        return "- "
    style = parent.get("type", "1")
    if style in {"a", "A"}:
        letter = letters(position)
        return f"{letter if style == 'a' else letter.upper()}) "
    if style in {"i", "I"}:
        return f"{roman(position).lower() if style == 'i' else roman(position)}. "
    return f"{position}. "


def _table(table: etree._Element) -> list[Block]:
    rows = [
        [
            (element_blocks(cell), _span(cell, "rowspan"), _span(cell, "colspan"))
            for cell in row
            if _is_cell(cell)
        ]
        for row in _rows(table)
    ]
    captions = [block for c in table.findall("caption") for block in element_blocks(c)]
    grid = aligned(place([row for row in rows if row]))
    return [*captions, grid] if grid.cells else captions


def _rows(table: etree._Element) -> list[etree._Element]:
    groups: dict[str, list[etree._Element]] = {"thead": [], "tbody": [], "tfoot": []}
    for child in table:
        if child.tag == "tr":
            groups["tbody"].append(child)
        elif child.tag in groups:
            groups[str(child.tag)].extend(row for row in child if row.tag == "tr")
    return [row for rows in groups.values() for row in rows if not is_hidden(row)]


def _is_cell(element: etree._Element) -> bool:
    return element.tag in {"td", "th"} and not is_hidden(element)


def _span(cell: etree._Element, attribute: str) -> int:
    value = (cell.get(attribute) or "1").strip()
    return int(value) if value.isdigit() and len(value) < 6 else 1  # longer is damage


def grids(blocks: tuple[Block, ...]) -> list[Grid]:
    """Return the tables among some blocks."""
    return [block for block in blocks if isinstance(block, Grid)]
