"""Give a document another id, so that two documents with one key can stand side by side."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from corpus.model import Document, Provision, Target, Task

_Stated = TypeVar("_Stated", Task, Target)


def renamed(document: Document, key: str) -> Document:
    """Return the document under another id; the ids of its provisions follow."""
    if key == document.id:
        return document
    width = len(document.id)

    def moved(provision_id: str) -> str:
        return key + provision_id[width:]

    def provision(node: Provision) -> Provision:
        return replace(node, id=moved(node.id))

    def fact(value: _Stated) -> _Stated:
        return replace(value, provision=moved(value.provision))

    return replace(
        document,
        id=key,
        provisions=tuple(map(provision, document.provisions)),
        tasks=tuple(map(fact, document.tasks)),
        targets=tuple(map(fact, document.targets)),
    )
