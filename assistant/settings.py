"""Settings, all by environment variables that begin with JNEXUS_ (or a `.env` file)."""

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Literal

from platformdirs import user_data_path
from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """What an operator can set."""

    model_config = SettingsConfigDict(env_prefix="JNEXUS_", env_file=".env", extra="ignore")

    home: Path = Field(
        default_factory=lambda: user_data_path("jnexus"),
        description="The home folder: library, indexes, database.",
    )
    database_url: str | None = Field(
        None, description="A PostgreSQL address instead of the home's SQLite file."
    )
    chroma_url: str | None = Field(
        None, description="The address of a Chroma server instead of the embedded store."
    )
    embedding_model: str | None = Field(
        None,
        description="A sentence-transformers model, by folder or hub name; by default the shipped model.",
    )
    rerank_model: str | None = Field(
        None, description="A cross-encoder that reorders what was found; none by default."
    )
    chat_model: str | None = Field(
        None,
        description="A chat model as provider:model, or provider:model@address; none by default.",
    )
    chat_seconds: float = Field(
        45.0, gt=0, description="The longest that the chat model may take, in seconds."
    )
    chat_options: dict[str, Any] = Field(
        default_factory=dict, description="What else the chat model takes, as JSON, such as its temperature."
    )
    digests: Literal["on", "off"] = Field(
        "on", description="Whether the shipped digests answer; off hides events and key figures, too."
    )
    today: date | None = Field(
        None, description="The date that answers take for today; by default the real one."
    )
    staff_token: str | None = Field(None, description="The token of staff routes; unset, they refuse.")
    max_question: int = Field(1000, description="The longest question, in characters.")
    max_file_mb: int = Field(200, description="The largest file to ingest, in megabytes.")
    max_pages: int = Field(5000, description="The most pages of a file to ingest.")
    read_seconds: float = Field(60.0, description="The longest that reading one file may take, in seconds.")
    read_memory_mb: int = Field(
        2048, description="The most memory that reading one file may take, in megabytes."
    )
    gold: Path | None = Field(
        None,
        description="A gold file (JSON lines), or a folder of them, that evaluations ask instead of the shipped gold.",
    )
    retention_days: int = Field(90, description="How long answers and feedback are kept, in days.")

    def current_date(self) -> date:
        """The date that answers take for today."""
        return self.today or date.today()


@cache
def settings() -> Settings:
    """The settings of this process."""
    return Settings()
