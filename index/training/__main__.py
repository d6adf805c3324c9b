"""`python -m index.training`.

Builds `index/lexicon/lexicon.db` and `index/model/` from JMdict, sentence pairs, the glossary and the digests.

Deterministic on one machine: fixed seeds, fixed order, one thread. About a quarter of an hour on one core. One
publication's digest and terms are left out, so that what is measured on it holds for publications never seen.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import logging
import random
import sys
import time
from dataclasses import asdict
from pathlib import Path

import torch

from index.training import evaluate, jmdict, lexicon, model, pairs, vocabulary
from index.training.pairs import Pair, Pairs

INDEX = Path(__file__).resolve().parents[1]
ROOT = INDEX.parent
LOG = logging.getLogger(__name__)
HELD_OUT = 1000
JAPANESE_UNITS, ENGLISH_WORDS, WORD_PARTS = 24_000, 18_000, 1_200
LEFT_OUT = "jetro-midwest-ecosystem-2"
TERMS_REPEATED = 3
STATEMENTS_REPEATED = 4
"""How often an epoch passes over a glossary term and a statement of a digest; over sentences, twice."""


def options(arguments: list[str]) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="python -m index.training", description=__doc__)
    parser.add_argument(
        "--jmdict", type=Path, help="SQLite file of jamdict-data (default: the installed package's)"
    )
    parser.add_argument("--sentences", type=Path, default=ROOT.parent / "shared/training/tanaka-50k.tsv")
    parser.add_argument("--left-out", default=LEFT_OUT, help="the publication that nothing is learned from")
    parser.add_argument("--lexicon", type=Path, default=INDEX / "lexicon/lexicon.db")
    parser.add_argument("--model", type=Path, default=INDEX / "model")
    parser.add_argument("--epochs", type=int, default=model.Plan.epochs)
    parser.add_argument("--only-lexicon", action="store_true", help="leave the model as it is")
    return parser.parse_args(arguments)


def split(found: list[Pair], seed: int) -> tuple[list[Pair], list[Pair]]:
    """The pairs kept for measuring and the rest, in which no text pair of the first is left."""
    held = random.Random(seed).sample(found, min(HELD_OUT, len(found) // 10))
    chosen = set(held)
    return held, [pair for pair in found if pair not in chosen]


def rounds(found: Pairs, epochs: int) -> list[list[Pair]]:
    """What each epoch passes over: translations with the common ones, sentences, terms and statements.

    Then synonyms, then fresh mixes.
    """
    terms = found.glossary * TERMS_REPEATED
    statements = found.statements * STATEMENTS_REPEATED
    core = found.translations + found.common + found.sentences * 2 + terms + statements
    listed: list[list[Pair]] = []
    for epoch in range(epochs):
        fresh = pairs.mixes(found.translations, 60_000, epoch) + pairs.mixes(
            found.common + terms, 60_000, 100 + epoch
        )
        listed += [core, found.synonyms, fresh]
    return listed


def digest(path: Path) -> str:
    """The SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def main(arguments: list[str]) -> None:
    """Build the lexicon, then the model, and write down how it went."""
    chosen = options(arguments)
    started = time.monotonic()
    torch.set_num_threads(1)
    dictionary = jmdict.locate(chosen.jmdict)
    entries, names = list(jmdict.entries(dictionary)), list(jmdict.names(dictionary))
    held_sentences, sentences = split(pairs.read_sentences(chosen.sentences), seed=1)
    glossary = pairs.glossary_pairs(chosen.left_out)
    statements = pairs.statement_pairs(chosen.left_out)
    LOG.info(
        "%d entries, %d names, %d sentences, %d pairs of terms, %d statements",
        len(entries),
        len(names),
        len(sentences),
        len(glossary),
        len(statements),
    )

    table = lexicon.with_alignment(
        lexicon.dictionary_table(entries, names), pairs.alignment(entries, sentences + statements)
    )
    LOG.info("lexicon: %s", lexicon.write(table, chosen.lexicon, lexicon.current_terms(entries, names)))
    if chosen.only_lexicon:
        return

    texts = sentences + statements + glossary
    units = vocabulary.count_japanese(entries, names, texts)
    english = vocabulary.count_english(entries, names, texts)
    tokenizer = vocabulary.build(units, english, JAPANESE_UNITS, ENGLISH_WORDS, WORD_PARTS)
    found = pairs.collect(entries, names, sentences, glossary, statements)
    held_terms, found.translations = split(found.translations, seed=2)
    kept = set(held_terms)
    found.common = [pair for pair in found.common if pair not in kept]
    plan = model.Plan(epochs=chosen.epochs)
    vectors = model.train(tokenizer, rounds(found, plan.epochs), plan)
    scores = {
        "tanaka ja-en, en-ja": evaluate.recall_at_1(tokenizer, vectors, held_sentences),
        "jmdict ja-en, en-ja": evaluate.recall_at_1(tokenizer, vectors, held_terms),
    }
    size = model.save(chosen.model, tokenizer, vectors)
    record = {
        "data": {
            path.name: digest(path)
            for path in (
                dictionary,
                chosen.sentences,
                ROOT / "corpus/glossary.csv",
                *sorted(
                    path for path in (ROOT / "corpus/digests").glob("*.yaml") if path.stem != chosen.left_out
                ),
            )
        },
        "left out": chosen.left_out,
        "pairs": {kind: len(listed) for kind, listed in vars(found).items()},
        "vocabulary": tokenizer.get_vocab_size(),
        "plan": asdict(plan),
        "recall at 1 of 1,000 held out": scores,
    }
    (chosen.model / "training.json").write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")
    LOG.info("model: %d bytes, %s, %.0f s in all", size, scores, time.monotonic() - started)


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    main(sys.argv[1:])
