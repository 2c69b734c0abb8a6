"""Build a document out of a kept reading, in a process that can be stopped."""

from __future__ import annotations

from pathlib import Path

from corpus.library.store import Store


def build(folder: str, sha256: str, name: str) -> dict[str, bool]:
    """Make and store the document of a kept reading; called in the child of `corpus.readers.limits`.

    A damaged reading is made again from the original where that is whole.
    """
    store = Store(Path(folder))
    built = store.build(sha256, name) is not None
    if not built and (original := store.whole_original(sha256, name)) is not None:
        from corpus.readers import read  # noqa: PLC0415 - only where the reading is damaged

        store.keep_reading(sha256, read(original, name=name))
        built = store.build(sha256, name) is not None
    return {"built": built}


def outline(path: str, name: str, sha256: str) -> dict[str, object]:
    """Read and build a file that is not held; called in the child."""
    from pydantic import TypeAdapter  # noqa: PLC0415 - only in the child

    from corpus.library.assemble import build as assembled  # noqa: PLC0415 - the same
    from corpus.model import Document  # noqa: PLC0415 - the same
    from corpus.readers import read  # noqa: PLC0415 - the same

    document = assembled(read(Path(path), name=name), name, sha256)
    return {"document": TypeAdapter(Document).dump_python(document, mode="json")}
