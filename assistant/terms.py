"""Question and passage → comparable terms.

Both sides are brought to one canonical form (abbreviations of administrative Vietnamese, tone
placement, case), cut into syllables and pairs of syllables, and compared by weight.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log

from assistant.function_words import function_words
from corpus.text.normalize import fold
from index import background
from index.tokens import strip, syllables

# Abbreviations in use in official correspondence; the canonical form is the short one, because
# both forms occur in documents ("Ủy ban nhân dân" and "UBND") and in questions.
_SHORT = {
    "ủy ban nhân dân": "ubnd", "hội đồng nhân dân": "hđnd", "ban thường vụ": "btv", "tỉnh ủy": "tỉnhủy", "thành ủy": "thànhủy",
    "huyện ủy": "huyệnủy", "giai đoạn": "giaiđoạn", "kinh tế - xã hội": "ktxh", "kinh tế xã hội": "ktxh",
    "quy phạm pháp luật": "qppl", "mặt trận tổ quốc": "mttq", "phần trăm": "%", "phát triển nông thôn": "ptnt",
    "ngân sách nhà nước": "nsnn", "thủ tục hành chính": "tthc", "khoa học và công nghệ": "khcn", "đồng bằng sông cửu long": "đbscl",
    "xã hội chủ nghĩa": "xhcn", "cơ sở dữ liệu": "csdl", "công nghệ thông tin": "cntt", "nông thôn mới": "ntm", "quản lý nhà nước": "qlnn",
    "giải phóng mặt bằng": "gpmb", "hằng": "hàng", "lần thứ": "lầnthứ", "ô tô": "ôtô", "hội đồng": "hộiđồng",
}  # fmt: skip
# Short forms that only questions use → canonical. Ambiguous ones are left alone.
_ASKED = {
    "nq": "nghị quyết", "qđ": "quyết định", "nđ": "nghị định", "kh": "kế hoạch", "ttr": "tờ trình", "gđ": "giai đoạn",
    "sbn": "sở, ban, ngành", "ubnd": "ubnd", "hdnd": "hđnd", "bc": "báo cáo", "b/c": "báo cáo", "h.": "huyện", "tp.": "thành phố",
    "tp": "thành phố", "vb": "văn bản", "vbqppl": "văn bản quy phạm pháp luật", "cbcc": "cán bộ, công chức", "ktxh": "kinh tế - xã hội",
    "kt-xh": "kinh tế - xã hội", "tu": "tỉnh ủy", "btv": "ban thường vụ", "đ/c": "đồng chí", "dc": "được", "đc": "được", "ko": "không",
    "k": "không", "hs": "hồ sơ", "cq": "cơ quan", "gd": "giai đoạn", "hđ": "hội đồng", "qd": "quyết định", "nd": "nghị định", "tt": "thông tư",
    "qh": "quy hoạch", "sd": "sử dụng", "nv": "nhiệm vụ", "th": "thực hiện", "cv": "công văn", "tw": "trung ương", "dự an": "dự án", "unbd": "ubnd",
    "bđkh": "biến đổi khí hậu", "cđs": "chuyển đổi số", "gpmb": "giải phóng mặt bằng", "nsnn": "ngân sách nhà nước", "hcc": "hành chính công",
    "cchc": "cải cách hành chính", "tthc": "thủ tục hành chính", "cntt": "công nghệ thông tin", "ntm": "nông thôn mới", "nn": "nông nghiệp",
    "đbscl": "đồng bằng sông cửu long", "qlnn": "quản lý nhà nước", "ct": "chủ tịch", "pct": "phó chủ tịch", "vp": "văn phòng", "gđs": "giám đốc sở",
}  # fmt: skip
_SHORT_SPAN = re.compile(r"(?<!\w)(giai đoạn|gđ|gd)\s+(\d\d)\s*-\s*(\d\d)(?![\d/])", re.I)  # "gđ 21-25"
_SAME = {"ubnd", "hđnd"}  # canonical as they are
_LONG = re.compile(rf"(?<!\w)(?:{'|'.join(sorted(map(re.escape, _SHORT), key=len, reverse=True))})(?!\w)")
_ASKED_WORD = re.compile(r"(?<![\w/\-.])([a-zđăâêôơưáàảãạ]{1,6}(?:[/-][a-zđ]{1,3})?\.?)(?![\w/\-])", re.I)
_GLUED = re.compile(r"(?<![\w/\-])(nq|qđ|nđ|kh|tt|ct|qd|nd)\s?(\d)", re.I)  # "NQ06" → "nghị quyết 06"


def expand_question(text: str) -> str:
    """Return question text with the short forms of officials written out; its case is kept otherwise."""
    text = _SHORT_SPAN.sub(r"\1 20\2-20\3", text)
    text = _GLUED.sub(lambda m: f"{_ASKED.get(m[1].lower(), m[1])} {m[2]}", text)
    return _ASKED_WORD.sub(_written_out, text)


def _written_out(match: re.Match[str]) -> str:
    word = match[1].lower()
    if word in _SAME:
        return match[1]
    return _ASKED.get(word) or _ASKED.get(word.rstrip("."), match[1])


# "loại II" is one thing and not "loại III": the label goes with its head
_LABELLED = re.compile(r"(?<!\w)(loại|hạng|nhóm|bảng|cấp) (đặc biệt|[ivx]{1,4}|\d{1,2}[a-z]?)(?!\w)")


def canonical(text: str) -> str:
    """Return the folded text with long administrative phrases and labels as single tokens."""
    short = _LONG.sub(lambda m: _SHORT[m[0]], fold(text))
    return _LABELLED.sub(lambda m: f"{m[1]} {m[1]}{m[2].replace(' ', '')}", short)


@lru_cache(maxsize=50_000)  # passages are compared again with every question
def tokens(text: str) -> tuple[str, ...]:
    """Return the canonical terms of a text in order."""
    return tuple(t.replace("_", "") for t in re.findall(r"%|[^%]+", canonical(text)) for t in _cut(t))


def _cut(piece: str) -> list[str]:
    return [piece] if piece == "%" else syllables(piece)


def bag(text: str) -> frozenset[str]:
    """Return the terms and neighbouring pairs of a text, each also without diacritics."""
    terms = tokens(text)
    both = [*terms, *(f"{a} {b}" for a, b in itertools.pairwise(terms))]
    return frozenset(both) | frozenset("~" + bare(t) for t in both)


@dataclass(frozen=True, slots=True)
class Term:
    """One thing that a passage should contain; `keys` are its accepted spellings in a `bag`."""

    text: str
    keys: tuple[str, ...]
    weight: float = 1.0
    pair: bool = False

    def within(self, words: frozenset[str]) -> bool:
        """Say whether a bag holds the term."""
        return any(k in words for k in self.keys)


def _keys(text: str) -> tuple[str, ...]:
    return (
        (text, "~" + text) if bare(text) == text else (text,)
    )  # typed without diacritics: any reading will do


def content_terms(text: str, weight: float = 1.0, drop: Iterable[str] = ()) -> tuple[Term, ...]:
    """Return the topic terms of a question: syllables and the pairs that stand side by side.

    Args:
        text: the question, restored and expanded.
        weight: factor for all of them (terms carried over from an earlier turn weigh less).
        drop: further tokens that carry no topic here, such as the document's own number.
    """
    dropped = function_words() | set(drop)
    stream = tokens(text)
    kept = [t for t in stream if t not in dropped and not (len(t) == 1 and t.isalpha())]
    singles = [Term(t, _keys(t), weight) for t in dict.fromkeys(kept)]
    neighbours = (f"{a} {b}" for a, b in itertools.pairwise(stream) if not (a in dropped and b in dropped))
    pairs = [Term(p, _keys(p), weight, pair=True) for p in dict.fromkeys(neighbours)]
    return (*singles, *pairs)


LACKING = re.compile(
    r"(?<!\w)((?:không|chưa) (?:có|được|đủ|thể) \S+(?: \S+)??)(?: \S+){0,14}? thì(?!\w)"
)  # "không có Sở Ngoại vụ thì ai …"


@lru_cache(maxsize=20_000)
def _share_at_large(key: str) -> float:
    """Return the share of passages of official texts that hold a term, 0 when unknown."""
    return float(background.load().accented.of([key])[0])


@lru_cache(maxsize=100_000)  # every syllable of the documents at hand
def bare(term: str) -> str:
    """Return a term without diacritics."""
    return strip(term)


class Weights:
    """Inverse document frequency of terms over passages that were counted before."""

    def __init__(self, counts: Iterable[Counter[str]], passages: int) -> None:
        self._n = passages
        self._counts = list(counts)

    @classmethod
    def over(cls, pool: Sequence[frozenset[str]]) -> Weights:
        """Return the weights over a few bags."""
        count: Counter[str] = Counter()
        for words in pool:
            count.update(words)
        return cls([count], len(pool))

    def idf(self, key: str) -> float:
        """Return ln(1 + n / df), with half a passage for a term that none has, bounded by its idf at large."""
        df = sum(c[key] for c in self._counts)
        here = log(1 + max(self._n, 20) / (df or 0.5))  # 20: a plan of ten passages has idf, too
        share = _share_at_large(key.removeprefix("~"))
        return (
            min(here, 1.0 + log(1 / share)) if share else here
        )  # 1.0: rare here but common at large is still something

    def of(self, term: Term) -> float:
        """Return the weight of a term; a pair never outweighs its rarer half and counts less than one."""
        single = min(self.idf(k) for k in term.keys)
        if not term.pair:
            return term.weight * single
        halves = [min(self.idf(h), self.idf("~" + bare(h))) for h in term.text.split(" ", 1)]
        return 0.5 * term.weight * min(single, sum(halves) / 2)  # 0.5: order helps, absence of it is no proof
