"""What is indexed: any value that says where it stands in a document and what it says."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

TEXT = "text"  # kind of a unit that names none


class Unit(Protocol):
    """A searchable piece of a document: a chunk, a sentence, a table row, a field of a header.

    A unit may also have `kind` (a short word to filter by) and `fields` (a small mapping that JSON can hold).
    """

    @property
    def id(self) -> str:
        """Return the id, unique in an index."""

    @property
    def document_id(self) -> str:
        """Return the id of the document."""

    @property
    def provision(self) -> str:
        """Return the id of the provision, "" outside of any."""

    @property
    def start(self) -> int:
        """Return where the text begins in the document."""

    @property
    def end(self) -> int:
        """Return where the text ends."""

    @property
    def text(self) -> str:
        """Return the words."""

    @property
    def context(self) -> str:
        """Return the headings above, searched with the words."""


@dataclass(frozen=True, slots=True)
class StoredUnit:
    """A unit as the index gives it back."""

    id: str
    document_id: str
    provision: str
    start: int
    end: int
    text: str
    context: str
    kind: str = TEXT
    fields: Mapping[str, Any] = field(default_factory=dict, hash=False)


def stored(unit: Unit) -> StoredUnit:
    """Return what an index keeps of a unit."""
    return StoredUnit(
        id=unit.id,
        document_id=unit.document_id,
        provision=unit.provision,
        start=unit.start,
        end=unit.end,
        text=unit.text,
        context=unit.context,
        kind=str(getattr(unit, "kind", TEXT)),
        fields=dict(getattr(unit, "fields", None) or {}),
    )


def searchable(unit: Unit) -> str:
    """Return what is indexed and embedded: the headings above, then the text."""
    return f"{unit.context}\n{unit.text}" if unit.context else unit.text


def text_key(text: str) -> int:
    """Return the signed 64-bit key of a text: units that say the same share one vector."""
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "little", signed=True)


def content_hash(unit: StoredUnit) -> bytes:
    """Return the hash of everything that a unit says and of where it stands."""
    parts = [getattr(unit, key) for key in StoredUnit.__slots__]
    text = json.dumps(parts, ensure_ascii=False, sort_keys=True)
    return hashlib.blake2b(text.encode(), digest_size=16).digest()
