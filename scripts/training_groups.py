#!/usr/bin/env python3
"""Make the training groups of both models: a question, the passage that answers it, hard negatives.

    python scripts/training_groups.py OUT.jsonl [--data FOLDER]

Written questions (training/, retrieval/*/train) and questions made by rule from the texts. Negatives
are the passages that words rank highest, of the same document and of all; one that holds the quote,
or nearly, is none. Documents whose key falls into the held-out tenth are written with "held": true.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from training_data import default_data, legal_texts, rows  # noqa: E402

from corpus.evidence import evidence  # noqa: E402
from corpus.header.read import read_header  # noqa: E402
from corpus.model import Document, SourceText  # noqa: E402
from corpus.structure.read import parse  # noqa: E402
from corpus.text.normalize import fold, squeeze  # noqa: E402
from index import background, lexical  # noqa: E402
from index.chunk_index import ChunkIndex  # noqa: E402
from index.passages import focus, passage  # noqa: E402
from index.reader import Reader  # noqa: E402
from index.tokens import syllables  # noqa: E402
from index.units import StoredUnit  # noqa: E402

SEED = 11
OTHERS = 150  # texts without written questions, for questions made by rule
RULED = 14  # questions made by rule from each text
NEGATIVES_SAME, NEGATIVES_ANY = 10, 5
SAME = 0.6  # share of words from which two passages are the same one
MARKER = re.compile(r"^(?:Điều \d+[a-zđ]?[.:]|\d+(?:\.\d+)*\.|[a-zđ]\)|[-+•])\s*", re.I)
WHO = re.compile(
    r"^(?P<who>[^,;:.]{4,90}?) (?P<did>chịu trách nhiệm|có trách nhiệm|chủ trì|quyết định|quy định|hướng dẫn|"
    r"thẩm định|phê duyệt|ban hành|tổ chức|kiểm tra|cấp|công bố|bổ nhiệm|thông báo|gửi|lập|trình) (?P<what>.{20,})"
)
WHO_ASKED = ("ai", "cơ quan nào", "đơn vị nào", "bên nào", "người nào")
WHEN = re.compile(
    r"(?:trong thời hạn|chậm nhất|trước ngày|kể từ ngày|trong vòng|thời hạn|định kỳ)[^,;.]{3,60}", re.I
)
WHEN_ASKED = ("khi nào", "trong bao lâu", "thời hạn là bao lâu", "bao giờ", "hạn chót là khi nào")
MUCH = re.compile(r"\d[\d.,]*\s*(?:%|đồng|triệu|tỷ|m2|ha|km|người|tháng|năm|giờ|lần|điểm|tuổi)")
MUCH_ASKED = ("bao nhiêu", "mức nào", "là mấy")


class Words:
    """Word search over texts, as the product's own index does it."""

    def __init__(self, texts: list[str]) -> None:
        self.folder = tempfile.TemporaryDirectory(prefix="training-")
        self.index = ChunkIndex.open(Path(self.folder.name))
        self.index.sync(StoredUnit(f"{i:09d}", f"{i:09d}", "", 0, 0, t, "") for i, t in enumerate(texts))
        with Reader(Path(self.folder.name)).reading() as now:
            assert now is not None
            self.opened = now.words
        self.rows = np.arange(len(texts))  # added in this order

    def search(self, question: str) -> np.ndarray:
        query = lexical.prepare(self.opened, self.index.restorer.restore(question), background.load())
        return lexical.scores(query, self.rows)[0]


@dataclass
class Units:
    """All units that can be found, at two sizes, with the words that find them."""

    texts: list[str] = field(default_factory=list)  # own words
    contexts: list[str] = field(default_factory=list)
    documents: list[str] = field(default_factory=list)

    def add(self, document: str, context: str, text: str) -> None:
        self.texts.append(text)
        self.contexts.append(context)
        self.documents.append(document)

    def close(self) -> None:
        self.words = Words([f"{c}\n{t}" for c, t in zip(self.contexts, self.texts, strict=True)])
        self.of: dict[str, np.ndarray] = {}
        for i, d in enumerate(self.documents):
            self.of.setdefault(d, []).append(i)  # type: ignore[union-attr,arg-type]
        self.of = {d: np.array(v) for d, v in self.of.items()}

    def show(self, i: int, query: str) -> str:
        return passage(self.contexts[i], focus(self.texts[i], query))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--data", type=Path, default=default_data())
    options = parser.parse_args()
    chance = random.Random(SEED)
    started = time.time()
    written = [r for name in "ab" for r in rows(options.data / "training" / f"questions_{name}.jsonl")]
    documents = dict(chosen_texts(options.data, {r["doc"] for r in written}, chance))
    coarse, fine = Units(), Units()
    for key, document in documents.items():
        for piece in evidence(document):
            coarse.add(key, piece.context, piece.text)
            for part in finer(piece.text):
                fine.add(key, piece.context, part)
    coarse.close()
    fine.close()
    print(
        len(documents),
        "texts",
        len(coarse.texts),
        len(fine.texts),
        "units",
        time.time() - started,
        flush=True,
    )
    with options.out.open("w", encoding="utf-8") as out:
        for group in groups(options.data, written, documents, coarse, fine, chance):
            out.write(json.dumps(group, ensure_ascii=False) + "\n")
    print("done", time.time() - started, flush=True)


def chosen_texts(data: Path, named: set[str], chance: random.Random) -> Iterator[tuple[str, Document]]:
    texts = dict(legal_texts(data))
    others = chance.sample(sorted(set(texts) - named), OTHERS)
    for key in [*sorted(named & set(texts)), *others]:
        source = SourceText(texts[key], "text/plain", "text")
        header = read_header(source, f"{key}.txt")
        yield (
            key,
            Document(key, f"{key}.txt", "", texts[key], "text/plain", "text", header, parse(source, key)),
        )


def finer(text: str) -> list[str]:
    """Return lines and sentences of at least eight words, shorter ones joined to what stands before."""
    parts: list[str] = []
    for part in (p for line in text.split("\n") for p in re.split(r"(?<=[.;])\s+", line)):
        if parts and (len(parts[-1].split()) < 8 or len(part.split()) < 4):
            parts[-1] += f" {part}"
        elif part.strip():
            parts.append(part)
    return parts


def held(document: str) -> bool:
    return int(hashlib.md5(document.encode()).hexdigest(), 16) % 10 == 0


def groups(data, written, documents, coarse, fine, chance) -> Iterator[dict]:  # noqa: PLR0917
    for row in written:
        if row["doc"] in documents and row["quotes"]:
            for size, units in (("coarse", coarse), ("fine", fine)):
                yield from mined(units, row["doc"], row["question"], row["quotes"], f"written-{size}", chance)
    for name in ("legal", "wiki"):
        yield from retrieval_groups(data / "retrieval" / name, name, chance)
    for key in documents:
        units = fine if chance.random() < 0.5 else coarse
        for query, quote in ruled(units, key, chance):
            yield from mined(units, key, query, [quote], "ruled", chance)


def mined(units: Units, document: str, question: str, quotes: list[str], kind: str, chance) -> Iterator[dict]:  # noqa: PLR0917
    inside = units.of[document]
    counts = [Counter(syllables(q)) for q in quotes]
    scores = units.words.search(question)
    right = [
        i for i in inside if any(same(units.texts[i], q, c) for q, c in zip(quotes, counts, strict=True))
    ]
    if not right:
        return
    right.sort(key=lambda i: -scores[i])
    wrong = set(right)
    near = [i for i in inside[np.argsort(-scores[inside])] if i not in wrong][:NEGATIVES_SAME]
    inner = set(inside.tolist())
    top = np.argsort(-scores)[:60]
    far = [
        i
        for i in top
        if i not in inner and not any(same(units.texts[i], q, c) for q, c in zip(quotes, counts, strict=True))
    ][:NEGATIVES_ANY]
    yield {
        "kind": kind,
        "held": held(document),
        "query": question,
        "positives": [units.show(i, question) for i in right[:2]],
        "same": [units.show(i, question) for i in near],
        "other": [units.show(i, question) for i in far],
    }


def same(text: str, quote: str, quoted: Counter) -> bool:
    a, b = fold(text), fold(quote)
    if min(len(a), len(b)) >= 12 and (b in a or (a in b and len(a) > 0.4 * len(b))):
        return True
    own = Counter(syllables(text))
    total = sum(own.values()) + sum(quoted.values())
    return 2 * sum((own & quoted).values()) / max(total, 1) >= SAME


def retrieval_groups(folder: Path, name: str, chance) -> Iterator[dict]:
    corpus = {r["id"]: r for r in rows(folder / "corpus.jsonl")}
    keys = list(corpus)
    words = Words([f"{corpus[k]['title']}\n{corpus[k]['text']}" for k in keys])
    for row in rows(folder / "train.jsonl"):
        query = row["question"]
        scores = words.search(query)
        near = [keys[i] for i in np.argsort(-scores)[:16] if keys[i] not in row["relevant"]]
        law = [k for k in near if k.split("@")[0] == row["relevant"][0].split("@")[0]]
        rest = [k for k in near if k not in law]
        show = lambda k: passage(corpus[k]["title"].replace(" - ", "\n"), focus(corpus[k]["text"], query))  # noqa: E731, B023
        yield {
            "kind": name,
            "held": False,
            "query": query,
            "positives": [show(k) for k in row["relevant"][:2]],
            "same": [show(k) for k in law],
            "other": [show(k) for k in rest],
        }


def ruled(units: Units, document: str, chance) -> Iterator[tuple[str, str]]:
    """Yield questions made by rule: who, when, how much, a shortened sentence."""
    found: list[tuple[str, str]] = []
    for i in units.of[document]:
        for sentence in re.split(r"(?<=[.;])\s+|\n", units.texts[i]):
            bare = MARKER.sub("", squeeze(sentence)).rstrip(".;")
            if 8 <= len(bare.split()) <= 70:
                found += [(q, sentence) for q in questions(bare, chance)]
    yield from chance.sample(found, min(RULED, len(found)))


def questions(sentence: str, chance) -> Iterable[str]:
    if (who := WHO.match(sentence)) and chance.random() < 0.8:
        yield f"{chance.choice(WHO_ASKED)} {who['did']} {shorter(who['what'], chance)}?"
    if (when := WHEN.search(sentence)) and chance.random() < 0.8:
        yield f"{shorter(sentence[: when.start()] + sentence[when.end() :], chance)} {chance.choice(WHEN_ASKED)}?"
    if (much := MUCH.search(sentence)) and chance.random() < 0.8:
        yield f"{shorter(sentence[: much.start()], chance)} {chance.choice(MUCH_ASKED)}?"
    if chance.random() < 0.15:
        yield shorter(sentence, chance)


def shorter(text: str, chance) -> str:
    """Keep a run of words, some left out: a question never repeats the text."""
    words = squeeze(text).strip(" ,;").split()
    length = min(len(words), chance.randint(6, 16))
    start = chance.randint(0, max(0, min(4, len(words) - length)))
    return " ".join(w for w in words[start : start + length] if chance.random() > 0.12)


if __name__ == "__main__":
    main()
