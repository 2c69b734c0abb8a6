"""A static embedding model for Vietnamese official texts: tokenizer, training, model folder.

The tokenizer knows syllables and the firm pairs and triples among them ("ủy ban", "chịu trách
nhiệm"): an average of word vectors needs words. Training pulls each query side towards its passage
and away from the other passages of the batch (multiple negatives ranking).
"""

from __future__ import annotations

import math
import random
import re
import sys
import time
import unicodedata
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.modules import Normalize, StaticEmbedding
from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers
from training_pairs import Pair, vary

VOCABULARY = 24_000  # at most; 256 numbers of two bytes each make 12 MB
DIMENSION = 256
EPOCHS = 3  # more lowers the loss and not the retrieval of the tuning questions
BATCH = 512
RATE = 0.02
SCALE = 20.0  # of the cosine before the softmax, the usual value
WARM_UP = 30  # steps
SEED = 3

MIN_SYLLABLE, MIN_PAIR, MIN_TRIPLE = 4, 15, 40  # occurrences below which a piece has too few examples
FIRMNESS = 0.35  # normalised pointwise mutual information of a word: "ủy ban" .8, "của các" below .2
RARE = 1e-3  # starting length of a token's vector is RARE / (RARE + its share): common ones start short
_PIECE = re.compile(r"[^\W\d_]+|\d+|[^\w\s]")
_TONES = "\u0300\u0301\u0303\u0309\u0323"  # huyền sắc ngã hỏi nặng
_OPEN_PAIRS = (("o", "a"), ("o", "e"), ("u", "y"))  # "hoá" → "hóa"; "quý" stays


def train(pairs: Sequence[Pair], lines: Sequence[str], phrases: list[str], out: Path) -> None:
    """Train on pairs and write a folder that sentence-transformers loads."""
    torch.manual_seed(SEED)
    tokenizer = make_tokenizer(lines)
    module = StaticEmbedding(tokenizer, embedding_weights=starting_weights(tokenizer, lines))
    fit(module, tokenizer, pairs, phrases)
    half = StaticEmbedding(tokenizer, embedding_weights=module.embedding.weight.detach().half())
    SentenceTransformer(modules=[half, Normalize()]).save(str(out), create_model_card=False)


def make_tokenizer(lines: Sequence[str]) -> Tokenizer:
    """Build a unigram tokenizer over syllables and the words that they form."""
    normalizer = spelling()
    counts = count_pieces([normalizer.normalize_str(line) for line in lines])
    total = sum(n for piece, n in counts.items() if len(piece) == 1)
    kept = sorted(
        (p for p, n in counts.items() if is_firm(p, n, counts, total)), key=lambda p: (-counts[p], p)
    )
    letters = sorted({c for piece in counts for part in piece for c in part})
    vocabulary = [("[UNK]", -20.0), ("▁", -3.0), *((c, -18.0) for c in letters)]
    known = {piece for piece, _ in vocabulary}
    for piece in kept[: VOCABULARY - len(vocabulary)]:
        text = "".join(f"▁{part}" for part in piece)
        if text not in known:
            vocabulary.append((text, math.log(counts[piece] / total)))
    tokenizer = Tokenizer(models.Unigram(vocabulary, unk_id=0))
    tokenizer.normalizer = normalizers.Sequence(
        [normalizer, normalizers.Replace(Regex(r"\s+"), " "), normalizers.Strip()]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(r"[^\p{L}\s]+"), "isolated"),
            pre_tokenizers.Split(Regex(r"(?<=[^\p{L}\s]) (?=\p{L})"), "removed"),
            pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always", split=False),
        ]
    )
    return tokenizer


def spelling() -> normalizers.Normalizer:
    """Return NFC, small letters and the new placing of tone marks: what `corpus.text.normalize.fold` does."""
    steps: list[normalizers.Normalizer] = [normalizers.NFC(), normalizers.Lowercase()]
    for first, second in _OPEN_PAIRS:
        for tone in _TONES:
            old = first + unicodedata.normalize("NFC", second + tone)
            new = unicodedata.normalize("NFC", first + tone) + second
            before = "(?<!q)" if first == "u" else ""
            steps.append(normalizers.Replace(Regex(before + old + r"(?!\p{L})"), new))
    return normalizers.Sequence(steps)


def count_pieces(lines: Sequence[str]) -> Counter[tuple[str, ...]]:
    counts: Counter[tuple[str, ...]] = Counter()
    for line in lines:
        row = _PIECE.findall(line)
        counts.update((s,) for s in row)
        for size in (2, 3):
            runs = zip(*(row[i:] for i in range(size)), strict=False)
            counts.update(run for run in runs if all(s.isalpha() for s in run))
    return counts


def is_firm(piece: tuple[str, ...], count: int, counts: Counter[tuple[str, ...]], total: int) -> bool:
    """Say whether a run of syllables is frequent and holds together."""
    if count < (MIN_SYLLABLE, MIN_PAIR, MIN_TRIPLE)[len(piece) - 1]:
        return False
    if len(piece) == 1:
        return True
    together = math.log(count / total)
    apart = sum(math.log(counts[(s,)] / total) for s in piece)
    return (together - apart) / -together / (len(piece) - 1) > FIRMNESS


def starting_weights(tokenizer: Tokenizer, lines: Sequence[str]) -> torch.Tensor:
    counts: Counter[int] = Counter()
    for encoding in tokenizer.encode_batch(list(lines[::3])):
        counts.update(encoding.ids)
    total = sum(counts.values())
    lengths = [RARE / (RARE + counts[i] / total) for i in range(tokenizer.get_vocab_size())]
    return torch.randn(len(lengths), DIMENSION) * 0.5 * torch.tensor(lengths)[:, None]


def fit(module: StaticEmbedding, tokenizer: Tokenizer, pairs: Sequence[Pair], phrases: list[str]) -> None:
    chance = random.Random(SEED)
    passages = [np.array(e.ids) for e in tokenizer.encode_batch([p.passage for p in pairs])]
    articles = np.array([p.article for p in pairs])
    optimizer = torch.optim.Adam(module.parameters(), lr=RATE)
    steps = EPOCHS * (len(pairs) // BATCH)
    started = time.time()
    for step in range(steps):
        if step % (len(pairs) // BATCH) == 0:
            order = chance.sample(range(len(pairs)), len(pairs))
        at = step % (len(pairs) // BATCH) * BATCH
        batch = order[at : at + BATCH]
        for group in optimizer.param_groups:
            group["lr"] = RATE * min(1.0, (step + 1) / WARM_UP) * max(0.02, 1 - step / steps)
        queries = module.preprocess([vary(pairs[i].query, phrases, chance) for i in batch])
        loss = ranking_loss(module(queries), module(bag([passages[i] for i in batch])), articles[batch])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        if step % 50 == 0:
            print(
                f"step {step}/{steps} loss {loss.item():.3f} {time.time() - started:.0f} s", file=sys.stderr
            )


def bag(rows: list[np.ndarray]) -> dict[str, torch.Tensor]:
    offsets = np.cumsum([0] + [len(row) for row in rows[:-1]])
    return {"input_ids": torch.from_numpy(np.concatenate(rows)), "offsets": torch.from_numpy(offsets)}


def ranking_loss(
    queries: dict[str, torch.Tensor], passages: dict[str, torch.Tensor], articles: np.ndarray
) -> torch.Tensor:
    """Return the multiple negatives ranking loss, both ways; passages of one article are no negatives."""
    left, right = (
        torch.nn.functional.normalize(side["sentence_embedding"], dim=1) for side in (queries, passages)
    )
    same = (articles[:, None] == articles[None]) & ~np.eye(len(articles), dtype=bool)
    scores = (left @ right.T * SCALE).masked_fill(torch.from_numpy(same), -1e4)
    target = torch.arange(len(articles))
    cross_entropy = torch.nn.functional.cross_entropy
    return (cross_entropy(scores, target) + cross_entropy(scores.T, target)) / 2
