"""Vectors filled in behind: encoded in batches, each kept at once, then brought to Chroma."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Event

from index import database
from index.dense import Dense
from index.encoder import Encoder
from index.passages import passage
from index.reader import Reader
from index.units import StoredUnit, text_key
from index.vectors import Vectors, files

ENCODED = 256  # texts encoded between two commits: at most some seconds of work are lost
OTHER_MODEL = "Mô hình nhúng đã đổi nên vectơ được tính lại từ các văn bản đang lưu."

Progress = Callable[[int, int], None]


def is_filled(reader: Reader, folder: Path, dense: Dense) -> bool:
    """Say whether every unit has its vector, on disk and in Chroma, without asking Chroma."""
    with reader.reading() as now:
        if now is None:
            return True
        filled = dense.vectors.filled()
        missing = database.count_after(now.connection, filled)
        dropped = len(database.numbers(now.connection, "dropped")) if filled else 0
    return not (missing or dropped or _others(folder, dense)) and dense.is_fed(filled)


def fill(
    reader: Reader, folder: Path, dense: Dense, encoder: Encoder, *, stop: Event, progress: Progress | None
) -> str | None:
    """Encode what has no vector yet, bring it to Chroma, and delete vectors of former models after that.

    Returns:
        A Vietnamese sentence where a former model is replaced.
    """
    others = _others(folder, dense)
    donors = [v for v in others if v.model == dense.vectors.model]  # an index built anew says the same words
    done, todo = 0, _missing(reader, dense)
    message = OTHER_MODEL if todo and len(others) > len(donors) else None
    while not stop.is_set():
        with reader.reading() as now:
            if now is None or now.state.epoch != dense.epoch:
                return message  # built anew meanwhile: who did that fills it
            page = list(database.all_units(now.connection, dense.vectors.filled(), ENCODED))
        if not page:
            break
        _encode(encoder, dense.vectors, donors, page)
        done += len(page)
        if progress:
            progress(done, max(todo, done))
    if not stop.is_set():
        _finish(reader, dense, others)
    return message


def _finish(reader: Reader, dense: Dense, others: Sequence[Vectors]) -> None:
    if dense.feed(reader.database):
        with reader.database.reading() as connection:
            gone = database.numbers(connection, "dropped").tolist()
        if not gone or dense.collection.drop(gone):
            dense.vectors.drop(gone)
            reader.database.forget(gone)
        dense.collection.drop_others([v.file.stem for v in others])
    for vectors in others:
        vectors.erase()


def _others(folder: Path, dense: Dense) -> list[Vectors]:
    """Return the vectors of former models, and of indexes that were built anew."""
    return [Vectors(folder, f.stem) for f in files(folder) if f != dense.vectors.file]


def _missing(reader: Reader, dense: Dense) -> int:
    with reader.database.reading() as connection:
        return database.count_after(connection, dense.vectors.filled())


def _encode(
    encoder: Encoder, vectors: Vectors, donors: Sequence[Vectors], page: Sequence[tuple[int, StoredUnit]]
) -> None:
    """Give each unit a vector: that of the same text where there is one, else a new one."""
    texts = {text_key(t): t for t in (passage(u.context, u.text) for _, u in page)}
    known = vectors.of_texts(texts)
    for donor in donors:
        known |= donor.of_texts(texts.keys() - known.keys())
    fresh = [key for key in texts if key not in known]
    if fresh:
        known |= dict(zip(fresh, encoder.encode_document([texts[k] for k in fresh]), strict=True))
    keys = (text_key(passage(u.context, u.text)) for _, u in page)
    vectors.put((num, key, known[key]) for (num, _), key in zip(page, keys, strict=True))
