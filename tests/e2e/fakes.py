"""An exact fake of the assistant: real Answer values over the shipped plan's text, without search."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from assistant.model import Answer, Citation, Reason, Status, Turn
from assistant.settings import Settings
from corpus.library.edits import Correction
from corpus.library.manifest import Manifest
from corpus.library.report import Action, FileReport, Report
from corpus.library.summary import Summary, summary
from corpus.model import Document, Fact, Header, Level, Mention, Provision, Target, Task
from index.hits import VectorState, VectorStatus

PLAN = Path(__file__).parents[2] / "corpus" / "documents" / "3316-KH-UBND.txt"
NAME = "Kế hoạch số 3316/KH-UBND ngày 13/5/2022 của UBND tỉnh Lâm Đồng"
_MARKER = re.compile(r"^(?:(?P<I>[IVX]+\.)|(?P<n>\d+\.)|(?P<a>[a-zđ]\))|(?P<dash>-)) .*$", re.M)
_LEVELS = {"I": (1, Level.SECTION), "n": (2, Level.SECTION), "a": (3, Level.POINT), "dash": (4, Level.BULLET)}


def plan() -> Document:
    """Return the plan with the few provisions, tasks and targets that the page needs."""
    text = PLAN.read_text("utf-8")
    document = Document(
        "3316-KH-UBND@lam-dong@2022-05-13", PLAN.name, "0" * 64, text, "text/plain", "text", _header(text), _provisions(text),
        complete=False,
    )  # fmt: skip
    return replace(document, tasks=_tasks(document), targets=_targets(document))


def _header(text: str) -> Header:
    def fact(value: str, printed: str) -> Fact:
        start = text.index(printed)
        return Fact(value, start, start + len(printed), "text")

    return Header(
        number=fact("3316/KH-UBND", "3316/KH-UBND"), type=fact("Kế hoạch", "Kế hoạch"), issuer=fact("UBND tỉnh Lâm Đồng", "Tỉnh Lâm Đồng"),
        issued_on=fact("2022-05-13", "13/05/2022"), signer=fact("Trần Văn Hiệp", "Trần Văn Hiệp"),
        title=fact("Thực hiện Nghị quyết số 06-NQ/TU về phát triển huyện Đức Trọng trở thành thị xã", "THỰC HIỆN NGHỊ QUYẾT"),
    )  # fmt: skip


def _provisions(text: str) -> tuple[Provision, ...]:
    found = [
        (m, *_LEVELS[m.lastgroup or "I"])
        for m in _MARKER.finditer(text)
        if m.start() > text.index("I. MỤC ĐÍCH") - 1
    ]
    made: list[Provision] = []
    for i, (m, depth, level) in enumerate(found):
        after = next((j for j in range(i + 1, len(found)) if found[j][1] <= depth), len(found))
        end = found[after][0].start() if after < len(found) else text.index("[...]")
        parent = next((j for j in range(i - 1, -1, -1) if found[j][1] < depth), None)
        own_end = found[i + 1][0].start() if after > i + 1 else end
        marker = m[0].split()[0]
        above = made[parent].path + "." if parent is not None else ""
        path = above + marker.strip(".)")
        made.append(
            Provision(
                f"p#{path}{i}",
                i,
                parent,
                after,
                level,
                marker,
                path,
                f"mục {path}",
                m.start(),
                end,
                m.end(),
                own_end,
            )
        )
    return tuple(made)


def _span(document: Document, words: str) -> tuple[Provision, int, int]:
    start = document.text.index(words)
    provision = document.provision_at(start)
    assert provision is not None
    return provision, start, start + len(words)


def _tasks(document: Document) -> tuple[Task, ...]:
    rows = []
    for who, words, generic in (
        ("Các sở, ban, ngành", "Các sở, ban, ngành hướng dẫn phổ biến Nghị quyết", True),
        ("UBND huyện Đức Trọng", "UBND huyện Đức Trọng tổ chức quán triệt", False),
    ):
        provision, start, end = _span(document, words)
        due = document.text.index("Quý II/2022")
        rows.append(
            Task(provision.id, start, provision.own_end, document.text[end:provision.own_end].strip()[:90], (Mention(who, start, start + len(who)),),
                 deadline=Mention("Quý II/2022", due, due + 11), deadline_norm="2022-Q2", generic_assignee=generic)
        )  # fmt: skip
    return tuple(rows)


def _targets(document: Document) -> tuple[Target, ...]:
    rows = []
    for year, words in (
        ("2025", "đạt tiêu chí đô thị loại IV"),
        ("2030", "đạt tiêu chí đô thị loại III"),
        ("2045", "đạt tiêu chí đô thị loại II"),
    ):
        provision, start, end = _span(document, words)
        rows.append(Target(provision.id, start, end, "Phân loại đô thị huyện Đức Trọng", year, "=", words))
    return tuple(rows)


@dataclass
class FakeLibrary:
    """A library with what it is given."""

    held: list[Document] = field(default_factory=lambda: [plan()])
    take: Callable[[Sequence[str | Path]], None] = field(default=lambda paths: None)

    def documents(self) -> tuple[Document, ...]:
        return tuple(self.held)

    def summaries(self) -> tuple[Summary, ...]:
        return tuple(map(summary, self.held))

    def registered(self) -> tuple[Document, ...]:
        return tuple(d for d in self.held if d.tasks or d.targets)

    def row(self, document_id: str) -> Summary | None:
        return next((row for row in self.summaries() if row.id == document_id), None)

    def document(self, name: str) -> Document:
        return next(d for d in self.held if d.id == name)

    def manifest(self) -> Manifest:
        return Manifest()

    def corrections(self, document_id: str) -> tuple[Correction, ...]:
        return ()

    def original(self, document_id: str) -> Path:
        assert document_id == self.held[0].id
        return PLAN

    def add(self, paths: Sequence[str | Path], progress: object = None) -> Report:
        self.take(paths)
        return Report(tuple(FileReport(Action.ADDED, str(p), "x", "text", 1) for p in paths), 0.1)


@dataclass
class FakeIndex:
    """An index that has nothing to bring up to date."""

    folder: Path
    fingerprint: str = "fake"
    size: int = 0
    vector_status: VectorStatus = field(default_factory=lambda: VectorStatus(VectorState.NONE))

    def sync_documents(
        self, marks: object, read: object, progress: object = None, *, fill: bool = True
    ) -> None:
        pass

    def fill_behind(self) -> None:
        pass

    def sync(self, chunks: object, progress: object = None) -> None:
        for _ in chunks:  # type: ignore[attr-defined]
            pass


@dataclass
class FakeAssistant:
    """Answers three kinds of question; anything with "lỗi" fails as a broken program would."""

    settings: Settings
    library: FakeLibrary = field(default_factory=FakeLibrary)
    pause: float = 0.0
    asked: list[tuple[str, tuple[Turn, ...]]] = field(default_factory=list)

    @property
    def index(self) -> FakeIndex:
        self.settings.data.mkdir(parents=True, exist_ok=True)
        return FakeIndex(self.settings.data)

    def examples(self) -> dict[str, list[str]]:
        return {
            "Trách nhiệm": ["UBND huyện Đức Trọng có những nhiệm vụ gì?", "Các sở, ban, ngành phải làm gì?"],
            "Thời hạn": ["Nhiệm vụ tại mục III.1.b phải hoàn thành khi nào?"],
            "Chỉ tiêu": ["Mục tiêu đến năm 2025 là gì?", "Mục tiêu đến năm 2030 là gì?"],
            "Trích dẫn": ["Trích nguyên văn mục III.1.b"],
        }

    def stream(
        self, question: str, history: Sequence[Turn] = (), documents: Sequence[str] = ()
    ) -> Iterator[Answer]:
        self.asked.append((question, tuple(history)))
        if "lỗi nội bộ" in question:
            raise RuntimeError("broken")
        answer = self._answer(question)
        words = answer.text.split(" ")
        for count in range(8, len(words), 8):
            time.sleep(self.pause)
            yield replace(answer, text=" ".join(words[:count]))
        yield answer

    def _answer(self, question: str) -> Answer:
        document = self.library.held[0]
        if "thời tiết" in question:
            options = ("UBND huyện Đức Trọng phải làm gì?", "Mục tiêu đến năm 2030 là gì?")
            return Answer(
                question,
                question,
                Status.REFUSED,
                Reason.OFF_TOPIC,
                "Công cụ này chỉ trả lời về các văn bản đang lưu.",
                (),
                options,
            )
        if "kinh phí" in question:
            return Answer(
                question,
                question,
                Status.NOT_FOUND,
                Reason.DOCUMENT_INCOMPLETE,
                "**Phần văn bản hiện có không nêu.** Bản đang lưu dừng ở mục III.1 [1]",
                (cite(document, 1, "Thời gian thực hiện và hoàn thành: Quý II/2022"),),
            )
        if "Còn" in question:
            return Answer(
                question,
                "Mục tiêu đến năm 2030 là gì?",
                Status.ANSWERED,
                None,
                "**Đến năm 2030: đạt tiêu chí đô thị loại III** [1]",
                (cite(document, 1, "đạt tiêu chí đô thị loại III"),),
            )
        return Answer(
            question, question, Status.ANSWERED, None,
            "**UBND huyện Đức Trọng** tổ chức quán triệt, phổ biến đến toàn thể cán bộ, đảng viên, công chức, viên chức [1]\n\n"
            "- Thời hạn: **Quý II/2022** [2]\n- Văn bản không ghi “chủ trì”.\n\n| Mốc | Mục tiêu |\n|---|---|\n| 2025 | đô thị loại IV [3] |",
            (cite(document, 1, "UBND huyện Đức Trọng tổ chức quán triệt, phổ biến đến toàn thể cán bộ, đảng viên, công chức, viên chức"),
             cite(document, 2, "Quý II/2022"), cite(document, 3, "đạt tiêu chí đô thị loại IV")),
        )  # fmt: skip


def cite(document: Document, marker: int, quote: str) -> Citation:
    """Return a citation of a passage of the plan."""
    provision, start, end = _span(document, quote)
    return Citation(
        marker,
        document.id,
        NAME,
        document.source,
        provision.id,
        provision.section,
        provision.path,
        None,
        quote,
        start,
        end,
    )
