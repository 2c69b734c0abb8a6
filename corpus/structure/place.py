"""What a provision needs to know of those above it to name itself, also inside a quotation."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from corpus.model import Level
from corpus.references import parse_references
from corpus.structure.lines import plain_of
from corpus.structure.markers import Style
from corpus.structure.node import Node
from corpus.text import squeeze

# "Nghị quyết số 35/2024/NQ-HĐND", "Luật Đất đai số 31/2024/QH15"
_AMENDED = re.compile(
    r"(?:Bộ luật|Luật|Pháp lệnh|Nghị quyết|Nghị định|Quyết định|Thông tư(?: liên tịch)?|Quy chế|"
    r"Quy định|Chỉ thị)"
    r"(?:\s+(?:[^\W\d_]+,?\s+){0,12}?)?\s*số\s*:?\s*\d{1,5}(?:/\d{4})?/[\w-]+",
)


@dataclass(frozen=True, slots=True)
class Place:
    """What a node's children need to name themselves.

    `chain` holds the words from the article (or the outermost section) down to the node, `suffix` what
    follows the article ("Quy chế ban hành kèm theo"), `prefix` what stands before ("Phụ lục I").
    """

    path: str = ""
    section: str = ""
    prefix: str = ""
    suffix: str = ""
    article: str = ""  # path of the frame in which articles are numbered
    units: tuple[str, ...] = ()  # "Điều 5", "khoản 2", "điểm đ" or ("III", "1", "b")
    in_article: bool = False
    tail: str = ""  # ", gạch đầu dòng thứ 2"
    around: str = ""  # "Chương II" for a Mục inside it
    table: str = ""  # section of the table in which a row stands
    table_path: str = ""


def quoting_place(node: Node, above: Place, text: str) -> Place:
    """Return the place in which a quoted provision names itself.

    "điểm a khoản 2 Điều 10 Nghị quyết số 35/2024/NQ-HĐND (tại khoản 4 Điều 1)": the amended document is
    the nearest one that the quoting provisions name, or the one in the title; levels missing above the quoted
    provision come from the instruction ("Sửa đổi khoản 3 Điều 5 như sau: “3. …”").
    """
    at = f"(tại {above.section})" if above.section else ""
    return replace(
        above,
        suffix=f"{_amended(node, text)} {at}".strip(),
        article=above.path,
        units=_instructed_units(node, text),
        in_article=True,
        prefix="",
        tail="",
        around="",
    )


def _amended(node: Node, text: str) -> str:
    parent = node.parent
    while parent is not None and parent.level is not Level.COMPONENT and parent.parent is not None:
        found = _AMENDED.search(plain_of(text[parent.start : min(parent.own_end, node.start)]))
        if found:
            return squeeze(found[0])
        parent = parent.parent
    front = parent.children[0] if parent is not None and parent.children else None
    if front is None or front.level is not Level.FRONT:
        return ""
    title = [c for c in front.children if "của" in text[c.start : c.own_end]]
    found = _AMENDED.search(plain_of(text[title[0].start : title[0].own_end])) if title else None
    return squeeze(found[0]) if found else ""


def _instructed_units(node: Node, text: str) -> tuple[str, ...]:
    """Return the levels above a quoted clause or point, nearest instruction first."""
    if node.style in (Style.ARTICLE, Style.CHAPTER, Style.PART):
        return ()
    clause = article = None
    parent, end = node.parent, node.start
    while parent is not None and parent.level is not Level.COMPONENT and article is None:
        instruction = text[parent.start + len(parent.marker) : min(parent.own_end, end)][-400:]
        for reference in reversed(parse_references(instruction)):
            clause = clause or (reference.clause if article is None else None)
            article = article or reference.article
        parent = parent.parent
    units = [f"Điều {article}"] if article else []
    if node.style is not Style.NUMBER and clause:
        units.append(f"khoản {clause}")
    return tuple(units)
