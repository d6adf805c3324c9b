"""Failures that people can mend, each told in one sentence that says what to do."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pydantic import ValidationError


EXTRAS = {"psycopg": "postgres", "mcp": "mcp", "langchain": "chat"}
"""Which extra of the project brings a package."""


def known() -> tuple[type[Exception], ...]:
    """The failures that `explain` knows; anything else is a fault of the program."""
    from pydantic import ValidationError
    from sqlalchemy.exc import SQLAlchemyError

    from assistant.assistant import DigestsOffError, QuestionError
    from assistant.generation.model import ChatModelError
    from corpus.document import Refused
    from corpus.home import Busy

    return (
        QuestionError,
        DigestsOffError,
        ChatModelError,
        Refused,
        Busy,
        ValidationError,
        SQLAlchemyError,
        OSError,
        ModuleNotFoundError,
    )


def explain(fault: Exception) -> str:
    """One sentence on a failure."""
    from pydantic import ValidationError
    from sqlalchemy.exc import SQLAlchemyError

    if isinstance(fault, ValidationError):
        return explain_setting(fault)
    if isinstance(fault, SQLAlchemyError):
        reason = str(fault).splitlines()[0]
        return f"the database cannot be used ({reason}); mend JNEXUS_DATABASE_URL or the database"
    if isinstance(fault, ModuleNotFoundError):
        extra = EXTRAS.get((fault.name or "").split(".")[0], "models")
        return f"the Python package '{fault.name}' is missing; pip install 'jnexus-assistant[{extra}]'"
    if isinstance(fault, OSError) and fault.filename is not None and fault.strerror:
        return (
            f"{fault.filename} cannot be used ({fault.strerror.lower()}); "
            "check the path and its permissions, or set JNEXUS_HOME to a folder that can be written"
        )
    return str(fault)


def explain_setting(fault: "ValidationError") -> str:
    """One sentence on a setting that cannot be used."""
    first = fault.errors()[0]
    name = "JNEXUS_" + "_".join(str(part) for part in first["loc"]).upper()
    message = first["msg"][0].lower() + first["msg"][1:]
    return f"{name} cannot be '{first['input']}': {message}; mend it in the environment or in .env"
