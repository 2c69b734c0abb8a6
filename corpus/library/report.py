"""What a change of the library did to each file, and what is doubtful about a document."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from corpus.model import Document

_DOUBTFUL_CONFIDENCE = 80.0  # tesseract's mean word confidence; below it a page of print has visible errors


class Action(StrEnum):
    """What happened to one file; the value is what the user reads."""

    ADDED = "thêm mới"
    CHANGED = "đã thay đổi"
    MOVED = "đã đổi chỗ"
    REMOVED = "đã gỡ"
    DUPLICATE = "trùng"
    UNCHANGED = "không đổi"
    REREAD = "đọc lại"
    MISSING = "không thấy"  # vanished from its place; still held
    RESTORED = "đã khôi phục"
    FAILED = "không đọc được"


@dataclass(frozen=True, slots=True)
class FileReport:
    """One file of a report; `message` is a Vietnamese sentence where there is something to say."""

    action: Action
    source: str  # where the file was seen
    sha256: str = ""
    document_id: str | None = None
    read_by: str | None = None
    pages: int = 0
    doubts: tuple[str, ...] = ()
    message: str | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """All files of one change, in the order in which they were met."""

    files: tuple[FileReport, ...] = ()
    seconds: float = 0.0

    def of(self, action: Action) -> tuple[FileReport, ...]:
        """Return the files with which one thing happened."""
        return tuple(f for f in self.files if f.action is action)

    @property
    def changed(self) -> bool:
        """Whether the documents of the library are other ones than before."""
        kept = {Action.UNCHANGED, Action.FAILED, Action.DUPLICATE, Action.MOVED, Action.MISSING}
        return any(f.action not in kept for f in self.files)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a change has come; `pages` counts pages read, files without pages count as one."""

    done: int
    total: int
    source: str
    pages: int
    seconds: float
    remaining_seconds: float | None

    @property
    def pages_per_second(self) -> float:
        """Return the rate so far."""
        return self.pages / self.seconds if self.seconds > 0 else 0.0


ProgressCall = Callable[[Progress], None]


def doubts(document: Document) -> tuple[str, ...]:
    """Return what a reader should know before trusting a document, as Vietnamese sentences."""
    found = list(document.warnings)
    if not document.complete:
        found.append("Bản trích, chưa đầy đủ: văn bản dừng giữa chừng.")
    if document.header.number is None:
        found.append("Chưa rõ số hiệu.")
    if document.header.issued_on is None:
        found.append("Chưa rõ ngày ban hành.")
    found += _page_doubts(document)
    return tuple(dict.fromkeys(found))


def _page_doubts(document: Document) -> list[str]:
    read = [p for p in document.pages if p.confidence is not None]
    low = [p for p in read if p.confidence is not None and p.confidence < _DOUBTFUL_CONFIDENCE]
    if not low:
        return []
    numbers = ", ".join(str(p.number) for p in low[:10])  # ten page numbers fit on a line
    more = "…" if len(low) > 10 else ""
    worst = min(p.confidence or 0.0 for p in low)
    return [f"Bản quét, độ tin cậy thấp ở trang {numbers}{more} (thấp nhất {worst:.0f} %)."]
