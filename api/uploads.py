"""Files that staff send: checked, then laid into the folder of the job that takes them in."""

import json
import shutil
import unicodedata
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO

from fastapi import Request
from starlette.datastructures import FormData, UploadFile

from api.errors import ApiError

MOST_FILES = 20
LONGEST_NAME = 120
MANIFEST = "manifest.json"
DETAILS = frozenset(
    {
        "id",
        "title_ja",
        "title_en",
        "publisher",
        "publisher_en",
        "kind",
        "language",
        "published",
        "source_url",
        "printed_page_offset",
    }
)
"""What a manifest can say of a publication."""


@dataclass(frozen=True)
class Upload:
    """Files by name, and what is said of them."""

    files: Mapping[str, BinaryIO]
    details: Mapping[str, Any] = field(default_factory=dict)

    def names(self) -> list[str]:
        """The files to take in."""
        return [name for name in self.files if name != MANIFEST]

    def lay(self, folder: Path) -> None:
        """Write the files into a folder, and a manifest where details are given."""
        for name, source in self.files.items():
            with (folder / name).open("wb") as target:
                shutil.copyfileobj(source, target)
        if self.details:
            entry = {"file": self.names()[0], **self.details}
            (folder / MANIFEST).write_text(json.dumps([entry], ensure_ascii=False), encoding="utf-8")


@asynccontextmanager
async def opened_form(request: Request, max_mb: int) -> AsyncIterator[FormData]:
    """The fields and files of a form, until the block ends.

    Raises:
        ApiError: when its size is not told or is too large.
    """
    length = request.headers.get("content-length", "")
    if not length.isdigit():
        raise ApiError(411, "no_length", "the size of the upload is not told", "send a Content-Length")
    if int(length) > max_mb * 1024**2:
        raise too_large(max_mb)
    async with request.form(max_files=MOST_FILES + 1) as form:
        yield form


def too_large(max_mb: int) -> ApiError:
    """The error for an upload beyond the limit."""
    return ApiError(
        413, "too_large", f"the upload is larger than {max_mb} MB", "send fewer files, or split the file"
    )


def uploaded(form: FormData, details: Mapping[str, Any]) -> Upload:
    """The files of a form under `files`, and the details of the one that they belong to.

    Raises:
        ApiError: when there is no file, a name cannot be used, or the details fit no single file.
    """
    files: dict[str, BinaryIO] = {}
    for item in form.getlist("files"):
        if isinstance(item, UploadFile) and item.filename:
            name = usable(item.filename)
            if name in files:
                raise bad_upload(f"two files are called '{name}'", "rename one, or send them one by one")
            files[name] = item.file
    upload = Upload(files, details)
    if not upload.names():
        raise bad_upload("no file was sent", "send one or more as 'files'")
    if details and (len(upload.names()) > 1 or MANIFEST in files):
        raise bad_upload(
            "the details belong to one file", f"send one file with details, or several with a {MANIFEST}"
        )
    return upload


def usable(name: str) -> str:
    """A file's name without the folders that a browser may put before it.

    Raises:
        ApiError: when it cannot name a file here.
    """
    bare = unicodedata.normalize("NFC", PurePosixPath(name.replace("\\", "/")).name).strip()
    if not bare or bare.startswith(".") or not bare.isprintable() or len(bare) > LONGEST_NAME:
        raise bad_upload(
            f"'{bare[:LONGEST_NAME]}' cannot be a file's name here", "rename the file and send it again"
        )
    return bare


def given_details(text: str | None) -> dict[str, Any]:
    """The details of a file, from JSON.

    Raises:
        ApiError: when it is no object, or says something that a manifest does not.
    """
    if not text:
        return {}
    try:
        details = json.loads(text)
    except ValueError:
        details = None
    if not isinstance(details, dict):
        raise bad_upload("the details are not a JSON object", 'send such as {"title_en": "Issue 2"}')
    if unknown := sorted(details.keys() - DETAILS):
        raise bad_upload(f"the details name an unknown '{unknown[0]}'", f"use {', '.join(sorted(DETAILS))}")
    return details


def bad_upload(message: str, hint: str) -> ApiError:
    """The error for an upload that cannot be taken."""
    return ApiError(422, "bad_upload", message, hint)
