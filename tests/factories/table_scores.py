"""How much of a generated table a reading found."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.library.assemble import build
from corpus.readers import read_bytes
from corpus.structure.cells import all_row_cells, cell_text, is_summary
from tests.factories.tables import WRITERS, Made


@dataclass
class Score:
    """Counts of right and of expected things, added over tables."""

    rows: int = 0
    addressed: int = 0  # rows found under their address
    printed: int = 0  # rows that the reading has
    cells: int = 0
    right: int = 0  # cells with the right words under the right heading
    kinds: int = 0  # rows known as what they are: section, summary, record
    said: int = 0
    to_say: int = 0  # things to be said: formulas without results, nested words

    def shares(self) -> dict[str, float]:
        """Return the figures."""
        return {
            "address": self.addressed / self.rows,
            "precision": self.addressed / max(1, self.printed),
            "cells": self.right / max(1, self.cells),
            "kinds": self.kinds / self.rows,
            "said": self.said / self.to_say if self.to_say else 1.0,
        }


def score(made: Made, form: str, total: Score, faults: list[str] | None = None) -> None:
    """Add the reading of one table, written as a file of a form, to a score."""
    source = read_bytes(WRITERS[form](made), f"bảng.{form}")
    document = build(source, f"bảng.{form}", "0")
    found = {}
    for row, cells in all_row_cells(document):
        words = {c.heading: cell_text(document.text, c) for c in cells if c.spans}
        found[row.section] = (words, row.level.value, is_summary(document, row))
    total.printed += len(found)
    for wanted in made.expected:
        total.rows += 1
        key = next((k for k in found if k == wanted.address or k.endswith(f", {wanted.address}")), None)
        if wanted.kind == "section":
            key = next((k for k in found if k.endswith(wanted.address)), None)
        total.cells += len(wanted.cells)
        if key is None:
            if faults is not None:
                faults.append(f"no row {wanted.address!r} in {list(found)}")
            continue
        words, level, summed = found[key]
        total.addressed += 1
        kind = "summary" if summed else "section" if level == "mục" else "record"
        total.kinds += kind == wanted.kind
        right = sum(words.get(h) == v for h, v in wanted.cells.items())
        total.right += right
        if faults is not None and (right < len(wanted.cells) or kind != wanted.kind):
            wrong = {h: (v, words.get(h)) for h, v in wanted.cells.items() if words.get(h) != v}
            faults.append(f"{wanted.address}: {kind}, wanted and got {wrong} of {list(words)}")
    if made.unsaved:
        total.to_say += 1
        said = any(f"Có {made.unsaved} ô công thức chưa có kết quả" in w for w in source.warnings)
        total.said += said
    if made.nested:
        total.to_say += 1
        total.said += made.nested in document.text
