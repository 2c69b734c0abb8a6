"""Vectors asked of Chroma: embedded, on a server of its own, and while that is away."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.model import Evidence
from index.chunk_index import ChunkIndex
from index.collection import Collection, Server
from index.errors import ChromaUnavailable
from index.hits import VectorState
from tests.index.fakes import CountingEncoder, make_chunk

WORDS = ["đô thị", "kiểm tra", "huyện", "y tế", "nghị quyết"]


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, object]]:
    """Hold every search to Chroma, however small the index, and note what Chroma is asked."""
    seen: list[dict[str, object]] = []
    query = Collection.query

    def noted(self: Collection, vector: object, count: int, where: dict[str, object]) -> object:
        found = query(self, vector, count, where)  # type: ignore[arg-type]
        seen.append({"count": count, "where": dict(where), "found": None if found is None else len(found[0])})
        return found

    monkeypatch.setattr("index.chunk_index.EXACT", 0)
    monkeypatch.setattr("index.chunk_index.WORDS", 3)
    monkeypatch.setattr("index.chunk_index.NEAREST", 4)
    monkeypatch.setattr(Collection, "query", noted)
    return seen


def units(count: int = 60) -> list[Evidence]:
    return [
        make_chunk(str(n), f"{WORDS[n % 5]} số {n} {WORDS[(n // 5) % 5]}", document=f"d{n % 6}")
        for n in range(count)
    ]


def test_a_search_asks_chroma_and_is_held_to_documents_there(
    tmp_path: Path, asked: list[dict[str, object]]
) -> None:
    index = ChunkIndex.open(tmp_path / "index", CountingEncoder(WORDS))
    index.sync(units())
    hits = index.search("đô thị huyện", 1, document_ids=[f"d{n}" for n in range(3)])
    assert hits[0].dense == pytest.approx(1.0, abs=1e-3)
    assert asked[0]["where"] == {"document_id": ["d0", "d1", "d2"]}
    assert asked[0]["found"]
    index.close()


def test_a_second_process_scans_while_the_first_holds_chroma(
    tmp_path: Path, asked: list[dict[str, object]]
) -> None:
    first = ChunkIndex.open(tmp_path / "index", CountingEncoder(WORDS))
    first.sync(units())
    one = first.search("đô thị huyện", 1)
    second = ChunkIndex.open(tmp_path / "index", CountingEncoder(WORDS))
    other = second.search("đô thị huyện", 1)
    assert second.vector_status.state == VectorState.BUSY
    assert [(h.score, h.dense) for h in one] == [(h.score, h.dense) for h in other]
    first.close()
    second.close()


def test_a_lost_collection_is_fed_again_without_encoding(
    tmp_path: Path, asked: list[dict[str, object]]
) -> None:
    import shutil

    encoder = CountingEncoder(WORDS)
    index = ChunkIndex.open(tmp_path / "index", encoder)
    index.sync(units())
    index.close()
    shutil.rmtree(tmp_path / "index" / "chroma")
    encoder.encoded.clear()
    index.sync(units())
    assert encoder.encoded == []
    assert index.search("đô thị", 1)[0].dense is not None
    assert asked[-1]["found"]
    index.close()


def test_removed_units_leave_chroma_too(tmp_path: Path, asked: list[dict[str, object]]) -> None:
    index = ChunkIndex.open(tmp_path / "index", CountingEncoder(WORDS))
    index.sync(units())
    index.sync(units(30))
    assert index._dense is not None
    assert index._dense.collection.count() == 30
    index.close()


class ChromaServer:
    """A real `chroma run` on a free port of this machine."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.folder = folder
        self.url = f"http://127.0.0.1:{self.port}"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        command = [
            str(Path(sys.executable).with_name("chroma")), "run", "--path", str(self.folder),
            "--host", "127.0.0.1", "--port", str(self.port),
        ]  # fmt: skip
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for _ in range(600):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.1)
        raise AssertionError("chroma run did not start")

    def stop(self) -> None:
        if self.process:
            self.process.kill()
            self.process.wait()
            self.process = None


@pytest.fixture
def server(tmp_path: Path) -> Iterator[ChromaServer]:
    running = ChromaServer(tmp_path / "server")
    running.start()
    yield running
    running.stop()


@pytest.mark.slow
def test_a_server_goes_away_and_comes_back(
    tmp_path: Path, server: ChromaServer, asked: list[dict[str, object]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.collection.RETRY", 0.0)
    index = ChunkIndex.open(tmp_path / "index", CountingEncoder(WORDS), Server(server.url, "key"))
    index.sync(units())
    before = index.search("đô thị huyện", 1)
    assert asked[-1]["found"]
    server.stop()
    assert [h.score for h in index.search("đô thị huyện", 1)] == [h.score for h in before]
    status = index.vector_status
    assert status.state == VectorState.AWAY
    assert status.message is not None
    assert server.url in status.message
    index.sync(units(30))  # words follow although Chroma is away
    assert index.size == 30
    server.start()
    index.sync(units(30))
    assert index.search("đô thị", 1)[0].dense is not None
    assert index.vector_status.state == VectorState.READY
    assert index._dense is not None
    assert index._dense.collection.count() == 30
    index.close()


@pytest.mark.parametrize(
    "server",
    [
        pytest.param(Server("chroma:8000"), id="no scheme"),
        pytest.param(Server("http://127.0.0.1:9", "khóa"), id="a token with diacritics"),
    ],
)
def test_a_server_that_cannot_be_meant_is_one_clear_sentence(tmp_path: Path, server: Server) -> None:
    index = ChunkIndex.open(tmp_path / "index", CountingEncoder(WORDS), server)
    with pytest.raises(ChromaUnavailable, match="HOIDAP_CHROMA_URL"):
        index.sync(units(3))
