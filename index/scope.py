"""What a search is held to: some documents, some kinds of units."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from sqlite3 import Connection

import numpy as np
from numpy.typing import NDArray

from index import database
from index.lexical import Words

_FEW = 64  # documents whose units are looked up one by one; more are marked in a mask over all units


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a search looks: `rows` where these are few enough to list, else those that `mask` allows."""

    rows: NDArray[np.int64] | None = None  # ascending
    mask: NDArray[np.bool_] | None = None  # None: everything
    where: Mapping[str, Sequence[str]] = field(default_factory=dict)  # the same for Chroma

    def holds(self, words: Words, nums: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Say for numbers of units whether they are there and in the scope."""
        inside: NDArray[np.bool_] = np.isin(nums, words.nums(self.within(words.rows(np.sort(nums)))))
        return inside

    def within(self, rows: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return those rows that are in the scope."""
        return rows if self.mask is None else rows[self.mask[rows]]


def scope_of(
    connection: Connection,
    words: Words,
    document_ids: Collection[str] | None,
    kinds: Collection[str] | None,
    few: int,
) -> Scope:
    """Return the scope of a search; its rows are listed where there are `few` at most."""
    where: dict[str, Sequence[str]] = {}
    mask: NDArray[np.bool_] | None = None
    rows: NDArray[np.int64] | None = None
    if kinds is not None:
        where["kind"] = sorted(kinds)
        mask = _among(words.column("kinds"), database.numbers_of(connection, "kinds", "name", kinds))
    if document_ids is not None:
        where["document_id"] = sorted(document_ids)
        if len(document_ids) <= _FEW:
            rows = words.rows(database.nums_of_documents(connection, document_ids))
            rows = rows if mask is None else rows[mask[rows]]
        if rows is None or len(rows) > few:
            numbers = database.numbers_of(connection, "documents", "id", document_ids)
            chosen = _among(words.column("documents"), numbers)
            mask = chosen if mask is None else mask & chosen
    elif words.size <= few:
        rows = np.flatnonzero(np.isfinite(words.norms))
        rows = rows if mask is None else rows[mask[rows]]
    return Scope(rows if rows is not None and len(rows) <= few else None, mask, where)


def _among(column: NDArray[np.int64], numbers: Sequence[int]) -> NDArray[np.bool_]:
    table = np.zeros(int(max([*numbers, column.max(initial=0)])) + 1, dtype=bool)
    table[list(numbers)] = True
    chosen: NDArray[np.bool_] = table[column]
    return chosen
