"""Where the training data lies, and its texts."""

from __future__ import annotations

import gzip
import json
import os
import unicodedata
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def default_data() -> Path:
    return Path(os.environ.get("HOIDAP_EVAL_DATA", ROOT.parent / "shared" / "data"))


def rows(path: Path) -> list[dict]:
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def legal_texts(data: Path) -> Iterator[tuple[str, str]]:
    """Yield (id, text) of the Vietnamese texts (a few are English translations)."""
    with gzip.open(data / "texts" / "legal_texts.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            if " của " in row["text"]:
                yield row["id"], row["text"]


def raw_texts(data: Path) -> Iterator[str]:
    """Yield all text whose words the model shall know."""
    for _, text in legal_texts(data):
        yield text
    for name in ("legal", "wiki"):
        for row in rows(data / "retrieval" / name / "corpus.jsonl"):
            yield f"{row['title']}\n{row['text']}"
        for row in rows(data / "retrieval" / name / "train.jsonl"):
            yield row["question"]


def plain(text: str) -> str:
    """Return a text as it is typed without diacritics; case and everything else stay."""
    decomposed = unicodedata.normalize("NFD", text)
    bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    return bare.replace("đ", "d").replace("Đ", "D")
