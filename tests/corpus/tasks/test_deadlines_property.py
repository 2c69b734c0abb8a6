"""No deadline is invented: its words stand in the document, outside the name of another document."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path

import pytest

from corpus.library.assemble import build
from corpus.model import Document, SourceText
from corpus.readers import read
from corpus.references.names import in_document_name
from corpus.text.normalize import squeeze
from corpus.text.periods import parse_periods

_TEXTS = 30  # of 694 legal texts, every ninth of the first: half a minute


def assert_nothing_invented(document: Document) -> None:
    for task in document.tasks:
        if task.deadline_norm is None:
            continue
        assert task.deadline is not None
        printed = document.text[task.deadline.start : task.deadline.end]
        assert squeeze(printed) == task.deadline.value
        said = {
            norm.strip()
            for bare in (True, False)
            for year in (None, *map(int, re.findall(r"(?:19|20)\d\d", task.deadline_norm)))
            for p in parse_periods(task.deadline.value, bare=bare, year=year)
            if p.norm
            and not in_document_name(
                document.text, task.deadline.start + p.start, task.deadline.start + p.end
            )
            for norm in p.norm.split(";")
        }
        parts = {part.strip() for part in task.deadline_norm.split(";")} - {"event"}
        assert parts <= said, (task.deadline_norm, task.deadline.value)


def test_deadlines_of_legal_texts_are_said(shared_data: Path) -> None:
    with gzip.open(shared_data / "texts" / "legal_texts.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for i, line in enumerate(lines) if i % 9 == 0][:_TEXTS]
    for row in rows:
        assert_nothing_invented(build(SourceText(row["text"], "text/plain", "text"), "vb.txt", "0" * 64))


@pytest.mark.parametrize("folder", ["gold_docs/files", "dev_a/files", "dev_b/files", "html", "plan", "cases"])
def test_deadlines_of_office_files_are_said(shared_data: Path, folder: str) -> None:
    for path in sorted((shared_data / folder).rglob("*")):
        if path.suffix in {".html", ".md", ".docx", ".xlsx", ".txt"}:
            assert_nothing_invented(build(read(path), path.name, "0" * 64))


NAMES = [
    pytest.param("Theo các mốc thời gian tại Quyết định 1441 của Thủ tướng Chính phủ ngày 25/9/2025, Sở Nội vụ tham mưu Kế hoạch.", None, id="unnumbered decision"),
    pytest.param("Sở Nội vụ triển khai Kế hoạch số 10/KH-UBND ngày 05/01/2026 trước ngày 30/6/2026.", "<2026-06-30", id="deadline behind a cited plan"),
    pytest.param("Sở Nội vụ tham mưu thực hiện Nghị quyết số 76/NQ-CP ngày 15/7/2021 về cải cách hành chính giai đoạn 2021 - 2030.", None, id="period in a title"),
    pytest.param("Sở Nội vụ báo cáo kết quả thực hiện Thông báo kết luận ngày 12/3/2026 của Thường trực Tỉnh ủy.", None, id="notice by its day"),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "norm"), NAMES)
def test_a_date_in_a_cited_name_is_no_deadline(sentence: str, norm: str | None) -> None:
    head = "ỦY BAN NHÂN DÂN\nTỈNH AN BÌNH\nSố: 1/KH-UBND\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nAn Bình, ngày 10 tháng 01 năm 2026\nKẾ HOẠCH\nThử\n\n"
    (task,) = build(SourceText(f"{head}1. {sentence}\n", "text/plain", "text"), "kh.txt", "0" * 64).tasks
    assert task.deadline_norm == norm
