"""Paths ("III.1.b"), ids and human citations ("điểm đ khoản 2 Điều 5", "mục III.1.b") of nodes."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from corpus.model import Level, Provision
from corpus.structure.markers import Style
from corpus.structure.node import Node
from corpus.structure.place import Place, quoting_place
from corpus.text import fold, squeeze

_BULLET_NAMES = {
    Style.DASH: "gạch đầu dòng", Style.PLUS: "dấu cộng", Style.STAR: "dấu sao",
    Style.DOT: "dấu chấm đầu dòng",
}  # fmt: skip
_BULLET_SIGNS = {Style.DASH: "-", Style.PLUS: "+", Style.STAR: "*", Style.DOT: "•"}
_WORDS = {
    Level.PART: "Phần", Level.CHAPTER: "Chương", Level.SECTION: "Mục", Level.SUBSECTION: "Tiểu mục",
}  # fmt: skip
_INITIALS = {Level.PART: "P", Level.CHAPTER: "C", Level.SECTION: "M", Level.SUBSECTION: "TM"}


def label_provisions(top: Node, document_id: str, text: str) -> tuple[Provision, ...]:
    """Turn the tree into provisions in document order with unique paths and ids."""
    provisions: list[Provision] = []
    used: dict[str, int] = {}
    stack: list[tuple[Node, int | None, Place]] = [(n, None, Place()) for n in reversed(top.children)]
    counts: dict[tuple[int, object], int] = {}
    while stack:
        node, parent, above = stack.pop()
        place = _place(node, above, counts, text)
        path = _unique(place.path, used)
        if path != place.path:
            place = _as_repeated(node, replace(place, path=path), text)
        index = len(provisions)
        own_end = min(node.own_end, node.children[0].start) if node.children else node.own_end
        provisions.append(
            Provision(
                id=f"{document_id}#{path}",
                index=index,
                parent=parent,
                last=index + 1,
                level=node.level,
                marker=node.marker,
                path=path,
                section=place.section,
                start=node.start,
                end=node.end,
                head_end=min(node.head_end, own_end),
                own_end=own_end,
            )
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
    head = squeeze(text[node.start : node.head_end]).lstrip('#>*_“"')
    words = re.split(r"[:;.]", head[len(node.marker) :].strip(" *_"), maxsplit=1)[0].strip()
    if not words or fold(words) in fold(place.section):
        return replace(place, section=f"{place.section} (lần {place.path.rpartition('~')[2]})")
    if len(words) > 60:  # a citation, not a paragraph
        words = words[:60].rsplit(" ", 1)[0] + " …"
    return replace(place, section=f"{place.section} ({words})")


def _count(counts: dict[tuple[int, object], int], node: Node, what: object) -> int:
    key = (id(node.parent), what)
    counts[key] = counts.get(key, 0) + 1
    return counts[key]


def _place(node: Node, above: Place, counts: dict[tuple[int, object], int], text: str) -> Place:
    if node.quoted:
        above = quoting_place(node, above, text)
    return _NAMERS[node.level](node, above, lambda what: _count(counts, node, what))


Counter = Callable[[object], int]


def _join(*parts: str) -> str:
    return ".".join(p for p in parts if p)


def _front(node: Node, above: Place, count: Counter) -> Place:
    names = {
        Level.FRONT: ("ĐẦU", "phần đầu"),
        Level.PREAMBLE: ("MỞ", "phần căn cứ"),
        Level.CLOSING: ("CUỐI", "phần cuối"),
    }
    path, section = names[node.level]
    section = f"{section} {above.suffix}" if above.suffix else section
    return replace(above, path=_join(above.path, path), section=section, units=())


def _component(node: Node, above: Place, count: Counter) -> Place:
    name = f"{node.label or 'Văn bản'} ban hành kèm theo"
    path = f"KT{count(Level.COMPONENT)}"
    return Place(path=path, section=name, suffix=name, article=path)


def _appendix(node: Node, above: Place, count: Counter) -> Place:
    is_form = node.label[:1].isalpha() and " " in node.label  # "Mẫu số 01", "Phụ biểu 2"
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
    place = replace(
        above, path=_join(above.article, f"Đ{node.label}"), units=(unit,), in_article=True, tail=""
    )
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
    words = {
        Style.NUMBER: "khoản",
        Style.LETTER: "điểm",
        Style.ROMAN: "mục",
        Style.UPPER: "mục",
        Style.DECIMAL: "điểm",
    }
    word = words.get(node.style, "tiết") if node.style else "tiết"
    if word == "tiết" and not any(u.startswith("điểm") for u in units):
        word = "điểm"
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
    base = above.section.removesuffix(above.tail or " ") if above.section != above.tail[2:] else ""
    section = f"{base}{tail}" if base else tail.lstrip(", ")
    return replace(
        above, path=_join(above.path, f"{_BULLET_SIGNS[style]}{number}"), section=section, tail=tail
    )


def _paragraph(node: Node, above: Place, count: Counter) -> Place:
    number = count(Level.PARAGRAPH)
    return replace(above, path=_join(above.path, f"¶{number}"), section=above.section or "phần nội dung")


def _table(node: Node, above: Place, count: Counter) -> Place:
    siblings = node.parent.children if node.parent is not None else []
    place = next(i for i, s in enumerate(siblings) if s is node)
    number = sum(s.level is Level.TABLE and not s.within for s in siblings[: place + 1])
    name = f"Bảng {number}"
    outer = _announced(node, above)
    section = f"{outer}, {name}" if outer else name
    path = _join(above.path, f"B{number}")
    return replace(above, path=path, section=section, table=section, table_path=path)


# "3. Đạt các tiêu chí … dưới đây:", "2. Mức chi theo bảng sau:"
_ANNOUNCES = re.compile(r"(?:dưới|sau) đây\W*$|bảng (?:sau|dưới)\W*$", re.I)


def _announced(table: Node, above: Place) -> str:
    """Return the section that a table is cited by: in an appendix not the item whose words only announce it."""
    item = table.parent
    section = item.parent if item is not None else None
    if (
        item is None
        or section is None
        or not above.prefix
        or above.in_article
        or item.style is not Style.NUMBER
        or section.style is not Style.ROMAN
        or _ANNOUNCES.search(item.last_line[-40:]) is None
    ):
        return above.section
    tables = sum(
        t.level is Level.TABLE and not t.within for n in (section, *section.children) for t in n.children
    )
    return _cite(replace(above, units=above.units[:-1], tail="")) if tables == 1 else above.section


def _row(node: Node, above: Place, count: Counter) -> Place:
    """Name a row or a section of a table; a section's path ends in its number, a row's in its place."""
    section = _in_table(above.table, node.address, node)
    last = node.label if node.level is Level.SECTION and node.label else f"R{node.value}"
    return replace(above, path=_join(above.table_path, last), section=section)


def _in_table(section: str, words: str, row: Node) -> str:
    """Add the words for a row; the number of the table is said only where there are several."""
    table = row.parent
    while table is not None and table.level is not Level.TABLE:
        table = table.parent
    siblings = table.parent.children if table is not None and table.parent is not None else []
    alone = sum(s.level is Level.TABLE and not s.within for s in siblings) <= 1
    above, _, _ = section.rpartition(", Bảng ")
    nested = "mục " in above and words.startswith("mục ")  # "mục II, Bảng 1, mục I": both count in roman
    counted = words.removeprefix(
        "dòng "
    ).isdigit()  # "Bảng 1, dòng 4" counts in the table, "dòng Tổng cộng" names
    if alone and not nested and above and not counted:
        section = above
    return f"{section}, {words}"


def _section(node: Node, above: Place, count: Counter) -> Place:
    if node.address:
        return _row(node, above, count)
    return _numbered(node, above, count)


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
