"""Sync and search of an index folder: idempotent, incremental, never mixed, never half."""

from __future__ import annotations

import dataclasses
import gc
import multiprocessing
import os
import random
import sqlite3
import threading
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from corpus.model import Evidence
from index import database, segment
from index.chunk_index import ChunkIndex
from index.errors import (
    DiskFull,
    EncoderUnavailable,
    IndexingError,
    IndexLocked,
    IndexNotWritable,
    IndexUnusable,
)
from index.hits import SyncReport, VectorState
from index.lock import write_lock
from index.units import StoredUnit
from index.vectors import Vectors, files
from tests.index.fakes import CountingEncoder, make_chunk

PLAN = [
    make_chunk("I.1", "Đến năm 2025: huyện Đức Trọng trở thành thị xã, đạt tiêu chí đô thị loại IV."),
    make_chunk("I.2", "Đến năm 2030: huyện Đức Trọng đạt tiêu chí đô thị loại III."),
    make_chunk("II.1", "UBND huyện tổ chức quán triệt Nghị quyết số 06-NQ/TU.", context="II. NHIỆM VỤ"),
    make_chunk("Đ1", "Sở Y tế chủ trì kiểm tra vệ sinh an toàn thực phẩm.", document="d2"),
]


def stored(folder: Path) -> dict[str, str]:
    """Return what the index holds: text by id."""
    found = list(ChunkIndex.open(folder).units())
    assert len({u.id for u in found}) == len(found)
    return {u.id: u.text for u in found}


def vectors(folder: Path) -> Vectors:
    """Return the only vectors of a folder."""
    (file,) = files(folder)
    return Vectors(folder, file.stem)


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
    assert [h.dense for h in other.search("đô thị")][:1] == [None]  # words serve at once
    report = other.sync(PLAN)
    assert report.message == "Mô hình nhúng đã đổi nên vectơ được tính lại từ các văn bản đang lưu."
    there, table = vectors(folder).get([1, 2, 3, 4])
    assert there.all()
    assert table.shape == (4, 3)


def test_the_old_model_serves_until_the_new_one_is_complete(folder: Path) -> None:
    old = ChunkIndex.open(folder, CountingEncoder(["đô thị", "huyện"]))
    old.sync(PLAN)

    class Failing(CountingEncoder):
        def encode_document(self, texts: Sequence[str]) -> NDArray[np.float32]:
            raise EncoderUnavailable("words-2", "hỏng")

    with pytest.raises(EncoderUnavailable):
        ChunkIndex.open(folder, Failing(["y tế"], name="words-2")).sync(PLAN)
    assert old.search("đô thị loại III")[0].dense is not None
    ChunkIndex.open(folder, CountingEncoder(["y tế"], name="words-2")).sync(PLAN)
    assert len(files(folder)) == 1


def test_a_new_format_rebuilds(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ChunkIndex.open(folder).sync(PLAN)
    monkeypatch.setattr("index.reader.FORMAT", "next")
    report = ChunkIndex.open(folder).sync(PLAN)
    assert report.added == 4
    assert report.message is not None


def file_of(folder: Path, name: str) -> Path:
    """Return the database, or a file of the only segment."""
    if name == database.FILE:
        return folder / name
    (found,) = (folder / "segments").glob(f"*/{name}")
    return found


@pytest.mark.parametrize("name", ["nums", "a_keys", "a_times", "f_rows", segment.MANIFEST, database.FILE])
@pytest.mark.parametrize("harm", ["cut", "flip", "delete"])
def test_a_damaged_file_is_noticed_and_the_index_rebuilt(folder: Path, name: str, harm: str) -> None:
    writing = ChunkIndex.open(folder)
    writing.sync(PLAN)
    writing.close()
    path = file_of(folder, name)
    data = path.read_bytes()
    if harm == "delete":
        path.unlink()
    else:
        path.write_bytes(data[: len(data) // 2] if harm == "cut" else bytes([data[0] ^ 64]) + data[1:])
    index = ChunkIndex.open(folder)
    assert index.search("đô thị") == []
    index.sync(PLAN)
    assert index.search("đô thị loại III")[0].chunk_id == "d1#I.2"
    assert stored(folder) == {c.id: c.text for c in PLAN}


def test_a_rebuilt_index_says_so(folder: Path) -> None:
    ChunkIndex.open(folder).sync(PLAN)
    file_of(folder, "a_keys").write_bytes(b"")
    report = ChunkIndex.open(folder).sync(PLAN)
    assert report.message == "Chỉ mục bị hỏng nên đã được dựng lại từ các văn bản đang lưu."


def test_an_altered_text_is_never_shown(folder: Path) -> None:
    index = ChunkIndex.open(folder)
    index.sync(PLAN)
    with sqlite3.connect(folder / database.FILE) as connection:
        connection.execute("UPDATE units SET text = replace(text, 'loại III', 'loại II')")
    with pytest.raises(IndexUnusable):
        index.search("đô thị loại III")
    report = ChunkIndex.open(folder).sync(PLAN)
    assert report.message == "Chỉ mục bị hỏng nên đã được dựng lại từ các văn bản đang lưu."
    assert index.search("đô thị loại III")[0].text == PLAN[1].text


def test_a_rebuilt_index_takes_its_vectors_over(folder: Path) -> None:
    encoder = CountingEncoder(["đô thị", "y tế"])
    ChunkIndex.open(folder, encoder).sync(PLAN)
    file_of(folder, "a_keys").write_bytes(b"")
    encoder.encoded.clear()
    index = ChunkIndex.open(folder, encoder)
    index.sync(PLAN)
    assert encoder.encoded == []
    assert index.search("đô thị loại III")[0].dense is not None
    assert len(files(folder)) == 1


def test_files_of_an_earlier_format_are_replaced(folder: Path) -> None:
    (folder / "snapshot-1").mkdir(parents=True)
    (folder / "current.json").write_text("{}")
    report = ChunkIndex.open(folder).sync(PLAN)
    assert report.message is not None
    assert not list(folder.glob("snapshot-*"))
    assert not (folder / "current.json").exists()


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
    encoder = CountingEncoder(["đô thị"])
    ChunkIndex.open(folder, encoder).sync(PLAN[:2])

    def fail(self: object, **_: object) -> None:
        raise RuntimeError(message)

    monkeypatch.setattr("chromadb.api.models.Collection.Collection.upsert", fail)
    index = ChunkIndex.open(folder, encoder)
    with pytest.raises(kind):
        index.sync(PLAN)
    assert index.search("kiểm tra vệ sinh")[0].chunk_id == "d2#Đ1"  # words serve
    index.close()
    monkeypatch.undo()
    assert index.sync(PLAN) == SyncReport(unchanged=4)
    assert index.vector_status.state == VectorState.READY


def test_progress_ends_at_the_number_of_new_chunks(folder: Path) -> None:
    seen: list[tuple[int, int]] = []
    ChunkIndex.open(folder).sync(PLAN, lambda done, total: seen.append((done, total)))
    assert seen[-1] == (4, 4)


def test_an_index_holds_the_chunks_unchanged(folder: Path) -> None:
    ChunkIndex.open(folder).sync(PLAN)
    held = list(ChunkIndex.open(folder).units())
    assert [tuple(getattr(u, key) for key in Evidence.__slots__) for u in held] == [
        dataclasses.astuple(c) for c in PLAN
    ]


def test_a_current_index_is_left_alone_without_opening_chroma(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    encoder = CountingEncoder(["đô thị"])
    ChunkIndex.open(folder, encoder).sync(PLAN)

    def fail(_: object) -> None:
        raise AssertionError("Chroma was opened")

    monkeypatch.setattr("index.collection._embedded", fail)
    assert ChunkIndex.open(folder, encoder).sync(PLAN) == SyncReport(unchanged=4)


def test_what_a_killed_sync_left_behind_is_removed(folder: Path) -> None:
    ChunkIndex.open(folder).sync(PLAN[:2])
    (folder / "segments" / "unfinished").mkdir()
    assert ChunkIndex.open(folder).sync(PLAN) == SyncReport(added=2, unchanged=2)
    assert not (folder / "segments" / "unfinished").exists()


def test_a_search_in_some_documents_is_the_search_of_an_index_of_these(folder: Path, tmp_path: Path) -> None:
    encoder = CountingEncoder(["đô thị", "kiểm tra", "huyện"])
    whole, part = ChunkIndex.open(folder, encoder), ChunkIndex.open(tmp_path / "part", encoder)
    whole.sync(PLAN)
    part.sync(PLAN[:3])
    query = "kiểm tra huyện Đức Trọng"
    held = whole.search(query, document_ids={"d1"})
    assert [h.chunk_id for h in held] == [h.chunk_id for h in part.search(query)]
    assert held[0].dense is not None


def kinds_of_units() -> list[StoredUnit]:
    """Return a header field, a task and a sentence that share their words."""
    rows = [("Đ", "header", {"field": "number"}), ("T", "task", {"lead": ["Sở Y tế"]}), ("S", "sentence", {})]
    return [
        StoredUnit(f"d1#{key}", "d1", "", 0, 9, f"Sở Y tế kiểm tra {key}", "Quyết định 5", kind, fields)
        for key, kind, fields in rows
    ]


def test_units_keep_their_kind_and_fields_and_are_filtered_by_kind(folder: Path) -> None:
    index = ChunkIndex.open(folder)
    index.sync(kinds_of_units())
    (hit,) = index.search("Sở Y tế kiểm tra", kinds={"task"})
    assert (hit.kind, hit.fields, hit.context) == ("task", {"lead": ["Sở Y tế"]}, "Quyết định 5")
    both = index.search("Sở Y tế kiểm tra", kinds={"task", "header"}, document_ids={"d1"})
    assert {h.kind for h in both} == {"task", "header"}
    assert index.search("Sở Y tế kiểm tra", kinds={"relation"}) == []


def test_given_units_are_scored_like_in_a_search(folder: Path) -> None:
    index = ChunkIndex.open(folder, CountingEncoder(["đô thị", "kiểm tra", "huyện"]))
    index.sync(PLAN)
    query = "huyện Đức Trọng đạt đô thị loại III"
    found = {h.chunk_id: (h.lexical, h.dense) for h in index.search(query)}
    scored = index.score(query, ["d2#Đ1", "d1#I.2", "not there"])
    assert [h.chunk_id for h in scored] == ["d1#I.2", "d2#Đ1"]
    assert (scored[0].lexical, scored[0].dense) == found["d1#I.2"]


def test_only_documents_whose_mark_changed_are_read(folder: Path) -> None:
    read: list[str] = []

    def units(key: str) -> list[Evidence]:
        read.append(key)
        return [c for c in PLAN if c.document_id == key]

    index = ChunkIndex.open(folder)
    index.sync_documents({"d1": "a", "d2": "a"}, units)
    assert index.sync_documents({"d1": "a", "d2": "b"}, units) == SyncReport(unchanged=4)
    assert read == ["d1", "d2", "d2"]
    assert index.marks() == {"d1": "a", "d2": "b"}


def test_words_are_searchable_before_the_vectors_are_there(folder: Path) -> None:
    index = ChunkIndex.open(folder, CountingEncoder(["đô thị"]))
    index.sync(PLAN, fill=False)
    assert index.search("đô thị loại III")[0].dense is None
    status = index.vector_status
    assert (status.state, status.filled, status.total) == (VectorState.FILLING, 0, 4)
    assert status.message == "Đang bổ sung vectơ: 0 trên 4 đoạn; tìm theo từ ngữ đã đủ."
    index.fill()
    assert index.search("đô thị loại III")[0].dense is not None
    assert index.vector_status.state == VectorState.READY


def test_what_was_just_added_is_compared_with_the_others_before_its_vectors_are_stored(folder: Path) -> None:
    index = ChunkIndex.open(folder, CountingEncoder(["đô thị"]))
    index.sync(PLAN)
    late = make_chunk("9", "xếp đô thị loại III", document="d9")
    index.sync([*PLAN, late], fill=False)
    assert index.vector_status.state == VectorState.FILLING
    before = {h.chunk_id: h.dense for h in index.search("đô thị loại III")}
    index.fill()
    assert before["d9#9"] == pytest.approx(1.0)
    assert before == pytest.approx({h.chunk_id: h.dense for h in index.search("đô thị loại III")}, abs=1e-3)


def test_filling_goes_on_where_it_was_broken_off(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.filling.ENCODED", 1)

    class Breaking(CountingEncoder):
        def encode_document(self, texts: Sequence[str]) -> NDArray[np.float32]:
            if len(self.encoded) == 2:
                raise EncoderUnavailable("words-1", "hỏng")
            return super().encode_document(texts)

    with pytest.raises(EncoderUnavailable):
        ChunkIndex.open(folder, Breaking(["đô thị"])).sync(PLAN)
    encoder = CountingEncoder(["đô thị"])
    index = ChunkIndex.open(folder, encoder)
    assert index.vector_status.filled == 2
    index.sync(PLAN)
    assert len(encoder.encoded) == 2
    assert index.vector_status.state == VectorState.READY


def test_equal_texts_share_one_vector(folder: Path) -> None:
    encoder = CountingEncoder(["đô thị"])
    copies = [make_chunk("1", "đô thị loại III", document=f"d{n}") for n in range(5)]
    ChunkIndex.open(folder, encoder).sync(copies)
    assert encoder.encoded == ["đô thị loại III"]


def test_many_small_changes_leave_few_segments_and_the_same_answers(folder: Path, tmp_path: Path) -> None:
    chance = random.Random(4)
    words = ["đô thị", "loại III", "kiểm tra", "huyện Đức Trọng", "nghị quyết", "Sở Y tế", "quý II/2022"]
    grown, fresh = ChunkIndex.open(folder), ChunkIndex.open(tmp_path / "fresh")
    documents: dict[str, list[Evidence]] = {}
    for step in range(40):
        key = f"d{chance.randrange(15)}"
        if step % 7 == 6:
            documents.pop(key, None)
        else:
            documents[key] = [
                make_chunk(str(n), f"{chance.choice(words)} {chance.choice(words)} {step} {n}", document=key)
                for n in range(chance.randrange(1, 9))
            ]
        grown.sync(c for d in documents.values() for c in d)
    fresh.sync(c for d in documents.values() for c in d)
    assert len(list((folder / "segments").iterdir())) <= 6
    for query in ("đô thị loại III", "huyen Duc Trong kiem tra", "quý II/2022", "nghị quyết 39"):
        one = [(h.chunk_id, round(h.score, 5), round(h.lexical, 5)) for h in grown.search(query, 60)]
        other = [(h.chunk_id, round(h.score, 5), round(h.lexical, 5)) for h in fresh.search(query, 60)]
        assert sorted(one) == sorted(other)
        assert grown.restore(query) == fresh.restore(query)


def test_memory_stays_bounded_by_what_is_indexed(folder: Path) -> None:
    """Threads that have ended leave no connection, syllables that nobody wrote leave no trace."""
    index = ChunkIndex.open(folder, CountingEncoder(["đô thị"]))
    index.sync(PLAN)
    for number in range(30):
        thread = threading.Thread(target=index.search, args=(f"do thi {'bcdghk'[number % 6]}oq{number}",))
        thread.start()
        thread.join()
    gc.collect()
    forms = index.restorer.counts.forms
    assert set(forms._known) <= {"do", "thi"}  # type: ignore[attr-defined]
    assert len(index._reader.database._all) <= 2  # of this thread, and of the one that ended last
    index.close()
