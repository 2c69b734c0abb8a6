"""Text → vectors: the protocol that every embedding model meets."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray


class Encoder(Protocol):
    """An embedding model. Vectors are float32 rows of unit length."""

    @property
    def fingerprint(self) -> str:
        """Return what tells this model from any other, its version included."""

    def encode_query(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Encode questions."""

    def encode_document(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Encode passages."""
