"""Whom a line without a mark binds: the last item, the whole list, the article, or the document."""

from __future__ import annotations

import re

from corpus.model import Level
from corpus.structure.lines import Line
from corpus.structure.markers import BULLETS, Marker, Style, read_markers
from corpus.structure.node import Node
from corpus.structure.words import is_recipients, is_signature

# "Thời gian thực hiện và hoàn thành: …", "Đơn vị chủ trì: …", "Kinh phí thực hiện: …"
_TRAILER = re.compile(
    r"^[*_\s(]*(?:thời gian|thời hạn|tiến độ|lộ trình|kinh phí|nguồn kinh phí|cơ quan|đơn vị|"
    r"sản phẩm|kết quả|phân công|"
    r"chủ trì|phối hợp|hoàn thành|thời điểm)[^:.;]{0,70}:",
    re.I,
)
# "Nghị quyết này đã được Hội đồng nhân dân … thông qua", "Trên đây là Kế hoạch …", "Kế hoạch này phổ biến đến chi bộ"
_FAREWELL = re.compile(
    r"^[*_\s]*(?:trên đây là|(?:nghị quyết|luật|pháp lệnh|bộ luật) này (?:đã )?được|"
    r"(?:nghị quyết|chỉ thị|kết luận|quy định|kế hoạch|chương trình) này (?:được )?phổ biến)",
    re.I,
)
# "Trong quá trình thực hiện, …", "Căn cứ Kế hoạch này, …": words that also open what one agency must do
_LAST_WORDS = re.compile(
    r"^[*_\s]*(?:trong quá trình (?:tổ chức |triển khai )*thực hiện|"
    r"yêu cầu (?:các|thủ trưởng|giám đốc)|căn cứ (?:kế hoạch|nội dung|chức năng))",
    re.I,
)
_LOOKED_AHEAD = 200  # lines; a bound that keeps the work linear in the text
_CUT = re.compile(r"^\W*(?:\[\s*(?:\.{2,}|…)\s*\]|\(\s*(?:\.{3}|…)\s*\)|\.{3,}|…+)\W*$")


def owner_of(lines: list[Line], i: int, last: int, inner: list[Node], base: Node) -> Node:
    """Return the open node to which the unmarked line `i` belongs.

    Args:
        lines: the document.
        i: the line.
        last: the line after the body in which line `i` stands.
        inner: the open nodes of the present numbering, outermost first.
        base: the node in which that numbering stands.
    """
    line, leaf = lines[i], inner[-1] if inner else base
    if _CUT.match(line.plain):
        return base
    if line.continues or leaf.style is None:
        return leaf
    if leaf.style.value > Style.ARTICLE.value and _takes_leave(line.plain, leaf):
        article = next((n for n in inner if n.style is Style.ARTICLE), None)
        following = _next_number(lines, i, last)
        if following is None or (article is not None and following.style is Style.ARTICLE):
            return article or base
    if _TRAILER.match(line.plain) and leaf.style.value >= Style.LETTER.value:
        return _trailer_owner(lines, i, inner, leaf)
    return leaf


def _takes_leave(plain: str, leaf: Node) -> bool:
    """True for words that may close a body; below a bare heading they say what it is about."""
    if _FAREWELL.match(plain):
        return True
    bare = (
        not leaf.children and leaf.own_end == leaf.head_end and not leaf.last_line.endswith((".", ";", "/"))
    )
    return _LAST_WORDS.match(plain) is not None and not bare


def _next_number(lines: list[Line], i: int, last: int) -> Marker | None:
    """Return the next mark with a number after line `i` of a body, or None where nothing or a signature follows."""
    for line in lines[i + 1 : min(last, i + _LOOKED_AHEAD)]:
        if is_recipients(line.plain) or is_signature(line.plain):
            return None
        marker = next((m for m in line.markers if m.style not in BULLETS and not line.continues), None)
        if marker is not None:
            return marker
    return None


def _trailer_owner(lines: list[Line], i: int, inner: list[Node], leaf: Node) -> Node:
    """Decide whether a closing line belongs to the last item of a list or to the whole list.

    "a) … b) … Thời gian hoàn thành: Quý II/2022." binds a and b when the list ends there and no earlier
    item has such a line of its own.
    """
    items = [n for n in inner if n.style and n.style.value >= Style.LETTER.value]
    follower = next((line.markers for line in lines[i + 1 : i + 6] if line.markers), ())
    for node in reversed(items):
        if any(m.style is node.style and (m.style in BULLETS or m.value == node.value + 1) for m in follower):
            return node
        siblings = node.parent.children[:-1] if node.parent else []
        if any(_has_trailer(s) for s in siblings):
            return node
    return items[0].parent or leaf


def _has_trailer(node: Node) -> bool:
    """True when an item of a list has a closing line of its own, as a paragraph, a bullet or its last line."""
    if any(
        c.level is Level.PARAGRAPH or (c.style in BULLETS and _is_trailer(c.last_line)) for c in node.children
    ):
        return True
    return _is_trailer(node.last_line) and not read_markers(node.last_line)


def _is_trailer(plain: str) -> bool:
    return _TRAILER.match(plain.lstrip("-+*–• ")) is not None
