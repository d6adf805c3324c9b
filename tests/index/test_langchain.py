"""The ranking as a LangChain retriever, used as chains use one."""

from pathlib import Path

import pytest
from langchain_core.runnables import RunnableLambda

from index.langchain import JNexusRetriever
from index.passage_index import PassageIndex, open_index
from index.retriever import Filter, Retriever
from tests.homes import copy_home
from tests.publications import BATTERIES, CIDER, NOTES, REPORT


@pytest.fixture
def library(library_home: Path, tmp_path: Path) -> PassageIndex:
    copy_home(library_home, tmp_path / "home")
    return open_index(tmp_path / "home")


def test_a_chain_gets_passages_with_their_places(library: PassageIndex) -> None:
    retriever = JNexusRetriever.over(library, count=3)
    chain = retriever | RunnableLambda(lambda found: [document.metadata for document in found])
    best = chain.invoke("港の実験室は蓄電池を何基そろえましたか？")[0]
    assert (best["document_id"], best["page"], best["source"]) == (NOTES, 2, "publication")
    found = retriever.invoke("cider that the orchard presses")
    assert len(found) == 3
    assert CIDER in found[0].page_content
    assert found[0].metadata["document_id"] == REPORT


def test_it_ranks_as_the_retriever_does_and_keeps_its_filter(library: PassageIndex) -> None:
    where = Filter(publication_id=NOTES)
    found = JNexusRetriever.over(library, count=5, where=where).invoke("batteries")
    hits = Retriever(library).search("batteries", 5, where)
    assert [document.id for document in found] == [hit.passage.id for hit in hits]
    assert any(BATTERIES in document.page_content for document in found)
