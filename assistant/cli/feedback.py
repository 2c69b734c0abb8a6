"""`hoidap feedback`: what readers said of answers, and questions to evaluate with made of it."""

from __future__ import annotations

import importlib
from argparse import Namespace

from assistant.cli.output import note, print_rows, say
from assistant.cli.session import settings

_RATINGS = {"dung": "Đúng", "sai": "Sai", "thieu": "Thiếu"}


def feedback(arguments: Namespace) -> int:
    """Print the verdicts of readers, the latest first; with --json as lines of questions.jsonl."""
    # By name: the page stands above this package and is imported only by these commands.
    page = importlib.import_module("ui.feedback")
    found = page.of_folder(settings().data)
    if arguments.rating:
        found = tuple(one for one in found if one.rating == arguments.rating)
    if arguments.json:
        print_rows(page.question_rows(found))
        left = sum(one.rating != "dung" for one in found)
        if left:
            note(f"{left} dòng có needs_label: hãy ghi câu trả lời đúng trước khi chạy hoidap eval.")
        return 0
    for one in found:
        who = f", {one.owner}" if one.owner else ""
        say(f"{_RATINGS[one.rating]}: {one.question} ({one.rated_at[:10]}{who})")
        if one.comment:
            say(f"    Ý kiến: {one.comment}")
        if one.answer:
            say(f"    Trả lời: {' '.join(one.answer.text.split())[:200]}")  # 200: two lines of a terminal
    if not found:
        say("Chưa có đánh giá nào. Người đọc đánh giá ở cuối mỗi câu trả lời trên trang (hoidap ui).")
    return 0
