"""What a question says of the title or publisher of a publication, in either language."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from corpus.catalogue import Publication
from index.lexical import SURE, Concept, LexicalIndex, Scores
from index.tokenise import tokens


class Titles:
    """The words of titles and publishers' names, which none of a publication's passages need to carry.

    Args:
        publications: the publications of the library.
    """

    def __init__(self, publications: Iterable[Publication] = ()) -> None:
        found: dict[str, set[str]] = defaultdict(set)
        for publication in publications:
            for word in tokens("\n".join(names_of(publication))):
                found[word].add(publication.id)
        self.publications: Mapping[str, set[str]] = found

    def scores(self, concepts: Sequence[Concept], lexical: LexicalIndex) -> Scores:
        """For each passage the share of the concepts, weighted by rarity, that its publication's title carries."""
        carried = np.zeros(len(lexical.publication_ids), dtype=np.float32)
        weights = lexical.terms(concepts).weights
        for concept, weight in zip(concepts, weights, strict=True):
            named = {
                name
                for term, share in concept.terms.items()
                if share >= SURE
                for name in self.publications.get(term, ())
            }
            carried[[lexical.publication_ids[name] for name in named if name in lexical.publication_ids]] += (
                weight
            )
        shares: Scores = (carried / np.float32(weights.sum() or 1.0))[lexical.numbers]
        return shares


def names_of(publication: Publication) -> Iterable[str]:
    """The titles of a publication and the names of its publisher."""
    names = (publication.title_ja, publication.title_en, publication.publisher, publication.publisher_en)
    return filter(None, names)
