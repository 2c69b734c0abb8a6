"""Search as a LangChain retriever over the chunk index."""

from __future__ import annotations

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document as Passage
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from index.chunk_index import ChunkIndex


class ChunkRetriever(BaseRetriever):
    """Hybrid search in the chunk index; passages carry ids, offsets and scores in their metadata.

    Attributes:
        index: the opened chunk index.
        top_k: number of passages, at least 1.
        document_ids: restricts the search, None searches everything.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    index: ChunkIndex
    top_k: int = 20
    document_ids: frozenset[str] | None = None

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun
    ) -> list[Passage]:
        hits = self.index.search(query, self.top_k, self.document_ids)
        return [
            Passage(
                page_content=h.text,
                id=h.chunk_id,
                metadata={
                    "document_id": h.document_id,
                    "provision": h.provision,
                    "start": h.start,
                    "end": h.end,
                    "score": h.score,
                    "lexical": h.lexical,
                    "dense": h.dense,
                    "rank": h.rank,
                },
            )
            for h in hits
        ]
