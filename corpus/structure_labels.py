"""Paths ("III.1.b"), ids and human citations ("điểm đ khoản 2 Điều 5", "mục III.1.b") of nodes."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from corpus.citations import parse_references
from corpus.markers import BULLETS, Style
from corpus.model import Level, Provision
from corpus.normalize import squeeze
from corpus.structure_tree import Node

_BULLET_NAMES = {
    Style.DASH: "gạch đầu dòng", Style.PLUS: "dấu cộng", Style.STAR: "dấu sao", Style.DOT: "dấu chấm đầu dòng",
}  # fmt: skip
_BULLET_SIGNS = {Style.DASH: "-", Style.PLUS: "+", Style.STAR: "*", Style.DOT: "•"}
_WORDS = {
    Level.PART: "Phần", Level.CHAPTER: "Chương", Level.SECTION: "Mục", Level.SUBSECTION: "Tiểu mục",
}  # fmt: skip
_INITIALS = {Level.PART: "P", Level.CHAPTER: "C", Level.SECTION: "M", Level.SUBSECTION: "TM"}
# "Nghị quyết số 35/2024/NQ-HĐND", "Luật Đất đai số 31/2024/QH15"
_AMENDED = re.compile(
    r"(?:Bộ luật|Luật|Pháp lệnh|Nghị quyết|Nghị định|Quyết định|Thông tư(?: liên tịch)?|Quy chế|Quy định|Chỉ thị)"
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


def label_provisions(top: Node, document_id: str, text: str) -> tuple[Provision, ...]:
    """Turn the tree into provisions in document order with unique paths and ids."""
    provisions: list[Provision] = []
    used: dict[str, int] = {}
    stack: list[tuple[Node, int | None, Place]] = [(n, None, Place()) for n in reversed(top.children)]
    counts: dict[tuple[int, object], int] = {}
    ends: list[tuple[int, Node]] = []
    while stack:
        node, parent, above = stack.pop()
        place = _place(node, above, counts, text)
        path = _unique(place.path, used)
        if path != place.path:
            place = _as_repeated(node, replace(place, path=path), text)
        index = len(provisions)
        ends.append((index, node))
        own_end = min(node.own_end, node.children[0].start) if node.children else node.own_end
        provisions.append(
            Provision(
                f"{document_id}#{path}", index, parent, index + 1, node.level, node.marker, path, place.section,
                node.start, node.end, min(node.head_end, own_end), own_end,
            )  # fmt: skip
        )
        stack.extend((child, index, place) for child in reversed(node.children))
    return _with_last(provisions)


def _with_last(provisions: list[Provision]) -> tuple[Provision, ...]:
    last = [p.index + 1 for p in provisions]
    for p in reversed(provisions):
        if p.parent is not None:
            last[p.parent] = max(last[p.parent], last[p.index])
    return tuple(replace(p, last=last[p.index]) for p in provisions)


def _unique(path: str, used: dict[str, int]) -> str:
    seen = used.get(path, 0) + 1
    used[path] = seen
    if seen == 1:
        return path
    candidate = f"{path}~{seen}"
    used[candidate] = used.get(candidate, 0) + 1
    return candidate if used[candidate] == 1 else _unique(path, used)


def _as_repeated(node: Node, place: Place, text: str) -> Place:
    """Tell the second "3." of an article apart by its heading: "khoản 3 Điều 2 (Về lĩnh vực Quốc phòng)"."""
    if node.level in (Level.PARAGRAPH, Level.BULLET, Level.ROW, Level.TABLE):
        return place
    head = squeeze(text[node.start : node.head_end]).lstrip("#>*_“\"")
    words = re.split(r"[:;.]", head[len(node.marker) :].strip(" *_"), maxsplit=1)[0].strip()
    if not words:
        return place
    if len(words) > 60:  # a citation, not a paragraph
        words = words[:60].rsplit(" ", 1)[0] + " …"
    return replace(place, section=f"{place.section} ({words})")


def _count(counts: dict[tuple[int, object], int], node: Node, what: object) -> int:
    key = (id(node.parent), what)
    counts[key] = counts.get(key, 0) + 1
    return counts[key]


def _place(node: Node, above: Place, counts: dict[tuple[int, object], int], text: str) -> Place:
    if node.quoted:
        above = _quoting(node, above, text)
    return _NAMERS[node.level](node, above, lambda what: _count(counts, node, what))


Counter = Callable[[object], int]


def _join(*parts: str) -> str:
    return ".".join(p for p in parts if p)


def _front(node: Node, above: Place, count: Counter) -> Place:
    names = {Level.FRONT: ("ĐẦU", "phần đầu"), Level.PREAMBLE: ("MỞ", "phần căn cứ"), Level.CLOSING: ("CUỐI", "phần cuối")}
    path, section = names[node.level]
    section = f"{section} {above.suffix}" if above.suffix else section
    return replace(above, path=_join(above.path, path), section=section, units=())


def _component(node: Node, above: Place, count: Counter) -> Place:
    name = f"{node.label or 'Văn bản'} ban hành kèm theo"
    path = f"KT{count(Level.COMPONENT)}"
    return Place(path=path, section=name, suffix=name, article=path)


def _appendix(node: Node, above: Place, count: Counter) -> Place:
    is_form = node.marker == "" and node.label[:1].isalpha() and " " in node.label
    if is_form:
        name, sign = node.label, node.label.rsplit(" ", 1)[-1]
    else:
        name, sign = f"Phụ lục {node.label}".strip(), f"PL{node.label}"
    path = _join(above.path, sign)
    section = f"{above.section}, {name}" if above.section else name
    return Place(path=path, section=section, prefix=section, article=path)


def _named(node: Node, above: Place, count: Counter) -> Place:
    """Name a Phần, Chương, Mục or Tiểu mục that is printed with its word."""
    name = f"{_WORDS[node.level]} {node.label}"
    inner = f"{name} {above.around}".strip()
    section = ", ".join(p for p in (above.prefix, f"{inner} {above.suffix}".strip()) if p)
    path = _join(above.path, _INITIALS[node.level] + node.label.replace(" ", "-"))
    return replace(above, path=path, section=section, around=inner)


def _article(node: Node, above: Place, count: Counter) -> Place:
    unit = f"Điều {node.label}"
    place = replace(above, path=_join(above.article, f"Đ{node.label}"), units=(unit,), in_article=True, tail="")
    return replace(place, section=_cite(place))


def _cite(place: Place) -> str:
    """Print the citation of a numbered provision from its units."""
    if place.in_article:
        words = " ".join(reversed(place.units))
        body = f"{words} {place.suffix}".strip()
        return ", ".join(p for p in (place.prefix, body) if p) + place.tail
    words = f"mục {'.'.join(place.units)}" if place.units else ""
    parts = [place.prefix, place.around if place.around else "", f"{words} {place.suffix}".strip()]
    return ", ".join(p for p in parts if p) + place.tail


def _numbered(node: Node, above: Place, count: Counter) -> Place:
    """Name a section of a plan, a clause or a point."""
    if node.style in (Style.DIVISION, None):
        return _named(node, above, count)
    label, units, path = node.label, above.units, above.path
    stem = label.rpartition(".")[0]
    if not above.in_article:
        if stem and units and units[-1] == stem:
            units, path = units[:-1], path.rpartition("." + stem)[0] if path != stem else ""
        place = replace(above, units=(*units, label), path=_join(path, label), tail="")
        return replace(place, section=_cite(place))
    words = {Style.NUMBER: "khoản", Style.LETTER: "điểm", Style.ROMAN: "mục", Style.UPPER: "mục", Style.DECIMAL: "điểm"}
    word = words.get(node.style, "tiết") if node.style else "tiết"
    if word == "khoản" and any(u.startswith(("khoản", "điểm")) for u in units):
        word = "tiết"
    if node.style is Style.DECIMAL and stem and path.endswith("." + stem):
        path = path[: -len(stem) - 1]
    place = replace(above, units=(*units, f"{word} {label}"), path=_join(path, label), tail="")
    return replace(place, section=_cite(place))


def _bullet(node: Node, above: Place, count: Counter) -> Place:
    style = node.style if node.style in _BULLET_NAMES else Style.DOT
    number = count(style)
    tail = f"{above.tail}, {_BULLET_NAMES[style]} thứ {number}"
    base = above.section[: len(above.section) - len(above.tail)] if above.tail else above.section
    section = f"{base}{tail}" if base else tail.lstrip(", ")
    return replace(above, path=_join(above.path, f"{_BULLET_SIGNS[style]}{number}"), section=section, tail=tail)


def _paragraph(node: Node, above: Place, count: Counter) -> Place:
    number = count(Level.PARAGRAPH)
    return replace(above, path=_join(above.path, f"¶{number}"), section=above.section or "phần nội dung")


def _table(node: Node, above: Place, count: Counter) -> Place:
    siblings = node.parent.children if node.parent is not None else []
    place = next(i for i, s in enumerate(siblings) if s is node)
    number = sum(s.level is Level.TABLE and not s.within for s in siblings[: place + 1])
    name = f"Bảng {number}"
    section = f"{above.section}, {name}" if above.section else name
    return replace(above, path=_join(above.path, f"B{number}"), section=section)


def _row_section(node: Node, above: Place, count: Counter) -> Place:
    """Name a section row of a table ("I | Lĩnh vực đô thị")."""
    words = f"mục {node.label}" if node.label else f"dòng {node.value}"
    section = _in_table(above.section, words, node.parent) if node.label else f"{above.section}, {words}"
    return replace(above, path=_join(above.path, node.label or f"R{node.value}"), section=section)


def _row(node: Node, above: Place, count: Counter) -> Place:
    group = node.parent if node.parent is not None and node.parent.level is Level.SECTION else None
    table = group.parent if group is not None else node.parent
    words = f"STT {node.label}" if node.label else f"dòng {node.value}"
    if node.label[:1] in "IVXLC" and node.label:
        words = f"mục {node.label}"
    if node.within:
        words = f"mục {node.within}, {words}"
    section = _in_table(above.section, words, table) if node.label or group is not None else f"{above.section}, {words}"
    path = above.path.rpartition(".")[0] if group is not None else above.path
    return replace(above, path=_join(path, f"R{node.value}"), section=section)


def _in_table(section: str, words: str, table: Node | None) -> str:
    """Add the words for a row; the number of the table is said only where there are several."""
    siblings = table.parent.children if table is not None and table.parent is not None else []
    if sum(s.level is Level.TABLE and not s.within for s in siblings) <= 1:
        section = re.sub(r", Bảng \d+(?=, mục [^,]+$|$)", "", section)
    return f"{section}, {words}"


def _section(node: Node, above: Place, count: Counter) -> Place:
    if node.parent is not None and node.parent.level is Level.TABLE:
        return _row_section(node, above, count)
    return _numbered(node, above, count)


def _quoting(node: Node, above: Place, text: str) -> Place:
    """Return the place in which a quoted provision names itself.

    "điểm a khoản 2 Điều 10 Nghị quyết số 35/2024/NQ-HĐND (tại khoản 4 Điều 1)": the amended document is
    the nearest one that the quoting provisions name, or the one in the title; levels missing above the quoted
    provision come from the instruction ("Sửa đổi khoản 3 Điều 5 như sau: “3. …”").
    """
    at = f"(tại {above.section})" if above.section else ""
    return replace(
        above, suffix=f"{_amended(node, text)} {at}".strip(), article=above.path, units=_instructed_units(node, text),
        in_article=True, prefix="", tail="", around="",
    )  # fmt: skip


def _amended(node: Node, text: str) -> str:
    parent = node.parent
    while parent is not None and parent.level is not Level.COMPONENT and parent.parent is not None:
        found = _AMENDED.search(text, parent.start, min(parent.own_end, node.start))
        if found:
            return squeeze(found[0])
        parent = parent.parent
    front = parent.children[0] if parent is not None and parent.children else None
    if front is None or front.level is not Level.FRONT:
        return ""
    title = [c for c in front.children if "của" in text[c.start : c.own_end]]
    found = _AMENDED.search(text, title[0].start, title[0].own_end) if title else None
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


_NAMERS: dict[Level, Callable[[Node, Place, Counter], Place]] = {
    Level.FRONT: _front,
    Level.PREAMBLE: _front,
    Level.CLOSING: _front,
    Level.COMPONENT: _component,
    Level.APPENDIX: _appendix,
    Level.PART: _named,
    Level.CHAPTER: _named,
    Level.SECTION: _section,
    Level.SUBSECTION: _named,
    Level.ARTICLE: _article,
    Level.CLAUSE: _numbered,
    Level.POINT: _numbered,
    Level.BULLET: _bullet,
    Level.PARAGRAPH: _paragraph,
    Level.TABLE: _table,
    Level.ROW: _row,
}
