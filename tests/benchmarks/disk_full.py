"""Disks that are full at different moments, and one that cannot be written: one sentence, nothing lost.

    python -m tests.benchmarks.disk_full

The data folder lies on a file system of its own in memory, with less and less room beyond what is held
(needs the right to mount; `unshare -rm` before the command gives it to anybody). Results go to
results/disk_full-<sha>.json.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from corpus.library.library import Library
from tests.benchmarks.answering import ROOT, keep
from tests.factories.documents import decision

ROOM_KB = (-20, -12, -8, -4, 0, 4, 8, 16, 32, 1024)  # beyond a generous estimate of what is held
_QUESTION = "Quyết định 0/QĐ-UBND do ai ký?"


@contextmanager
def mounted(folder: Path, size_kb: int) -> Iterator[Path]:
    """Mount a file system of a size in memory."""
    folder.mkdir()
    subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size_kb}k", "tmpfs", str(folder)],
        check=True, capture_output=True,
    )  # fmt: skip
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def texts(data: Path) -> dict[str, str]:
    return {d.source: d.text for d in Library.open(data).documents()}


def run(data: Path, *words: str) -> subprocess.CompletedProcess[str]:
    environment = {
        **{k: v for k, v in os.environ.items() if not k.startswith("HOIDAP_")},
        "HOIDAP_DATA": str(data), "HOIDAP_MODEL": "none", "HOIDAP_RERANKER": "none",
    }  # fmt: skip
    command = [sys.executable, "-m", "assistant.cli.main", *words]
    return subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=300
    )


def prepared(folder: Path) -> tuple[Path, Path]:
    """Return a data folder that holds some decisions, and an office with others."""
    for name, first in (("held", 0), ("office", 50)):
        (folder / name).mkdir()
        for number in range(first, first + 4):
            (folder / name / f"qd{number}.txt").write_text(decision(f"{number}/QĐ-UBND"), encoding="utf-8")
    data = folder / "data"
    done = run(data, "add", str(folder / "held"))
    assert done.returncode == 0, done.stderr
    return data, folder / "office"


def _used_kb(folder: Path) -> int:
    """Return what a folder takes in pages of four kilobytes, its folders too."""
    return sum(4 * -(-p.lstat().st_size // 4096) + 4 for p in folder.rglob("*")) + 8


def level(scratch: Path, data: Path, office: Path, room_kb: int | None) -> dict[str, Any]:
    """Add, ask and list with so much room (None: a disk that cannot be written); compare what is held after."""
    before, words = texts(data), f"{room_kb} kB" if room_kb is not None else "read-only"
    with mounted(scratch / "disk", _used_kb(data) + (room_kb if room_kb is not None else 8192)) as disk:
        shutil.copytree(data, disk / "data", symlinks=True)
        if room_kb is None:
            subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
        added = run(disk / "data", "add", str(office))
        asked = run(disk / "data", "ask", _QUESTION)
        listed = run(disk / "data", "documents", "--json")
        after = scratch / "after"
        shutil.copytree(disk / "data", after, symlinks=True)
    held = texts(after)
    left = len(Library.open(after, damaged=True).examine())
    again = run(after, "add", str(office))
    complete = len(texts(after))
    shutil.rmtree(after)
    (scratch / "disk").rmdir()
    said = [line for line in added.stderr.splitlines() if line.strip()]
    return {
        "room": words,
        "add": added.returncode,
        "said": said[-1][:200] if said else "",
        "lines": len(said),
        "ask": asked.returncode,
        "list": listed.returncode,
        "traces": sum("Traceback" in done.stderr for done in (added, asked, listed, again)),
        "losses": sum(held.get(name) != text for name, text in before.items()),
        "damage": left,
        "with room again": again.returncode,
        "held then": complete,
    }


def levels(end: float) -> dict[str, Any]:
    """Try every level until a moment; the sums are what `make attack` shows."""
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        data, office = prepared(Path(folder))
        for room in (None, *ROOM_KB):
            if time.monotonic() > end:
                break
            try:
                rows.append(level(Path(folder), data, office, room))
            except (subprocess.CalledProcessError, PermissionError) as error:
                return {"result": f"no file system can be mounted here: {error}"}
            print(rows[-1], flush=True)
    return {
        "inputs": len(rows),
        "crashes": sum(row["traces"] for row in rows),
        "losses": sum(row["losses"] for row in rows),
        "damage": sum(row["damage"] for row in rows),
        "unanswered": sum(bool(row["ask"]) for row in rows),
        "levels": rows,
    }


if __name__ == "__main__":
    keep("disk_full", levels(time.monotonic() + 3600))
