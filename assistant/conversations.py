"""Answers kept for follow-ups, share links and feedback."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine

from assistant.answer import Answer
from corpus.database import rows, run


class Conversations:
    """Answers in the database, by id and by conversation."""

    def __init__(self, engine: Engine, retention_days: int) -> None:
        self.engine = engine
        self.retention_days = retention_days

    def keep(self, answer: Answer) -> None:
        """Store an answer, and let go of those past their time."""
        now = datetime.now(UTC)
        with self.engine.begin() as connection:
            run(
                connection,
                "insert into answer values (:answer_id, :conversation_id, :created_at, :question, :body)",
                {
                    "answer_id": answer.answer_id,
                    "conversation_id": answer.conversation_id,
                    "created_at": now.isoformat(),
                    "question": answer.question,
                    "body": answer.model_dump_json(),
                },
            )
            limit = (now - timedelta(days=self.retention_days)).isoformat()
            run(connection, "delete from answer where created_at < :limit", {"limit": limit})

    def find(self, answer_id: str) -> Answer | None:
        """An answer by its id."""
        with self.engine.connect() as connection:
            found = rows(connection, "select body from answer where answer_id = :id", id=answer_id)
        return Answer.model_validate_json(found[0].body) if found else None

    def questions(self, conversation_id: str) -> list[str]:
        """The questions of a conversation, oldest first."""
        with self.engine.connect() as connection:
            found = rows(
                connection,
                "select question from answer where conversation_id = :id order by created_at",
                id=conversation_id,
            )
        return [row.question for row in found]

    def answers(self, conversation_id: str) -> list[Answer]:
        """The answers of a conversation, oldest first."""
        with self.engine.connect() as connection:
            found = rows(
                connection,
                "select body from answer where conversation_id = :id order by created_at",
                id=conversation_id,
            )
        return [Answer.model_validate_json(row.body) for row in found]

    def delete(self, conversation_id: str) -> bool:
        """Delete a conversation.

        Returns:
            False when none of it is kept.
        """
        with self.engine.begin() as connection:
            kept = rows(
                connection, "select 1 from answer where conversation_id = :id limit 1", id=conversation_id
            )
            run(connection, "delete from answer where conversation_id = :id", {"id": conversation_id})
        return bool(kept)
