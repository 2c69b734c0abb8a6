"""No deadline is invented: its words stand in the document, outside the name of another document."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from corpus.library.assemble import build
from corpus.model import SourceText
from tests.benchmarks.deadlines import document, invented, sources

_SECONDS = 6.0  # of documents in the seed's order; `python -m tests.benchmarks.deadlines` reads all of them


def test_no_deadline_of_a_sample_is_invented(shared_data: Path) -> None:
    until = time.process_time() + _SECONDS
    read = 0
    for folder, name, source in sources(shared_data, quick=True):
        assert [(folder, name, fault) for fault in invented(document(name, source))] == []
        read += 1
        if time.process_time() > until:
            break
    assert read >= 3  # the first few of the order are read on any machine


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
