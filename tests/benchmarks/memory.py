"""Whether memory stays flat over 10,000 questions, asked as the page asks them: answered, kept, shown.

    python -m tests.benchmarks.memory [QUESTIONS] [--models]

Without `--models` search goes by words alone, so that as many can be asked in minutes; with it the encoder
and the cross-encoder take part. Questions differ: words of the documents, words nobody wrote, numbers of
documents, follow-ups. Results go to results/memory-<sha>.json.
"""

from __future__ import annotations

import gc
import random
import re
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from assistant.assistant import Assistant
from assistant.settings import Settings
from tests.benchmarks.answering import QUESTIONS, keep
from ui import chat
from ui.history import History

_TURNS = 20  # questions of one conversation
_LETTERS = "bcdđghklmnpqrstvxaăâeêioôơuưy"


def questions(words: list[str], seed: int = 1) -> Iterator[str]:
    """Yield questions without end, each other than the one before."""
    chance = random.Random(seed)
    while True:
        kind = chance.randrange(4)
        if kind == 0:
            yield f"{chance.choice(QUESTIONS)} ({chance.randrange(10_000)})"
        elif kind == 1:
            yield " ".join(chance.choices(words, k=chance.randrange(3, 15))) + "?"
        elif kind == 2:
            yield f"Văn bản số {chance.randrange(9999)}/QĐ-UBND nói gì về {chance.choice(words)}?"
        else:
            made = ("".join(chance.choices(_LETTERS, k=5)) for _ in range(6))
            yield f"Thế còn {' '.join(made)} thì sao?"


def resident() -> float:
    """Return the memory of this process that is its own, MB."""
    found = re.search(r"RssAnon:\s+(\d+)", Path("/proc/self/status").read_text())
    return int(found[1]) / 1024 if found else 0.0


def main(count: int, *, models: bool) -> None:
    """Ask, and note the memory after every twentieth part."""
    marks: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as folder:
        name = None if models else "none"
        assistant = Assistant.open(Settings(data=Path(folder), model=name, reranker=name))
        words = sorted({w for d in assistant.library.documents() for w in re.findall(r"\w+", d.text)})
        history, conversation, asked = History(Path(folder) / "history.sqlite"), "", questions(words)
        began = time.perf_counter()
        for number in range(1, count + 1):
            if number % _TURNS == 1:
                conversation = ""
            *_, step = chat.ask(assistant, history, next(asked), conversation)
            conversation = step.conversation
            if number % max(1, count // 20) == 0 or number == 500:
                gc.collect()
                marks[str(number)] = round(resident(), 1)
                print(number, marks[str(number)], flush=True)
        marks["seconds"] = round(time.perf_counter() - began)
    keep("memory", {"models": models, "own MB after questions": marks})


if __name__ == "__main__":
    numbers = [int(a) for a in sys.argv[1:] if a.isdigit()]
    main(numbers[0] if numbers else 10_000, models="--models" in sys.argv)
