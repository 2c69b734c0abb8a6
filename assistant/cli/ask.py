"""`hoidap ask` and `hoidap search`."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.cli.errors import UsageError
from assistant.cli.output import Row, answer_row, hit_row, print_rows, say
from assistant.cli.session import joined, open_assistant, settings
from assistant.model import Answer, Reason, Turn

if TYPE_CHECKING:
    from assistant.assistant import Assistant


def ask(arguments: Namespace) -> int:
    """Answer one question, or each question of a file in its order."""
    changes = (
        {"llm": None if arguments.no_llm else arguments.llm} if arguments.no_llm or arguments.llm else {}
    )
    chosen = settings(**changes)
    history = read_history(_read_json(arguments.history)) if arguments.history else ()
    if arguments.batch:
        rows = _rows(arguments.batch)
        assistant = open_assistant(chosen)
        print_rows(_answers(assistant, rows, history))
        return 0
    question = joined(arguments.question)
    if not question and not arguments.question:
        raise UsageError("Chưa có câu hỏi. Ví dụ: hoidap ask “Đến năm 2030 đạt tiêu chí đô thị loại mấy?”")
    answer = open_assistant(chosen).ask(question, history)
    if arguments.json:
        print_rows([answer_row(answer, None)])
    else:
        _print_answer(answer)
    return int(answer.reason is Reason.BAD_QUESTION)


def _answers(assistant: Assistant, rows: Sequence[Row], history: Sequence[Turn]) -> Iterator[Row]:
    for row in rows:
        turns = read_history(row.get("history")) or history
        yield answer_row(assistant.ask(str(row["question"]), turns), row.get("id"))


def _print_answer(answer: Answer) -> None:
    say(answer.text.replace("**", ""))  # a terminal shows no bold
    if answer.citations:
        say()
        say("Nguồn:")
    for citation in answer.citations:
        page = f", trang {citation.page}" if citation.page else ""
        say(f"[{citation.marker}] {citation.section}, {citation.document}{page}")
        say(f"    “{citation.quote}”")
    if answer.options:
        say()
        say("Có thể hỏi:")
    for option in answer.options:
        say(f"- {option}")


def read_history(items: Any) -> tuple[Turn, ...]:
    """Return earlier turns: [question, answer] pairs, {question, answer} objects, or plain questions.

    Raises:
        UsageError: an item is none of these.
    """
    if items is None:
        return ()
    if not isinstance(items, list):
        raise UsageError("Lịch sử phải là một danh sách JSON các lượt [câu hỏi, trả lời].")
    return tuple(map(_turn, items))


def _turn(item: Any) -> Turn:
    if isinstance(item, str):
        return Turn(item)
    if isinstance(item, dict) and isinstance(item.get("question"), str):
        return Turn(item["question"], str(item.get("answer") or ""))
    if isinstance(item, list) and item and isinstance(item[0], str):
        return Turn(item[0], str(item[1] or "") if len(item) > 1 else "")
    raise UsageError("Mỗi lượt trong lịch sử phải là [câu hỏi, trả lời] hoặc một câu hỏi.")


def _read_json(name: str) -> Any:
    try:
        return json.loads(Path(name).read_text(encoding="utf-8-sig"))
    except json.JSONDecodeError as error:
        raise UsageError(f"Tệp {name} không phải JSON hợp lệ (dòng {error.lineno}).") from error


def _rows(name: str) -> list[Row]:
    """Return the questions of a JSON Lines file, or of standard input for "-"."""
    text = sys.stdin.buffer.read().decode("utf-8-sig") if name == "-" else Path(name).read_text("utf-8-sig")
    rows = []
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            rows.append(_row(line, f"{name}, dòng {number}"))
    return rows


def _row(line: str, place: str) -> Row:
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        raise UsageError(f"{place}: không phải JSON hợp lệ.") from error
    if not isinstance(row, dict) or not isinstance(row.get("question", row.get("query")), str):
        raise UsageError(f"{place}: thiếu “question”.")
    return row if "question" in row else {**row, "question": row["query"]}


def search(arguments: Namespace) -> int:
    """Print the passages nearest to a query, or to each query of a file."""
    chosen = settings()
    top_k = chosen.top_k if arguments.k is None else arguments.k
    if top_k < 1:
        raise UsageError("-k phải từ 1 trở lên.")
    query = joined(arguments.query)
    if not query and not arguments.batch:
        raise UsageError("Chưa có từ khóa. Ví dụ: hoidap search “đô thị loại III”")
    rows = _rows(arguments.batch) if arguments.batch else [{"id": None, "question": query}]
    assistant = open_assistant(chosen)
    found = _found(assistant, rows, top_k)
    if arguments.json or arguments.batch:
        print_rows(found)
    else:
        _print_hits(next(found)["hits"])
    return 0


def _found(assistant: Assistant, rows: Sequence[Row], top_k: int) -> Iterator[Row]:
    held = {row.id for row in assistant.library.summaries()}
    for row in rows:
        hits = [h for h in assistant.index.search(row["question"], top_k) if h.document_id in held]
        opened = ((h, assistant.library.document(h.document_id)) for h in hits)
        yield {"id": row.get("id"), "hits": [hit_row(h, d, rank) for rank, (h, d) in enumerate(opened, 1)]}


def _print_hits(hits: Sequence[Row]) -> None:
    if not hits:
        say("Không tìm thấy đoạn nào.")
    for hit in hits:
        say(f"{hit['rank']}. {hit['section'] or ''}, {hit['document']} ({hit['score']:.2f})")
        say(f"    {hit['text']}")
