"""Sync and search of an index folder: idempotent, incremental, never mixed, never half."""

from __future__ import annotations

import json
import multiprocessing
import os
from pathlib import Path

import pytest

from index import snapshot
from index.chunk_index import ChunkIndex
from index.errors import DiskFull, IndexingError, IndexLocked, IndexNotWritable
from index.hits import SyncReport
from index.lock import write_lock
from index.store import ChunkStore
from tests.index.fakes import CountingEncoder, make_chunk

PLAN = [
    make_chunk("I.1", "Đến năm 2025: huyện Đức Trọng trở thành thị xã, đạt tiêu chí đô thị loại IV."),
    make_chunk("I.2", "Đến năm 2030: huyện Đức Trọng đạt tiêu chí đô thị loại III."),
    make_chunk("II.1", "UBND huyện tổ chức quán triệt Nghị quyết số 06-NQ/TU.", context="II. NHIỆM VỤ"),
    make_chunk("Đ1", "Sở Y tế chủ trì kiểm tra vệ sinh an toàn thực phẩm.", document="d2"),
]


def stored(folder: Path) -> dict[str, str]:
    """Return what the Chroma collection holds: text by id."""
    store = ChunkStore(folder / "chroma")
    try:
        return {c.id: c.text for c in store.rows()}
    finally:
        store.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "index"


def test_first_sync_adds_everything_and_the_second_nothing(folder: Path) -> None:
    index = ChunkIndex.open(folder)
    assert index.sync(PLAN) == SyncReport(added=4)
    assert index.sync(PLAN) == SyncReport(unchanged=4)
    assert stored(folder) == {c.id: c.text for c in PLAN}


def test_only_new_content_is_encoded(folder: Path) -> None:
    encoder = CountingEncoder(["đô thị", "nghị quyết", "y tế"])
    index = ChunkIndex.open(folder, encoder)
    index.sync(PLAN)
    encoder.encoded.clear()
    changed = make_chunk("I.2", "Đến năm 2030: đô thị loại II.")
    report = index.sync([PLAN[0], changed, PLAN[2]])
    assert report == SyncReport(updated=1, removed=1, unchanged=2)
    assert encoder.encoded == ["Đến năm 2030: đô thị loại II."]
    assert stored(folder) == {c.id: c.text for c in (PLAN[0], changed, PLAN[2])}


def test_a_moved_chunk_is_updated_although_its_words_are_the_same(folder: Path) -> None:
    index = ChunkIndex.open(folder)
    index.sync(PLAN)
    moved = [*PLAN[:3], make_chunk("Đ1", PLAN[3].text, document="d2", context="Điều 1")]
    assert index.sync(moved) == SyncReport(updated=1, unchanged=3)


def test_what_was_removed_is_not_found_any_more(folder: Path) -> None:
    index = ChunkIndex.open(folder)
    index.sync(PLAN)
    index.sync(PLAN[:3])
    assert "d2#Đ1" not in {h.chunk_id for h in index.search("vệ sinh an toàn thực phẩm")}


def test_sync_to_nothing_leaves_an_empty_index(folder: Path) -> None:
    index = ChunkIndex.open(folder, CountingEncoder(["y tế"]))
    index.sync(PLAN)
    assert index.sync([]) == SyncReport(removed=4)
    assert index.size == 0
    assert index.search("đô thị") == []


def test_a_reopened_index_answers_like_the_one_that_wrote_it(folder: Path) -> None:
    encoder = CountingEncoder(["đô thị", "nghị quyết", "y tế"])
    index = ChunkIndex.open(folder, encoder)
    index.sync(PLAN)
    query = "den nam 2030 dat do thi loai may"
    assert ChunkIndex.open(folder, encoder).search(query) == index.search(query)


def test_an_open_reader_sees_what_another_one_published(folder: Path) -> None:
    reader = ChunkIndex.open(folder)
    assert reader.search("đô thị") == []
    ChunkIndex.open(folder).sync(PLAN)
    assert reader.search("đô thị loại III")[0].chunk_id == "d1#I.2"


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        pytest.param("Đến năm 2030 đạt đô thị loại nào?", "d1#I.2", id="as written"),
        pytest.param("den nam 2030 dat do thi loai nao", "d1#I.2", id="no diacritics"),
        pytest.param("Đến nam 2030 đạt do thi loai nào", "d1#I.2", id="half of the diacritics"),
        pytest.param("DEN NAM 2030 DAT DO THI LOAI NAO", "d1#I.2", id="capitals without diacritics"),
        pytest.param("Nghi\u0323 quye\u0302\u0301t 06-NQ/TU", "d1#II.1", id="decomposed letters"),
        pytest.param("nhiệm vụ", "d1#II.1", id="a word of the heading above"),
        pytest.param("ai kiểm tra thực phẩm", "d2#Đ1", id="another document"),
        pytest.param("nghị quyết 06", "d1#II.1", id="the figures of a number"),
    ],
)
def test_the_right_chunk_comes_first(folder: Path, query: str, expected: str) -> None:
    index = ChunkIndex.open(folder)
    index.sync(PLAN)
    assert index.search(query)[0].chunk_id == expected


def test_scores_fall_and_ranks_count_from_one(folder: Path) -> None:
    index = ChunkIndex.open(folder, CountingEncoder(["đô thị", "huyện"]))
    index.sync(PLAN)
    hits = index.search("huyện Đức Trọng đạt tiêu chí đô thị loại III", top_k=3)
    assert [h.rank for h in hits] == [1, 2, 3]
    scores = [h.score for h in hits]
    assert scores == sorted(scores, reverse=True)
    assert all(0 < h.score <= 1 and 0 <= h.lexical <= 1 for h in hits)
    assert hits[0].dense == pytest.approx(1.0, abs=1e-3)  # vectors are kept in half precision


def test_lexical_coverage_tells_a_question_on_the_text_from_a_foreign_one(folder: Path) -> None:
    index = ChunkIndex.open(folder)
    index.sync(PLAN)
    on_topic = index.search("Đến năm 2030 huyện Đức Trọng đạt đô thị loại mấy?")[0].lexical
    off_topic = max((h.lexical for h in index.search("Giá vàng hôm nay bao nhiêu một lượng?")), default=0)
    assert on_topic > 0.7
    assert off_topic < 0.2


def test_search_can_be_held_to_some_documents(folder: Path) -> None:
    index = ChunkIndex.open(folder)
    index.sync(PLAN)
    hits = index.search("huyện Đức Trọng tổ chức kiểm tra", document_ids={"d2"})
    assert [h.chunk_id for h in hits] == ["d2#Đ1"]
    assert index.search("huyện", document_ids=set()) == []


@pytest.mark.parametrize(
    "query", ["", "   ", "?!", "\x00\x01", "a" * 10_000, "đ " * 5000, "🙂", "<script>alert(1)</script>"]
)
def test_odd_queries_do_no_harm(folder: Path, query: str) -> None:
    index = ChunkIndex.open(folder, CountingEncoder(["đô thị"]))
    index.sync(PLAN)
    assert len(index.search(query, top_k=5)) <= 4


def test_another_model_rebuilds_and_never_mixes(folder: Path) -> None:
    ChunkIndex.open(folder, CountingEncoder(["đô thị", "huyện"])).sync(PLAN)
    other = ChunkIndex.open(folder, CountingEncoder(["y tế", "nghị quyết", "loại"], name="words-2"))
    assert other.search("đô thị") == []
    report = other.sync(PLAN)
    assert (report.added, report.unchanged) == (4, 0)
    assert report.message is not None
    assert "mô hình" in report.message
    vectors = snapshot.read(folder).vectors
    assert vectors is not None
    assert vectors.shape == (4, 3)


def test_a_new_format_rebuilds(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ChunkIndex.open(folder).sync(PLAN)
    monkeypatch.setattr("index.chunk_index.FORMAT", "next")
    report = ChunkIndex.open(folder).sync(PLAN)
    assert report.added == 4
    assert report.message is not None


@pytest.mark.parametrize(
    "name",
    ["records.jsonl", "a_times.npy", "vocabulary.json", "current.json"],
)
@pytest.mark.parametrize("harm", ["cut", "flip", "delete"])
def test_a_damaged_snapshot_is_noticed_and_rebuilt(folder: Path, name: str, harm: str) -> None:
    ChunkIndex.open(folder).sync(PLAN)
    path = folder / name if name == "current.json" else folder / snapshot.published(folder) / name
    data = path.read_bytes()
    if harm == "delete":
        path.unlink()
    else:
        path.write_bytes(
            data[: len(data) // 2] if harm == "cut" else data[:-9] + bytes([data[-9] ^ 1]) + data[-8:]
        )
    index = ChunkIndex.open(folder)
    assert index.search("đô thị") == []
    index.sync(PLAN)
    assert index.search("đô thị loại III")[0].chunk_id == "d1#I.2"
    assert stored(folder) == {c.id: c.text for c in PLAN}


def test_a_rebuilt_index_says_so(folder: Path) -> None:
    ChunkIndex.open(folder).sync(PLAN)
    (folder / snapshot.published(folder) / "records.jsonl").write_bytes(b"")
    report = ChunkIndex.open(folder).sync(PLAN)
    assert report.message == "Chỉ mục bị hỏng nên đã được dựng lại từ các văn bản đang lưu."


def test_a_damaged_store_is_rebuilt(folder: Path) -> None:
    ChunkIndex.open(folder).sync(PLAN[:2])
    (folder / "chroma" / "chroma.sqlite3").write_bytes(b"no database at all" * 400)
    report = ChunkIndex.open(folder).sync(PLAN)
    assert report.message is not None
    assert stored(folder) == {c.id: c.text for c in PLAN}


def _hold_lock(folder: Path, held: object, release: object) -> None:
    with write_lock(folder):
        held.set()  # type: ignore[attr-defined]
        release.wait(30)  # type: ignore[attr-defined]


def test_a_second_writer_is_told_to_wait(folder: Path) -> None:
    context = multiprocessing.get_context("spawn")
    held, release = context.Event(), context.Event()
    process = context.Process(target=_hold_lock, args=(folder, held, release))
    process.start()
    try:
        assert held.wait(30)
        with pytest.raises(IndexLocked, match="đang cập nhật chỉ mục"):
            ChunkIndex.open(folder).sync(PLAN)
    finally:
        release.set()
        process.join(30)
    assert ChunkIndex.open(folder).sync(PLAN) == SyncReport(added=4)


def test_a_current_index_needs_no_lock(folder: Path) -> None:
    ChunkIndex.open(folder).sync(PLAN)
    with write_lock(folder):
        assert ChunkIndex.open(folder).sync(PLAN) == SyncReport(unchanged=4)


def test_a_folder_that_cannot_be_written_is_one_clear_sentence(tmp_path: Path) -> None:
    if os.geteuid() == 0:
        folder = Path("/proc/index")  # not even root can write here
    else:
        folder = tmp_path / "locked" / "index"
        folder.parent.mkdir(mode=0o500)
    with pytest.raises(IndexingError, match="chỉ mục") as caught:
        ChunkIndex.open(folder).sync(PLAN)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("message", "kind"),
    [
        pytest.param("database or disk is full", DiskFull, id="sqlite on a full disk"),
        pytest.param(
            "attempt to write a readonly database", IndexNotWritable, id="sqlite without permission"
        ),
    ],
)
def test_what_chroma_reports_becomes_an_error_of_ours(
    folder: Path, monkeypatch: pytest.MonkeyPatch, message: str, kind: type[IndexingError]
) -> None:
    ChunkIndex.open(folder).sync(PLAN[:2])

    def fail(self: object, **_: object) -> None:
        raise RuntimeError(message)

    monkeypatch.setattr("chromadb.api.models.Collection.Collection.upsert", fail)
    index = ChunkIndex.open(folder)
    with pytest.raises(kind):
        index.sync(PLAN)
    assert index.search("đô thị loại III")[0].chunk_id == "d1#I.2"  # the old state still answers
    monkeypatch.undo()
    assert index.sync(PLAN) == SyncReport(added=2, unchanged=2)


def test_progress_ends_at_the_number_of_new_chunks(folder: Path) -> None:
    seen: list[tuple[int, int]] = []
    ChunkIndex.open(folder).sync(PLAN, lambda done, total: seen.append((done, total)))
    assert seen[-1] == (4, 4)


def test_a_snapshot_holds_the_chunks_unchanged(folder: Path) -> None:
    ChunkIndex.open(folder).sync(PLAN)
    current = snapshot.read(folder)
    assert [current.record(i) for i in range(current.size)] == PLAN
    assert json.loads((folder / "current.json").read_text())["name"] == current.name


def test_a_current_index_is_left_alone_without_opening_the_store(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ChunkIndex.open(folder).sync(PLAN)

    def fail(_: Path) -> None:
        raise AssertionError("the store was opened")

    monkeypatch.setattr("index.chunk_index.ChunkStore", fail)
    assert ChunkIndex.open(folder).sync(PLAN) == SyncReport(unchanged=4)


def test_what_a_killed_sync_left_behind_is_removed(folder: Path) -> None:
    ChunkIndex.open(folder).sync(PLAN[:2])
    (folder / "snapshot-unfinished").mkdir()
    (folder / "dirty").touch()
    assert ChunkIndex.open(folder).sync(PLAN[:2]) == SyncReport(unchanged=2)
    assert not (folder / "snapshot-unfinished").exists()
    assert not (folder / "dirty").exists()


def test_a_search_in_some_documents_is_the_search_of_an_index_of_these(folder: Path, tmp_path: Path) -> None:
    encoder = CountingEncoder(["đô thị", "kiểm tra", "huyện"])
    whole, part = ChunkIndex.open(folder, encoder), ChunkIndex.open(tmp_path / "part", encoder)
    whole.sync(PLAN)
    part.sync(PLAN[:3])
    query = "kiểm tra huyện Đức Trọng"
    held = whole.search(query, document_ids={"d1"})
    assert [h.chunk_id for h in held] == [h.chunk_id for h in part.search(query)]
    assert held[0].dense is not None


def test_an_index_of_another_model_is_looked_at_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ChunkIndex.open(folder, CountingEncoder(["đô thị"])).sync(PLAN)
    index = ChunkIndex.open(folder)
    reads: list[Path] = []
    monkeypatch.setattr("index.snapshot.read", reads.append)
    for _ in range(3):
        assert index.search("đô thị") == []
    assert reads == []
