"""The files that an ingest is given: found, hashed, each with its entry in its folder's manifest."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.catalogue import Publication, read_manifest
from corpus.document import Refused
from corpus.library import file_hash
from corpus.readers import READABLE

PASSED_OVER = ("readme", "manifest")
"""How names of files begin that are notes on a folder."""


@dataclass(frozen=True)
class Candidate:
    """A file to ingest, with its manifest entry if it has one and its content hash."""

    path: Path
    entry: Publication | None
    sha256: str

    @property
    def id(self) -> str:
        """The publication's id: the manifest's, else the file's stem."""
        return self.entry.id if self.entry else self.path.stem


def find_files(paths: Sequence[Path]) -> Iterator[Path]:
    """The files that paths name: folders are searched for readable files, files are taken as they are.

    Raises:
        FileNotFoundError: when a path does not exist.
    """
    for path in paths:
        if path.is_dir():
            yield from sorted(
                file
                for file in path.rglob("*")
                if file.is_file()
                and file.suffix.lower() in READABLE
                and not file.name.startswith(".")
                and not file.stem.lower().startswith(PASSED_OVER)
            )
        elif path.exists():
            yield path
        else:
            raise FileNotFoundError(f"{path} does not exist; give a file or a folder")


def candidates(paths: Sequence[Path], refused: dict[str, str]) -> list[Candidate]:
    """The files to ingest; those that cannot be opened are noted in `refused` with the reason.

    Raises:
        Refused: when a manifest is broken or two files of the run have one id.
    """
    manifests: dict[Path, Mapping[str, Publication]] = {}
    found: dict[str, Candidate] = {}
    for path in find_files(paths):
        if not path.is_file():
            refused[str(path)] = "it is not an ordinary file; save what it holds in one"
            continue
        if path.parent not in manifests:
            manifests[path.parent] = read_manifest(path.parent)
        try:
            candidate = Candidate(path, manifests[path.parent].get(path.name), file_hash(path))
        except OSError as fault:
            refused[str(path)] = f"it cannot be opened ({fault.strerror}); check its permissions"
            continue
        if candidate.id in found and found[candidate.id].path.resolve() != path.resolve():
            raise Refused(
                f"{found[candidate.id].path} and {path} have the same id '{candidate.id}'; rename one, "
                "or give them different ids in a manifest.json"
            )
        found[candidate.id] = candidate
    return list(found.values())
