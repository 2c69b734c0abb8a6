"""Whoever only asks is answered while the index cannot follow the library."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from assistant.assistant import Assistant
from assistant.opening import open_index
from assistant.settings import Settings
from corpus.library import Library
from index import IndexLocked
from index.lock import write_lock
from tests.factories.documents import decision


class Level:
    """A cross-encoder that finds everything equally good."""

    fingerprint = "level"

    def score(self, query: str, passages: Sequence[str]) -> NDArray[np.float32]:
        return np.zeros(len(passages), dtype=np.float32)


def test_a_question_is_answered_from_what_is_indexed_while_another_process_writes(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path / "data", model="none", reranker="none")
    library = Library.open(settings.data)
    with write_lock(settings.data / "index"), pytest.raises(IndexLocked):
        open_index(settings, library)  # nothing is indexed yet
    for number in (1, 2):
        (tmp_path / f"qd{number}.txt").write_text(decision(f"{number}/QĐ-UBND"), encoding="utf-8")
    library.add([tmp_path / "qd1.txt"])
    open_index(settings, library).close()
    (first,) = (row.id for row in library.summaries() if row.source == "qd1.txt")
    library.add([tmp_path / "qd2.txt"])
    library.remove([first])
    with write_lock(settings.data / "index"):
        index = open_index(settings, library)
        assert any(unit.document_id == first for unit in index.units())  # removed, and still indexed
        answer = Assistant(settings, library, index, Level()).ask("Kế hoạch số 3316/KH-UBND do ai ký?")
        assert answer.citations
        assert all(citation.document_id != first for citation in answer.citations)
    index.close()
