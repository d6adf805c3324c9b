"""What the project ships — digests and the sample researcher list — brought into a home, by hash."""

from importlib.resources import as_file, files

from corpus.library import current_version, file_hash, get_pages, version_of
from index.asked_state import compile_asked_questions, is_compiled
from index.digests import digest_change, digests_behind
from index.ingest import ingest
from index.passage_index import PassageIndex, Progress

SAMPLE = "pi-list-sample.csv"


def bring_up_to_date(index: PassageIndex, progress: Progress | None = None) -> bool:
    """Bring the library up to date with what the project ships and with how it indexes.

    Returns:
        Whether anything was done; a look at a library that is up to date costs milliseconds.
    """
    sample = sample_behind(index)
    with index.engine.connect() as connection:
        behind = bool(list(digests_behind(connection))) or not index.sound()
    behind = behind or not is_compiled(index.home.asked)
    if behind:
        with index.writing():
            if not is_compiled(index.home.asked):
                compile_asked_questions(index.home.asked)
            take_in_digests(index, progress)
    if sample:
        with as_file(files("corpus").joinpath("samples", SAMPLE)) as path:
            ingest(index, [path])
    return behind or sample


def take_in_digests(index: PassageIndex, progress: Progress | None) -> None:
    """Take in the digests that the library does not hold as they are shipped."""
    changes = []
    with index.engine.connect() as connection:
        for publication_id, version in digests_behind(connection):
            pages = get_pages(connection, publication_id, version) if version else []
            change = digest_change(connection, publication_id, version, pages)
            if change:
                changes.append(change)
    if changes or not index.sound():
        index.apply(changes, progress)


def sample_behind(index: PassageIndex) -> bool:
    """Whether the sample researcher list is not the shipped one."""
    with as_file(files("corpus").joinpath("samples", SAMPLE)) as path, index.engine.connect() as connection:
        return current_version(connection, path.stem) != version_of(file_hash(path))
