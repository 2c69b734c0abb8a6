"""Encoders: the shipped model read without torch, any other through sentence-transformers."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from index.chunk_index import ChunkIndex
from index.encoder import SHIPPED, Encoder, OnnxEncoder, SentenceTransformerEncoder, load
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


def test_the_whole_model_folder_stays_under_60_mb() -> None:
    assert sum(p.stat().st_size for p in SHIPPED.rglob("*") if p.is_file()) <= 60_000_000


def test_a_text_has_the_same_vector_alone_and_among_others() -> None:
    encoder = load()
    together = encoder.encode_document([*TEXTS, " ".join(TEXTS) * 5])
    alone = np.concatenate([encoder.encode_document([text]) for text in TEXTS])
    assert np.array_equal(together[:-1], alone)


def test_questions_from_several_threads_get_the_vectors_of_one() -> None:
    encoder = load()
    with ThreadPoolExecutor(4) as pool:
        rows = list(pool.map(lambda text: encoder.encode_query([text])[0], TEXTS * 3))
    expected = np.stack([load().encode_query([text])[0] for text in TEXTS])
    assert cosines(np.stack(rows), np.tile(expected, (3, 1))).min() > 0.99999


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
        OnnxEncoder(tmp_path)


def test_a_retrained_model_has_another_fingerprint(tmp_path: Path) -> None:
    copy = tmp_path / "model"
    shutil.copytree(SHIPPED, copy)
    same = OnnxEncoder(copy).fingerprint
    data = bytearray((copy / "model.onnx").read_bytes())
    data[-1] ^= 1
    for at in range(4096, len(data), 4096):
        data[at] ^= 1
    (copy / "model.onnx").write_bytes(data)
    assert same == load().fingerprint
    assert OnnxEncoder(copy).fingerprint != same


@pytest.mark.slow
def test_sentence_transformers_makes_the_same_vectors_of_the_same_folder() -> None:
    from sentence_transformers import SentenceTransformer

    ours, theirs = load(), SentenceTransformer(str(SHIPPED), trust_remote_code=True, device="cpu")
    for encode in ("encode_query", "encode_document"):
        left = getattr(ours, encode)(TEXTS)
        right = getattr(theirs, encode)(TEXTS, normalize_embeddings=True)
        assert cosines(left, right).min() > 0.99  # int8 scales depend on the batch


@pytest.mark.slow
def test_a_named_model_gets_its_own_prompts_and_serves_an_index(tmp_path: Path) -> None:
    plain, prompted = (
        tiny_model(tmp_path / "plain", {}),
        tiny_model(tmp_path / "prompted", {"query": "câu hỏi: ", "document": "văn bản: "}),
    )
    text = ["đô thị loại III"]
    assert cosines(prompted.encode_query(text), plain.encode_query(["câu hỏi: đô thị loại III"]))[0] > 0.9999
    assert (
        cosines(prompted.encode_document(text), plain.encode_query(["văn bản: đô thị loại III"]))[0] > 0.9999
    )
    index = ChunkIndex.open(tmp_path / "index", prompted)
    index.sync([make_chunk("1", "đô thị loại III"), make_chunk("2", "kiểm tra thực phẩm")])
    hit = index.search("do thi loai may")[0]
    assert hit.chunk_id == "d1#1"
    assert hit.dense is not None


def tiny_model(folder: Path, prompts: dict[str, str]) -> SentenceTransformerEncoder:
    """Write a static embedding of a few words in sentence-transformers' own format."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding
    from tokenizers import Tokenizer, models, pre_tokenizers

    words = [
        "[UNK]",
        "câu",
        "hỏi",
        "văn",
        "bản",
        ":",
        "đô",
        "thị",
        "loại",
        "III",
        "kiểm",
        "tra",
        "thực",
        "phẩm",
    ]
    tokenizer = Tokenizer(models.WordLevel({w: i for i, w in enumerate(words)}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    module = StaticEmbedding(tokenizer, embedding_weights=np.eye(len(words), 16, dtype=np.float32))
    SentenceTransformer(modules=[module], prompts=prompts or None).save(str(folder), create_model_card=False)
    return SentenceTransformerEncoder(str(folder))


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
        return OnnxEncoder(folder), SentenceTransformerEncoder(str(folder))
