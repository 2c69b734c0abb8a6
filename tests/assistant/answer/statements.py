"""The written statements as lines over real readings of the documents, and rewordings that stay true."""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from assistant.draft import Line, Quote, quote
from corpus.library.assemble import build
from corpus.model import Document, SourceText

_FILE = Path(__file__).with_name("statements.toml")
_PLAN = Path(__file__).resolve().parents[3] / "corpus" / "documents" / "3316-KH-UBND.txt"
_PLAN_FACTS = (
    ("Đến năm 2025: xây dựng và phát triển huyện Đức Trọng trở thành thị xã, đạt tiêu chí đô thị loại IV.",
     ("Đến năm 2025, huyện Đức Trọng trở thành thị xã, đạt tiêu chí đô thị loại IV.", "Huyện Đức Trọng đạt tiêu chí đô thị loại IV đến năm 2025.")),
    ("Đến năm 2030: xây dựng và phát triển huyện Đức Trọng đạt tiêu chí đô thị loại III.",
     ("Huyện Đức Trọng đạt tiêu chí đô thị loại III đến năm 2030.", "Đến năm 2030, huyện Đức Trọng đạt tiêu chí đô thị loại III.")),
    ("Tầm nhìn đến năm 2045: xây dựng và phát triển huyện Đức Trọng đạt tiêu chí đô thị loại II.",
     ("Tầm nhìn đến năm 2045, huyện Đức Trọng đạt tiêu chí đô thị loại II.", "Huyện Đức Trọng đạt tiêu chí đô thị loại II, tầm nhìn đến năm 2045.")),
    ("b) UBND huyện Đức Trọng tổ chức quán triệt, phổ biến đến toàn thể cán bộ, đảng viên, công chức, viên chức; tuyên truyền phổ biến sâu rộng trong nhân dân nội dung Nghị quyết số 06-NQ/TU của Ban Thường vụ Tỉnh ủy và Kế hoạch này của UBND tỉnh.",
     ("UBND huyện Đức Trọng tổ chức quán triệt, phổ biến đến toàn thể cán bộ, đảng viên, công chức, viên chức.",
      "Ủy ban nhân dân huyện Đức Trọng tuyên truyền phổ biến sâu rộng trong nhân dân nội dung Nghị quyết số 06-NQ/TU.")),
    ("Thời gian thực hiện và hoàn thành: Quý II/2022.", ("Thời gian thực hiện và hoàn thành là quý II năm 2022.", "Hoàn thành trong Quý II/2022.")),
    ("Phấn đấu đạt và vượt các chỉ tiêu kinh tế - xã hội đề ra tại Nghị quyết Đại hội Đảng bộ huyện lần thứ XIII, nhiệm kỳ 2020-2025.",
     ("Phấn đấu đạt và vượt các chỉ tiêu kinh tế - xã hội đề ra tại Nghị quyết Đại hội Đảng bộ huyện lần thứ XIII, nhiệm kỳ 2020-2025.",)),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fact:
    """A passage of a document with sentences that say what it says."""

    quote: Quote
    said: tuple[str, ...]

    def line(self, text: str) -> Line:
        """Return a sentence as a claim that cites the passage."""
        return Line(text, (self.quote,))


def read(text: str, name: str) -> Document:
    """Return the document that the library would hold."""
    return build(SourceText(text, "text/plain", "text"), name, hashlib.sha256(text.encode()).hexdigest())


def passage(document: Document, words: str) -> Quote:
    """Return words of a document as a quote of the smallest provision that holds them."""
    start = document.text.index(words)
    holders = [p for p in document.provisions if p.start <= start and start + len(words) <= p.end]
    return quote(document, min(holders, key=lambda p: p.end - p.start), start, start + len(words))


@cache
def facts() -> tuple[Fact, ...]:
    """Return every written fact."""
    out = []
    for n, row in enumerate(tomllib.loads(_FILE.read_text("utf-8"))["document"]):
        document = read(row["text"].strip(), f"van-ban-{n}.txt")
        out += [Fact(passage(document, f["quote"]), tuple(f["said"])) for f in row["fact"]]
    plan = read(_PLAN.read_text("utf-8"), _PLAN.name)
    return tuple(out + [Fact(passage(plan, words), said) for words, said in _PLAN_FACTS])


# --- rewordings that keep the truth ----------------------------------------------------------------------
def _swap(pattern: str, new: str | Callable[[re.Match[str]], str]) -> Callable[[str], str]:
    return lambda text: re.sub(pattern, new, text)


def _date_in_words(m: re.Match[str]) -> str:
    return f"ngày {int(m[1])} tháng {int(m[2])} năm {m[3]}"


REWORDINGS: dict[str, Callable[[str], str]] = {
    "UBND written out": _swap(r"(?<![-/\w])UBND", "Ủy ban nhân dân"),
    "Ủy ban nhân dân cut short": _swap(r"Ủy ban nhân dân", "UBND"),
    "Hội đồng nhân dân cut short": _swap(r"Hội đồng nhân dân", "HĐND"),
    "date in words": _swap(r"ngày (\d{1,2})/(\d{1,2})/(\d{4})", _date_in_words),
    "date in figures": _swap(r"ngày (\d{1,2}) tháng (\d{1,2}) năm (\d{4})", lambda m: f"ngày {int(m[1]):02}/{int(m[2]):02}/{m[3]}"),
    "per cent in words": _swap(r"(?<=\d)%", " phần trăm"),
    "per cent with a blank": _swap(r"(?<=\d)%", " %"),
    "leading noughts dropped": _swap(r"(?<![\d/.,])0(?=[1-9][ /])", ""),
    "tối thiểu for ít nhất": _swap(r"(Í|í)t nhất", lambda m: "Tối thiểu" if m[1] == "Í" else "tối thiểu"),
    "không quá for tối đa": _swap(r"tối đa", "không quá"),
    "quarter in figures": lambda t: re.sub(r"[Qq]uý IV(?:/| năm )", "quý 4 năm ", re.sub(r"[Qq]uý II/", "quý 2 năm ", t)),
    "tone marks in the old places": lambda t: t.replace("hóa", "hoá").replace("Hòa", "Hoà").replace("Ủy", "Uỷ"),
    "decomposed letters": lambda t: __import__("unicodedata").normalize("NFD", t),
    "class in figures": _swap(r"loại (IV|III|II|I)(?!\w)", lambda m: f"loại { {'I': 1, 'II': 2, 'III': 3, 'IV': 4}[m[1]] }"),
    "money in millions": _swap(r"(?<![\d,])(\d+) tỷ đồng", r"\1.000 triệu đồng"),
    "time put first": _swap(r"^((?!Tầm).+?) (đến năm \d{4}|trước ngày [\d/]+\d|từ ngày [\d/]+\d)\.?$", lambda m: f"{m[2].capitalize()}, {m[1][0].lower() + m[1][1:] if m[1].split()[0] in ('Đô', 'Huyện') else m[1]}."),
    "bold": _swap(r"^(\S+ \S+)", r"**\1**"),
    "its own document named": lambda t: f"Theo văn bản, {t}",
    "số left out": _swap(r"(Quyết định|Nghị quyết) số (?=\d)", r"\1 "),
    "hàng năm for hằng năm": _swap(r"hằng năm", "hàng năm"),
}  # fmt: skip


def true_statements() -> Iterator[tuple[str, Fact, str]]:
    """Yield (how it was made, fact, sentence), every sentence once for a fact."""
    for fact in facts():
        seen: set[str] = set()
        own = " ".join(fact.quote.text.split())
        for made, sentences in (
            ("written", fact.said),
            *((name, [new(s) for s in (*fact.said, own)]) for name, new in REWORDINGS.items()),
        ):
            for sentence in sentences:
                if sentence not in seen and (made == "written" or sentence not in (*fact.said, own)):
                    seen.add(sentence)
                    yield made, fact, sentence
