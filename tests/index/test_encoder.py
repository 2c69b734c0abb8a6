"""Encoders: the shipped model read without torch, any other through sentence-transformers."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from index.chunk_index import ChunkIndex
from index.encoder import SHIPPED, Encoder, SentenceTransformerEncoder, StaticEncoder, load
from index.errors import EncoderUnavailable
from tests.index.fakes import make_chunk

TEXTS = [
    "Ủy ban nhân dân tỉnh chịu trách nhiệm quản lý nhà nước về đô thị.",
    "uy ban nhan dan tinh",
    "Uỷ quyền, hoá đơn, khoẻ mạnh; quý II/2022",
    "  NHIỀU   chỗ\n\ttrống  ",
    "06-NQ/TU ngày 12/11/2021",
    "đo\u0302 thi\u0323 loa\u0323i III",
    "English words and 🙂 signs",
    "a",
]


def cosines(left: np.ndarray, right: np.ndarray) -> np.ndarray:
    return np.asarray((left * right).sum(axis=1))


def test_vectors_have_unit_length_and_empty_text_has_none() -> None:
    rows = load().encode_document([*TEXTS, "", " "])
    assert rows.dtype == np.float32
    assert np.linalg.norm(rows, axis=1)[:-2] == pytest.approx(1.0, abs=1e-5)
    assert not rows[-2:].any()


@pytest.mark.parametrize(
    ("query", "near", "far"),
    [
        pytest.param(
            "kinh phí lấy ở đâu",
            "Nguồn vốn từ ngân sách nhà nước và các nguồn huy động hợp pháp khác.",
            "Thí sinh nộp bài thi đúng thời gian quy định.",
            id="money",
        ),
        pytest.param(
            "học sinh được miễn học phí",
            "Người học thuộc hộ nghèo không phải đóng tiền tại cơ sở giáo dục.",
            "Tàu thuyền neo đậu tại cảng biển.",
            id="school",
        ),
        pytest.param(
            "đấu thầu mua thuốc",
            "Lựa chọn nhà thầu cung cấp vật tư y tế tại bệnh viện.",
            "Tàu thuyền neo đậu tại cảng biển.",
            id="tenders",
        ),
        pytest.param(
            "tuyển dụng công chức",
            "Kỳ thi vào cơ quan nhà nước, vị trí việc làm của viên chức.",
            "Thu gom, vận chuyển chất thải rắn sinh hoạt.",
            id="staff",
        ),
    ],
)
def test_meaning_is_nearer_than_chance(query: str, near: str, far: str) -> None:
    encoder = load()
    asked = encoder.encode_query([query])[0]
    right, wrong = encoder.encode_document([near, far]) @ asked
    assert right > wrong


def test_old_and_new_tone_marks_and_normal_forms_are_one_text() -> None:
    rows = load().encode_query(["uỷ quyền hoá đơn", "ủy quyền hóa đơn", "u\u0309y quyê\u0300n ho\u0301a đơn"])
    assert rows[1] == pytest.approx(rows[0], abs=1e-6)
    assert rows[2] == pytest.approx(rows[0], abs=1e-6)


def test_the_whole_model_folder_stays_under_20_mb() -> None:
    assert sum(p.stat().st_size for p in SHIPPED.rglob("*") if p.is_file()) <= 20_000_000


def test_the_default_path_imports_neither_torch_nor_chroma(tmp_path: Path) -> None:
    folder = tmp_path / "index"
    ChunkIndex.open(folder, load()).sync([make_chunk("1", "đô thị loại III")])
    code = (
        "import sys; from pathlib import Path; from index.chunk_index import ChunkIndex; from index.encoder import load;"
        f"index = ChunkIndex.open(Path({str(folder)!r}), load());"
        "assert index.search('do thi')[0].dense is not None;"
        "heavy = {'torch', 'sentence_transformers', 'transformers', 'chromadb', 'scipy'} & set(sys.modules);"
        "assert not heavy, heavy"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=SHIPPED.parents[1])


def test_a_missing_model_is_one_clear_sentence(tmp_path: Path) -> None:
    with pytest.raises(EncoderUnavailable, match="make model"):
        StaticEncoder(tmp_path)


def test_a_retrained_model_has_another_fingerprint(tmp_path: Path) -> None:
    copy = tmp_path / "model"
    shutil.copytree(SHIPPED, copy)
    same = StaticEncoder(copy).fingerprint
    data = bytearray((copy / "model.safetensors").read_bytes())
    data[-1] ^= 1
    for at in range(4096, len(data), 4096):
        data[at] ^= 1
    (copy / "model.safetensors").write_bytes(data)
    assert same == load().fingerprint
    assert StaticEncoder(copy).fingerprint != same


@pytest.mark.slow
def test_sentence_transformers_makes_the_same_vectors_of_the_same_folder() -> None:
    ours, theirs = load(), load(str(SHIPPED))
    for encode in ("encode_query", "encode_document"):
        left = getattr(ours, encode)(TEXTS)
        right = getattr(theirs, encode)(TEXTS)
        assert left == pytest.approx(right, abs=1e-5)
        assert cosines(left, right).min() > 0.99999


@pytest.mark.slow
def test_a_named_model_gets_its_own_prompts(tmp_path: Path) -> None:
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(SHIPPED))
    model.prompts = {"query": "câu hỏi: ", "document": "văn bản: "}
    model.save(str(tmp_path / "prompted"), create_model_card=False)
    encoder = SentenceTransformerEncoder(str(tmp_path / "prompted"))
    plain = load()
    text = ["đô thị loại III"]
    expected_query = plain.encode_query(["câu hỏi: đô thị loại III"])
    expected_document = plain.encode_document(["văn bản: đô thị loại III"])
    assert cosines(encoder.encode_query(text), expected_query)[0] > 0.99999
    assert cosines(encoder.encode_document(text), expected_document)[0] > 0.99999


@pytest.mark.slow
def test_an_index_takes_any_sentence_transformers_model(tmp_path: Path) -> None:
    index = ChunkIndex.open(tmp_path / "index", load(str(SHIPPED)))
    index.sync([make_chunk("1", "đô thị loại III"), make_chunk("2", "kiểm tra thực phẩm")])
    hit = index.search("do thi loai may")[0]
    assert hit.chunk_id == "d1#1"
    assert hit.dense is not None


@pytest.mark.slow
def test_a_model_that_cannot_be_loaded_is_one_clear_sentence(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setitem(os.environ, "HF_HUB_OFFLINE", "1")
    (tmp_path / "nothing").mkdir()
    for name in (str(tmp_path / "nothing"), "no-such-owner/no-such-model"):
        with pytest.raises(EncoderUnavailable, match="Không nạp được mô hình nhúng") as caught:
            load(name).encode_query(["đô thị"])
        assert "\n" not in str(caught.value)


class _Contract:
    """What mypy checks: both encoders meet the protocol."""

    def both(self, folder: Path) -> Sequence[Encoder]:
        return StaticEncoder(folder), SentenceTransformerEncoder(str(folder))
