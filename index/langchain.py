"""The ranking as a LangChain retriever, for people's own chains; see docs/developers/langchain.md."""

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict, Field

from index.passage_index import PassageIndex
from index.retriever import Filter, Hit, Retriever


class JNexusRetriever(BaseRetriever):
    """Finds passages of a library for a question in Japanese or English.

    >>> JNexusRetriever.over(open_index(home), count=5).invoke("How to choose an accelerator?")  # doctest: +SKIP
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    retriever: Retriever
    count: int = Field(10, ge=1, description="How many passages.")
    where: Filter = Field(default_factory=Filter, description="What to search in.")

    @classmethod
    def over(cls, index: PassageIndex, count: int = 10, where: Filter | None = None) -> "JNexusRetriever":
        """A retriever over an opened library."""
        return cls(retriever=Retriever(index), count=count, where=where or Filter())

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun
    ) -> list[Document]:
        return [document(hit) for hit in self.retriever.search(query, self.count, self.where)]


def document(hit: Hit) -> Document:
    """A hit as LangChain has it; its metadata says where the text stands."""
    passage = hit.passage
    return Document(
        id=passage.id,
        page_content=passage.text(passage.language),
        metadata={
            "passage_id": passage.id,
            "document_id": passage.publication_id,
            "version": passage.version,
            "source": passage.source,
            "language": passage.language,
            "page": passage.pages[0] if passage.pages else None,
            "pages": list(passage.pages),
            "section": dict(passage.section),
            "texts": dict(passage.texts),
            "score": hit.score,
        },
    )
