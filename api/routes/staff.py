"""What staff change in the library: publications added and removed, each by a job."""

from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from starlette.concurrency import run_in_threadpool

from api.dependencies import get_assistant
from api.errors import BAD_REQUEST, NOT_FOUND, UNAVAILABLE, ApiError, ErrorBody
from api.routes.documents import DocumentId
from api.routes.jobs import JobsDependency, Started
from api.staff.token import REFUSALS, staff_only
from api.uploads import given_details, opened_form, uploaded
from assistant.assistant import Assistant
from corpus.library import current_version

router = APIRouter(
    prefix="/v1/documents",
    tags=["staff"],
    dependencies=[Depends(staff_only)],
    responses={**REFUSALS, **BAD_REQUEST, **UNAVAILABLE},
)
AssistantDependency = Annotated[Assistant, Depends(get_assistant)]
FORM: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["files"],
                    "properties": {
                        "files": {
                            "type": "array",
                            "items": {"type": "string", "format": "binary"},
                            "description": "Files, with a manifest.json among them or not.",
                        },
                        "details": {
                            "type": "string",
                            "description": "What a manifest.json says of one file, as a JSON object.",
                        },
                    },
                }
            }
        },
    }
}
SIZES: Mapping[int | str, dict[str, Any]] = {
    411: {"model": ErrorBody, "description": "The size of the upload is not told."},
    413: {"model": ErrorBody, "description": "The upload is too large."},
}


@router.post("", status_code=202, responses={**SIZES}, openapi_extra=FORM)
async def add_documents(request: Request, assistant: AssistantDependency, jobs: JobsDependency) -> Started:
    """Take files into the library: PDF, CSV, XLSX, HTML, Markdown or plain text. For staff.

    The answer names a job; its result names what was added, what was refused and why, and the warnings.
    """
    async with opened_form(request, assistant.settings.max_file_mb) as form:
        details = form.get("details")
        upload = uploaded(form, given_details(details if isinstance(details, str) else None))
        arguments = {"files": upload.names()}
        job_id = await run_in_threadpool(jobs.start, "ingest", arguments, upload.lay)
    return Started(job_id=job_id)


@router.delete("/{document_id}", status_code=202, responses={**NOT_FOUND})
def remove_document(document_id: DocumentId, assistant: AssistantDependency, jobs: JobsDependency) -> Started:
    """Take a publication out of the library with all its versions; its shipped digest stays. For staff."""
    with assistant.index.engine.connect() as connection:
        held = current_version(connection, document_id)
    if held is None:
        raise ApiError(
            404,
            "no_such_document",
            f"the library does not hold the file of '{document_id}'",
            "GET /v1/documents lists what it holds",
        )
    return Started(job_id=jobs.start("remove", {"document_id": document_id}))
