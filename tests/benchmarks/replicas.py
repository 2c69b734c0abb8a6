"""Two page servers over one data folder and a real Chroma server: one writer, kills of each, Chroma away and back.

    python -m tests.benchmarks.replicas

People ask both servers all the time; every answer has to be the right one. Kept in
results/replicas-<sha>.json: seconds until each server saw a change, answers, wrong answers.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx

from tests.benchmarks.answering import ROOT, keep
from tests.servers.chroma import ChromaServer, free_port, wait_for

SECONDS = 60.0  # within which a server must see a change, on a machine with other work
_HOLD = (
    "import sys, time; from pathlib import Path; from index.lock import write_lock\n"
    "with write_lock(Path(sys.argv[1])):\n print('held', flush=True); time.sleep(600)"
)
PLAN = """ỦY BAN NHÂN DÂN
HUYỆN {place}
Số: {number}/KH-UBND

KẾ HOẠCH
Trồng cây ven đường năm 2026 của huyện {place}

I. MỤC TIÊU
1. Trồng {trees} cây sao đen trên các tuyến đường của huyện {place} trước ngày 30/9/2026.

II. TỔ CHỨC THỰC HIỆN
1. Phòng Kinh tế huyện {place} chủ trì chọn cây giống, báo cáo Ủy ban nhân dân huyện trước ngày 15/5/2026.
"""


class Replica:
    """A server that can be killed and started again."""

    def __init__(self, environment: dict[str, str]) -> None:
        self.environment, self.port = environment, free_port()
        self.client = httpx.Client(base_url=f"http://127.0.0.1:{self.port}", timeout=120, trust_env=False)
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> Replica:
        command = [sys.executable, "-m", "assistant.cli.main", "mcp", "--http", "--port", str(self.port)]
        self.process = subprocess.Popen(command, env=self.environment, cwd=ROOT, stdout=subprocess.DEVNULL)
        wait_for(self.port, 300)
        return self

    def kill(self) -> None:
        if self.process:
            self.process.kill()
            self.process.wait()

    def first(self, words: str) -> str:
        answer = self.client.get("/api/v1/search", params={"q": words, "k": 1})
        answer.raise_for_status()
        return str(next((hit["text"] for hit in answer.json()["hits"]), ""))


def until(what: Callable[[], bool]) -> float:
    began = time.monotonic()
    while not what():
        assert time.monotonic() - began < SECONDS, "not seen in time"
        time.sleep(0.2)
    return time.monotonic() - began


def run(environment: dict[str, str], *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "assistant.cli.main", *words]
    return subprocess.run(
        command, env=environment, cwd=ROOT, capture_output=True, text=True, check=False, timeout=600
    )


class People:
    """Some who ask a server without a pause, and note what is wrong."""

    def __init__(self, replicas: list[Replica]) -> None:
        self.answers, self.wrong, self._stop = 0, list[str](), threading.Event()
        self._threads = [threading.Thread(target=self._ask, args=(r,)) for r in replicas for _ in range(2)]
        for thread in self._threads:
            thread.start()

    def _ask(self, replica: Replica) -> None:
        while not self._stop.is_set():
            try:
                found = replica.first("trồng bao nhiêu cây sao đen huyện An Lạc")
            except httpx.HTTPError:  # killed just now; a balancer would ask the other one
                time.sleep(0.2)
                continue
            self.answers += 1
            if "1200 cây sao đen" not in found:
                self.wrong.append(found)
            time.sleep(0.3)

    def stop(self) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join()


def lease(environment: dict[str, str], folder: Path) -> dict[str, object]:
    """Return what a second writer is told, and whether it takes over from one that was killed."""
    command = [sys.executable, "-c", _HOLD, str(Path(environment["HOIDAP_DATA"]) / "index")]
    first = subprocess.Popen(command, env=environment, cwd=ROOT, stdout=subprocess.PIPE)
    assert first.stdout is not None
    assert first.stdout.readline() == b"held\n"
    (folder / "a.txt").write_text(PLAN.format(place="AN LẠC", number=11, trees=1200), "utf-8")
    told = run(environment, "add", str(folder))
    first.kill()
    first.wait()
    after = run(environment, "sync")
    return {"second writer": told.returncode, "told": told.stderr.strip(), "after the kill": after.returncode}


def measure(folder: Path) -> dict[str, object]:
    """Let two servers follow one writer; kill each, and Chroma."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith("HOIDAP_")}
    chroma, files = ChromaServer(folder / "chroma"), folder / "files"
    files.mkdir()
    environment = {
        **kept, "HOIDAP_DATA": str(folder / "data"), "HOIDAP_RERANKER": "none", "PYTHONPATH": str(ROOT),
        "HOIDAP_CHROMA_URL": chroma.url,
    }  # fmt: skip
    chroma.start()
    found: dict[str, object] = {"lease": lease(environment, files)}
    replicas = [Replica(environment).start(), Replica(environment).start()]
    people = People(replicas)

    def added(name: str, place: str, number: int, trees: int, to: list[Replica]) -> list[float]:
        text = PLAN.format(place=place.upper(), number=number, trees=trees)
        (files / name).write_text(text, encoding="utf-8")
        done = run(environment, "sync")
        assert done.returncode == 0, done.stderr
        asked = f"bao nhiêu cây sao đen huyện {place}"
        return [round(until(lambda r=r: str(trees) in r.first(asked)), 2) for r in to]  # type: ignore[misc]

    try:
        found["seen after, s"] = added("b.txt", "Bình Sơn", 22, 7700, replicas)
        replicas[0].kill()
        chroma.stop()
        found["seen while Chroma is away, s"] = added("c.txt", "Cẩm Hà", 33, 9900, replicas[1:])
        found["doctor meanwhile"] = [
            line for line in run(environment, "doctor").stdout.splitlines() if "Chroma" in line
        ]
        chroma.start()
        replicas[0].start()
        found["seen after Chroma is back, s"] = added("d.txt", "Đông Hòa", 44, 3300, replicas)
        for place, trees in (("An Lạc", 1200), ("Bình Sơn", 7700), ("Cẩm Hà", 9900)):
            for replica in replicas:
                if str(trees) not in replica.first(f"bao nhiêu cây sao đen huyện {place}"):
                    people.wrong.append(place)
    finally:
        people.stop()
        for replica in replicas:
            replica.kill()
        chroma.stop()
    return {**found, "answers": people.answers, "wrong answers": len(people.wrong)}


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as scratch:
        result: dict[str, Any] = measure(Path(scratch))
    print(result)
    keep("replicas", result)
