"""Text as atoms: numbers with units, times, bodies, names, documents, operators and plain syllables.

Two texts that say the same in another spelling have equal atoms: "30/9/2026" and "ngày 30 tháng 9
năm 2026", "70 phần trăm" and "70%", "UBND tỉnh" and "Ủy ban nhân dân tỉnh", "không quá" and "tối đa".
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from importlib import resources

from corpus.agencies import agency_id, find_agencies, full_name
from corpus.references import compact, find_references, parse_references
from corpus.text import PeriodKind, find_quantities, fold, nfc, parse_periods, roman_value


class Kind(StrEnum):
    """What an atom is, and so what may stand for it."""

    NUMBER = "number"
    TIME = "time"
    BODY = "body"  # an agency, or a position in one: "Chủ tịch UBND tỉnh"
    TITLE = "title"
    NAME = "name"  # capitalised syllables in a row: a person, a place
    DOCUMENT = "document"
    PROVISION = "provision"
    OPERATOR = "operator"
    WORD = "word"


@dataclass(frozen=True, slots=True)
class Atom:
    """One unit of meaning; equal keys mean the same.

    `gap` says how strongly punctuation parts it from the atom before: 0 nothing, 1 words that state
    nothing, 2 comma, 4 colon or dash, 8 semicolon, 12 end of a sentence or a line. `marks` holds
    the voice words ("được", "bị", "do", "bởi") between the two.
    """

    kind: Kind
    key: str
    text: str
    gap: int = 0
    marks: str = ""
    bound: str = ""  # of a number or a time: "", "<", "<=", ">", ">=", "~"


SELF = "self"  # the key of the document that the passage stands in
VOICE = ("được", "bị", "do", "bởi", "là")  # passive voice, agent, and the equation that may be turned round


@dataclass(frozen=True, slots=True)
class _Words:
    light: frozenset[str]
    phrases: dict[tuple[str, ...], tuple[Kind, str]]  # of several syllables, and operators
    before: dict[tuple[str, ...], str]
    after: dict[tuple[str, ...], str]
    units: dict[str, str]
    status: frozenset[str]
    status_alone: frozenset[str]
    generic: frozenset[str]


@cache
def wording() -> _Words:
    """Return the closed classes of `wording.toml`."""
    data = tomllib.loads(resources.files("assistant.answer").joinpath("wording.toml").read_text("utf-8"))
    phrases: dict[tuple[str, ...], tuple[Kind, str]] = {}
    for group in data["same"]:
        phrases |= {tuple(p.split()): (Kind.WORD, group[0]) for p in group}
    phrases |= {tuple(p.split()): (Kind.WORD, "") for p in data["frame"]}
    for title in data["titles"]:
        phrases[tuple(title.split())] = (Kind.TITLE, title)
        for prefix in data["title_prefix"]:
            phrases[(*prefix.split(), *title.split())] = (Kind.TITLE, f"{prefix} {title}")
    for name, group in data["operators"].items():
        phrases |= {tuple(p.split()): (Kind.OPERATOR, name) for p in group}
    return _Words(
        light=frozenset(data["light"].split()),
        phrases=phrases,
        before={tuple(p.split()): sign for sign, group in data["comparators"].items() for p in group},
        after={tuple(p.split()): sign for sign, group in data["after"].items() for p in group},
        units={p: unit for unit, group in data["units"].items() for p in group},
        status=frozenset(data["status"]),
        status_alone=frozenset(data["status_alone"]),
        generic=frozenset(s for p in data["generic"] for s in (p, *p.split())),
    )


# --- what is read as a whole -----------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class _Span:
    start: int
    end: int
    kind: Kind
    key: str
    bound: str = ""


_FIXED = frozenset(
    [
        PeriodKind.DATE,
        PeriodKind.MONTH,
        PeriodKind.QUARTER,
        PeriodKind.HALF,
        PeriodKind.YEAR,
        PeriodKind.RANGE,
    ]
)
_OWN_TYPES = (
    r"(?:Kế hoạch|Quyết định|Nghị quyết|Nghị định|Thông tư|Chỉ thị|Luật|Quy chế|Quy định|Báo cáo|Công văn|"
    r"Văn bản|Thông báo|Chương trình|Đề án|Phương án|Hướng dẫn|Công điện|Tờ trình)"
)
_THIS = re.compile(rf"(?<!\w){_OWN_TYPES} này(?!\w)", re.I)
_TYPE_WORDS = 5  # "Nghị quyết liên tịch số": the type goes with its number, a law's name does not
_YEAR = re.compile(r"(?:19|20)\d\d")
_SCALES = {"trăm": 1e2, "nghìn": 1e3, "ngàn": 1e3, "vạn": 1e4, "triệu": 1e6, "tỷ": 1e9, "tỉ": 1e9}
_ROMAN = re.compile(r"(?<![\w./-])[IVX]{1,5}(?![\w/]|\.\w|-\w)")
_CAPITALS = re.compile(r"(?<![\w“])[^\W\d_]+(?:[ ][^\W\d_]+)*")
_FORMS = frozenset(
    [
        "ông",
        "bà",
        "đồng",
        "các",
        "theo",
        "tại",
        "trong",
        "do",
        "với",
        "xã",
        "huyện",
        "tỉnh",
        "phường",
        "thị",
        "về",
        "và",
        "của",
        "đến",
        "từ",
        "căn",
        "cứ",
        "giao",
        "có",
    ]
)  # written large at the head of a sentence, no part of a name


def _numbers(text: str) -> Iterator[_Span]:
    for q in find_quantities(text):
        unit = None if q.counted else q.unit
        end = q.unit_end if unit else q.end
        if unit is None and q.high is None and _YEAR.fullmatch(text[q.start : q.end]):
            yield _Span(q.start, q.end, Kind.TIME, text[q.start : q.end])
        else:
            yield _number((q.start, end), q.value, unit or "", q.high, q.text if q.high is None else None)
    for m in _ROMAN.finditer(text):
        value = roman_value(m[0])
        if value and re.search(r"[^\W\d_A-ZĐ]\s$", text[max(0, m.start() - 2) : m.start()]):
            yield _number(m.span(), value)
    yield from _numbers_in_words(text)


def _number(
    span: tuple[int, int], value: float, unit: str = "", high: float | None = None, shown: str | None = None
) -> _Span:
    start, end = span
    scale, rest = 1.0, fold(unit)
    while (first := rest.split(" ", 1)[0]) in _SCALES:
        scale *= _SCALES[first]
        rest = rest[len(first) :].strip()
    head, _, per = rest.partition("/")
    unit = wording().units.get(head.strip(), head.strip()) + ("/" + per if per else "")
    if shown:  # "19/19", "hai phần ba"
        return _Span(start, end, Kind.NUMBER, f"{fold(shown)} {unit}".strip())
    top = f"..{high * scale:.10g}" if high is not None else ""
    return _Span(start, end, Kind.NUMBER, f"{value * scale:.10g}{top} {unit}".strip())


_DIGITS = {"một": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8,
           "chín": 9, "mười": 10, "mốt": 1}  # fmt: skip
_IN_WORDS = re.compile(
    rf"(?<!\w)(?:{'|'.join([*_DIGITS, 'mươi', 'trăm', 'linh', 'lẻ'])})(?:\s(?:{'|'.join([*_DIGITS, 'mươi', 'trăm', 'linh', 'lẻ'])}))*(?!\w)",
    re.I,
)
_HALF = re.compile(r"(?<!\w)một nửa(?!\w)", re.I)
_ONE_OF = re.compile(
    r"\s(?:số|cách|trong|loạt|phần|cửa|bước|vài|dấu|chiều|mặt)(?!\w)", re.I
)  # "một số" is no number
_YEAR_BEFORE = re.compile(r"(?:h[ằà]ng|mỗi|trong|cả|đầu|cuối|giữa|từ|đến|của|các|những|qua|sang|một|theo|vào|/|\d)\s?$", re.I)  # fmt: skip
_YEAR_AFTER = re.compile(r"\s?(?:\d|nay|trước|sau|học|qua|tới|đầu|cuối|ngân sách|kế|liền|gần|là|và|của|thực|về|có|đạt|$|[,.;:)])")  # fmt: skip


def _numbers_in_words(text: str) -> Iterator[_Span]:
    for m in _HALF.finditer(text):
        yield _number(m.span(), 50, "%")
    for m in _IN_WORDS.finditer(text):
        words = m[0].lower().split()
        before, after = text[max(0, m.start() - 8) : m.start()], text[m.end() : m.end() + 12]
        if (
            re.search(r"thứ\s$", before, re.I)
            or (words == ["một"] and _ONE_OF.match(after))
            or words in (["lẻ"], ["tư"])
        ):
            continue
        end = m.end()
        if words[-1] == "năm" and (len(words) > 1 or _YEAR_BEFORE.search(before) or _YEAR_AFTER.match(after)):
            words, end = words[:-1], end - 4  # "hai năm": the last is the unit
        value = _value_of(words)
        if value:
            unit = re.match(
                r"\s(phần trăm|tháng|ngày làm việc|ngày|năm|tuần|giờ|quý)(?!\w)", text[end:], re.I
            )
            yield _number((m.start(), end + (unit.end() if unit else 0)), value, unit[1] if unit else "")


def _value_of(words: list[str]) -> int:
    total = current = 0
    for word in words:
        if word in ("linh", "lẻ"):
            continue
        if word == "trăm":
            total, current = total + max(current, 1) * 100, 0
        elif word == "mươi":
            current *= 10
        else:
            current += _DIGITS[word]
    return total + current


def _times(text: str) -> Iterator[_Span]:
    for p in parse_periods(text):
        yearly = (
            p.kind is PeriodKind.RECURRING
            and re.search(r"\d", p.text) is not None
            and "yearly:" in (p.norm or "")
        )
        if p.norm and (p.kind in _FIXED or yearly) and ";" not in p.norm:
            key = re.sub(r"[<>=]+", "", p.norm) + _hour(p.text, p.norm)
            sign = re.search(r"[<>]=?", p.norm)
            yield _Span(p.start, p.end, Kind.TIME, key, sign[0] if sign else "")


_HOUR = re.compile(r"(?<!\d)(\d{1,2}) ?(?:giờ|h|g) ?(\d\d)?(?!\d)", re.I)


def _hour(text: str, norm: str) -> str:
    """Return the hour that a time says and its normal form leaves out: "T08:00"."""
    found = _HOUR.search(text)
    return f"T{int(found[1]):02}:{found[2] or '00'}" if found and "T" not in norm else ""


def _bodies(text: str) -> Iterator[_Span]:
    for a in find_agencies(text):
        if a.kind == "generic":  # "các sở, ban, ngành": words like others
            continue
        end = a.start + _name_end(text[a.start : a.end])
        yield _Span(a.start, end, Kind.BODY, body_key(a.value if end == a.end else text[a.start : end]))


_ENDS_NAME = frozenset(["được", "bị", "đạt", "có", "là", "sẽ", "đã", "nộp", "gồm"])


def _name_end(name: str) -> int:
    """Return where a body's name ends that was read too far: before an operator or a verb of any sentence."""
    for m in re.finditer(r"\s(\S+)", name):
        hit = wording().phrases.get((fold(m[1]),))
        if fold(m[1]) in _ENDS_NAME or (hit is not None and hit[0] is Kind.OPERATOR):
            return m.start()
    return len(name)


@lru_cache(maxsize=8192)
def body_key(name: str) -> str:
    """Return the key of a body's name: its full name, so that two provinces' bodies differ."""
    name = re.sub(r"^(?:các|những|đồng chí|ông|bà) ", "", fold(name))
    return re.sub(r"^(sở .+|ban dân tộc) (?:tỉnh|thành phố)$", r"\1", fold(full_name(name)))


def _documents(text: str, own: frozenset[str], names: tuple[str, ...], own_type: str) -> Iterator[_Span]:
    for name in names:
        for m in re.finditer(re.escape(name), text, re.I) if name else ():
            yield _Span(m.start(), m.end(), Kind.DOCUMENT, SELF)
    for r in find_references(text):
        number = compact(r.document.number)
        start = r.start if text[r.start : r.number_start].strip() else r.number_start
        lead = text[start : r.number_start]
        if len(lead.split()) > _TYPE_WORDS:
            start = r.number_start
        printed = re.match(r"\S+(?:\s?[-/]\s?\S+)*", text[r.number_start :])
        end = r.number_start + len(printed[0].rstrip(".,;:)”") if printed else number)
        yield _Span(start, end, Kind.DOCUMENT, SELF if number in own else number)
    for m in _THIS.finditer(text):
        yield _Span(m.start(), m.end(), Kind.DOCUMENT, SELF)
    for m in re.finditer(rf"(?<!\w){re.escape(own_type)}(?!\w)", text) if own_type else ():
        yield _Span(m.start(), m.end(), Kind.DOCUMENT, SELF)


def _provisions(text: str) -> Iterator[_Span]:
    for r in parse_references(text):
        words = fold(text[r.start : r.end])
        if re.match(r"(?:điều|khoản|điểm|chương|mục|phụ lục|phần|tiểu mục)\b", words) or re.match(
            r"[ivx]+\.", words
        ):
            yield _Span(r.start, r.end, Kind.PROVISION, words)


def _names(text: str) -> Iterator[_Span]:
    for run in _CAPITALS.finditer(text):
        words = list(re.finditer(r"\S+", run[0]))
        first = 0
        while first < len(words):
            last = first
            while last < len(words) and words[last][0][0].isupper():
                last += 1
            begin = first
            while begin < last and fold(words[begin][0]) in _FORMS:
                begin += 1
            start, end = (
                run.start() + words[begin if begin < last else first].start(),
                run.start() + words[max(last - 1, first)].end(),
            )
            phrase = tuple(fold(w[0]) for w in words[begin:last])
            if last - begin > 1 and not text[start:end].isupper():
                yield _Span(start, end, Kind.NAME, " ".join(phrase))
            first = max(last, first + 1)


@cache
def _title_pattern() -> re.Pattern[str]:
    titles = sorted(
        (" ".join(p) for p, hit in wording().phrases.items() if hit[0] is Kind.TITLE), key=len, reverse=True
    )
    return re.compile(rf"(?<!\w)(?:{'|'.join(titles)})(?!\w)", re.I)


def _titles(text: str) -> Iterator[_Span]:
    for m in _title_pattern().finditer(text):
        yield _Span(m.start(), m.end(), Kind.TITLE, fold(m[0]))


# --- the whole text --------------------------------------------------------------------------------------
_TOKEN = re.compile(r"[^\W_]+(?:[²³])?|%|[.;\n]+|[,:–—|()-]")
_GAPS = {",": 2, "(": 2, ")": 2, "-": 2, ":": 4, "–": 4, "—": 4, "|": 8}


@lru_cache(maxsize=4096)
def atoms(
    text: str, own: frozenset[str] = frozenset(), names: tuple[str, ...] = (), own_type: str = ""
) -> tuple[Atom, ...]:
    """Return the atoms of a text in order.

    Args:
        text: one statement or one passage.
        own: compact numbers of the document that the text belongs to or is about.
        names: names by which an answer calls that document.
        own_type: its type, with which alone it is also called ("Quyết định có hiệu lực …").
    """
    text = nfc(text)
    spans = _disjoint(
        [*_documents(text, own, names, own_type)],
        [*_provisions(text)],
        [*_bodies(text)],
        [*_titles(text)],
        [*_times(text)],
        [*_numbers(text)],
        [*_names(text)],
    )
    out: list[Atom] = []
    gap, marks, bound = 0, [""], ""
    tokens = list(_tokens(text, spans))
    i = 0
    while i < len(tokens):
        item = tokens[i]
        if isinstance(item, _Span):
            later = next((s for p, s in wording().after.items() if _words_at(tokens, i + 1, len(p)) == p), "")
            key = item.key
            sign = later or item.bound or (bound if item.kind in (Kind.NUMBER, Kind.TIME) else "")
            out.append(Atom(item.kind, key, text[item.start : item.end], gap, " ".join(marks).strip(), sign))
            gap, marks, bound = 0, [""], ""
            i += 1 + (2 if later else 0)
            continue
        if item in _GAPS or item[0] in ".;\n":
            strength = _GAPS.get(item) or (8 if item == ";" else 12)
            gap = max(gap, strength)
            i += 1
            continue
        size, hit = _phrase(tokens, i)
        sign_size, sign = _sign(tokens, i)
        if sign and i + sign_size < len(tokens) and _is_quantity(tokens[i + sign_size]):
            bound = sign
            i += sign_size
        elif hit == (Kind.WORD, ""):
            gap = max(gap, 1)
            i += size
        elif hit is not None:
            out.append(
                Atom(
                    hit[0],
                    hit[1],
                    " ".join(str(t) for t in tokens[i : i + size]),
                    gap,
                    " ".join(marks).strip(),
                )
            )
            gap, marks, bound = 0, [""], ""
            i += size
        elif item in wording().light:
            gap = max(gap, 1)
            if item in VOICE:
                marks.append(item)
            i += 1
        else:
            out.append(Atom(Kind.WORD, item, item, gap, " ".join(marks).strip()))
            gap, marks, bound = 0, [""], ""
            i += 1
    return tuple(out)


def _is_quantity(token: _Span | str) -> bool:
    return isinstance(token, _Span) and token.kind in (Kind.NUMBER, Kind.TIME)


def _disjoint(*layers: list[_Span]) -> list[_Span]:
    """Keep the spans of the first layers, and of the later ones those that touch none."""
    kept: list[_Span] = []
    for layer in layers:
        for span in sorted(layer, key=lambda s: (s.start, -s.end)):
            if span.end > span.start and all(span.end <= k.start or span.start >= k.end for k in kept):
                kept.append(span)
    return sorted(kept, key=lambda s: s.start)


def _tokens(text: str, spans: list[_Span]) -> Iterator[_Span | str]:
    at = 0
    for span in [*spans, None]:
        for m in _TOKEN.finditer(text, at, span.start if span else len(text)):
            yield m[0] if m[0][0] in ".;\n,:–—|()-" else fold(m[0])
        if span:
            yield span
            at = span.end


def _words_at(tokens: list[_Span | str], at: int, size: int) -> tuple[str, ...]:
    piece = tokens[at : at + size]
    return tuple(t for t in piece if isinstance(t, str))


def _phrase(tokens: list[_Span | str], at: int) -> tuple[int, tuple[Kind, str] | None]:
    for size in (4, 3, 2, 1):
        words = _words_at(tokens, at, size)
        if len(words) == size and (hit := wording().phrases.get(words)):
            return size, hit
    return 1, None


def _sign(tokens: list[_Span | str], at: int) -> tuple[int, str]:
    for size in (3, 2, 1):
        words = _words_at(tokens, at, size)
        if len(words) == size and (sign := wording().before.get(words)):
            return size, sign
    return 1, ""


__all__ = ["SELF", "VOICE", "Atom", "Kind", "agency_id", "atoms", "body_key", "wording"]
