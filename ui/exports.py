"""Exports of what a register view shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.model import Document


@dataclass(frozen=True, slots=True)
class Made:
    """A file to be given out."""

    name: str
    media_type: str
    data: bytes


def write(documents: Sequence[Document], view: str, kind: str, query: str, folder: Path) -> Made | None:
    """Return the export of a view in one format, or None for an unknown view or format."""
    return None
