"""Vectors asked of Chroma: embedded, on a server of its own, and while that is away."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.model import Evidence
from index.chunk_index import ChunkIndex
from index.collection import Collection, Server, ask_version
from index.errors import ChromaUnavailable
from index.hits import VectorState
from tests.index.fakes import CountingEncoder, make_chunk
from tests.servers.chroma import ChromaServer, Proxy

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
    warm(second)
    assert second.vector_status.state == VectorState.BUSY
    assert [(h.score, h.dense) for h in one] == [(h.score, h.dense) for h in other]
    first.close()
    second.close()


def warm(index: ChunkIndex) -> None:
    """Ask until Chroma is loaded behind, and wait for that."""
    for _ in range(3):
        index.search("y tế", 1)
    assert index._dense is not None
    assert index._dense._warming is not None
    index._dense._warming.join()


def test_one_question_loads_no_graph_and_a_process_that_goes_on_asking_does(
    tmp_path: Path, asked: list[dict[str, object]]
) -> None:
    first = ChunkIndex.open(tmp_path / "index", CountingEncoder(WORDS))
    first.sync(units())
    by_chroma = first.search("đô thị huyện", 3)
    first.close()
    asked.clear()
    index = ChunkIndex.open(tmp_path / "index", CountingEncoder(WORDS))
    cold = index.search("đô thị huyện", 3)
    assert asked == []
    assert [(h.chunk_id, h.score) for h in cold] == [(h.chunk_id, h.score) for h in by_chroma]
    warm(index)
    asked.clear()
    assert index.search("đô thị huyện", 3) == cold
    assert asked[0]["found"]
    index.close()


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


@pytest.mark.slow
def test_tls_and_token_are_what_the_settings_say(
    tmp_path: Path, server: ChromaServer, asked: list[dict[str, object]]
) -> None:
    proxy = Proxy(tmp_path, server.port, "mt-khu-khng-du")
    try:
        known = Server(proxy.url, "mt-khu-khng-du", proxy.authority)
        index = ChunkIndex.open(tmp_path / "index", CountingEncoder(WORDS), known)
        index.sync(units())
        assert index.search("đô thị huyện", 1)[0].dense == pytest.approx(1.0, abs=1e-3)
        assert asked[-1]["found"]
        assert index.vector_status.state == VectorState.READY
        assert ask_version(known).count(".") == 2
        index.close()
        assert proxy.refused == []
        for wrong in (Server(proxy.url, "sai", proxy.authority), Server(proxy.url, "mt-khu-khng-du")):
            with pytest.raises(ChromaUnavailable, match="HOIDAP_CHROMA_URL"):
                ask_version(wrong)
            other = ChunkIndex.open(tmp_path / "index", CountingEncoder(WORDS), wrong)
            assert other.search("đô thị huyện", 1)[0].text == index.search("đô thị huyện", 1)[0].text
            assert other.vector_status.state == VectorState.AWAY
            other.close()
        index.close()
    finally:
        proxy.stop()


@pytest.mark.slow
def test_two_indexes_of_one_server_do_not_touch_each_other(tmp_path: Path, server: ChromaServer) -> None:
    one = ChunkIndex.open(tmp_path / "a", CountingEncoder(WORDS), Server(server.url))
    two = ChunkIndex.open(tmp_path / "b", CountingEncoder(WORDS), Server(server.url))
    one.sync(units(30))
    two.sync(units(10))
    two.sync([])
    assert one._dense is not None
    assert one._dense.collection.count() == 30
    one.close()
    two.close()
