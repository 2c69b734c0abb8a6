"""How common words are in official texts at large: a prior for an index of a few chunks.

In an index of 15 chunks a function word that happens to stand in one of them looks as telling as the
subject itself, and a question word is unknown. Counts from 694 legal texts and a list of question
phrases settle both; in an index of thousands of chunks its own counts outweigh them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.tokens import term_keys

FOLDER = Path(__file__).parent / "model"
FILE = "background.npz"
FORMS = "syllables.json"


@dataclass(frozen=True, slots=True)
class Shares:
    """For each term the share of passages in which it stands (0 to 1)."""

    keys: NDArray[np.uint64]  # sorted
    shares: NDArray[np.float32]

    def of(self, terms: Sequence[str]) -> NDArray[np.float32]:
        """Return the share of each term, 0 for an unknown one."""
        at, known = locate(self.keys, term_keys(terms))
        return np.where(known, self.shares[at] if len(self.shares) else 0.0, 0.0).astype(np.float32)


@dataclass(frozen=True, slots=True)
class Background:
    """Term shares with and without diacritics, and counts for the restoration of diacritics."""

    accented: Shares
    folded: Shares
    counts: NDArray[np.uint32]  # occurrences of each accented term
    forms: Mapping[str, Mapping[str, int]]  # plain syllable → accented form → occurrences

    def occurrences(self, terms: Sequence[str]) -> NDArray[np.uint32]:
        """Return how often each syllable or pair occurs."""
        at, known = locate(self.accented.keys, term_keys(terms))
        counts = self.counts[at] if len(self.counts) else np.zeros(len(at), dtype=np.uint32)
        return np.where(known, counts, 0).astype(np.uint32)


def locate(
    keys: NDArray[np.uint64], wanted: NDArray[np.uint64]
) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Return for each wanted key its position in sorted keys, and whether it is there."""
    if not len(keys):
        return np.zeros(len(wanted), dtype=np.int64), np.zeros(len(wanted), dtype=bool)
    at = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    return at, keys[at] == wanted


def empty() -> Background:
    """Return a background that knows nothing."""
    keys, shares = np.zeros(0, dtype=np.uint64), np.zeros(0, dtype=np.float32)
    return Background(Shares(keys, shares), Shares(keys, shares), np.zeros(0, dtype=np.uint32), {})


@cache
def load(folder: Path = FOLDER) -> Background:
    """Read the counts that are shipped with the package; an empty background where they are absent."""
    if not (folder / FILE).exists():
        return empty()
    with np.load(folder / FILE) as arrays:
        table = {name: arrays[name] for name in arrays.files}
    return Background(
        accented=Shares(table["accented_keys"], table["accented_shares"].astype(np.float32)),
        folded=Shares(table["folded_keys"], table["folded_shares"].astype(np.float32)),
        counts=table["counts"],
        forms=json.loads((folder / FORMS).read_text(encoding="utf-8")),
    )
