"""Serve the page over the fake assistant: `python -m tests.e2e.fake_server PORT FOLDER`.

One more document with 10,000 tasks stands beside the plan, as a province's register would.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

from assistant.settings import Settings
from corpus.model import Document, Fact, Header, Level, Mention, Provision, Task
from tests.e2e.fakes import FakeAssistant
from ui import server

_AGENCIES = tuple(f"Sở Thử nghiệm {n}" for n in range(40))
HOSTILE = '<img src=x onerror="window.hacked=1"> ${window.hacked=1} {{value}}'


def large_register(count: int = 10_000) -> Document:
    """Return a document with many tasks, each a line of its own; the first one is hostile."""
    lines, tasks, provisions = [], [], []
    at = 0
    for n in range(count):
        who = _AGENCIES[n % len(_AGENCIES)]
        line = f"{n + 1}. {who} hoàn thành việc {n + 1} {HOSTILE if n == 0 else 'theo kế hoạch'} trong quý {n % 4 + 1}\n"
        end = at + len(line) - 1
        key = f"large#{n + 1}"
        provisions.append(
            Provision(
                key, n, None, n + 1, Level.SECTION, f"{n + 1}.", str(n + 1), f"mục {n + 1}", at, end, end, end
            )
        )
        due = Mention("quý", end - 5, end)
        lead = (Mention(who, at + len(f"{n + 1}. "), at + len(f"{n + 1}. {who}")),)
        tasks.append(
            Task(key, at, end, line.strip(), lead, deadline=due, deadline_norm=f"20{20 + n % 8}-Q{n % 4 + 1}")
        )
        lines.append(line)
        at += len(line)
    header = Header(number=Fact("1/KH-UBND", None, None, "text"), type=Fact("Kế hoạch", None, None, "text"))
    return Document(
        "large",
        "lon.txt",
        "1" * 64,
        "".join(lines),
        "text/plain",
        "text",
        header,
        tuple(provisions),
        tasks=tuple(tasks),
    )


def main(port: int, folder: Path) -> None:
    """Serve until stopped."""
    settings = Settings(data=folder, port=port)
    assistant = FakeAssistant(settings, pause=0.15)
    assistant.library.held.append(replace(large_register(), complete=True))
    server.run(assistant, settings)


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
