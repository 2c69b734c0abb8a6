#!/usr/bin/env python3
"""Count how common terms are in official texts: background.npz and syllables.json of index/model/.

    python scripts/count_background.py [TEXTS.jsonl.gz] [--out index/model]

TEXTS holds {id, text} rows of official documents (public domain). No question set is read.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from index.background import FILE, FORMS  # noqa: E402
from index.restoration import NUMBER, generic, group_forms  # noqa: E402
from index.tokens import pairs, strip, syllables, term_keys, terms  # noqa: E402

PHRASES = Path(__file__).with_name("question_phrases.txt")
PHRASE_WEIGHT = 40  # occurrences that one question phrase stands for: as common as "theo quy định"
QUESTION_SHARE = 0.15  # share of passages that question words are thought to stand in: they tell nothing
MIN_SYLLABLE = 3  # rarer single syllables are slips and names
MIN_PAIR = 5  # rarer pairs would double the file and change no ranking
MIN_TERMS = 4  # shorter lines are table cells and menus


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("texts", type=Path, nargs="?", default=default_texts())
    parser.add_argument("--out", type=Path, default=ROOT / "index" / "model")
    options = parser.parse_args()
    if not options.texts.exists():
        parser.error(f"no texts at {options.texts}: name a .jsonl.gz file of {{id, text}} rows")
    write_background(list(read_texts(options.texts)), options.out)


def default_texts() -> Path:
    data = Path(os.environ.get("HOIDAP_EVAL_DATA", ROOT.parent / "shared" / "data"))
    return data / "texts" / "legal_texts.jsonl.gz"


def read_texts(path: Path) -> Iterator[str]:
    """Yield the Vietnamese texts (a few are English translations)."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            text = json.loads(line)["text"]
            if " của " in text:
                yield text


def write_background(documents: Iterable[str], out: Path) -> None:
    occurrences, holding, passages = count_terms(documents)
    phrases = PHRASES.read_text(encoding="utf-8").splitlines()
    spoken = {term for phrase in phrases for term in terms(phrase)}
    for phrase in phrases:
        for term in (*terms(phrase), *number_terms(phrase)):
            occurrences[term] += PHRASE_WEIGHT
    kept = sorted(t for t, n in occurrences.items() if n >= (MIN_PAIR if " " in t else MIN_SYLLABLE))
    shares = {t: holding[t] / passages for t in kept}
    for term in spoken:
        shares[term] = max(shares.get(term, 0.0), QUESTION_SHARE)
    folded: dict[str, float] = {}
    for term, share in shares.items():
        folded[strip(term)] = min(folded.get(strip(term), 0.0) + share, 0.9)
    accented_keys, order = sorted_keys(kept)
    folded_keys, folded_order = sorted_keys(list(folded))
    np.savez_compressed(
        out / FILE,
        accented_keys=accented_keys,
        accented_shares=np.array([shares[t] for t in kept], dtype=np.float16)[order],
        counts=np.array([occurrences[t] for t in kept], dtype=np.uint32)[order],
        folded_keys=folded_keys,
        folded_shares=np.array(list(folded.values()), dtype=np.float16)[folded_order],
    )
    single = {t: occurrences[t] for t in kept if t.isalpha() or t == NUMBER}
    forms = json.dumps(group_forms(single), ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    (out / FORMS).write_text(forms, encoding="utf-8")
    print(f"background: {passages} passages, {len(kept)} terms, {len(single)} syllables", file=sys.stderr)


def count_terms(documents: Iterable[str]) -> tuple[Counter[str], Counter[str], int]:
    """Return occurrences, passages that hold each term, and the number of passages (each line once)."""
    lines = {line for text in documents for line in text.split("\n")}
    occurrences: Counter[str] = Counter()
    holding: Counter[str] = Counter()
    passages = 0
    for line in sorted(lines):
        row = terms(line)
        if len(row) >= 2 * MIN_TERMS:
            occurrences.update(row)
            occurrences.update(number_terms(line))
            holding.update(set(row))
            passages += 1
    return occurrences, holding, passages


def number_terms(text: str) -> list[str]:
    """Return the pairs that hold a number, in the form in which the restoration asks for them."""
    row = generic(syllables(text))
    return [t for t in (*row, *pairs(row)) if NUMBER in t.split(" ")]


def sorted_keys(words: list[str]) -> tuple[np.ndarray, np.ndarray]:
    keys = term_keys(words)
    order = np.argsort(keys)
    return keys[order], order


if __name__ == "__main__":
    main()
