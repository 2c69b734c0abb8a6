"""Human citations, read: "điểm đ khoản 2 Điều 5", "dieu 5 khoan 2", "mục III.1.b", "Đ5.2.đ", "III.1b".

Printing is the parser's work (`Provision.section`, `Provision.path`); `resolve` goes back from a
citation to the provisions that it can mean.
"""

from __future__ import annotations

import heapq
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from corpus.references.citation import ProvisionRef
from corpus.references.resolve import resolve
from corpus.text import fold, fold_with_offsets

__all__ = ["ProvisionRef", "parse_references", "resolve"]

# --- words (matched on text without diacritics, in small letters) -------------------------------------
_WORDS = {
    "dieu": "article", "khoan": "clause", "diem": "point", "tiet": "point", "muc": "section", "phan": "part",
    "chuong": "chapter", "tieu muc": "subsection", "phu luc": "appendix", "stt": "row", "so thu tu": "row",
    "tieu chi": "row",
    "bang": "table", "dong": "row", "gach dau dong": "bullet", "gach": "bullet", "dau cong": "plus",
    "y": "bullet",
}  # fmt: skip
_ACCENTED = {
    "article": {"điều"}, "clause": {"khoản"}, "point": {"điểm", "tiết"}, "section": {"mục"}, "part": {"phần"},
    "chapter": {"chương"}, "subsection": {"tiểu mục"}, "appendix": {"phụ lục"}, "row": {"stt", "số thứ tự",
    "dòng", "tiêu chí"},
    "table": {"bảng"}, "bullet": {"gạch đầu dòng", "gạch", "ý"}, "plus": {"dấu cộng"},
}  # fmt: skip
_ORDINALS = {"nhat": "1", "hai": "2", "ba": "3", "tu": "4", "bon": "4", "nam": "5", "sau": "6", "bay": "7"}
_SPELLED = dict(enumerate(("nhất", "hai", "ba", "tư", "năm", "sáu", "bảy"), 1))
_ARTICLE_NO = r"\d{1,3}(?:[a-z](?!\w))?"
_POINT_NO = (
    r"(?:[a-z]\d?(?!\w)|\d{1,2}\.\d{1,2}(?![\w/%])|\d{1,2}(?:\.\d{1,2})?(?=\s*,?\s*(?:khoan|muc|dieu)\b))"
)
# "A.III", "B" before "STT 3": sections of tables are lettered
_LETTERED = r"[a-h](?:(?:\.(?:[ivxlc]{1,6}|\d{1,2}))+|(?![\w.]))(?![\w%/])"
_BEFORE_ROW = re.compile(r"\s*[,;]?\s*(?:stt|so thu tu|dong|phu luc|tieu chi)\b")
_SECTION_NO = rf"(?:{_LETTERED}|(?:[ivxlc]{{1,6}}|\d{{1,2}})(?:\.\d{{1,2}})*(?:\.?[a-z])?(?![\w%/]))"
_ORDINAL_NO = rf"(?:thu\s+)?(?:{'|'.join(_ORDINALS)}|\d{{1,3}})(?!\w)"
_VALUES = {
    "article": _ARTICLE_NO, "clause": _ARTICLE_NO, "point": _POINT_NO, "section": _SECTION_NO,
    "subsection": r"\d{1,2}(?!\w)",
    "part": rf"(?:{_SECTION_NO}|thu\s+\w+)", "chapter": r"(?:[ivxlc]{1,6}|\d{1,2})[a-z]?(?!\w)",
    "appendix": r"(?:(?:so\s+)?(?:[ivxlc]{1,6}|\d{1,2}[a-z]?)(?!\w))?", "table": r"(?:so\s+)?\d{1,2}(?!\w)",
    "row": r"(?:so\s+|thu\s+)?\d{1,4}(?:\.\d+)*(?!\w)", "bullet": _ORDINAL_NO, "plus": _ORDINAL_NO,
}  # fmt: skip
# "tiêu chí 4.2.1" is an address, "tiêu chí 8" mostly none
_VALUE_OF_WORD = {"tieu chi": r"\d{1,3}(?:\.\d{1,3})+(?!\w)"}
_BY_LENGTH = sorted(_WORDS, key=len, reverse=True)
_UNIT = re.compile(
    r"(?<!\w)(?:"
    + "|".join(
        rf"(?P<{w.replace(' ', '_')}>{w})\s*(?:so\s+)?(?P<{w.replace(' ', '_')}_no>{_VALUE_OF_WORD.get(w, _VALUES[_WORDS[w]])})"
        for w in _BY_LENGTH
    )
    + ")"
)
# "III.1.b", "iii.1b", "II.2": a path without a word in front
_BARE_SECTION = re.compile(
    r"(?<![\w./-])(?P<roman>[ivx]{1,5})\.(?P<numbers>\d{1,2}(?:\.\d{1,2})*)\.?(?P<letter>[a-z])?(?![\w/]|\.\d|-\w)"
)
# "Đ5.2.đ", "đ5k2", "D5.2"
_BARE_ARTICLE = re.compile(
    r"(?<![\w./-])d\.?\s?(?P<article>\d{1,3}(?:[a-c](?![a-z\d]))?)(?:\s?\.?\s?k?\.?(?P<clause>\d{1,2}))?(?:\.?(?P<point>[a-z]))?(?![\w/]|\.\d)"
)
_LIST = re.compile(r"\s*(?:,|;|va|hoac|den|-)\s*")
_GLUE = re.compile(r"^(?:[\s,;(]|cua|tai|thuoc|trong|o)*$")
# "mục I Chương trình ban hành kèm theo, gạch đầu dòng thứ 1", "… (tại khoản 1 Điều 2), gạch đầu dòng thứ 1"
_ATTACHED_GLUE = re.compile(r"^\s(?:[\w\s]{2,40}kem theo|quy che|quy dinh|\([^()]{2,60}\)),\s*$")
_COMPONENT = re.compile(
    r"^[\s,(]*(?:cua\s+|trong\s+|tai\s+)?(?:ban\s+)?(?P<word>quy che|quy dinh|ke hoach|quy trinh|"
    r"dieu le|chuong trinh|de an|phuong an|noi quy)?"
    r"(?P<attached>[\w\s]{0,40}?(?:kem theo|dinh kem))?"
)
_COMPONENT_WORDS = {
    "quy che": "Quy chế", "quy dinh": "Quy định", "ke hoach": "Kế hoạch", "quy trinh": "Quy trình",
    "dieu le": "Điều lệ",
    "chuong trinh": "Chương trình", "de an": "Đề án", "phuong an": "Phương án", "noi quy": "Nội quy",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Unit:
    field: str
    values: tuple[str, ...]
    start: int
    end: int


def parse_references(text: str) -> tuple[ProvisionRef, ...]:
    """Return every provision that a text cites, in order; "khoản 1, 2 Điều 5" gives two."""
    folded = fold_with_offsets(text, diacritics=False)
    plain = folded.text
    unaccented = fold(text) == plain
    units = _find_units(text, plain, folded.offsets, unaccented)
    refs: list[ProvisionRef] = []
    for group in _groups(units, plain):
        last = next((u for u in reversed(group) if u.field not in {"bullet", "plus"}), group[-1])
        component = _component_after(plain, last.end)
        for ref in _expand(group):
            start, end = folded.span(group[0].start, group[-1].end)
            refs.append(replace(ref, start=start, end=end, component=component, unaccented=unaccented))
    return tuple(refs)


def _find_units(text: str, plain: str, offsets: Sequence[int], unaccented: bool) -> list[_Unit]:
    """Return the units "điều 5", "khoản 1, 2", "III.1.b" with their places in the folded text."""
    units: list[_Unit] = []
    at = 0
    found = (pattern.finditer(plain) for pattern in (_UNIT, _BARE_SECTION, _BARE_ARTICLE))
    for match in heapq.merge(*found, key=lambda m: m.start()):
        if match.start() >= at and (read := _read_unit(match, text, offsets, unaccented)):
            units += read
            at = max(read[-1].end, match.start() + 1)
    return units


def _read_unit(match: re.Match[str], text: str, offsets: Sequence[int], unaccented: bool) -> list[_Unit]:
    groups, plain = match.groupdict(), match.string
    if "roman" in groups:
        values = (groups["roman"].upper(), *groups["numbers"].split("."))
        letter = _printed(match, "letter", text, offsets)
        return [_Unit("path", (*values, letter) if letter else values, *match.span())]
    if "article" in groups:
        return _bare_article(match, text, offsets)
    word = next(w for w in _BY_LENGTH if groups[w.replace(" ", "_")] is not None)
    field, key = _WORDS[word], word.replace(" ", "_")
    begin, end = match.span(key)
    spelled = fold(text[offsets[begin] : offsets[end - 1] + 1])
    if not (unaccented or spelled in _ACCENTED[field] or spelled == word) or (word == "y" and spelled != "ý"):
        return []
    if spelled == word and spelled not in _ACCENTED[field] and not _unaccented_near(text, offsets[begin]):
        return []
    values, stop = _values(match, key + "_no", field, text, offsets)
    if (
        field == "section" and values and re.fullmatch(r"[a-h]", values[0])
    ):  # "mục A", no "mục b" for "điểm b"
        capital = text[offsets[match.start(key + "_no")]].isupper()
        if not (capital or _BEFORE_ROW.match(plain, stop)):
            return []
        values = (values[0].upper(),)
    return [_Unit(field, values, match.start(), stop)] if values else []


def _unaccented_near(text: str, at: int) -> bool:
    """True when the words about an offset carry no diacritics (a half-accented question)."""
    around = text[max(0, at - 12) : at + 16]
    return fold(around) == fold_with_offsets(around, diacritics=False).text.strip()


def _bare_article(match: re.Match[str], text: str, offsets: Sequence[int]) -> list[_Unit]:
    if text[offsets[match.start()]] not in "đĐdDðÐ" or (
        not match["clause"] and text[offsets[match.start()]] in "dD"
    ):
        return []
    units = [_Unit("article", (match["article"],), *match.span())]
    if match["clause"]:
        units.append(_Unit("clause", (match["clause"],), match.end(), match.end()))
    if match["point"]:
        units.append(
            _Unit("point", (_printed(match, "point", text, offsets) or "",), match.end(), match.end())
        )
    return units


def _printed(match: re.Match[str], group: str, text: str, offsets: Sequence[int]) -> str | None:
    """Return what the original prints for a group, in small letters: đ stays đ."""
    if not match[group]:
        return None
    return fold(text[offsets[match.start(group)] : offsets[match.end(group) - 1] + 1])


def _values(
    match: re.Match[str], group: str, field: str, text: str, offsets: Sequence[int]
) -> tuple[tuple[str, ...], int]:
    """Return the numbers of a unit ("1, 2 và 3") and where they end."""
    plain = match.string
    first = _value(match[group], match.start(group), field, text, offsets)
    if first is None:
        return (), match.end()
    values, end = [first], match.end(group)
    if field not in ("article", "clause", "point"):
        return tuple(values), end
    following = re.compile(_VALUES[field])
    while separator := _LIST.match(plain, end):
        more = following.match(plain, separator.end())
        value = _value(more[0], more.start(), field, text, offsets) if more else None
        if more is None or value is None or plain[more.end() : more.end() + 1] in ("/", "."):
            break
        values += _between(values[-1], value) if separator[0].strip() in ("den", "-") else [value]
        end = more.end()
    return tuple(values), end


def _between(first: str, last: str) -> list[str]:
    if first.isdigit() and last.isdigit() and 0 < int(last) - int(first) <= 50:  # 50: longer is a misreading
        return [str(n) for n in range(int(first) + 1, int(last) + 1)]
    return [last]


def _value(folded: str, at: int, field: str, text: str, offsets: Sequence[int]) -> str | None:
    printed = fold(text[offsets[at] : offsets[at + len(folded) - 1] + 1]) if folded else ""
    if field in ("article", "clause", "point", "section", "part", "chapter") and not re.fullmatch(
        r"[a-zđ0-9.]*|thứ \w+|thu \w+", printed
    ):
        return None  # "điểm ở": a word, not a letter
    if field in ("bullet", "plus", "row", "table", "appendix", "part"):
        words = re.sub(r"^(?:so|thu)\s+", "", folded)
        if field == "part" and words in _ORDINALS and folded.startswith("thu"):
            return f"thứ-{_SPELLED[int(_ORDINALS[words])]}"  # "Phần thứ nhất" keeps its word in the path
        return _ORDINALS.get(words, words)
    return printed


def _groups(units: list[_Unit], plain: str) -> Iterable[list[_Unit]]:
    """Join neighbouring units into one citation: "điểm b", "khoản 2" and "Điều 5"."""
    group: list[_Unit] = []
    for unit in units:
        fields = {u.field for u in group}
        between = plain[group[-1].end : unit.start] if group else ""
        glue = _GLUE.match(between) or (unit.field in {"bullet", "plus"} and _ATTACHED_GLUE.match(between))
        joined = group and glue and unit.field not in fields
        if group and not joined:
            yield group
            group = []
        group.append(unit)
    if group:
        yield group


def _expand(group: list[_Unit]) -> list[ProvisionRef]:
    """Turn a group into citations, one for each number of a list."""
    listed = next((u for u in group if len(u.values) > 1 and u.field != "path"), None)
    if listed is None:
        return [_one({u.field: u.values if u.field == "path" else u.values[0] for u in group})]
    refs = []
    for value in listed.values:
        fields: dict[str, str | tuple[str, ...]] = {
            u.field: u.values if u.field == "path" else u.values[0] for u in group
        }
        refs.append(_one({**fields, listed.field: value}))
    return refs


def _one(fields: dict[str, str | tuple[str, ...]]) -> ProvisionRef:
    def get(name: str) -> str | None:
        value = fields.get(name)
        return value if isinstance(value, str) else None

    path = fields.get("path")
    section = list(path) if isinstance(path, tuple) else []
    part, chapter, article, clause, point = (
        get(n) for n in ("part", "chapter", "article", "clause", "point")
    )
    if (words := get("section")) is not None:
        section += _section_marks(words)
    if article is None and (
        section or part
    ):  # a plan: "điểm b khoản 1 mục III", "mục III phần 1", "mục 1 phần III"
        if (
            part is not None
            and not part.startswith("thứ-")
            and not (section and section[0].isalpha() and _is_roman(part) and _is_roman(section[0]))
        ):
            marks = _section_marks(part)
            section = [*marks, *section] if marks and _is_roman(marks[0]) else [*section, *marks]
            part = None
        section += [m for m in (clause, point) if m]
        clause = point = None
    bullet, plus = get("bullet"), get("plus")
    return ProvisionRef(
        start=0,
        end=0,
        part=part if part is None or part.startswith("thứ-") else part.upper(),
        chapter=chapter and chapter.upper(),
        article=article,
        clause=clause,
        point=point,
        section=tuple(section),
        subsection=get("subsection"),
        appendix=(get("appendix") or "").upper() if "appendix" in fields else None,
        table=get("table"),
        row=get("row"),
        bullet=int(bullet) if bullet and bullet.isdigit() else None,
        plus=int(plus) if plus and plus.isdigit() else None,
    )


def _is_roman(mark: str) -> bool:
    return re.fullmatch(r"[ivxlcIVXLC]+", mark) is not None


def _section_marks(words: str) -> list[str]:
    """Split "iii.1b" into its marks: III, 1, b."""
    marks: list[str] = []
    for piece in words.split("."):
        match = re.fullmatch(r"(\d+)([a-zđ])?", piece)
        if match:
            marks += [m for m in match.groups() if m]
        elif piece:
            lettered = not marks or (len(marks) == 1 and marks[0].isupper() and not _is_roman(marks[0]))
            marks.append(piece.upper() if lettered and (_is_roman(piece) or "." in words) else piece)
    return marks


def _component_after(plain: str, end: int) -> str | None:
    match = _COMPONENT.match(plain[end : end + 80])
    if match is None:
        return None
    if match["word"] and (
        match["attached"] or match["word"] in ("quy che", "quy dinh", "dieu le", "noi quy", "quy trinh")
    ):
        return _COMPONENT_WORDS[match["word"]]
    return "kèm theo" if match["attached"] else None
